-- SPDX-License-Identifier: MIT
-- Walls: cases that are absent to everybody but those who keep walls and those whom they let in.
-- Lowered and ended, never deleted. In clear: random ids, staff ids and times, by which each list
-- leaves out what its reader may not know of; why is sealed.
create table case_wall (
  id text primary key,
  case_id text not null references case_file (id),
  raised_at bigint not null,
  raised_by text not null,
  lowered_at bigint,
  lowered_by text
);
create index case_wall_case on case_wall (case_id, lowered_at);
create table case_let_in (
  id text primary key,
  case_id text not null references case_file (id),
  staff text not null,
  since bigint not null,
  let_in_by text not null,
  ended_at bigint,
  ended_by text,
  sealed bytea not null
);
create index case_let_in_staff on case_let_in (staff, ended_at);
-- Who keeps all walls: as the staff list says, anew with each start.
create table wall_keeper (
  staff text primary key
);

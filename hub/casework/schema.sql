-- SPDX-License-Identifier: MIT
-- The log of a case: entries are never changed, a correction is an entry that points to the one
-- before. In clear: random ids, who wrote it down, for which agency, when and in which order, which
-- lists need. What was done, when, with whom and with what result is sealed under the key of the
-- agency whose words they are.
create table log_entry (
  id text primary key,
  case_id text not null references case_file (id),
  place bigint not null,
  owner text not null,
  entered_at bigint not null,
  entered_by text not null,
  corrects text unique references log_entry (id),
  sealed bytea not null,
  unique (case_id, place)
);
-- Tasks of a case. In clear: random ids, kinds, states, whose it is, when it is due, which lists
-- need. What is to be done, why and what came of it is sealed under the key of the agency whose
-- words they are.
create table task (
  id text primary key,
  case_id text not null references case_file (id),
  place bigint not null,
  kind text not null,
  state text not null,
  owner text not null,
  desk text not null,
  person text,
  due_at bigint,
  created_at bigint not null,
  created_by text not null,
  sealed bytea not null,
  unique (case_id, place)
);
create index task_desk on task (desk, state, due_at);
create table task_event (
  id text primary key,
  task_id text not null references task (id),
  place bigint not null,
  act text not null,
  owner text not null,
  desk text,
  person text,
  at bigint not null,
  by_whom text not null,
  sealed bytea not null,
  unique (task_id, place)
);
create table task_invited (
  task_id text not null references task (id),
  agency text not null,
  primary key (task_id, agency)
);
create index task_invited_agency on task_invited (agency);

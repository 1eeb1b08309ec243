-- SPDX-License-Identifier: MIT
-- Ethnicity and disability of whom a statement speaks; the newest row counts, none is changed. In
-- clear: of which case and statement, by whom, when. Sealed: what was said.
create table group_said (
  id text primary key,
  case_id text not null references case_file (id),
  statement_id text not null references statement (id),
  place bigint not null,
  by_staff text not null,
  at bigint not null,
  sealed bytea not null
);
create index group_said_of on group_said (statement_id, place);
create index group_said_case on group_said (case_id);

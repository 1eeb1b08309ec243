-- SPDX-License-Identifier: MIT
-- Screening and rating of cases. In clear: random ids, staff ids, times, codes of ratings, levels,
-- answers and outcomes, which lists, clocks and figures need. Reasons, what the case system said
-- beyond open or not, and the indicators that fired are sealed. Rows are never changed: a later
-- one supersedes.
create table screening (
  id text primary key,
  case_id text not null references case_file (id),
  at bigint not null,
  by_staff text not null,
  outcome text not null,
  sealed bytea not null
);
create index screening_case on screening (case_id, at);
-- What the council's case system said of one child when somebody looked.
create table open_check (
  id text primary key,
  case_id text not null references case_file (id),
  place bigint not null,
  child text not null references person (id),
  at bigint not null,
  by_staff text not null,
  answer text not null,
  worker_is text,
  sealed bytea not null,
  unique (case_id, place)
);
create table rating (
  id text primary key,
  case_id text not null references case_file (id),
  place bigint not null,
  at bigint not null,
  by_staff text not null,
  kind text not null,
  rating text not null,
  level text not null,
  overridden bigint not null,
  sealed bytea not null,
  unique (case_id, place)
);
create table response_type (
  id text primary key,
  case_id text not null references case_file (id),
  at bigint not null,
  by_staff text not null,
  code text not null
);
create index response_type_case on response_type (case_id, at);
create table breach_note (
  id text primary key,
  deadline_id text not null references deadline (id),
  case_id text not null references case_file (id),
  at bigint not null,
  by_staff text not null,
  reason text not null,
  sealed bytea not null
);
create index breach_note_case on breach_note (case_id, at);
-- Who looked for a reference and when; what was typed and found is sealed.
create table queue_search (
  id text primary key,
  by_staff text not null,
  at bigint not null,
  sealed bytea not null
);

-- SPDX-License-Identifier: MIT
-- Decisions: one row for each time somebody decided for a child; rows are never changed. In clear:
-- random ids, staff ids, times, the codes of outcome and level and the ids of agencies that had not
-- answered, which figures count. Reasons and evidence are sealed.
create table decision (
  id text primary key,
  case_id text not null references case_file (id),
  child text not null references person (id),
  place bigint not null,
  needs_signature bigint not null,
  outcome text not null,
  level text not null,
  missing text not null,
  decided_by text not null,
  decided_at bigint not null,
  supersedes text references decision (id),
  sealed bytea not null,
  unique (case_id, child, place)
);
-- In a hub that recommends: what its managers recommended for a child. It never counts as a
-- decision; the front door's decision is a row of its own. In clear and sealed: as above.
create table recommendation (
  id text primary key,
  case_id text not null references case_file (id),
  child text not null references person (id),
  place bigint not null,
  outcome text not null,
  level text not null,
  missing text not null,
  made_by text not null,
  made_at bigint not null,
  sealed bytea not null,
  unique (case_id, child, place)
);
-- A manager's word about what came in after the decision: it changes nothing, or it opens a
-- decision again, which then no longer stands. Why is sealed.
create table late_answer (
  id text primary key,
  case_id text not null references case_file (id),
  decision_id text references decision (id),
  place bigint not null,
  by_staff text not null,
  at bigint not null,
  sealed bytea not null,
  unique (case_id, place)
);
-- The second person where one is not enough.
create table decision_signature (
  decision_id text primary key references decision (id),
  signed_by text not null,
  signed_at bigint not null
);

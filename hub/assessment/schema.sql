-- SPDX-License-Identifier: MIT
-- Assessments: one row for each time somebody assessed a child; rows are never changed, the newest
-- counts. In clear: random ids, who, when and under which rules, which lists need. Indicators,
-- factors, words and what the rules proposed are sealed.
create table assessment (
  id text primary key,
  case_id text not null references case_file (id),
  child text not null references person (id),
  place bigint not null,
  rules text not null,
  made_by text not null,
  made_at bigint not null,
  sealed bytea not null,
  unique (case_id, child, place)
);
-- That a desk disagrees. In clear: random ids, whose words they are, who wrote them down and when,
-- which lists need. With what and why is sealed under that agency's key.
create table dissent (
  id text primary key,
  case_id text not null references case_file (id),
  place bigint not null,
  owner text not null,
  said_by text not null,
  said_at bigint not null,
  sealed bytea not null,
  unique (case_id, place)
);

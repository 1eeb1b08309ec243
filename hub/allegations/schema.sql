-- SPDX-License-Identifier: MIT
-- Allegations against people in a position of trust. In clear: random ids, staff ids, times and the
-- outcome, which clocks and figures need; who said why, and what came of it, is sealed. Nobody but
-- those who pass the wall of the case reads a row.
create table allegation (
  id text primary key,
  case_id text not null references case_file (id),
  at bigint not null,
  by_staff text not null,
  taken_up_at bigint,
  taken_up_by text,
  ended_at bigint,
  ended_by text,
  outcome text,
  sealed bytea not null,
  ended_sealed bytea
);
create index allegation_case on allegation (case_id, at);
-- Ordinary cases that were opened for children of it. Nothing in them leads back here.
create table allegation_child_case (
  allegation text not null references allegation (id),
  case_id text not null references case_file (id),
  at bigint not null,
  by_staff text not null,
  primary key (allegation, case_id)
);

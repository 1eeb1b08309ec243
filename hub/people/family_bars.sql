-- SPDX-License-Identifier: MIT
-- Bars that follow a family into what comes in later. In clear: ids and times alone.
-- When the hub had a case: a bar that was set later does not reach back to it.
create table case_arrival (
  case_id text primary key references case_file (id),
  at bigint not null
);
-- Two statements that are very likely about one person, by the look-up when the first came in.
-- Counts until somebody says who that is, or that the two are not one.
create table likely_match (
  statement_id text not null references statement (id),
  other_statement text not null references statement (id),
  spared text, -- who typed it in, and hears nothing of the match
  primary key (statement_id, other_statement)
);
-- Which bar follows from which one of another case. Ended by the hub; one that a person lifted is
-- not, and does not come back.
create table bar_followed (
  bar text primary key references case_bar (id),
  case_id text not null references case_file (id),
  source text not null references case_bar (id),
  source_case text not null references case_file (id),
  ended_at bigint
);
create index bar_followed_case on bar_followed (case_id);
create index bar_followed_source on bar_followed (source_case);

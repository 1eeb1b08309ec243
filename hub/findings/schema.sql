-- SPDX-License-Identifier: MIT
-- Patterns over the whole record. In clear ("inside"): ids, codes, whole numbers and times, which
-- lists and their order need; keyed hashes of homes. Words (why somebody put a pattern aside or
-- asked for names, and the answer) are sealed.
-- Who may know of the same cases reads the same findings: one scope for each set of cases that is
-- hidden from a reader, made without them. `hidden` is that set, `walled` what was hidden from all.
create table finding_scope (
  scope text primary key,
  hidden text not null,
  walled text not null,
  at bigint not null,
  version bigint not null
);
-- How much was looked at, and when a pattern was first found, is not kept: beside what somebody
-- else reads it would tell that a case is hidden, how many are in it and since when.
-- One that no longer holds stays, with the time since when.
create table finding (
  scope text not null,
  id text not null,
  kind text not null,
  rule text not null,
  subjects text not null,
  evidence text not null,
  numbers text not null,
  strength bigint not null,
  newest bigint not null,
  last_seen bigint not null,
  ended_at bigint,
  primary key (scope, id)
);
-- Somebody wants it looked at now. A look answers those that it found.
create table finding_request (
  id text primary key,
  by_staff text not null,
  at bigint not null,
  done_at bigint
);
create index finding_request_open on finding_request (done_at);
-- Put aside, with the evidence that lay there: with any more it stands again.
create table finding_aside (
  id text primary key,
  scope text not null,
  finding text not null,
  at bigint not null,
  by_staff text not null,
  reason text not null,
  evidence text not null,
  sealed bytea not null
);
create index finding_aside_of on finding_aside (finding, at);

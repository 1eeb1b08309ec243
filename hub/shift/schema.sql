-- SPDX-License-Identifier: MIT
-- Who is at which desk from when to when, who is on call, who is away and who stands in. All in
-- clear: it is about the people who work here and never about a family, and lists, alerts and the
-- question who is present need it. Taken out, never deleted.
create table shift (
  id text primary key,
  desk text not null,
  person text not null,
  duty text not null,
  starts_at bigint not null,
  ends_at bigint not null,
  deputy text,
  version bigint not null,
  entered_at bigint not null,
  entered_by text not null,
  removed_at bigint
);
create index shift_time on shift (ends_at, starts_at);
-- What somebody was handed at the end of a shift, until they have looked. In clear: random ids and
-- who handed what to whom when; what was said stands sealed in the log of the case.
create table handed (
  id text primary key,
  case_id text not null references case_file (id),
  task_id text,
  from_person text not null,
  to_person text not null,
  by_whom text not null,
  at bigint not null,
  log_entry text,
  looked_at bigint
);
create index handed_to_person on handed (to_person, looked_at);
-- Each time the duty team gave its work back to the front door: by whom, to whom and when.
create table hand_back (
  id text primary key,
  at bigint not null,
  by_whom text not null,
  to_person text not null
);

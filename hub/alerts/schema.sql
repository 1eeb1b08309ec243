-- SPDX-License-Identifier: MIT
-- The walk of each Red that no manager has opened yet, its steps, who was told of clocks, and the
-- alerts that wait to go out. In clear: random ids, times, codes and the ids of staff, which the
-- sender needs while nobody is signed in; no address and no number (those stay in the
-- configuration), nothing of the case.
create table red_walk (
  id text primary key,
  case_id text not null references case_file (id),
  since bigint not null,
  steps bigint not null, -- how many have been taken
  next_at bigint, -- of the next one; null: none is left
  ended_at bigint,
  seen_by text
);
create index red_walk_case on red_walk (case_id, ended_at);
create index red_walk_next on red_walk (ended_at, next_at);
create table red_walk_step (
  walk text not null references red_walk (id),
  step text not null,
  at bigint not null,
  primary key (walk, step)
);
-- By which rules of data/alerts.json somebody was told of a clock: each once.
create table clock_alert (
  deadline text not null references deadline (id),
  rule text not null,
  at bigint not null,
  primary key (deadline, rule)
);
create table alert (
  id text primary key, -- the message's, the same each time that it is tried
  kind text not null,
  channel text not null,
  person text not null,
  case_id text,
  walk text,
  written_at bigint not null,
  next_at bigint not null,
  tries bigint not null,
  failure text, -- of the last try
  sent_at bigint,
  refused_at bigint,
  dropped_at bigint -- not wanted any more: seen, or the person may not know of it
);
create index alert_open on alert (sent_at, refused_at, dropped_at, next_at);
create index alert_walk on alert (walk);

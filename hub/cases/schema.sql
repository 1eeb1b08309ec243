-- SPDX-License-Identifier: MIT
-- Cases, their cells and their clocks. In clear: random ids and references, times, states, ratings
-- and agency ids, which lists, clocks and figures need; nothing that says who a case is about.
create table case_file (
  id text primary key,
  reference text not null unique,
  state text not null,
  rating text not null,
  level text,
  received_at bigint not null,
  urgent bigint not null,
  taken_by text,
  basis_complete bigint not null,
  version bigint not null,
  decision_stands bigint not null default 0, -- for anybody in it: news is late for them
  next_deadline text -- the running clock with the least time left: what lists sort by
);
create index case_file_state on case_file (state, received_at);
create index case_file_received on case_file (received_at);
create table case_member (
  case_id text not null references case_file (id),
  agency text not null,
  since bigint not null,
  primary key (case_id, agency)
);
-- What desks told after the notification: that they did, how and when; nothing of what they told.
create table case_news (
  case_id text not null references case_file (id),
  place bigint not null,
  kind text not null,
  agency text not null,
  at bigint not null,
  primary key (case_id, place)
);
create table deadline (
  id text primary key,
  case_id text not null references case_file (id),
  stage text not null,
  agency text,
  rating text not null,
  started_at bigint not null,
  due_at bigint not null,
  policy_id text not null,
  policy_version bigint not null,
  met_at bigint,
  breached_at bigint,
  breach_reason text,
  withdrawn_at bigint,
  replaced_by text
);
create index deadline_case on deadline (case_id, stage);
create index deadline_due on deadline (met_at, withdrawn_at, breached_at, due_at);
-- Conflicts of interest: from whom a case is hidden. Lifted, never deleted. In clear: whom, which
-- lists need; why, and how close they are to whom, is sealed.
create table case_bar (
  id text primary key,
  case_id text not null references case_file (id),
  staff text not null,
  set_at bigint not null,
  set_by text not null,
  lifted_at bigint,
  lifted_by text,
  sealed bytea not null
);
create index case_bar_case on case_bar (case_id, staff);
create index case_bar_staff on case_bar (staff, lifted_at);

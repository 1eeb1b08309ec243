-- SPDX-License-Identifier: MIT
-- The log of a case: entries are never changed, a correction is an entry that points to the one
-- before. In clear: random ids, who wrote it down, for which agency, when and in which order, which
-- lists need. What was done, when, with whom and with what result is sealed under the key of the
-- agency whose words they are.
create table log_entry (
  id text primary key,
  case_id text not null references case_file (id),
  place bigint not null,
  owner text not null,
  entered_at bigint not null,
  entered_by text not null,
  corrects text unique references log_entry (id),
  sealed bytea not null,
  unique (case_id, place)
);
-- Discussions of a case. In clear: random ids, kinds, who of the hub was there, whose words, by
-- whom and when they were written down and confirmed, which lists need. When it was held, who else
-- was there, what was said and decided is sealed: each agency's words under its own key.
create table discussion (
  id text primary key,
  case_id text not null references case_file (id),
  place bigint not null,
  kind text not null,
  owner text not null,
  recorded_at bigint not null,
  recorded_by text not null,
  sealed bytea not null,
  unique (case_id, place)
);
create table discussion_attended (
  discussion_id text not null references discussion (id),
  staff text not null,
  primary key (discussion_id, staff)
);
create table contribution (
  id text primary key,
  discussion_id text not null references discussion (id),
  agency text not null,
  version bigint not null,
  written_for text not null,
  written_by text not null,
  written_at bigint not null,
  confirmed_by text,
  confirmed_at bigint,
  sealed bytea not null,
  unique (discussion_id, agency, version)
);
-- Tasks of a case. In clear: random ids, kinds, states, whose it is, when it is due, which lists
-- need. What is to be done, why and what came of it is sealed under the key of the agency whose
-- words they are.
create table task (
  id text primary key,
  case_id text not null references case_file (id),
  place bigint not null,
  kind text not null,
  state text not null,
  owner text not null,
  desk text not null,
  person text,
  due_at bigint,
  discussion_id text references discussion (id), -- in which it was agreed
  created_at bigint not null,
  created_by text not null,
  sealed bytea not null,
  unique (case_id, place)
);
create index task_desk on task (desk, state, due_at);
create table task_event (
  id text primary key,
  task_id text not null references task (id),
  place bigint not null,
  act text not null,
  owner text not null,
  desk text,
  person text,
  at bigint not null,
  by_whom text not null,
  sealed bytea not null,
  unique (task_id, place)
);
create table task_invited (
  task_id text not null references task (id),
  agency text not null,
  primary key (task_id, agency)
);
create index task_invited_agency on task_invited (agency);

-- SPDX-License-Identifier: MIT
-- Requests of people for what is held about them. Never deleted. In clear: random ids, staff and
-- agency ids, days and states, by which clocks are counted and lists are made; of each part of the
-- record what it is, where it stands and the code of its owner's answer. Who asks, where the answer
-- goes, each reason and all words are sealed: an answer under its owner's key.
create table subject_request (
  id text primary key,
  reference text not null,
  asked_as text not null, -- in what right
  received_on text not null, -- a day
  logged_at bigint not null,
  keeper text not null, -- who wrote it down
  state text not null,
  policy bigint not null, -- version of data/subject_access.json
  sealed bytea not null
);
create table subject_request_step (
  request text not null references subject_request (id),
  place bigint not null, -- in their order
  kind text not null,
  on_day text not null,
  at bigint not null,
  by_staff text not null,
  sealed bytea not null,
  primary key (request, place)
);
-- Whom it is about, and who asks, in each case in which they are named.
create table subject_request_person (
  request text not null references subject_request (id),
  case_id text not null references case_file (id),
  place text not null,
  person text not null,
  at bigint not null,
  by_staff text not null,
  primary key (request, case_id, place, person)
);
create table subject_request_part (
  id text primary key,
  request text not null references subject_request (id),
  case_id text not null references case_file (id),
  owner text not null,
  kind text not null,
  object text not null,
  version bigint not null,
  at bigint not null,
  due_on text not null, -- by when its owner answers
  unique (request, kind, object, version)
);
create index subject_request_part_owner on subject_request_part (owner);
-- The newest answer to a part counts.
create table subject_request_answer (
  part text not null references subject_request_part (id),
  place bigint not null,
  answer text not null,
  exemption text not null, -- a code of the policy, or empty
  silent bigint not null, -- 1: the bundle does not say that something is left out
  at bigint not null,
  by_staff text not null,
  sealed bytea not null,
  primary key (part, place)
);
create table subject_request_bundle (
  id text primary key,
  request text not null references subject_request (id),
  reference text not null,
  made_at bigint not null,
  made_by text not null,
  hash text not null, -- SHA-256 of the file
  pages bigint not null,
  handed_at bigint,
  handed_by text,
  handed text -- how
);
create table subject_request_bundle_case (
  bundle text not null references subject_request_bundle (id),
  case_id text not null references case_file (id),
  primary key (bundle, case_id)
);

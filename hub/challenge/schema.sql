-- SPDX-License-Identifier: MIT
-- Challenges to decisions: rows are never changed. In clear: random ids, whose words they are, from
-- whom they came, on which ground, who wrote them down and when, which lists and figures need. The
-- words, and the name of whoever is outside, are sealed under the owner's key.
create table challenge (
  id text primary key,
  case_id text not null references case_file (id),
  place bigint not null,
  owner text not null,
  comes_from text not null,
  ground text not null,
  raised_by text not null,
  raised_at bigint not null,
  sealed bytea not null,
  unique (case_id, place)
);
-- Each stage that a challenge has reached. In clear: when, why and by whom it was opened, and its
-- clock, by which the next one follows, and the task of whoever answers. Why the challenger was not
-- content is sealed.
create table challenge_stage (
  challenge_id text not null references challenge (id),
  stage bigint not null,
  why text not null,
  opened_by text not null,
  opened_at bigint not null,
  deadline_id text not null, -- empty where no policy times it
  task_id text not null,
  sealed bytea not null,
  primary key (challenge_id, stage)
);
-- What is challenged at a stage, and the decision that came of it: ids.
create table challenge_decision (
  challenge_id text not null,
  stage bigint not null,
  decision_id text not null,
  child text not null references person (id),
  new_decision_id text,
  primary key (challenge_id, stage, decision_id),
  foreign key (challenge_id, stage) references challenge_stage (challenge_id, stage)
);
create index challenge_decision_id on challenge_decision (decision_id);
-- What is done for the child meanwhile. In clear: whether anything is needed, whose task it is, who
-- said so and when. What it is, is sealed.
create table challenge_safety (
  id text primary key,
  challenge_id text not null references challenge (id),
  place bigint not null,
  needed bigint not null,
  task_id text not null, -- empty where nothing is needed
  said_by text not null,
  said_at bigint not null,
  sealed bytea not null,
  unique (challenge_id, place)
);
-- The answer at a stage. In clear: the result, which figures count, who wrote it down and when. The
-- words, and the name of whoever is not of the hub, are sealed.
create table challenge_answer (
  challenge_id text not null,
  stage bigint not null,
  result text not null,
  answered_by text not null,
  answered_at bigint not null,
  sealed bytea not null,
  primary key (challenge_id, stage),
  foreign key (challenge_id, stage) references challenge_stage (challenge_id, stage)
);

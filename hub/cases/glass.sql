-- SPDX-License-Identifier: MIT
-- Broken glass: somebody whose agency is not in a case has opened it, to read it for a short time.
-- Goes with the record of the case alone. In clear: random ids, staff and agency ids, times and the
-- answer of the review, by which it ends by itself, is told and is counted. Why, and what the
-- review says, are sealed.
create table glass (
  id text primary key,
  case_id text not null references case_file (id),
  staff text not null,
  agency text not null,
  broken_at bigint not null,
  until bigint not null,
  ended_at bigint, -- before its time, by whoever broke it
  review_by bigint not null,
  remind_at bigint not null, -- of a review that nobody has made
  purpose text not null, -- a code of data/purposes.json
  sealed bytea not null
);
create index glass_staff on glass (staff, case_id, until);
create index glass_case on glass (case_id, broken_at);
create table glass_review (
  glass text primary key references glass (id),
  answer text not null,
  by_staff text not null,
  at bigint not null,
  sealed bytea not null
);
-- Which agencies of the case have said that they know of it.
create table glass_known (
  glass text not null references glass (id),
  agency text not null,
  by_staff text not null,
  at bigint not null,
  primary key (glass, agency)
);

-- SPDX-License-Identifier: MIT
-- What was told by telephone because nobody of the owning agency could be reached. In clear: random
-- ids, whose information it was, staff ids, times, the codes of legal bases and of the review,
-- which lists, clocks and figures need. Whom it was told, what was said, why, and whom of the
-- owner's people somebody tried to reach are sealed under the front door's key: who told it owns
-- the words.
create table told (
  id text primary key,
  case_id text not null references case_file (id),
  owner text not null,
  told_at bigint not null,
  told_by text not null,
  recorded_by text not null,
  recorded_at bigint not null,
  clock text, -- by when a second person reviews it
  place bigint not null,
  basis text not null,
  sealed bytea not null,
  unique (case_id, place)
);
create index told_owner on told (owner);
-- Which items of the owner's, in which version; none: only that it holds something was known.
create table told_item (
  told text not null references told (id),
  item text not null,
  version bigint not null,
  primary key (told, item)
);
-- Who was asked to look at it as a second person.
create table told_asked (
  told text not null references told (id),
  person text not null,
  primary key (told, person)
);
create table told_review (
  told text primary key references told (id),
  answer text not null,
  by_staff text not null,
  at bigint not null,
  sealed bytea not null
);
-- That somebody of the owner's has read it, and what they say to it.
create table told_reply (
  told text primary key references told (id),
  by_staff text not null,
  at bigint not null,
  sealed bytea not null
);

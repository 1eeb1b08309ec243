-- SPDX-License-Identifier: MIT
-- People: what sources said (statement), who that is (person), how it was found out
-- (identification, search, search_answer), who turned out to be one (person_join, person_split,
-- person_upheld).
-- In clear: random ids, codes of roles and answers, staff ids and times, which joins, counts of
-- earlier cases and figures need. A role says "a child", never which child. All words about a
-- person, and whom a look-up has shown, are sealed.
create table person (
  id text primary key,
  created_at bigint not null,
  created_by text not null,
  is_now text references person (id) -- an older person with whom this one was joined; null: itself
);
create index person_is_now on person (is_now);
create table statement (
  id text primary key,
  case_id text not null references case_file (id),
  place bigint not null,
  notification_id text,
  said_by text,
  role text not null,
  at bigint not null,
  person_id text references person (id),
  version bigint not null,
  sealed bytea not null,
  unique (case_id, place)
);
create index statement_of_person on statement (person_id, case_id);
create table identification (
  statement_id text not null references statement (id),
  version bigint not null,
  person_id text not null references person (id),
  kind text not null,
  search_id text,
  by_staff text not null,
  at bigint not null,
  primary key (statement_id, version)
);
create index identification_of_person on identification (person_id, at);
create table search (
  id text primary key,
  case_id text not null references case_file (id),
  statement_id text not null references statement (id),
  statement_version bigint not null,
  by_staff text not null,
  at bigint not null,
  sealed bytea not null
);
create table search_answer (
  search_id text not null references search (id),
  place bigint not null,
  answer text not null,
  by_staff text not null,
  at bigint not null,
  primary key (search_id, place)
);
-- What an answer says about two statements: of one person, not of one person, not sure. Of several
-- about one pair the newest counts that is not withdrawn; none is changed or deleted. An answer
-- about a person is kept for the statement of theirs that agreed best, so that it outlives what is
-- said of persons.
create table judgement (
  id text primary key,
  statement_id text not null references statement (id),
  other_statement text not null references statement (id),
  search_id text not null references search (id),
  answer text not null,
  by_staff text not null,
  at bigint not null,
  withdrawn_at bigint,
  withdrawn_by text
);
create index judgement_of_statement on judgement (statement_id);
create index judgement_of_other on judgement (other_statement);
create index judgement_of_search on judgement (search_id);
create index judgement_at on judgement (at);
-- A look-up that was not shown a match, since the match is in a case hidden from whoever looked.
-- Somebody from whom it is not hidden looks again and settles it.
create table hidden_match (
  search_id text not null references search (id),
  case_id text not null references case_file (id),
  statement_id text not null references statement (id),
  hidden_case text not null references case_file (id),
  at bigint not null,
  settled_at bigint,
  settled_by text,
  primary key (search_id, hidden_case)
);
create index hidden_match_open on hidden_match (settled_at, case_id);
-- A child for whom somebody decided to do less than help, though with a case that is hidden from
-- somebody a repeat rule is hit. Somebody else to whom it is not hidden decides again and settles
-- it.
create table hidden_repeat (
  case_id text not null references case_file (id),
  child text not null references person (id),
  hidden_case text not null references case_file (id),
  at bigint not null,
  by_staff text not null,
  spare bigint not null,
  settled_at bigint,
  settled_by text,
  primary key (case_id, child, hidden_case, at)
);
create index hidden_repeat_open on hidden_repeat (settled_at, case_id);
-- Two persons, each identified before, are one: never changed, taken back by a row in person_split.
-- person.is_now follows from all joins that stand. In clear: whom, by whom and when, which lists
-- need. Sealed under the case in which it was said: why, what spoke for and against it, and all
-- that each of the two was at that time.
create table person_join (
  id text primary key,
  place bigint not null unique,
  case_id text not null references case_file (id),
  older text not null references person (id),
  newer text not null references person (id),
  search_id text not null references search (id),
  by_staff text not null,
  at bigint not null,
  sealed bytea not null
);
create index person_join_older on person_join (older);
create index person_join_newer on person_join (newer);
create table person_split (
  join_id text primary key references person_join (id),
  case_id text not null references case_file (id),
  by_staff text not null,
  at bigint not null,
  sealed bytea not null
);
-- What was said of one person contradicts itself, and somebody said that they are one all the same.
-- Withdrawn, never changed. Sealed: why, and what had been said of the person by then.
create table person_upheld (
  id text primary key,
  case_id text not null references case_file (id),
  statement_id text not null references statement (id),
  by_staff text not null,
  at bigint not null,
  sealed bytea not null,
  withdrawn_at bigint,
  withdrawn_by text
);
create index person_upheld_of on person_upheld (statement_id);
-- Who was meant where something else names a joined person by id (a decision), as somebody said
-- when the two were parted.
create table person_meant (
  object text primary key,
  person_id text not null references person (id)
);
-- An agency's list that was compared with those whom the hub knows; for a day. In clear: by whom,
-- when, whose list, how many were on it. Sealed: why, and who may be known. Of others nothing.
create table extract (
  id text primary key,
  by_staff text not null,
  at bigint not null,
  agency text not null,
  listed bigint not null,
  sealed bytea not null
);
-- What to know before contacting a family, the newest standing first. In clear: of which case and
-- notification, by whom of the hub, when. Sealed: all that was said.
create table family_contact (
  id text primary key,
  case_id text not null references case_file (id),
  place bigint not null,
  notification_id text,
  said_by text,
  at bigint not null,
  sealed bytea not null,
  unique (case_id, place)
);
-- What was said there is no longer true: by whom, when. Why is sealed.
create table family_contact_over (
  contact_id text primary key references family_contact (id),
  by_staff text not null,
  at bigint not null,
  sealed bytea not null
);

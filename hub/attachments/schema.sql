-- SPDX-License-Identifier: MIT
-- Files that belong to a case. In clear: random ids, whose a file is, when and by whom it was taken
-- in, in which order, what kind it is and whether a rendering of it is made, which lists and the
-- renderer need. Its name, what it shows in words, the file itself and what was drawn from it are
-- sealed under the owner's key. The file is never changed and never shown.
create table attachment (
  id text primary key,
  case_id text not null references case_file (id),
  place bigint not null,
  owner text not null,
  format text not null,
  state text not null,
  pictures bigint not null,
  taken_in_at bigint not null,
  taken_in_by text not null,
  sealed bytea not null,
  unique (case_id, place)
);
create index attachment_state on attachment (state, taken_in_at);
create table attachment_original (
  attachment_id text primary key references attachment (id),
  sealed bytea not null
);
-- What was drawn from it: its pages in order, and page 0 for its words and whether there is more.
create table attachment_page (
  attachment_id text not null references attachment (id),
  page bigint not null,
  sealed bytea not null,
  primary key (attachment_id, page)
);

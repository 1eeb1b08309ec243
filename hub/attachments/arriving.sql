-- SPDX-License-Identifier: MIT
-- Files that come behind a notification, in pieces. In clear: random ids, in how many pieces one
-- comes, which of them are here, whether it is whole, when, and who has seen to one that is not.
-- Its name, what it shows, its size and hash, and the pieces are sealed under the front door's key;
-- a piece may be here before the notification that names it.
create table arriving_file (
  id text primary key,
  case_id text not null references case_file (id),
  pieces bigint not null,
  state text not null,
  told_at bigint not null,
  seen_to_at bigint,
  seen_to_by text,
  sealed bytea not null
);
create index arriving_file_case on arriving_file (case_id, told_at);
create index arriving_file_state on arriving_file (state, seen_to_at);
create table arriving_piece (
  file_id text not null,
  number bigint not null,
  at bigint not null,
  sealed bytea not null,
  primary key (file_id, number)
);

-- SPDX-License-Identifier: MIT
-- Other hubs, and the words to and from them. In clear: which hubs there are and which this one
-- talks to, random ids, kinds, numbers, hashes and times, in order to deliver once and in order,
-- and the directory, which is public. `message` is as it leaves: signed, and sealed to the other
-- hub. What this hub said or was told is sealed.
create table hub_directory (
  version bigint primary key,
  words text not null,
  taken_at bigint not null
);
create table peer (
  hub text primary key,
  allowed bigint not null,
  changed_at bigint not null,
  out_line bigint not null,
  out_next bigint not null,
  out_last bytea not null,
  out_received bigint not null,
  in_line bigint not null,
  in_next bigint not null,
  in_last bytea not null,
  heard_at bigint,
  accounted_at bigint,
  trouble text
);
create table hub_word_out (
  id text primary key,
  hub text not null,
  line bigint not null,
  number bigint not null,
  kind text not null,
  about text not null, -- the letter that it belongs to
  by_staff text not null,
  at bigint not null,
  due_at bigint not null,
  sent_at bigint not null,
  times bigint not null,
  told_at bigint,
  received_at bigint,
  read_at bigint,
  message bytea not null,
  sealed bytea not null
);
create index hub_word_out_place on hub_word_out (hub, line, number);
create index hub_word_out_about on hub_word_out (about);
create table hub_word_in (
  id text primary key,
  hub text not null,
  line bigint not null,
  number bigint not null,
  hash bytea not null,
  kind text not null,
  about text not null,
  at bigint not null,
  taken_at bigint not null,
  answer_by text not null, -- a day, or empty
  read_at bigint,
  read_by text,
  answered_at bigint,
  sealed bytea not null
);
create index hub_word_in_place on hub_word_in (hub, line, number);
create index hub_word_in_about on hub_word_in (about);

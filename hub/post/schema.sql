-- SPDX-License-Identifier: MIT
-- Packages on their way out and messages taken in. In clear: random ids, kinds, times, the case's
-- id, in order to deliver in order and once; what it carries by random id, when and by which code
-- the gate refused it, and when nobody wanted it sent any more. What a package says is sealed.
create table outward (
  seq bigint primary key,
  id text not null unique,
  kind text not null,
  case_id text,
  about text not null,
  at bigint not null,
  sealed bytea not null,
  delivered_at bigint,
  refused_at bigint,
  refusal text,
  let_go_at bigint
);
create index outward_waiting on outward (delivered_at, refused_at, seq);
create index outward_about on outward (about);
create table taken_in (
  id text primary key,
  at bigint not null
);

-- SPDX-License-Identifier: MIT
-- Packages on their way out and messages taken in. In clear: random ids, kinds, times, the case's
-- id, in order to deliver in order and once. What a package says is sealed.
create table outward (
  seq bigint primary key,
  id text not null unique,
  kind text not null,
  case_id text,
  at bigint not null,
  sealed bytea not null,
  delivered_at bigint
);
create index outward_waiting on outward (delivered_at, seq);
create table taken_in (
  id text primary key,
  at bigint not null
);

-- SPDX-License-Identifier: MIT
-- Gates of other hubs, as this gate's hub has named them, and what waits for them. In clear: which
-- hubs there are and where, random ids and times. Messages are signed by the hub that sends them
-- and sealed to the hub that is told.
create table relay_gate (
  hub text primary key,
  host text not null,
  port bigint not null,
  certificate text not null
);
create table relay_own (
  one bigint primary key,
  hub text not null
);
create table relay_waiting (
  id text primary key,
  hub text not null,
  at bigint not null,
  message bytea not null
);
create index relay_waiting_order on relay_waiting (hub, at, id);

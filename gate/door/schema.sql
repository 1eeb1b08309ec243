-- SPDX-License-Identifier: MIT
-- The gate's side of the door. In clear: random ids, kinds and times, and bodies that say nothing
-- of a person: a notification is a box that only the hub opens, the others hold ids.
create table inward (
  id text primary key,
  kind text not null,
  at bigint not null,
  body bytea not null
);
create index inward_order on inward (at, id);
-- What has been stored already: delivering twice stores once.
create table outward_stored (
  id text primary key,
  at bigint not null
);
-- When the hub last looked for messages; one row.
create table door_contact (
  door text primary key,
  at bigint not null
);

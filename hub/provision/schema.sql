-- SPDX-License-Identifier: MIT
-- What an agency's own system calls the people of this agency (SCIM), sealed, and whom it has
-- deleted while their account is closed. In clear: agency and staff ids, a keyed hash for looking
-- the name up. Another agency's row says nothing about somebody who has moved on.
create table provision_link (
  agency text not null,
  person text not null,
  external_hash bytea,
  sealed bytea,
  deleted bigint not null,
  primary key (agency, person)
);
create unique index provision_link_external on provision_link (agency, external_hash);
-- Whom a system asked to open an account for though the hub does not list them: who is sealed, and
-- a keyed hash tells that it is asked again.
create table provision_unlisted (
  id text primary key,
  agency text not null,
  name_hash bytea not null,
  sealed bytea not null,
  first_at bigint not null,
  last_at bigint not null,
  times bigint not null
);
create unique index provision_unlisted_name on provision_unlisted (agency, name_hash);

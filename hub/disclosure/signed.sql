-- SPDX-License-Identifier: MIT
-- What owners signed of their decisions. In clear: random ids, staff ids and times. The signatures,
-- and what opens their commitments, are sealed under the owner's key.
create table signed_record (
  id text primary key,
  case_id text not null references case_file (id),
  owner text not null,
  person text not null,
  at bigint not null,
  sealed bytea not null
);
create table signed_release (
  release text not null references release_event (id),
  person text not null,
  record text not null references signed_record (id),
  primary key (release, person)
);

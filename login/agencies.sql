-- SPDX-License-Identifier: MIT
-- Signing in through agencies' identity providers. In clear: ids of agencies and of people, and
-- times. What a provider calls somebody, their session there and its tokens are keyed hashes.
create table agency_start (
  state bytea primary key,
  at bigint not null
);
create table agency_session (
  session bytea primary key,
  agency text not null,
  person text not null,
  who bytea not null,
  subject bytea not null,
  at_issuer bytea not null,
  begun_at bigint not null
);
create index agency_session_subject on agency_session (agency, subject);
create table agency_logout (
  once bytea primary key,
  at bigint not null
);

-- SPDX-License-Identifier: MIT
-- How people sign in. In clear: the id that the configuration gives a person, counts and times.
-- Passwords are Argon2id hashes; the authenticator's secret is sealed.
create table account (
  person text primary key,
  open bigint not null,
  password text,
  totp_sealed bytea,
  totp_step bigint not null,
  failures bigint not null,
  failed_at bigint not null
);

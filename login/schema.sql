-- SPDX-License-Identifier: MIT
-- How people sign in, the same in hub and gate. In clear: the id that the configuration gives a
-- person, counts and times. Passwords are Argon2id hashes; the authenticator's secret is sealed.
-- Tries that failed are counted by a keyed hash of the name as it was typed, whether or not
-- somebody has that name, so that the count tells nobody who works here.
create table login (
  person text primary key,
  password text not null,
  totp_sealed bytea not null,
  totp_step bigint not null
);
create table login_failure (
  name bytea primary key,
  failures bigint not null,
  failed_at bigint not null
);
create index login_failure_at on login_failure (failed_at);

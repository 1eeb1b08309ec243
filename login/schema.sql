-- SPDX-License-Identifier: MIT
-- How people sign in, the same in hub and gate. In clear: the id that the configuration gives a
-- person, counts and times. Passwords are Argon2id hashes; the authenticator's secret is sealed.
create table login (
  person text primary key,
  password text not null,
  totp_sealed bytea not null,
  totp_step bigint not null,
  failures bigint not null,
  failed_at bigint not null
);

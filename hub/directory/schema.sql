-- SPDX-License-Identifier: MIT
-- Whose account is closed. In clear: the id that the configuration gives a person.
create table account (
  person text primary key,
  open bigint not null
);

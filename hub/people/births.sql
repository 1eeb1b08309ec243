-- SPDX-License-Identifier: MIT
-- Babies who were expected: about whom somebody was asked whether they are born, once. In clear:
-- ids and times alone.
create table birth_asked (
  statement_id text primary key references statement (id),
  at bigint not null
);

-- SPDX-License-Identifier: MIT
-- Whose password somebody else has set, and until when it lets them in. In clear: an id and a time.
create table first_password (
  person text primary key,
  until_at bigint not null
);

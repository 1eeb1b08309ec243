-- SPDX-License-Identifier: MIT
-- Legal holds: nothing that they name is disposed of while they stand. Lifted, never deleted. In
-- clear: random ids, whose (empty: of all that is linked to the case), staff ids, times and the
-- code of who wants it kept, which lists and the rule that refuses a disposal need; why is sealed
-- under the key of whoever holds it.
create table legal_hold (
  id text primary key,
  case_id text not null references case_file (id),
  owner text not null,
  authority text not null,
  set_at bigint not null,
  set_by text not null,
  agency text not null, -- of whoever set it
  review_on text not null,
  lifted_at bigint,
  lifted_by text,
  sealed bytea not null,
  lifted_sealed bytea
);
create index legal_hold_case on legal_hold (case_id, lifted_at);

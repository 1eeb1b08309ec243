-- SPDX-License-Identifier: MIT
-- Proposals to dispose of the front door's record of a case. Never deleted. In clear: random ids,
-- staff ids, times and codes; there is nothing else, since it outlives the case (decision 0049).
create table case_disposal (
  id text primary key,
  case_id text not null references case_file (id),
  rule text not null,
  rule_version bigint not null,
  why text not null, -- a code
  proposed_at bigint not null,
  proposed_by text not null,
  ended_at bigint,
  ended_by text,
  ended_as text -- TAKEN_BACK, APPROVED
);
create index case_disposal_case on case_disposal (case_id, proposed_at);
-- Of the record of a case: who proposed it, why both said yes, and how much there was by kind.
alter table disposed add column detail text not null default '';

-- SPDX-License-Identifier: MIT
-- The log of a case: entries are never changed, a correction is an entry that points to the one
-- before. In clear: random ids, who wrote it down, for which agency, when and in which order, which
-- lists need. What was done, when, with whom and with what result is sealed under the key of the
-- agency whose words they are.
create table log_entry (
  id text primary key,
  case_id text not null references case_file (id),
  place bigint not null,
  owner text not null,
  entered_at bigint not null,
  entered_by text not null,
  corrects text unique references log_entry (id),
  sealed bytea not null,
  unique (case_id, place)
);

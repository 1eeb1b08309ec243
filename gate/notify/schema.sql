-- SPDX-License-Identifier: MIT
-- The public form. In clear: random ids, times and keyed hashes of references and codes. Drafts and
-- confirmations are sealed under keys that only the referrer's own browser holds.
create table draft (
  id text primary key,
  sealed bytea not null,
  expires_at bigint not null
);
-- What the confirmation page shows, to the browser that sent the notification and to no other.
create table confirmation (
  draft_id text primary key,
  sealed bytea not null,
  expires_at bigint not null
);
-- So that a referrer can ask later: nothing here says what was sent or by whom.
create table receipt (
  reference_hash bytea primary key,
  code_hash bytea not null,
  inward_id text not null,
  at bigint not null
);
-- The hub's words for the referrer, sealed under the gate's own key.
create table feedback (
  reference_hash bytea not null,
  at bigint not null,
  sealed bytea not null,
  read_at bigint,
  primary key (reference_hash, at)
);

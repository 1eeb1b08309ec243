-- SPDX-License-Identifier: MIT
-- Who is responsible for a child, and cases that hubs hand over to each other. In clear: random
-- ids, hubs, kinds and reasons by their codes, times, the age band that the other hub sees, and the
-- chains themselves, which hold ids, hashes and times (libs/responsibility). Names and words are
-- sealed: `case_transfer.sealed` those of professionals, `transfer_reason.sealed` what the offering
-- hub wrote about the family, under the case's key.
create table responsibility_chain (
  id text primary key,
  kind text not null,
  case_id text, -- null: offered to this hub and not taken over
  person text not null,
  statement text not null, -- by which a child that was taken over is known here; else empty
  trouble text not null -- a code, or empty
);
create index responsibility_chain_case on responsibility_chain (case_id);
create table responsibility_entry (
  chain_id text not null references responsibility_chain (id),
  place bigint not null,
  entry text not null,
  primary key (chain_id, place)
);
-- The newest answer of a hub to what stands last.
create table responsibility_answer (
  chain_id text not null references responsibility_chain (id),
  hub text not null,
  answer text not null,
  primary key (chain_id, hub)
);
create table case_transfer (
  id text primary key,
  outward bigint not null,
  hub text not null, -- the other one
  case_id text, -- null: offered to this hub and not taken over
  kind text not null,
  reason text not null,
  urgency text not null,
  sends text not null,
  state text not null,
  stage bigint not null,
  policy_version bigint not null,
  offered_by text,
  offered_at bigint not null,
  answer_by bigint not null,
  arrived_at bigint,
  answered_by text,
  answered_at bigint,
  refusal text not null,
  ended_at bigint,
  told_at bigint,
  received_at bigint not null, -- when what is handed over first came to a hub
  sealed bytea not null
);
create index case_transfer_case on case_transfer (case_id);
create table transfer_child (
  transfer_id text not null references case_transfer (id),
  place bigint not null,
  chain_id text not null,
  age text not null,
  primary key (transfer_id, place)
);
create table transfer_reason (
  transfer_id text primary key references case_transfer (id),
  case_id text not null,
  sealed bytea not null
);

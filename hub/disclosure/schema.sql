-- SPDX-License-Identifier: MIT
-- Items and what their owners decided. In clear: random ids, owners, recipients, states, times,
-- versions, the label (sensitivity and marking) and codes of reasons and legal bases, which lists,
-- clocks, the label of the ciphertext and figures need. A draft's row says that a desk holds
-- something: only its owner's pages and the one notice for the decider read it. Places are counted
-- for each owner, so that one desk's drafts shift nothing of another's. All words are sealed under
-- the owner's key.
create table item (
  id text primary key,
  case_id text not null references case_file (id),
  enquiry_id text,
  owner text not null,
  state text not null,
  version bigint not null,
  place bigint not null,
  created_at bigint not null,
  created_by text not null
);
create index item_case on item (case_id, owner, state);
create table item_version (
  item_id text not null references item (id),
  version bigint not null,
  sensitivity bigint not null,
  marking text not null,
  written_at bigint not null,
  written_by text not null,
  sealed bytea not null,
  primary key (item_id, version)
);
-- What was decided, newest place last. Never changed; the newest place counts.
create table release_event (
  id text primary key,
  item_id text not null references item (id),
  version bigint not null,
  recipient text not null,
  place bigint not null,
  state text not null,
  withhold_reason text,
  basis text not null,
  expires_at bigint,
  decided_by text not null,
  decided_at bigint not null,
  sealed bytea not null,
  unique (item_id, version, recipient, place)
);
-- Who waits for which decision: a task for the owner.
create table release_request (
  product_id text not null,
  item_id text not null references item (id),
  version bigint not null,
  case_id text not null references case_file (id),
  recipient text not null,
  owner text not null,
  asked_at bigint not null,
  asked_by text not null,
  primary key (product_id, item_id, version)
);
create index release_request_owner on release_request (owner, asked_at);
-- By when an owner decides all that it is asked for one product; the newest such clock.
create table release_clock (
  product_id text not null,
  owner text not null,
  case_id text not null references case_file (id),
  clock text not null,
  primary key (product_id, owner)
);
create index release_clock_case on release_clock (case_id, owner);
-- What the hub itself wrote to a recipient, as shown to owners of information that was read and not
-- cited. A later draft makes an earlier one lapse.
create table final_words (
  product_id text not null,
  draft bigint not null,
  case_id text not null references case_file (id),
  recipient text not null,
  asked_at bigint not null,
  asked_by text not null,
  lapsed_at bigint,
  sealed bytea not null,
  primary key (product_id, draft)
);
create index final_words_case on final_words (case_id);
-- Whom it is shown to (place 0) and each answer. Never changed; the newest place counts.
create table clearance (
  id text primary key,
  product_id text not null,
  draft bigint not null,
  owner text not null,
  place bigint not null,
  answer text,
  answered_by text,
  answered_at bigint,
  sealed bytea,
  unique (product_id, draft, owner, place),
  foreign key (product_id, draft) references final_words (product_id, draft)
);
create index clearance_owner on clearance (owner);
-- What a young person says against sharing, as whoever heard it wrote it down. In clear: random
-- ids, which desk heard it, staff ids, times and codes, which pages need. What they said and why it
-- no longer counts is sealed under the front door's key.
create table objection (
  id text primary key,
  case_id text not null references case_file (id),
  statement text not null, -- of the child
  desk text not null,      -- who heard it
  place bigint not null,
  heard text not null,
  understands text not null,
  said_at bigint not null,
  written_by text not null,
  written_at bigint not null,
  sealed bytea not null,
  over_by text,
  over_at bigint,
  sealed_over bytea,
  unique (case_id, place)
);

-- SPDX-License-Identifier: MIT
-- What leaves the hub: products, their versions, what each cites, and what recipients did with
-- them; feedback to referrers; the directory of outside people as the gate last got it. In clear:
-- random ids and references, agency and staff ids, states and times, which lists, clocks and
-- figures need; a hash of the exact bytes that left; a keyed hash of the referrer's reference.
-- Drafts, the issued bytes, recipients' words and feedback are sealed.
create table product (
  id text primary key,
  case_id text not null references case_file (id),
  reference text not null unique,
  recipient text not null,
  unique (case_id, recipient)
);
-- `version` is given when it leaves. A row's sealed bytes never change once they are there.
create table product_version (
  product_id text not null references product (id),
  draft bigint not null,
  version bigint,
  safety bigint not null,
  passes_case bigint not null,
  state text not null,
  created_by text not null,
  created_at bigint not null,
  issued_by text,
  issued_at bigint,
  hash text,
  recalled_why text,
  rejected_at bigint,
  sealed_draft bytea not null,
  sealed_issued bytea,
  primary key (product_id, draft),
  unique (product_id, version)
);
create table product_item (
  product_id text not null,
  draft bigint not null,
  place bigint not null,
  item_id text not null references item (id),
  went bigint not null,
  primary key (product_id, draft, item_id),
  foreign key (product_id, draft) references product_version (product_id, draft)
);
create index product_item_item on product_item (item_id);
create table product_act (
  id text primary key,
  product_id text not null references product (id),
  version bigint not null,
  kind text not null,
  person text not null,
  at bigint not null,
  sealed bytea not null
);
create index product_act_product on product_act (product_id, version, at);
create table feedback (
  id text primary key,
  case_id text not null references case_file (id),
  notification_id text not null unique references notification (id),
  reference_lookup bytea not null,
  state text not null,
  by_staff text not null,
  at bigint not null,
  read_at bigint,
  sealed bytea not null
);
create index feedback_case on feedback (case_id);
create index feedback_reference on feedback (reference_lookup);
-- A withdrawal or feedback that the gate refused and a person told in another way; how is sealed.
create table told_otherwise (
  package_id text primary key,
  case_id text not null references case_file (id),
  about text not null,
  by_staff text not null,
  at bigint not null,
  sealed bytea not null
);
create index told_otherwise_case on told_otherwise (case_id);
create table directory_sent (
  seq bigint primary key,
  hash text not null,
  at bigint not null
);
-- What stands with a recipient and may be wrong by what the hub has learned since; until something
-- newer leaves, it is taken back, or a manager says why it can stay. In clear: of which version,
-- which doubt, since when, by whom it was ended. Why it can stay is sealed.
create table product_doubt (
  product_id text not null references product (id),
  version bigint not null,
  kind text not null,
  since bigint not null,
  ended_at bigint,
  ended_by text,
  sealed bytea,
  primary key (product_id, version, kind, since)
);
create index product_doubt_open on product_doubt (ended_at, product_id);

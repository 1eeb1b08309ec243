-- SPDX-License-Identifier: MIT
-- People outside and what the hub sent them. In clear: ids, agency ids, role codes, times and
-- versions; the hub's own name and telephone; a product's random reference, its safety mark, its
-- rating and until when to accept it, since the list, which opens no words, shows and sorts by
-- them, and its hash. Names, e-mail addresses and every word of a product are sealed.
create table hub_contact (
  door text primary key,
  name text not null,
  phone text not null,
  sent_at bigint not null
);
-- Those who have left stay, so that their acts keep a name; they cannot sign in.
create table account (
  id text primary key,
  agency text not null,
  role text not null,
  present bigint not null,
  email_lookup bytea,
  sealed bytea not null
);
create index account_agency on account (agency);
create index account_email on account (email_lookup);
-- Null in `sealed`: withdrawn, the content is gone from here.
create table product (
  id text not null,
  version bigint not null,
  recipient text not null,
  reference text not null,
  safety bigint not null,
  rating text not null,
  urgent bigint not null,
  accept_by bigint,
  issued_at bigint not null,
  received_at bigint not null,
  hash text not null,
  sealed bytea,
  primary key (id, version)
);
create index product_recipient on product (recipient, received_at);
-- Version 0 means all that were issued until then.
create table product_withdrawal (
  product text not null,
  version bigint not null,
  at bigint not null,
  sealed bytea not null,
  primary key (product, version, at)
);
create table product_act (
  product text not null,
  version bigint not null,
  kind text not null,
  person text not null references account (id),
  at bigint not null,
  primary key (product, version, kind, person),
  foreign key (product, version) references product (id, version)
);
-- An agency answers a version once.
create unique index product_answer on product_act (product, version)
  where kind in ('product_accepted', 'product_rejected');

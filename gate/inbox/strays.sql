-- SPDX-License-Identifier: MIT
-- Who asked for a product that is not theirs, or for one that does not exist: the same is kept of
-- both, so that the answer takes no other time. In clear: ids as they were asked for, who, when.
-- The sweeper tells the hub of those that exist, once, and takes all away after their day.
create table product_attempt (
  product text not null,
  person text not null,
  agency text not null,
  day text not null,
  at bigint not null,
  told bigint not null,
  primary key (product, person, day)
);
create index product_attempt_told on product_attempt (told, at);

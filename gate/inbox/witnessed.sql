-- SPDX-License-Identifier: MIT
-- Whether the hub said, when it left, that too few witnesses had signed its record for hours.
alter table product add column unwitnessed bigint not null default 0;
-- Receipts. In clear: random ids, who witnesses and when, hashes and signatures over hashes.
create table product_receipt (
  product text not null,
  version bigint not null,
  at bigint not null,
  witnesses text not null,
  proof text not null,
  primary key (product, version)
);

-- SPDX-License-Identifier: MIT
-- Which entry of the record says that a version left, and whether its receipt has been sent. In
-- clear: random ids and numbers.
create table product_left (
  product text not null,
  version bigint not null,
  entry bigint not null,
  receipted bigint not null default 0,
  primary key (product, version)
);
create index product_left_owed on product_left (receipted, entry);

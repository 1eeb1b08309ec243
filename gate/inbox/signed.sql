-- SPDX-License-Identifier: MIT
-- What people signed of a version. In clear: random ids and times.
create table product_signatures (
  product text not null,
  version bigint not null,
  at bigint not null,
  sealed bytea not null,
  primary key (product, version)
);

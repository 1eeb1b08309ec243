-- SPDX-License-Identifier: MIT
-- Who signed what left. In clear: random ids, staff ids and times; the signature, of which the hash
-- is that of what left, is sealed under the front door's key.
create table product_signature (
  product text not null,
  version bigint not null,
  person text not null,
  at bigint not null,
  sealed bytea not null,
  primary key (product, version)
);

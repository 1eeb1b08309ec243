-- SPDX-License-Identifier: MIT
-- Keys of quarters: each is sealed under its agency's root key and seals the data keys that were
-- made in its time. In clear is which quarter ("2026-Q4") and that it is being left.
create table quarter_key (
  agency text not null,
  number bigint not null,
  quarter text not null,
  leaving bigint not null,
  wrapped bytea not null,
  primary key (agency, number)
);
-- 0: sealed under the root key itself, as all were before.
alter table data_key add column quarter_key bigint not null default 0;
create index data_key_under_root on data_key (agency, case_id) where quarter_key = 0;

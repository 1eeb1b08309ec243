-- SPDX-License-Identifier: MIT
-- What the hub has published, for anybody: in clear, signed by the hub. One file for each quarter,
-- which is never changed.
create table published_figures (
  quarter text primary key,
  published_at bigint not null,
  file text not null
);

-- SPDX-License-Identifier: MIT
-- Who keeps a request after whom, and orders that were written down by mistake. Never deleted. Each
-- reason is sealed under the front door's key.
create table subject_request_keeper (
  request text not null references subject_request (id),
  place bigint not null, -- in their order
  from_staff text not null,
  to_staff text not null,
  at bigint not null,
  by_staff text not null,
  sealed bytea not null,
  primary key (request, place)
);
create table court_order_mistake (
  order_id text primary key references court_order (id),
  at bigint not null,
  by_staff text not null,
  sealed bytea not null
);

-- SPDX-License-Identifier: MIT
-- A link to a product was passed on: somebody to whom it was not sent asked for it at the gate, and
-- was shown nothing. In clear: random ids, when, and who of the people outside it was. At most one
-- for each product, person and day.
create table product_stray (
  id text primary key,
  product_id text not null references product (id),
  person text not null,
  agency text not null,
  at bigint not null,
  day text not null,
  unique (product_id, person, day)
);
-- Who is told of it: the desk of whoever sent it, and of each owner of something that left in it.
create table product_stray_reader (
  stray_id text not null references product_stray (id),
  desk text not null,
  read_by text,
  read_at bigint,
  primary key (stray_id, desk)
);
create index product_stray_unread on product_stray_reader (desk, read_at);

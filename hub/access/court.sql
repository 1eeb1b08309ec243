-- SPDX-License-Identifier: MIT
-- Orders of courts and other authorities about one case, what the owners of its parts let go to
-- them, and bundles. Never deleted. In clear: random ids, staff and agency ids, days, and what each
-- part is and its owner's answer, by which lists are made and tasks have their time. Which court,
-- its number, what it covers and each reason are sealed; what leaves is, under its owner's key.
create table court_order (
  id text primary key,
  case_id text not null references case_file (id),
  written_at bigint not null,
  written_by text not null,
  served_on text not null, -- a day
  due_on text not null, -- a day
  sealed bytea not null
);
create index court_order_case on court_order (case_id, written_at);
create table court_part (
  id text primary key,
  order_id text not null references court_order (id),
  owner text not null,
  kind text not null,
  object text not null,
  version bigint not null,
  at bigint not null,
  unique (order_id, kind, object, version)
);
create index court_part_owner on court_part (owner);
-- The newest answer to a part counts.
create table court_answer (
  part text not null references court_part (id),
  place bigint not null,
  answer text not null,
  at bigint not null,
  by_staff text not null,
  sealed bytea not null,
  primary key (part, place)
);
create table court_bundle (
  id text primary key,
  order_id text not null references court_order (id),
  reference text not null,
  made_at bigint not null,
  made_by text not null,
  hash text not null, -- SHA-256 of the file
  pages bigint not null,
  handed_at bigint,
  handed_by text,
  handed text -- how
);

-- SPDX-License-Identifier: MIT
-- Rules by which an agency lets out, in advance, what it has not decided on. In clear: ids, codes,
-- dates, staff ids, signatures, and the agency's own words on the rule, which name no family. No
-- row of a rule is ever changed: another rule has the next number.
create table standing_release (
  id text primary key,
  owner text not null,
  number bigint not null,
  recipient text not null,
  kinds text not null,
  sensitivity bigint not null,
  situations text not null,
  purpose text not null,
  basis text not null,
  reason text not null,
  begins_at bigint not null,
  ends_at bigint not null,
  written_by text not null,
  written_at bigint not null,
  unique (owner, number)
);
-- From here on it counts. `record`: what a passkey signed; empty where the agency has none.
create table standing_signature (
  standing text primary key references standing_release (id),
  person text not null,
  at bigint not null,
  record text not null
);
create table standing_end (
  standing text primary key references standing_release (id),
  person text not null,
  at bigint not null,
  reason text not null
);
-- Decisions that followed from a rule, and who of the owner has read that they did.
create table standing_use (
  release text primary key references release_event (id),
  standing text not null references standing_release (id),
  case_id text not null references case_file (id),
  product_id text not null,
  situation text not null,
  at bigint not null,
  read_by text,
  read_at bigint
);
create index standing_use_rule on standing_use (standing, at);
-- What was late and is not covered: looked at once.
create table standing_look (
  standing text not null references standing_release (id),
  item_id text not null references item (id),
  version bigint not null,
  primary key (standing, item_id, version)
);

-- SPDX-License-Identifier: MIT
-- What stands in place of what was disposed of. In clear, since nothing is left that could be
-- sealed: random ids, whose, which class, by which rule and version, times, how much, and the hash
-- of the ciphertext that was there. `entry`: of the record, which commits to the whole line.
create table disposed (
  id text primary key,
  case_id text not null references case_file (id),
  owner text not null,
  class text not null,
  subject text not null, -- the item's id, or empty
  inside bigint not null, -- 0: only its owner knew of it
  rule text not null,
  rule_version bigint not null,
  due_at bigint not null,
  at bigint not null,
  by_staff text not null,
  texts bigint not null,
  files bigint not null,
  hash text not null,
  entry bigint not null
);
create index disposed_case on disposed (case_id, at);
create index disposed_owner on disposed (owner, at);

-- SPDX-License-Identifier: MIT
-- What keeps a case from closing although all else is done. In clear: which slice, of what, since
-- when.
create table case_kept_open (
  case_id text not null references case_file (id),
  what text not null, -- the slice, and the random id of what it waits for
  since bigint not null,
  primary key (case_id, what)
);

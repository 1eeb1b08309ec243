-- SPDX-License-Identifier: MIT
-- Screens on a wall that show the board and nothing else. All in clear: random ids, who of the
-- people who work here set one up, and when it ends by itself. The token that the browser on the
-- wall carries is not here, only its keyed hash. A screen that was ended has no row; when and by
-- whom it was ended stands in the record.
create table wall_screen (
  id text primary key,
  hash bytea not null unique,
  started_by text not null,
  started_at bigint not null,
  ends_at bigint not null
);

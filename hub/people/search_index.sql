-- SPDX-License-Identifier: MIT
-- Somebody's own look-ups of those who wait to be identified in a case.
create index search_of_statement on search (statement_id, by_staff, at);

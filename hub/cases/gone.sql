-- SPDX-License-Identifier: MIT
-- When the record of the case was disposed of, in clear: from then on it is absent to everybody,
-- and what is left of it is counted and nothing else.
alter table case_file add column disposed_at bigint;

-- SPDX-License-Identifier: MIT
-- How many files the case itself has, in clear: a number, which lists, tabs and live pages show.
alter table case_file add column files bigint not null default 0;

-- SPDX-License-Identifier: MIT
-- That somebody has finished screening the case and it waits for a rating, in clear: a fact without
-- words, by which lists and pages say where a case stands. Counts only while it is being screened.
alter table case_file add column screened bigint not null default 0;

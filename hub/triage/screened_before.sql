-- SPDX-License-Identifier: MIT
-- Cases whose screening was finished before the case itself said so (hub/cases/screened.sql).
update case_file set screened = 1 where state = 'SCREENING'
  and exists (select 1 from screening s where s.case_id = case_file.id);

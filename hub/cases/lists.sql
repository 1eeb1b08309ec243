-- SPDX-License-Identifier: MIT
-- What lists of open cases sort and count by, so that they cost what is open and not what was ever
-- told: when the clock is due that has the least time left, and an index for each order that holds
-- all that a filter or a count asks. Codes as cases_store.cpp writes them, word for word.
alter table case_file add column next_due bigint;
update case_file set next_due =
  (select d.due_at from deadline d where d.id = case_file.next_deadline)
  where next_deadline is not null;
create index case_file_pressing on case_file (
  (case when rating = 'PROVISIONAL_RED' then 0 else 1 end),
  (coalesce(next_due, 9223372036854775807)), received_at, id, state, rating, taken_by, next_due)
  where state not in ('SIGNPOSTED', 'RETURNED_TO_REFERRER', 'TRANSFERRED', 'CLOSED_BLUE', 'CLOSED',
                      'DUPLICATE');
create index case_file_newest on case_file (received_at desc, id, state, rating, taken_by)
  where state not in ('SIGNPOSTED', 'RETURNED_TO_REFERRER', 'TRANSFERRED', 'CLOSED_BLUE', 'CLOSED',
                      'DUPLICATE');
create index case_wall_standing on case_wall (case_id) where lowered_at is null;

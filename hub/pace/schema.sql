-- SPDX-License-Identifier: MIT
-- Who opened more cases in an hour than their role's limit, and what they said why. In clear:
-- random ids, staff and agency ids, times and how many, by which nobody is told twice and pages
-- list them; not which cases, which stand in the record. Why is sealed.
create table pace_passed (
  id text primary key,
  staff text not null,
  agency text not null,
  at bigint not null,
  cases bigint not null,
  said_at bigint,
  sealed bytea
);
create index pace_passed_staff on pace_passed (staff, at);

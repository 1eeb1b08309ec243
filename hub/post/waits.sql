-- SPDX-License-Identifier: MIT
-- Whether it may wait while too few witnesses sign the record: 1 or 0. In clear: it says of a
-- random id that nothing in it is urgent.
alter table outward add column can_wait bigint not null default 0;

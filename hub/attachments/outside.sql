-- SPDX-License-Identifier: MIT
-- Files that strangers sent. In clear: how large a file is, for the bound on what nobody has looked
-- at; when somebody looked first; who set it aside as not wanted and when; and when its bytes were
-- taken away. Why it was set aside is sealed under the front door's key.
alter table attachment add column bytes bigint not null default 0;
alter table attachment add column looked_at bigint;
alter table attachment add column aside_at bigint;
alter table attachment add column aside_by text;
alter table attachment add column aside_sealed bytea;
alter table attachment add column destroyed_at bigint;
create index attachment_unseen on attachment (taken_in_by, looked_at);
create index attachment_aside on attachment (aside_at, destroyed_at);

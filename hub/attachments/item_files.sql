-- SPDX-License-Identifier: MIT
-- Which item of an agency a file belongs to; empty: the case itself. A random id, so that who may
-- read the item can be asked before anything of the file is opened.
alter table attachment add column item_id text not null default '';
create index attachment_item on attachment (item_id, taken_in_at);

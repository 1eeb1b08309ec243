-- SPDX-License-Identifier: MIT
-- Whether the hub took pieces of files when it looked last: yes or no.
alter table door_contact add column files text not null default 'yes';

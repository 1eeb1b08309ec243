-- SPDX-License-Identifier: MIT
-- Whose account the system of their agency closed, and not the hub. In clear: ids of staff.
create table closed_by_system (
  person text primary key
);

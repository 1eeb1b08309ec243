-- SPDX-License-Identifier: MIT
-- For which agency somebody signed in, in clear as elsewhere. Sessions of before end: they do not
-- say it.
alter table session add column agency text not null default '';

-- SPDX-License-Identifier: MIT
-- When somebody signed in at their agency, as it says (auth_time); null: it does not say.
alter table agency_session add column signed_in_at bigint;

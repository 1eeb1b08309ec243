-- SPDX-License-Identifier: MIT
-- In clear, as the rating: of what only tells, the list says neither a rating nor to act at once.
alter table product add column only_tells bigint not null default 0;

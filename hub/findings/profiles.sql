-- SPDX-License-Identifier: MIT
-- Problem profiles: what people make of patterns. In clear: ids, codes, dates, which patterns, and
-- pseudonyms' ids as in `finding`. Words (what is known and asked, tasks and what came of them, why
-- one was closed) are sealed under the front door's own key.
-- `evidence`: each case that any version of it rested on. `made_without`: the cases without which
-- its patterns were made, so that whoever may not know of those reads it all the same.
create table profile (
  id text primary key,
  opened_at bigint not null,
  opened_by text not null,
  version bigint not null,
  evidence text not null,
  made_without text not null
);
-- Nothing is written over. One with an outcome is the last of its profile.
create table profile_version (
  id text primary key,
  profile text not null,
  version bigint not null,
  at bigint not null,
  by_staff text not null,
  theme text not null,
  findings text not null,
  subjects text not null,
  review_on text not null,
  outcome text,
  sealed bytea not null
);
create unique index profile_version_of on profile_version (profile, version);
create table profile_task (
  id text primary key,
  profile text not null,
  for_staff text not null,
  due_on text not null,
  given_at bigint not null,
  given_by text not null,
  sealed bytea not null,
  result text,
  ended_at bigint,
  ended_by text,
  end_sealed bytea
);
create index profile_task_of on profile_task (profile, given_at);
create index profile_task_for on profile_task (for_staff, result);

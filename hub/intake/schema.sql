-- SPDX-License-Identifier: MIT
-- Notifications as they came. In clear: random ids, times, codes of channel and source, and whether
-- it is urgent, for clocks and figures; keyed hashes of the sender's reference, of the whole row
-- and of what makes two rows alike, so that a notification that is sent again is found without
-- opening anything. Words, names and references are sealed.
create table notification (
  id text primary key,
  case_id text not null references case_file (id),
  reference_lookup bytea not null,
  content_lookup bytea,
  likeness_lookup bytea,
  channel text not null,
  source text not null,
  received_at bigint not null,
  entered_at bigint not null,
  urgent bigint not null,
  sealed bytea not null
);
create index notification_case on notification (case_id, received_at);
create index notification_reference on notification (reference_lookup);
create index notification_likeness on notification (likeness_lookup, received_at);
-- Each further time that a notification came. A receipt starts no clock.
create table receipt (
  id text primary key,
  notification_id text not null references notification (id),
  reference_lookup bytea not null,
  content_lookup bytea not null,
  received_at bigint not null,
  entered_at bigint not null,
  sealed bytea not null
);
create index receipt_notification on receipt (notification_id, entered_at);
create index receipt_reference on receipt (reference_lookup);
-- What came from the gate and could not be read. Kept, since it may hold a call for help.
create table refused_inward (
  id text primary key,
  at bigint not null,
  reason text not null,
  sealed bytea not null
);
-- The report of each import: counts in clear, the sender's references sealed.
create table import_report (
  id text primary key,
  at bigint not null,
  by_staff text not null,
  dry_run bigint not null,
  added bigint not null,
  again bigint not null,
  rejected bigint not null,
  sealed bytea not null
);
-- What staff type in while it is told, until it is taken in or thrown away: then its words go and
-- the row says what became of it. In clear: who began it, who saved it last, when, which version.
create table entry_draft (
  id text primary key,
  by_staff text not null,
  begun_at bigint not null,
  saved_by text not null,
  saved_at bigint not null,
  version bigint not null,
  ended_by text,
  case_id text references case_file (id),
  reason text,
  sealed bytea not null
);
create index entry_draft_open on entry_draft (ended_by, begun_at);

-- SPDX-License-Identifier: MIT
-- Whether other hubs know a child, and whether this one does. In clear: which case, random ids,
-- staff ids, hubs, times, codes of reasons, how far each hub has come, and what is public between
-- hubs (names of keys, lists of tags). What is asked for, and the seed from which it can be read
-- out of the words between hubs, is sealed; so is who of another hub asked.
create table pointer_enquiry (
  id text primary key,
  case_id text not null,
  child text not null, -- the first statement about the child in this case
  by_staff text not null,
  at bigint not null,
  reason text not null,
  sealed bytea not null
);
create index pointer_enquiry_case on pointer_enquiry (case_id, at);
create index pointer_enquiry_by on pointer_enquiry (by_staff, at);
create table pointer_asked (
  enquiry text not null,
  hub text not null,
  stands text not null,
  at bigint not null,
  epoch text not null,
  ask_id text not null,
  primary key (enquiry, hub)
);
create index pointer_asked_id on pointer_asked (hub, ask_id);
create table pointer_list (
  hub text not null,
  edition bigint not null,
  part bigint not null,
  words text not null,
  primary key (hub, edition, part)
);
create table pointer_given (
  hub text not null,
  id text not null,
  at bigint not null,
  epoch text not null,
  reason text not null,
  asker bytea not null, -- keyed hash of the person, to count by
  commitment text not null,
  elements text not null,
  refused text not null, -- why, or empty
  hits text not null,    -- hash of the hits that were answered, or empty
  sealed bytea not null,
  primary key (hub, id)
);
create index pointer_given_at on pointer_given (at);
create table pointer_own (
  one bigint primary key,
  edition bigint not null,
  hash text not null,
  at bigint not null
);
create table pointer_sent (
  hub text primary key,
  edition bigint not null
);

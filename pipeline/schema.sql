-- SPDX-License-Identifier: MIT
-- Tables of the pipeline, the same in hub and gate. Clear columns are ids, times and codes.
create table session (
  hash bytea primary key,
  person text not null,
  created_at bigint not null,
  seen_at bigint not null
);
create table act_done (
  hash bytea primary key,
  at bigint not null,
  location text not null
);
create table data_key (
  case_id text not null,
  agency text not null,
  wrapped bytea not null,
  primary key (case_id, agency)
);
create table audit_event (
  seq bigint primary key,
  at bigint not null,
  kind text not null,
  commitment bytea not null,
  sealed bytea not null,
  case_id text
);
create index audit_event_case on audit_event (case_id, seq);
create table change (
  seq bigint primary key,
  at bigint not null,
  kind text not null,
  object text not null
);
create table kept_form (
  id text primary key,
  person text not null,
  at bigint not null,
  digest bytea not null,
  sealed bytea not null
);
create index kept_form_person on kept_form (person, digest);

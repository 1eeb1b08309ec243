-- SPDX-License-Identifier: MIT
-- Why we may ask (basis), requests to agencies (enquiry) and their answers (enquiry_return). In
-- clear: random ids, agency and staff ids, times, states, codes of answers and of the threshold,
-- which lists, clocks and figures need, also why nobody was available; none says who a case is
-- about. Questions and reasons are
-- sealed under the front door's key, answers under the agency's own.
create table basis (
  case_id text not null references case_file (id),
  version bigint not null,
  threshold text not null,
  complete bigint not null,
  urgent bigint not null,
  recorded_by text not null,
  recorded_at bigint not null,
  sealed bytea not null,
  primary key (case_id, version)
);
create table enquiry (
  id text primary key,
  case_id text not null references case_file (id),
  place bigint not null,
  agency text not null,
  state text not null,
  version bigint not null,
  sent_at bigint not null,
  sent_by text not null,
  sealed bytea not null,
  unique (case_id, place)
);
create index enquiry_agency on enquiry (agency, state, sent_at);
create table enquiry_return (
  enquiry_id text not null references enquiry (id),
  version bigint not null,
  kind text not null,
  ground text,
  late bigint not null,
  returned_by text not null,
  returned_at bigint not null,
  sealed bytea not null,
  primary key (enquiry_id, version)
);

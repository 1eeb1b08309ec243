-- SPDX-License-Identifier: MIT
-- Who asked for the names of one pattern, for what, and what a manager said. In clear: ids, times,
-- codes, and which cases were its evidence then, since a clearance is for those alone. Why somebody
-- asked, and why it was refused or cleared, is sealed.
create table finding_names (
  id text primary key,
  finding text not null,
  evidence text not null,
  asked_by text not null,
  asked_at bigint not null,
  purpose text not null,
  sealed bytea not null,
  answer text,
  answered_by text,
  answered_at bigint,
  ends_at bigint,
  answer_sealed bytea
);
create index finding_names_of on finding_names (finding, asked_by);
create index finding_names_open on finding_names (answer, asked_at);

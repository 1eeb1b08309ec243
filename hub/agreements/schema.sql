-- SPDX-License-Identifier: MIT
-- What agencies have agreed on sharing. In clear: names of agreements, agencies, codes, dates and
-- staff ids; they say nothing of any family and are meant to be published. Why an agency left or
-- an agreement ended is somebody's own words, and sealed. Nothing is changed once the parties were
-- asked: a new version is a new row.
create table agreement_version (
  agreement text not null,
  version bigint not null,
  name text not null,
  purposes text not null,
  kinds text not null,
  laws text not null,
  begins text not null,
  review_by text not null,
  ends text not null,
  saved_by text not null,
  saved_at bigint not null,
  edit bigint not null, -- how often the draft was saved
  put_by text,
  put_at bigint, -- nothing: a draft
  primary key (agreement, version)
);
create table agreement_party (
  agreement text not null,
  version bigint not null,
  agency text not null,
  primary key (agreement, version, agency),
  foreign key (agreement, version) references agreement_version (agreement, version)
);
-- That a party joins or leaves; the newest of an agency counts.
create table agreement_word (
  id text primary key,
  agreement text not null,
  version bigint not null,
  agency text not null,
  place bigint not null,
  joins bigint not null,
  by_staff text not null,
  at bigint not null,
  sealed bytea,
  unique (agreement, version, place),
  foreign key (agreement, version) references agreement_version (agreement, version)
);
create table agreement_end (
  agreement text primary key,
  by_staff text not null,
  at bigint not null,
  sealed bytea not null
);

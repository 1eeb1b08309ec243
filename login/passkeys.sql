-- SPDX-License-Identifier: MIT
-- Passkeys, the same in hub and gate. In clear: ids, agency ids, public keys, times, and the record
-- that the agency signed of an enrolment, which has nothing but those. What a person calls their
-- passkey is sealed. `used_at` is null until it signed something; `alarm_at` is when its counter
-- went back, after which it does nothing more.
create table passkey (
  id text primary key,
  person text not null,
  agency text not null,
  credential bytea not null,
  public_key bytea not null,
  origin text not null,
  sign_count bigint not null,
  enrolled_at bigint not null,
  used_at bigint,
  alarm_at bigint,
  name_sealed bytea not null,
  enrolment text,
  agency_signature bytea,
  confirmed_by text,
  confirmed_at bigint
);
create unique index passkey_credential on passkey (credential);
create index passkey_person on passkey (person);
create index passkey_agency on passkey (agency);
-- Challenges that were answered, until they would have run out.
create table passkey_challenge (
  challenge bytea primary key,
  until bigint not null
);

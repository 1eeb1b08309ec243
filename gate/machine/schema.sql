-- SPDX-License-Identifier: MIT
-- What agencies' own systems send. In clear: random ids, agencies of tokens, times, and keyed
-- hashes of what they know: neither a token nor a reference nor an agency that sent something can
-- be read from them.
create table machine_token (
  id text primary key,
  agency text not null,
  secret_hash bytea not null,
  -- Name of the token and of its agency, under the gate's own key.
  sealed bytea not null,
  made_at bigint not null
);
-- The answer to what was sent under an Idempotency-Key, sealed under the token and the key, which
-- only the sender has.
create table machine_answer (
  key_hash bytea primary key,
  body_hash bytea not null,
  sealed bytea not null,
  at bigint not null
);
-- Of an agency and a reference together: so that its systems can ask how that stands.
create table machine_sent (
  sent_hash bytea primary key,
  at bigint not null
);

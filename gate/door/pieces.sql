-- SPDX-License-Identifier: MIT
-- Pieces of files, boxes that only the hub opens. In clear: random ids of the message, of the draft
-- that holds it until it is sent and of the file, when it came or was sent, and how large it is,
-- for the bound on what strangers may leave here.
create table inward_piece (
  id text primary key,
  held_by text,
  file text not null,
  at bigint not null,
  bytes bigint not null,
  body bytea not null
);
create index inward_piece_order on inward_piece (held_by, at, id);

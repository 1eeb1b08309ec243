-- SPDX-License-Identifier: MIT
-- Quarters of this hub's figures for the Board, each once, and how far the hub is with the core
-- elements. In clear: quarters, who asked, prepared and published when, and what may be published
-- anyway: protected counts, the file as signed, states of elements by codes. Exact counts of a
-- quarter, which later quarters are protected beside, are sealed under the front door's key.
create table board_quarter (
  quarter text primary key,
  asked_by text not null,
  asked_at bigint not null,
  prepared_at bigint, -- nothing: it is asked for
  shown text, -- as it would be published; nothing where it cannot be shown safely
  sealed bytea,
  published_by text,
  published_at bigint,
  file text
);
create table board_element (
  element text not null,
  place bigint not null, -- the newest counts
  state text not null,
  evidence text not null,
  since text not null, -- a day
  said_by text not null,
  said_at bigint not null,
  primary key (element, place)
);

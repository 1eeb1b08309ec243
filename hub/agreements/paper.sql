-- SPDX-License-Identifier: MIT
-- The day on which somebody outside the hub signed or left on paper; nothing: said in the hub. Who
-- signed, in which office, and where the paper lies are sealed with the word.
alter table agreement_word add column signed_on text;

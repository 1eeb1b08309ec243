// SPDX-License-Identifier: MIT
// The words of the record: what each kind of event says on a page. One table for all slices.
#pragma once

#include <string>
#include <string_view>

namespace mash::oversight {

// Who may see an entry. Others must not learn from the record that a desk holds a draft.
enum class Audience {
  all,
  own_desk,          // people of the desk that did it
  all_but_own_item,  // all, unless an agency opened what it owns: that may be a draft
  who_may_send,      // that something was told by telephone: they, and at a desk its own people
  who_may_set_bars,  // from whom a case is hidden: not even colleagues who may not decide that
};

struct EventWords {
  std::string_view kind;   // "case.rated"
  std::string_view words;  // "Rated the case"
  Audience audience = Audience::all;
};
// The words of a kind; a kind that is not known comes back as its code, for the own desk alone:
// what nobody has thought about stays where it happened.
EventWords words_of_event(std::string_view kind);
// What a note of an event adds, or "" for notes that say nothing to a reader.
std::string_view words_of_note(std::string_view note);
// An entry with this note is for people of the desk that did it, whatever its kind.
bool for_own_desk(std::string_view note);
// An entry with this note is for Audience::who_may_send, whatever its kind.
bool for_who_may_send(std::string_view note);

}  // namespace mash::oversight

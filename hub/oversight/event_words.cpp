// SPDX-License-Identifier: MIT
#include "event_words.h"

#include <algorithm>
#include <array>

namespace mash::oversight {

namespace {

// In the order of a case's way through the hub.
constexpr auto k_events = std::to_array<EventWords>({
    {"case.read", "Opened the case"},
    {"notification.read", "Read the notification"},
    {"family.read", "Opened the family"},
    {"import.stored", "Stored the notification from a file"},
    {"package.opened", "Took in what the gate had collected"},
    {"door.collected", "Took in what the gate had collected"},
    {"package.delivered", "Delivered to the gate"},
    {"people.searched", "Looked up who a person is"},
    {"people.compared", "Compared people whom the hub knows"},
    {"person.form", "Opened the form to add a person"},
    {"person.stated", "Added a person"},
    {"person.identified", "Said who a person is"},
    {"person.undone", "Took back who a person is"},
    {"clock.breached", "A time limit ran out"},
    {"decision.read", "Opened the decision"},
    {"decision.made", "Decided for a child"},
    {"decision.signed", "Signed a decision as second manager"},
    {"product.list", "Looked at what leaves"},
    {"product.form", "Opened the form to write to a recipient"},
    {"product.composed", "Wrote to a recipient and asked the owners"},
    {"product.checked", "Checked what will leave"},
    {"product.issued", "Sent to the recipient"},
    {"product.safety-form", "Opened the form for a safety product"},
    {"product.safety", "Sent a safety product"},
    {"product.recalled", "Recalled what was sent"},
    {"product.withdrawn", "An owner withdrew part of what was sent"},
    {"feedback.form", "Opened the feedback to the referrer"},
    {"feedback.sent", "Told the referrer what happened"},
    {"looks.read", "Looked at who looked"},
});

struct NoteWords {
  std::string_view note, words;
};
constexpr auto k_notes = std::to_array<NoteWords>({
    {"sent_twice", "The form came twice and was taken once"},
    {"stale", "Nothing was saved, because something had changed meanwhile"},
    {"needs_second_person", "It waits for a second manager"},
    {"all_children_decided", "Every child is now decided"},
    {"product_read", "The recipient opened it"},
    {"product_accepted", "The recipient accepted it"},
    {"product_rejected", "The recipient rejected it"},
    {"withdrawal_seen", "The recipient saw the withdrawal"},
    {"feedback_read", "The referrer read the feedback"},
    {"without_undecided", "It went without what owners had not decided"},
    {"case_closed", "The case is closed"},
});

}  // namespace

EventWords words_of_event(std::string_view kind) {
  const auto* found = std::ranges::find(k_events, kind, &EventWords::kind);
  if (found != k_events.end()) return *found;
  return {.kind = kind, .words = kind, .own_desk_only = true};
}

std::string_view words_of_note(std::string_view note) {
  const auto* found = std::ranges::find(k_notes, note, &NoteWords::note);
  return found == k_notes.end() ? std::string_view() : found->words;
}

}  // namespace mash::oversight

// SPDX-License-Identifier: MIT
// What notes of events add to their words.
#include <algorithm>
#include <array>

#include "event_words.h"

namespace mash::oversight {

namespace {

struct NoteWords {
  std::string_view note, words;
  Audience audience = Audience::all;
};
constexpr auto k_notes = std::to_array<NoteWords>({
    // A clock of what was told by telephone: that it runs says that something was told.
    {"TOLD_REVIEW", "", Audience::who_may_send},
    // That somebody is in another case too.
    {"HIDDEN_MATCH", "", Audience::who_may_send},
    {"sent_twice", "The form came twice and was taken once"},
    {"conflict", "Nothing was saved, because somebody else had changed it meanwhile"},
    {"stale", "Nothing was saved, because something had changed meanwhile"},
    {"red_managers", "The managers are alerted"},
    {"red_deputies", "The deputies are alerted"},
    {"red_duty_team", "The emergency duty team is alerted"},
    {"red_nobody_to_alert", "Nobody is there to be alerted"},
    {"red_nobody_came", "Nobody is left to alert: the queue says whom to ring"},
    {"alert_not-reached", "The service did not answer"},
    {"alert_not-secure", "The service could not prove who it is, or offered no TLS"},
    {"alert_not-allowed", "The service did not let the hub in"},
    {"alert_failed", "The service could not do it"},
    {"receiving_team_told", "The receiving team was told at once that it is Red"},
    {"NO_LONGER_RED", "The recipient was told that it is no longer Red"},
    {"OTHER_WAY", "The recipient was told that the hub deals with it another way"},
    {"as_deputy", "As a deputy by the hub's staff list"},
    {"hub_turned_away", "What came was of no hub that this one talks to, and was put away"},
    {"hub_forked", "Another hub sent something else under a number of before: nothing was taken"},
    {"not_read", "It could not be read, and was put away"},
    {"not_asked", "Nobody here had asked that"},
    {"other_hits", "It asked for other hits than before, which is not answered"},
    {"not_proved", "What came was not proved to be an answer"},
    {"not_understood", "It could not be understood; the other hub was told"},
    {"chain_refused", "What came does not fit who is responsible: nothing was taken"},
    {"responsibility_moved", "The transfer is recorded: responsibility has moved"},
    {"transfer_accepted", "Accepted in writing"},
    {"transfer_refused", "Refused: the duty stays where it is"},
    {"answer_too_late", "The answer came when it was not offered any more"},
    {"new_line", "This hub is an older copy than another hub knows: all is numbered anew"},
    {"no_receipt", "Another hub has not received it in its time: managers were alerted"},
    {"no_agreement", "No agreement on sharing covered it"},
    {"agreement_lapsed", "The agreement on sharing had lapsed"},
    {"agreement_review_late", "The agreement on sharing had not been reviewed in time"},
    {"new_version", "It begins a new version"},
    {"asked_again", "Asked whoever answers for an agency that could not share"},
    {"teller_looked_at", "Looked whether words show who told us"},
    {"early_help_told", "The early help team was told that it is looked into"},
    {"open_case_passed_on", "The social worker's team was told at once"},
    {"open_case_accepted", "The social worker's team has it. A manager decides"},
    {"adult_concern_passed_on", "Adult safeguarding was told at once"},
    {"adult_team_has_it", "Adult safeguarding has it. It ends here"},
    {"adult_team_has_it_tell_referrer",
     "Adult safeguarding has it. It ends here once whoever told us knows that it arrived"},
    {"open_case_came_back", "The case came back for a rating"},
    // That somebody is barred, or should be: the page of bars says it to those who keep them.
    {"bars_followed", ""},
    {"bars_no_longer_followed", ""},
    {"bar_not_followed", ""},
    {"to_designated_officer", "It went to the designated officer, behind a wall"},
    {"nobody_to_tell", "There is nobody to tell"},
    {"late_information", "It came after the decision: a manager says whether it changes it"},
    {"changes_nothing", "It changes no decision"},
    {"decision_reopened", "It opens a decision again"},
    {"needs_second_person", "It waits for a second manager", Audience::own_desk},
    {"all_children_decided", "Every child is now decided"},
    {"child_undecided", "A child in this case is not decided"},
    {"case_reopened", "The case is open again, because a child was added"},
    {"product_read", "The recipient opened it"},
    {"product_accepted", "The recipient accepted it"},
    {"product_rejected", "The recipient rejected it"},
    {"withdrawal_seen", "The recipient saw the withdrawal"},
    {"feedback_read", "The referrer read the feedback"},
    {"without_undecided", "It went without what owners had not decided"},
    {"before_clearance", "It went before owners had cleared its words"},
    {"looked_at", "Somebody had looked at it first, as its rule wants"},
    {"words_cleared", "The owner cleared the hub's own words"},
    {"clearance_stands", "What an owner had said of the same words stands"},
    {"words_objected", "The owner said that the hub's own words give something away"},
    {"case_closed", "The case is closed"},
    {"correction", "It corrects an earlier entry"},
    {"owner_not_alerted", "Nobody of the owner could be alerted", Audience::own_desk},
    {"no_second_person_alerted", "No second person could be alerted", Audience::own_desk},
    {"RIGHT", "It was right", Audience::own_desk},
    {"IN_PART", "It was right in part", Audience::own_desk},
    {"WRONG", "It was not right", Audience::own_desk},
    {"JUSTIFIED", "It was justified"},
    {"NOT_JUSTIFIED", "It was not justified"},
    {"nobody_to_alert", "Nobody is there to be alerted"},
    {"glass_is_broken", "It was broken already"},
    {"possible_crime", "A possible crime, which the police look into beside the hub"},
    {"same", "The same person"},
    {"different", "Not the same person"},
    {"unsure", "Not sure"},
});

bool is_for(std::string_view note, Audience audience) {
  const auto* found = std::ranges::find(k_notes, note, &NoteWords::note);
  return found != k_notes.end() && found->audience == audience;
}

}  // namespace

std::string_view words_of_note(std::string_view note) {
  const auto* found = std::ranges::find(k_notes, note, &NoteWords::note);
  return found == k_notes.end() ? std::string_view() : found->words;
}

bool for_own_desk(std::string_view note) {
  return is_for(note, Audience::own_desk);
}

bool for_who_may_send(std::string_view note) {
  return is_for(note, Audience::who_may_send);
}

}  // namespace mash::oversight

// SPDX-License-Identifier: MIT
#include "event_words.h"

#include <algorithm>
#include <array>

#include "mash/oversight/oversight.h"

namespace mash::oversight {

namespace {

// In the order of a case's way through the hub.
constexpr auto k_events = std::to_array<EventWords>({
    {"product.receipt-sent", "Sent the receipt of a product that had left"},
    {"product.left", "Said in the record which product left"},
    {"record.padded", "Filled the record up, for whoever witnesses it"},
    {"rota.read", "Opened the rota"},
    {"rota.entered", "Entered somebody in the rota"},
    {"rota.entry-read", "Opened an entry of the rota"},
    {"rota.changed", "Changed an entry of the rota"},
    {"rota.removed", "Took an entry out of the rota"},
    {"handover.read", "Opened what somebody holds, to hand it over"},
    {"handover.checked", "Checked a handover before it was done"},
    {"handover.done", "Handed over at the end of a shift"},
    {"handover.looked", "Looked at what was handed over"},
    {"handover.hand-back-read", "Opened what the duty team gives back"},
    {"handover.handed-back", "Gave the duty team's work back to the front door"},
    {"handover.nobody-here", "Opened what is held by somebody who is not here"},
    {"package.opened", "Took in what came from the gate"},
    {"import.stored", "Stored the notification from a file"},
    {"entry.begun", "Began to type in a notification"},
    {"entry.saved", "Saved what is typed in"},
    {"entry.discarded", "Threw away what was typed in"},
    {"entry.taken-in", "Typed in the notification"},
    {"import.uploaded", "Had files of notifications checked or taken in"},
    {"kept.thrown-away", "Threw away a form that was not saved"},
    {"queue.searched", "Looked for a case by its reference"},
    {"case.taken", "Took the case"},
    {"case.read", "Opened the case"},
    {"copy.taken", "Took a numbered copy on paper"},
    {"attachments.read", "Opened the list of files"},
    {"attachment.set-aside", "Set a file of a stranger aside as not wanted"},
    {"attachment.brought-back", "Brought a file back that had been set aside"},
    {"attachment.destroyed", "Destroyed a file that had been set aside"},
    {"attachment.taken-in", "Added a file"},
    {"attachment.seen-to", "Saw to a file that did not arrive whole"},
    {"file.pieces-swept", "Took away pieces of files that no notification named"},
    {"attachment.rendered", "Made a safe copy of a file to look at"},
    {"attachment.read", "Opened a file"},
    {"attachment.page-read", "Was shown a picture of a file"},
    {"notification.acknowledged", "Recorded whether the sender was told that it arrived"},
    {"case.open-checked", "Recorded what the case system says of a child"},
    {"case.screened", "Screened the case"},
    {"allegation.read", "Opened the allegation"},
    {"allegation.taken-up", "Took up the allegation as the designated officer"},
    {"allegation.let-in", "Let somebody in behind the wall"},
    {"allegation.shut-out", "Shut somebody out who had been let in"},
    {"allegation.child-case", "Opened an ordinary case for children of the allegation"},
    {"allegation.finished", "Said what came of the allegation"},
    {"case.rated", "Rated the case"},
    {"case.breach-explained", "Said why a time limit ran out"},
    {"clock.breached", "A time limit ran out"},
    {"clock.told", "Told who owes it of a time limit"},
    {"red.unseen", "No manager had opened the case"},
    // Who is alerted at once may be told of a call that others may not know of.
    {"alert.sent", "Told somebody to sign in", Audience::who_may_send},
    {"alert.not-sent", "Could not tell somebody to sign in; it is tried again",
     Audience::who_may_send},
    {"alert.refused", "Could not tell somebody to sign in: the address does not exist",
     Audience::who_may_send},
    {"alert.dropped", "Left out an alert to somebody who is not to get it", Audience::who_may_send},
    {"alert.no-service", "Alerted nobody: this hub has no service to send by",
     Audience::who_may_send},
    {"alert.list", "Opened who is alerted"},
    {"case.unanswered", "Whoever it was passed to did not answer in time"},
    {"board.shown", "Showed the board"},
    {"board.shown-on-wall", "Showed the board on a screen on the wall"},
    {"board.wall-ended", "Ended the board on a screen on the wall"},
    {"board.wall-listened", "Kept the board on a screen on the wall up to date"},
    {"board.wall-started", "Put the board on a screen on the wall"},
    {"board.walls-read", "Looked at which screens show the board"},
    {"kept.typing", "Typed something that is not saved yet", Audience::own_desk},
    {"kept.read", "Opened what was not saved because the session had ended"},
    {"kept.case-read", "Read what they had typed for the case when their session ended"},
    {"live.listened", "Opened a page that is kept up to date"},
    {"family.read", "Opened the family"},
    {"family.contact-form", "Opened the form for what to know before contacting the family"},
    {"family.contact-over", "Said that what to know before contacting the family is not true now"},
    {"family.contact-taken", "Took over from another case what to know before contacting a family"},
    {"family.contact-added", "Said what to know before contacting the family"},
    {"people.searched-together", "Looked up everybody of the case who was not identified"},
    {"people.found-together", "Opened whom they may be"},
    {"person.identified-new", "Added as new people those whom nobody known is like"},
    {"people.searched", "Looked up who a person is"},
    {"people.extract-form", "Opened the form to compare an agency's list"},
    {"people.extracted", "Compared an agency's list with those whom the hub knows"},
    {"people.extract-read", "Read who on an agency's list may be known"},
    {"people.compared", "Compared a person with those whom the hub knows"},
    {"person.read", "Opened what is known of a person"},
    {"people.review", "Opened who may be the same person"},
    {"people.hidden-match-timed", "Timed a match that whoever looked may not know of",
     Audience::who_may_send},
    {"people.birth-overdue", "Asked the front door about a birth that is overdue"},
    {"compartment.read", "Opened whether what their agency holds is sealed", Audience::own_desk},
    {"compartment.opening", "Asked to open what their agency holds"},
    {"compartment.sealing", "Sealed what their agency holds"},
    {"keys.held", "Held a root key in another way from then on"},
    {"keys.opened", "Opened what an agency had sealed"},
    {"keys.sealed", "Sealed what an agency holds"},
    {"keys.destroyed", "Destroyed what an agency had said about the case"},
    {"keys.rotation-begun", "Began a new root key for an agency"},
    {"keys.rotated", "Finished the new root key of an agency"},
    {"people.index-rebuilt", "Built the index of people anew, which did not agree with the store"},
    {"person.matched", "Looked for others who are the same person"},
    {"person.matches", "Opened who else may be a person"},
    {"person.compared", "Put two people side by side"},
    {"person.judged", "Said whether two people are the same"},
    {"person.answer-undone", "Took back an answer about whether two people are the same"},
    {"person.upheld", "Said that a person is one in spite of what contradicts itself"},
    {"person.upheld-undone", "Took back that a person is one in spite of what contradicts itself"},
    {"person.parting", "Opened the form to part a person into two"},
    {"person.parted", "Parted a person into the two that they were"},
    {"person.form", "Opened the form to add a person"},
    {"person.stated", "Added a person"},
    {"person.identified", "Said who a person is"},
    {"person.undone", "Took back who a person is"},
    {"basis.read", "Opened why we may ask"},
    {"basis.recorded", "Recorded why we may ask"},
    {"enquiry.prepared", "Prepared requests to agencies"},
    {"enquiry.sent", "Sent requests to agencies"},
    {"enquiry.widened", "Asked agencies about a child who was named since"},
    {"enquiry.read", "Opened a request"},
    {"enquiry.seen", "Marked a request as seen"},
    {"enquiry.answered", "Answered a request"},
    {"item.read", "Opened a piece of information", Audience::all_but_own_item},
    {"item.files-read", "Opened the files of a piece of information", Audience::all_but_own_item},
    {"item.file-read", "Opened a file", Audience::all_but_own_item},
    {"item.file-page-read", "Was shown a picture of a file", Audience::all_but_own_item},
    {"item.file-added", "Added a file to information", Audience::own_desk},
    {"item.added", "Wrote down information, which stays with their agency until an answer is sent",
     Audience::own_desk},
    {"item.volunteering", "Opened the form to tell the hub something", Audience::own_desk},
    {"item.volunteered", "Told the hub something without being asked"},
    {"item.edited", "Changed information", Audience::own_desk},
    {"item.disclosed", "Let the hub read information"},
    {"release.read", "Opened what may leave"},
    {"release.decided", "Decided what may leave"},
    {"release.withdrawn", "Took back that information may leave"},
    {"assessment.read", "Opened the assessment"},
    {"assessment.form", "Opened the form to assess a child"},
    {"assessment.made", "Assessed a child"},
    {"assessment.disagreed", "Said that their agency disagrees"},
    {"decision.read", "Opened the decision"},
    {"decision.made", "Decided for a child"},
    {"decision.recommended", "Recommended for a child"},
    {"decision.front-door", "Wrote down what the front door decided for a child"},
    {"decision.late-answered", "Said whether late information changes a decision"},
    {"decision.signed", "Signed a decision as second manager", Audience::own_desk},
    {"product.doubt-answered", "Said what becomes of what was sent and is in doubt"},
    {"challenge.list", "Opened the challenges to decisions"},
    {"challenge.read", "Opened a challenge to a decision"},
    {"challenge.raised", "Challenged a decision"},
    {"challenge.safety", "Said what keeps the child safe until a challenge is answered"},
    {"challenge.answered", "Answered a challenge"},
    {"challenge.not-content", "Took a challenge to the next stage"},
    {"challenge.climbed", "A challenge went to the next stage, since nobody had answered"},
    {"product.list", "Opened what leaves"},
    {"product.form", "Opened the form to write to a recipient"},
    {"product.composed", "Wrote to a recipient and asked the owners"},
    {"product.checked", "Checked what leaves"},
    {"product.issued", "Sent to a recipient"},
    {"product.safety-form", "Opened the form for a safety product"},
    {"product.safety", "Sent a safety product"},
    {"product.recalled", "Took back what was sent"},
    {"package.refused", "The gate did not accept what was sent"},
    {"product.sent-again", "Sent again what the gate had not accepted"},
    {"product.stray-read", "Said that they know that a link was passed on"},
    {"product.stray-shown", "Looked at how a link was passed on"},
    {"product.told-otherwise-form", "Opened the form to say that they were told in another way"},
    {"product.told-otherwise", "Recorded that they were told in another way"},
    {"feedback.form", "Opened what the referrer is told"},
    {"feedback.sent", "Told the referrer what happened"},
    {"feedback.sent-again", "Sent again what the gate had not accepted"},
    {"feedback.told-otherwise-form", "Opened the form to say that they were told in another way"},
    {"feedback.told-otherwise", "Recorded that they were told in another way"},
    {"log.read", "Opened the log"},
    {"log.written", "Wrote in the log"},
    {"discussion.list", "Opened the discussions"},
    {"discussion.read", "Opened the record of a discussion"},
    {"discussion.recorded", "Recorded a discussion"},
    {"discussion.contributed", "Said what their agency contributed to a discussion"},
    {"discussion.confirmed", "Confirmed what their agency contributed to a discussion"},
    {"task.list", "Opened the tasks"},
    {"task.read", "Opened a task"},
    {"task.added", "Gave somebody a task"},
    {"task.done", "Recorded that a task is done"},
    {"task.handed-over", "Handed a task over"},
    {"task.called-off", "Called a task off"},
    {"objection.list", "Opened what young people say against sharing", Audience::own_desk},
    {"objection.written", "Wrote down what a young person says against sharing",
     Audience::own_desk},
    {"objection.ended", "Wrote down that a young person no longer objects", Audience::own_desk},
    {"told.list", "Opened what was told by telephone", Audience::who_may_send},
    {"told.recorded", "Wrote down what was told by telephone", Audience::who_may_send},
    {"told.read", "Opened what was told by telephone", Audience::who_may_send},
    {"told.reviewed", "Reviewed what was told by telephone", Audience::who_may_send},
    {"told.answered", "Answered what was told by telephone", Audience::who_may_send},
    {"bar.list", "Opened who may not know of the case", Audience::who_may_set_bars},
    {"bar.set", "Hid the case from somebody", Audience::who_may_set_bars},
    {"bar.lifted", "Showed the case again to somebody", Audience::who_may_set_bars},
    {"looks.read", "Looked at who looked"},
});

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

std::string done_sentence(std::string_view kind) {
  const auto* found = std::ranges::find(k_events, kind, &EventWords::kind);
  if (found == k_events.end()) return "";
  std::string words(found->words);
  char& first = words.front();
  if (first >= 'A' && first <= 'Z') first = static_cast<char>(first - 'A' + 'a');
  // The record tells it of somebody; here it is said to them.
  constexpr std::string_view k_theirs = "their agency";
  if (const auto at = words.find(k_theirs); at != std::string::npos) {
    words.replace(at, k_theirs.size(), "your agency");
  }
  return "Done: " + words + ".";
}

EventWords words_of_event(std::string_view kind) {
  const auto* found = std::ranges::find(k_events, kind, &EventWords::kind);
  if (found != k_events.end()) return *found;
  return {.kind = kind, .words = kind, .audience = Audience::own_desk};
}

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

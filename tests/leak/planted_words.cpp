// SPDX-License-Identifier: MIT
#include "planted_words.h"

#include "mash/base/id.h"
#include "mash/support/test_app.h"

namespace mash::leak {

namespace {

using Member = std::string world::Words::*;

using Fields = std::vector<std::pair<const char*, Member>>;

// Of an allegation behind its wall.
Fields walled_fields() {
  using W = world::Words;
  return {{"allegation", &W::allegation},
          {"let_in_reason", &W::let_in_reason},
          {"finding_reason", &W::finding_reason},
          {"allegation_child", &W::allegation_child}};
}

// Of files.
Fields filed_fields() {
  using W = world::Words;
  return {{"photograph_exif", &W::photograph_exif},
          {"file_name", &W::file_name},
          {"shows", &W::shows},
          {"sent_shows", &W::sent_shows},
          {"sent_name", &W::sent_name},
          {"lost_shows", &W::lost_shows},
          {"aside_reason", &W::aside_reason},
          {"system_shows", &W::system_shows},
          {"item_shows", &W::item_shows},
          {"item_file_name", &W::item_file_name},
          {"letter", &W::letter}};
}

// Of assessments, and of who disagrees.
Fields assessed_fields() {
  using W = world::Words;
  return {{"strengths", &W::strengths},
          {"not_known", &W::not_known},
          {"childs_voice", &W::childs_voice},
          {"not_heard", &W::not_heard},
          {"police_disagree", &W::police_disagree},
          {"fit_answer", &W::fit_answer}};
}

// What a child says against sharing, what is told by telephone, and what is no longer true.
Fields said_fields() {
  using W = world::Words;
  return {{"objection", &W::objection},           {"despite", &W::despite},
          {"objection_over", &W::objection_over}, {"told_to", &W::told_to},
          {"told_said", &W::told_said},           {"told_why", &W::told_why},
          {"told_tried", &W::told_tried},         {"told_review", &W::told_review},
          {"told_reply", &W::told_reply},         {"contact_over", &W::contact_over},
          {"doubt_reason", &W::doubt_reason},     {"kept_words", &W::kept_words},
          {"kept_of_barred", &W::kept_of_barred}, {"glass_reason", &W::glass_reason},
          {"glass_review", &W::glass_review},     {"hold_reason", &W::hold_reason},
          {"gone_child", &W::gone_child},         {"transfer_words", &W::transfer_words},
          {"transfer_kept", &W::transfer_kept}};
}

// Of somebody who asks what is held about them, and of a court that orders it.
Fields asked_fields() {
  using W = world::Words;
  return {{"access_who", &W::access_who},         {"access_asks", &W::access_asks},
          {"access_address", &W::access_address}, {"access_how", &W::access_how},
          {"access_reason", &W::access_reason},   {"court", &W::court},
          {"court_covers", &W::court_covers},     {"court_ground", &W::court_ground},
          {"access_handed", &W::access_handed},   {"court_mistake", &W::court_mistake}};
}

// Of challenges to a decision.
Fields challenge_fields() {
  using W = world::Words;
  return {{"school_challenge", &W::school_challenge}, {"school_caller", &W::school_caller},
          {"police_challenge", &W::police_challenge}, {"kept_safe", &W::kept_safe},
          {"challenge_answer", &W::challenge_answer}, {"not_content", &W::not_content}};
}

Fields fields() {
  using W = world::Words;
  Fields all = {{"given_name", &W::given_name},
                {"surname", &W::surname},
                {"sibling", &W::sibling},
                {"address", &W::address},
                {"school", &W::school},
                {"narrative", &W::narrative},
                {"where_now", &W::where_now},
                {"adult", &W::adult},
                {"who_else", &W::who_else},
                {"referrer_name", &W::referrer_name},
                {"screen_reason", &W::screen_reason},
                {"open_case", &W::open_case},
                {"rate_reason", &W::rate_reason},
                {"basis_how", &W::basis_how},
                {"question", &W::question},
                {"decision_reason", &W::decision_reason},
                {"late_reason", &W::late_reason},
                {"evidence", &W::evidence},
                {"safety_asked", &W::safety_asked},
                {"asked", &W::asked},
                {"why", &W::why},
                {"unknown", &W::unknown},
                {"feedback", &W::feedback},
                {"told_how", &W::told_how},
                {"task", &W::task},
                {"task_why", &W::task_why},
                {"handed", &W::handed},
                {"task_off", &W::task_off},
                {"others_there", &W::others_there},
                {"said_by_hub", &W::said_by_hub},
                {"discussion_decided", &W::discussion_decided},
                {"action", &W::action},
                {"said_for_police", &W::said_for_police},
                {"said_by_health", &W::said_by_health},
                {"task_said", &W::task_said},
                {"task_done", &W::task_done},
                {"possible_crime", &W::possible_crime},
                {"logged", &W::logged},
                {"logged_by_police", &W::logged_by_police},
                {"released", &W::released},
                {"redacted_original", &W::redacted_original},
                {"redacted_wording", &W::redacted_wording},
                {"gist_original", &W::gist_original},
                {"gist_wording", &W::gist_wording},
                {"existence_original", &W::existence_original},
                {"withheld", &W::withheld},
                {"withhold_reason", &W::withhold_reason},
                {"unreleased", &W::unreleased},
                {"volunteered", &W::volunteered},
                {"manager_only", &W::manager_only},
                {"draft", &W::draft},
                {"join_reason", &W::join_reason},
                {"over_stops", &W::over_stops},
                {"one_reason", &W::one_reason},
                {"family_contact", &W::family_contact},
                {"typed_call", &W::typed_call},
                {"typed_name", &W::typed_name},
                {"list_reason", &W::list_reason},
                {"listed_stranger", &W::listed_stranger},
                {"product_answer", &W::product_answer}};
  for (const auto& more : {assessed_fields(), said_fields(), filed_fields(), walled_fields(),
                           challenge_fields(), asked_fields()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

// What the products and the safety products carry to the one recipient.
const std::set<std::string>& sent_to_recipient() {
  static const std::set<std::string> k_sent = {
      "given_name",   "surname",        "sibling", "address", "school",   "where_now",
      "safety_asked", "asked",          "why",     "unknown", "released", "redacted_wording",
      "gist_wording", "family_contact", "adult"};
  return k_sent;
}

// Who is one person over several cases is for the front door, and so are the council's own case, a
// call of which no desk was asked, why a case is held, assessments, what is
// offered to another hub, what somebody outside says
// against a decision, how whoever has a file calls it, and what was said of a child in an
// allegation.
bool is_for_front_door(const std::string& field) {
  static const std::set<std::string> k_assessed = {
      "strengths",     "not_known",      "childs_voice", "not_heard",
      "fit_answer",    "contact_over",   "doubt_reason", "school_challenge",
      "school_caller", "transfer_words", "transfer_kept"};
  if (k_assessed.contains(field)) return true;
  return field == "join_reason" || field == "over_stops" || field == "one_reason" ||
         field == "open_case" || field == "typed_call" || field == "file_name" ||
         field == "sent_name" || field == "aside_reason" || field == "kept_words" ||
         field == "lost_shows" || field == "allegation_child" || field == "hold_reason";
}

// Nothing is kept of whoever is taken out of what is typed in; what a camera wrote into a
// photograph stays in the sealed original; whoever typed something too late may be barred from its
// case since; what no hub has collected is sealed to it; and of a case that is gone nothing is
// left.
bool is_for_nobody(const std::string& field) {
  static const std::set<std::string> k_nobodys = {"listed_stranger", "typed_name",
                                                  "photograph_exif", "kept_of_barred",
                                                  "system_shows",    "gone_child"};
  return k_nobodys.contains(field);
}

// What was told by telephone of what the police hold.
bool is_told(const std::string& field) {
  return field == "told_to" || field == "told_said" || field == "told_why" ||
         field == "told_tried" || field == "told_review" || field == "told_reply";
}

bool is_of_glass(const std::string& field) {
  return field == "glass_reason" || field == "glass_review";
}

bool is_behind_wall(const std::string& field) {
  return field == "allegation" || field == "let_in_reason" || field == "finding_reason";
}

bool is_of_access(const std::string& field) {
  return field.starts_with("access_") || field.starts_with("court");
}

// Whoever keeps the request reads what was written down of it; owners who are asked who asks and
// for what, and their own agency why they withheld.
bool may_read_access(const std::string& field, const Standing& who) {
  const bool owner = who.stand == Stand::police || who.stand == Stand::health ||
                     who.stand == Stand::education || who.stand == Stand::housing;
  // Each owner gives the same reason, and reads its own.
  if (field == "access_reason") {
    return owner || who.stand == Stand::decider || who.stand == Stand::designated_officer;
  }
  if (field == "court_mistake") {
    return who.stand == Stand::decider || who.stand == Stand::designated_officer;
  }
  // Police alone are let go of anything: the ground is theirs.
  if (field == "court_ground") return who.stand == Stand::police;
  if (field.starts_with("court")) {
    return owner || who.stand == Stand::decider || who.stand == Stand::designated_officer;
  }
  if (owner) return field == "access_who" || field == "access_asks";
  return who.stand == Stand::decider || who.stand == Stand::designated_officer ||
         who.role == model::code_of(model::Role::data_protection_officer);
}

// Nobody released anything to the other one, which is not told either where they are.
const std::set<std::string>& sent_to_another() {
  static const std::set<std::string> k_sent = {"given_name", "surname", "sibling",       "asked",
                                               "why",        "unknown", "family_contact"};
  return k_sent;
}

}  // namespace

Planted plant(std::uint64_t seed) {
  support::SeededRandom random(seed);
  Planted out;
  for (const auto& [name, member] : fields()) {
    const std::string token = new_id_text(random);
    out.tokens[name] = token;
    out.variant.words.*member = token;
  }
  return out;
}

namespace {

// By where somebody stands, of what has no readers of its own.
bool may_read_by_stand(const std::string& field, const Standing& who) {
  switch (who.stand) {
    case Stand::decider:
      return field != "draft";
    case Stand::front_door:
    case Stand::designated_officer:
      return field != "draft" && field != "manager_only";
    case Stand::police:
      return field != "manager_only" && !is_for_front_door(field);
    case Stand::health:
      return field != "draft" && field != "challenge_answer" && !is_for_front_door(field);
    case Stand::education:
      return field != "draft" && field != "manager_only" && field != "challenge_answer" &&
             !is_for_front_door(field);
    case Stand::outside:
      return who.observer.person == "r01"
                 ? sent_to_recipient().contains(field)
                 : who.observer.person == "r02" && sent_to_another().contains(field);
    case Stand::analyst:
    case Stand::no_content:
    case Stand::housing:
    case Stand::other_desk:
    case Stand::nobody:
      return false;
  }
  return false;
}

}  // namespace

bool may_read(const std::string& field, const Standing& who) {
  // A list is for whoever compares it; of those on it who are like nobody, nothing is kept.
  if (field == "list_reason") {
    return who.observer.side == Side::hub &&
           (who.observer.person == "u01" || who.observer.person == "u02");
  }
  if (is_behind_wall(field)) return who.stand == Stand::designated_officer;
  if (is_for_nobody(field)) return false;
  // All in the case read why somebody broke its glass, and so does who reviews it; who holds whole
  // cases reads why each is held.
  if ((is_of_glass(field) || field == "hold_reason") &&
      who.role == model::code_of(model::Role::data_protection_officer)) {
    return true;
  }
  if (is_of_access(field)) return may_read_access(field, who);
  // Those who may send, the duty team among them, and the owner; and what the front door told, the
  // designated officer, who answers for it where somebody asks what is held about them.
  if (is_told(field)) {
    return who.stand == Stand::decider || who.stand == Stand::police ||
           (who.stand == Stand::designated_officer && field != "told_reply") ||
           who.role == model::code_of(model::Role::emergency_duty);
  }
  // Who heard it and the front door; owners who decide read the child's words, and keep their own.
  const bool front = who.stand == Stand::decider || who.stand == Stand::front_door ||
                     who.stand == Stand::designated_officer;
  const bool heard = who.stand == Stand::health;
  const bool owner = heard || who.stand == Stand::police;
  if (field == "objection") return front || owner;
  if (field == "objection_over") return front || heard;
  if (field == "despite") return owner;
  return may_read_by_stand(field, who);
}

}  // namespace mash::leak

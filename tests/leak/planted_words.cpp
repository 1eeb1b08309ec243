// SPDX-License-Identifier: MIT
#include "planted_words.h"

#include "mash/base/id.h"
#include "mash/support/test_app.h"

namespace mash::leak {

namespace {

using Member = std::string world::Words::*;

const std::vector<std::pair<const char*, Member>>& fields() {
  using W = world::Words;
  static const std::vector<std::pair<const char*, Member>> all = {
      {"given_name", &W::given_name},
      {"surname", &W::surname},
      {"sibling", &W::sibling},
      {"address", &W::address},
      {"school", &W::school},
      {"narrative", &W::narrative},
      {"where_now", &W::where_now},
      {"who_else", &W::who_else},
      {"referrer_name", &W::referrer_name},
      {"screen_reason", &W::screen_reason},
      {"open_case", &W::open_case},
      {"rate_reason", &W::rate_reason},
      {"basis_how", &W::basis_how},
      {"question", &W::question},
      {"strengths", &W::strengths},
      {"not_known", &W::not_known},
      {"childs_voice", &W::childs_voice},
      {"not_heard", &W::not_heard},
      {"police_disagree", &W::police_disagree},
      {"school_challenge", &W::school_challenge},
      {"school_caller", &W::school_caller},
      {"police_challenge", &W::police_challenge},
      {"kept_safe", &W::kept_safe},
      {"challenge_answer", &W::challenge_answer},
      {"not_content", &W::not_content},
      {"fit_answer", &W::fit_answer},
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
  return all;
}

// What the products and the safety products carry to the one recipient.
const std::set<std::string>& sent_to_recipient() {
  static const std::set<std::string> k_sent = {
      "given_name", "surname",          "sibling",      "address",       "school",
      "where_now",  "safety_asked",     "asked",        "why",           "unknown",
      "released",   "redacted_wording", "gist_wording", "family_contact"};
  return k_sent;
}

// Who is one person over several cases is for the front door, and so are the council's own case, a
// call of which no desk was asked, assessments, and what somebody outside says against a decision.
bool is_for_front_door(const std::string& field) {
  static const std::set<std::string> k_assessed = {"strengths", "not_known", "childs_voice",
                                                   "not_heard", "fit_answer", "school_challenge",
                                                   "school_caller"};
  if (k_assessed.contains(field)) return true;
  return field == "join_reason" || field == "over_stops" || field == "one_reason" ||
         field == "open_case" || field == "typed_call";
}

// Nobody released anything to the other one.
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

bool may_read(const std::string& field, const Standing& who) {
  // A list is for whoever compares it; of those on it who are like nobody, nothing is kept.
  if (field == "list_reason") {
    return who.observer.side == Side::hub &&
           (who.observer.person == "u01" || who.observer.person == "u02");
  }
  // Nothing is kept of whoever is taken out of what is typed in.
  if (field == "listed_stranger" || field == "typed_name") return false;
  switch (who.stand) {
    case Stand::decider:
      return field != "draft";
    case Stand::front_door:
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
    case Stand::no_content:
    case Stand::housing:
    case Stand::other_desk:
    case Stand::nobody:
      return false;
  }
  return false;
}

}  // namespace mash::leak

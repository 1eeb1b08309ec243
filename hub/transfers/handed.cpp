// SPDX-License-Identifier: MIT
#include "handed.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "mash/base/text.h"
#include "mash/intake/numbers.h"
#include "mash/model/words.h"
#include "mash/people/family_contact.h"
#include "mash/people/people.h"

namespace mash::transfers {

namespace {

using people::Statement;
using pipeline::Context;

struct Part {
  const char* name;
  Sensitive Statement::* member;
};
constexpr std::array<Part, 13> k_parts = {{{"given_name", &Statement::given_name},
                                           {"surname", &Statement::surname},
                                           {"other_names", &Statement::other_names},
                                           {"dob", &Statement::dob},
                                           {"expected_dob", &Statement::expected_dob},
                                           {"sex", &Statement::sex},
                                           {"nhs_number", &Statement::nhs_number},
                                           {"upn", &Statement::upn},
                                           {"address_line", &Statement::address_line},
                                           {"postcode", &Statement::postcode},
                                           {"school", &Statement::school},
                                           {"relationship", &Statement::relationship},
                                           {"notes", &Statement::notes}}};
struct Words {
  const char* name;
  Sensitive intake::NotificationView::* from;
  Sensitive intake::NewNotification::* to;
};
using View = intake::NotificationView;
using New = intake::NewNotification;
constexpr std::array<Words, 4> k_words_of = {
    {{"where_now", &View::where_now, &New::where_now},
     {"who_else", &View::who_else, &New::who_else},
     {"why_not_informed", &View::why_not_informed, &New::why_not_informed},
     {"safe_contact", &View::safe_contact, &New::safe_contact}}};
constexpr std::array<Words, 5> k_referrer = {
    {{"referrer_name", &View::referrer_name, &New::referrer_name},
     {"referrer_role", &View::referrer_role, &New::referrer_role},
     {"referrer_agency", &View::referrer_agency, &New::referrer_agency},
     {"referrer_email", &View::referrer_email, &New::referrer_email},
     {"referrer_phone", &View::referrer_phone, &New::referrer_phone}}};
constexpr std::size_t k_longest_line = 500;
constexpr std::size_t k_longest_words = 100'000;
constexpr std::size_t k_most_people = 40;

// Of what several said about one person, the newest of each.
json::Value person_view(const std::vector<Statement>& all, const std::vector<StatementId>& of,
                        model::PersonRole role) {
  json::Value out = json::Object{{"role", std::string(model::code_of(role))}};
  for (const auto& part : k_parts) {
    std::string said;
    for (const auto& one : all) {
      if (std::ranges::find(of, one.id) == of.end()) continue;
      if (!(one.*part.member).empty()) said = (one.*part.member).reveal();
    }
    out.set(part.name, said);
  }
  return out;
}

json::Array people_view(Context& c, const policy::Proof& proof, const Transfer& transfer) {
  const auto statements = people::statements_of(c, proof, transfer.case_id);
  const auto children = people::children_of(c, proof, transfer.case_id);
  json::Array out;
  for (const auto& child : transfer.children) {
    const auto chain = find_chain(c.tx, child.chain);
    const auto who = chain ? child_of(children, *chain) : std::nullopt;
    if (!chain) continue;
    // Whoever said who they are took it back meanwhile: what was said of them first goes all the
    // same, as responsibility moves for nobody without a name.
    auto view = who ? person_view(statements, who->statements, who->role)
                    : person_view(statements, {StatementId::trusted(chain->statement)},
                                  model::PersonRole::child);
    view.set("chain", child.chain);
    out.push_back(std::move(view));
  }
  // Adults around them; brothers and sisters who are not handed over are not named.
  const LocalDate today = to_london(c.now).date;
  for (const auto& who : people::subjects_of(c, proof, transfer.case_id)) {
    if (people::may_be_child(who, today)) continue;
    out.push_back(person_view(statements, who.statements, who.role));
  }
  return out;
}

bool is_named(const View& told) {
  return told.referrer_class == model::ReferrerClass::professional && !told.wants_anonymity;
}

void add_notifications(Context& c, const policy::Proof& proof, const Transfer& transfer,
                       json::Value& out) {
  const auto told = intake::notification_view(c, proof, transfer.case_id);
  if (told.empty()) return;
  const View& first = told.front();
  std::string narrative;
  for (const auto& one : told) {
    if (!narrative.empty()) narrative += "\n\n";
    narrative += plain_time(one.received_at) + ", " + std::string(model::words_of(one.source)) +
                 ":\n" + one.narrative.reveal();
  }
  out.set("narrative", narrative);
  out.set("source", std::string(model::code_of(first.source)));
  out.set("referrer_class", std::string(model::code_of(first.referrer_class)));
  out.set("danger", std::string(model::code_of(first.danger)));
  if (first.informed) out.set("informed", std::string(model::code_of(*first.informed)));
  json::Array concerns;
  for (const auto concern : first.concerns) concerns.emplace_back(std::string(code_of(concern)));
  out.set("concerns", std::move(concerns));
  for (const auto& part : k_words_of) out.set(part.name, (first.*part.from).reveal());
  if (!is_named(first)) return;
  for (const auto& part : k_referrer) out.set(part.name, (first.*part.from).reveal());
}

Sensitive line_of(const json::Value& v, std::string_view name) {
  std::string text = v.text(name);
  return Sensitive(text.size() > k_longest_line ? std::string() : one_line(text));
}

Sensitive words_in(const json::Value& v, std::string_view name) {
  std::string text = v.text(name);
  return Sensitive(text.size() > k_longest_words ? std::string() : std::move(text));
}

// "2017", "2017-03" or a day; else nothing.
Sensitive date_in(const json::Value& v, std::string_view name) {
  const std::string text = v.text(name);
  constexpr std::size_t k_year = 4;
  constexpr std::size_t k_month = 7;
  std::string whole = text;
  if (text.size() == k_year) whole += "-01-01";
  if (text.size() == k_month) whole += "-01";
  return Sensitive(LocalDate::parse(whole) ? text : std::string());
}

intake::NewPerson person_in(const json::Value& v) {
  intake::NewPerson out;
  Statement& said = out.said;
  said.role =
      model::from_code<model::PersonRole>(v.text("role")).value_or(model::PersonRole::other);
  for (const auto& part : k_parts) said.*part.member = line_of(v, part.name);
  said.notes = words_in(v, "notes");
  said.dob = date_in(v, "dob");
  said.expected_dob = date_in(v, "expected_dob");
  if (!model::from_code<model::Sex>(said.sex.reveal())) said.sex = Sensitive();
  intake::check_numbers(said);
  return out;
}

}  // namespace

std::optional<people::Subject> child_of(const std::vector<people::Subject>& children,
                                        const ChainRow& chain) {
  for (const auto& child : children) {
    const bool by_statement = !chain.statement.empty() &&
                              std::ranges::any_of(child.statements, [&](const StatementId& id) {
                                return id.text() == chain.statement;
                              });
    if (by_statement || child.person.text() == chain.person) return child;
  }
  return std::nullopt;
}

// Source: the bands of the children in need census (Department for Education).
std::string age_band(const people::Subject& child) {
  if (child.role == model::PersonRole::unborn || child.age == "unborn") return "Not born yet";
  if (child.age == "under 1") return "Under 1";
  int years = 0;
  const char* end = child.age.data() + child.age.size();
  if (std::from_chars(child.age.data(), end, years).ec != std::errc()) return "Age not known";
  if (years < 1) return "Under 1";
  if (years < 5) return "1 to 4";
  if (years < 10) return "5 to 9";
  return years < 16 ? "10 to 15" : "16 or older";
}

json::Value handed_over(Context& c, const policy::Proof& proof, const Transfer& transfer,
                        const std::string& words) {
  json::Value out = json::Object{{"words", words}};
  out.set("people", people_view(c, proof, transfer));
  // What to know before the family is contacted goes with it in any case.
  out.set("family_contact", people::bar_words(c, proof, transfer.case_id).contact);
  if (transfer.sends == k_sends_all) add_notifications(c, proof, transfer, out);
  return out;
}

intake::NewNotification notification_of(const json::Value& handed, const Transfer& transfer,
                                        const std::string& from, UtcTime now) {
  New n;
  n.reference = transfer.id;
  n.received_at = std::min(transfer.received_at, now);
  n.source = model::from_code<model::ReferralSource>(handed.text("source"))
                 .value_or(model::ReferralSource::another_council);
  n.referrer_class = model::from_code<model::ReferrerClass>(handed.text("referrer_class"))
                         .value_or(model::ReferrerClass::professional);
  n.wants_anonymity = n.referrer_class != model::ReferrerClass::professional;
  n.danger = model::from_code<model::Answer>(handed.text("danger")).value_or(n.danger);
  if (transfer.urgency == "NOW") n.danger = model::Answer::yes;
  n.informed = model::from_code<model::FamilyInformed>(handed.text("informed"));
  if (const auto* concerns = handed["concerns"].as_array()) {
    for (const auto& one : *concerns) {
      const auto* code = one.as_string();
      const auto concern =
          code == nullptr ? std::nullopt : model::from_code<model::ConcernType>(*code);
      if (concern) n.concerns.push_back(*concern);
    }
  }
  if (n.concerns.empty()) n.concerns.push_back(model::ConcernType::other);
  std::string narrative = "Handed over by " + from + ".\n" + words_in(handed, "words").reveal();
  const auto told = words_in(handed, "narrative");
  if (!told.empty()) narrative += "\n\nThe notification, as it came there:\n" + told.reveal();
  n.narrative = Sensitive(std::move(narrative));
  n.family_contact = words_in(handed, "family_contact");
  for (const auto& part : k_words_of) n.*part.to = words_in(handed, part.name);
  for (const auto& part : k_referrer) n.*part.to = line_of(handed, part.name);
  if (const auto* people = handed["people"].as_array()) {
    for (const auto& one : *people) {
      if (n.people.size() < k_most_people) n.people.push_back(person_in(one));
    }
  }
  return n;
}

}  // namespace mash::transfers

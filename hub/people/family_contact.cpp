// SPDX-License-Identifier: MIT
#include "mash/people/family_contact.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "family_contact_store.h"
#include "mash/base/assert.h"
#include "mash/base/text.h"
#include "mash/cases/bars.h"
#include "mash/people/people.h"

namespace mash::people {

namespace {

pipeline::Label label_of(const FamilyContactRow& row) {
  return {.owner = pipeline::k_front_door,
          .kind = "family_contact",
          .case_id = row.case_id,
          .row = row.id};
}

pipeline::Label over_label(const FamilyContactRow& row) {
  return {.owner = pipeline::k_front_door,
          .kind = "family_contact_over",
          .case_id = row.case_id,
          .row = row.id};
}

FamilyContact opened(pipeline::Context& c, const policy::Proof& proof,
                     const FamilyContactRow& row) {
  const auto words = c.vault.open_json(c.tx, proof, label_of(row), row.sealed);
  FamilyContact out{.id = row.id,
                    .case_id = row.case_id,
                    .notification = row.notification,
                    .said_by = row.said_by,
                    .at = row.at,
                    .reaching = Sensitive(words.text("reaching")),
                    .language = Sensitive(words.text("language")),
                    .needs = Sensitive(words.text("needs")),
                    .interpreter = model::from_code<model::Answer>(words.text("interpreter")),
                    .taken_from = words.text("taken_from")};
  if (row.sealed_over.empty()) return out;
  out.over_by = row.over_by;
  out.over_at = row.over_at;
  out.over_why =
      Sensitive(c.vault.open_json(c.tx, proof, over_label(row), row.sealed_over).text("why"));
  return out;
}

void add_words(std::string& out, const FamilyContact& one) {
  const auto add = [&out](std::string_view what, const std::string& words) {
    if (!words.empty()) out += (out.empty() ? "" : "\n") + std::string(what) + words;
  };
  add("Reaching a parent safely: ", one_line(one.reaching.reveal()));
  if (one.interpreter && *one.interpreter != model::Answer::unknown) {
    add("", *one.interpreter == model::Answer::yes ? "An interpreter is needed"
                                                   : "No interpreter is needed");
  }
  add("Language: ", one.language.reveal());
  add("Other needs: ", one_line(one.needs.reveal()));
}

void add_line(std::string& out, const std::string& line) {
  out += (out.empty() ? "" : "\n") + line;
}

}  // namespace

void add_family_contact(pipeline::Context& c, const CaseId& id, const FamilyContact& said) {
  if (said.empty()) return;
  FamilyContactRow row{.id = new_id_text(c.random),
                       .case_id = id,
                       .notification = said.notification,
                       .said_by = said.said_by,
                       .at = said.at,
                       .sealed = {}};
  json::Value words = json::Object{};
  words.set("reaching", said.reaching.reveal());
  words.set("language", said.language.reveal());
  words.set("needs", said.needs.reveal());
  if (said.interpreter) words.set("interpreter", model::code_of(*said.interpreter));
  if (!said.taken_from.empty()) words.set("taken_from", said.taken_from);
  row.sealed = c.vault.seal(c.tx, label_of(row), json::encode(words), c.random);
  insert_family_contact(c.tx, row);
  c.touch(row.id);
}

void end_family_contact(pipeline::Context& c, const FamilyContact& said, const Sensitive& why) {
  FamilyContactRow row{.id = said.id, .case_id = said.case_id};
  row.over_by = c.principal.person;
  row.over_at = c.now;
  json::Value words = json::Object{};
  words.set("why", why.reveal());
  row.sealed_over = c.vault.seal(c.tx, over_label(row), json::encode(words), c.random);
  insert_contact_over(c.tx, row);
  c.touch(row.id);
}

std::vector<FamilyContact> all_family_contacts(pipeline::Context& c, const policy::Proof& proof,
                                               const CaseId& id) {
  std::vector<FamilyContact> out;
  for (const auto& row : family_contact_rows(c.tx, id)) out.push_back(opened(c, proof, row));
  return out;
}

std::vector<FamilyContact> family_contacts(pipeline::Context& c, const policy::Proof& proof,
                                           const CaseId& id) {
  auto out = all_family_contacts(c, proof, id);
  std::erase_if(out, [](const FamilyContact& one) { return !one.stands(); });
  return out;
}

std::vector<FamilyContact> contacts_elsewhere(pipeline::Context& c, const policy::Proof& proof,
                                              const CaseId& id) {
  if (!cases::is_front_door(c.principal)) return {};
  std::set<std::string> taken;
  for (const auto& one : all_family_contacts(c, proof, id)) taken.insert(one.taken_from);
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::vector<FamilyContact> out;
  for (const auto& other : other_cases_of_family(c.tx, id)) {
    if (hidden.contains(other)) continue;
    for (auto& one : family_contacts(c, proof, other)) {
      // What was itself taken over there is read where it was said.
      if (taken.contains(one.id) || !one.taken_from.empty()) continue;
      c.touch(one.id);
      out.push_back(std::move(one));
    }
  }
  std::ranges::sort(out, std::greater(),
                    [](const FamilyContact& one) { return std::pair(one.at, one.id); });
  return out;
}

Sensitive contact_words(const std::vector<FamilyContact>& said) {
  std::string out;
  for (const FamilyContact& one : said) {
    if (said.size() > 1) add_line(out, "Said on " + plain_time(one.at) + ":");
    add_words(out, one);
  }
  return Sensitive(std::move(out));
}

cases::BarWords bar_words(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  std::string contact = contact_words(family_contacts(c, proof, id)).reveal();
  for (const auto& one : contacts_elsewhere(c, proof, id)) {
    const auto head = cases::find_case(c.tx, one.case_id);
    MASH_ASSERT(head.has_value());
    add_line(contact, "Said in case " + head->reference + " on " + plain_time(one.at) + ":");
    add_words(contact, one);
  }
  return {children_line(c, proof, id), std::move(contact)};
}

}  // namespace mash::people

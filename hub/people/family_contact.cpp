// SPDX-License-Identifier: MIT
#include "mash/people/family_contact.h"

#include "family_contact_store.h"
#include "mash/base/text.h"
#include "mash/people/people.h"

namespace mash::people {

namespace {

pipeline::Label label_of(const FamilyContactRow& row) {
  return {.owner = pipeline::k_front_door,
          .kind = "family_contact",
          .case_id = row.case_id,
          .row = row.id};
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
  row.sealed = c.vault.seal(c.tx, label_of(row), json::encode(words), c.random);
  insert_family_contact(c.tx, row);
  c.touch(row.id);
}

std::vector<FamilyContact> family_contacts(pipeline::Context& c, const policy::Proof& proof,
                                           const CaseId& id) {
  std::vector<FamilyContact> out;
  for (const auto& row : family_contact_rows(c.tx, id)) {
    const auto words = c.vault.open_json(c.tx, proof, label_of(row), row.sealed);
    out.push_back({.notification = row.notification,
                   .said_by = row.said_by,
                   .at = row.at,
                   .reaching = Sensitive(words.text("reaching")),
                   .language = Sensitive(words.text("language")),
                   .needs = Sensitive(words.text("needs")),
                   .interpreter = model::from_code<model::Answer>(words.text("interpreter"))});
  }
  return out;
}

Sensitive contact_words(const std::vector<FamilyContact>& said) {
  std::string out;
  const auto add = [&out](std::string_view what, const std::string& words) {
    if (!words.empty()) out += (out.empty() ? "" : "\n") + std::string(what) + words;
  };
  for (const FamilyContact& one : said) {
    if (said.size() > 1) add("Said on ", plain_time(one.at) + ":");
    add("Reaching a parent safely: ", one_line(one.reaching.reveal()));
    if (one.interpreter && *one.interpreter != model::Answer::unknown) {
      add("", *one.interpreter == model::Answer::yes ? "An interpreter is needed"
                                                     : "No interpreter is needed");
    }
    add("Language: ", one.language.reveal());
    add("Other needs: ", one_line(one.needs.reveal()));
  }
  return Sensitive(std::move(out));
}

cases::BarWords bar_words(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  return {children_line(c, proof, id), contact_words(family_contacts(c, proof, id)).reveal()};
}

}  // namespace mash::people

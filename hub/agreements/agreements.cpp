// SPDX-License-Identifier: MIT
#include "mash/agreements/agreements.h"

#include <algorithm>
#include <map>

#include "mash/cases/purposes.h"
#include "mash/directory/directory.h"
#include "mash/model/words.h"
#include "pages.h"

namespace mash::agreements {

namespace {

using pipeline::Context;

std::string names_of(const model::Borough& borough, const std::vector<AgencyId>& agencies) {
  std::string out;
  for (std::size_t i = 0; i < agencies.size(); ++i) {
    if (i > 0) out += i + 1 == agencies.size() ? " and " : ", ";
    out += directory::agency_name(borough, agencies[i]);
  }
  return out;
}

cases::NotAgreed say(const model::Borough& borough, const Covered& covered,
                     const std::vector<AgencyId>& others) {
  const auto with = names_of(borough, others);
  const auto ask = " It goes all the same; ask " + whom_to_ask(borough) + ".";
  if (covered.cover == Cover::lapsed) {
    return {"The agreement " + covered.name + " with " + with + " has not been in force since " +
                plain_date(covered.since) + "." + ask,
            "agreement_lapsed", covered.agreement->id};
  }
  if (covered.cover == Cover::review_late) {
    return {"The agreement " + covered.name + " with " + with + " was to be reviewed before " +
                plain_date(covered.since) + "." + ask,
            "agreement_review_late", covered.agreement->id};
  }
  return {"No agreement on sharing with " + with + " is in force for this." + ask, "no_agreement",
          ""};
}

// For which party somebody shares. The duty team is none: it stands in for the front door, whose
// managers ask for the agency that they work for.
AgencyId party_of(const model::Borough& borough, const AgencyId& agency) {
  const auto* known = borough.find_agency(agency);
  if (known != nullptr && known->has_desk()) return agency;
  const auto manager =
      std::ranges::find(borough.staff, model::Role::mash_manager, &model::StaffMember::role);
  return manager == borough.staff.end() ? agency : manager->agency;
}

template <class E>
std::vector<std::string> in_words(const std::vector<std::string>& codes) {
  std::vector<std::string> out;
  for (const auto& code : codes) {
    if (const auto value = model::from_code<E>(code)) out.emplace_back(model::words_of(*value));
  }
  return out;
}

}  // namespace

Result<Agreement> in_path(Context& c) {
  auto found = find_agreement(c.tx, c.input.text("agreement"));
  // A draft is for those who keep them.
  if (!found || (!found->versions.front().put_at && !may_keep(c))) return not_found();
  c.touch(found->id);
  return *std::move(found);
}

LocalDate today(const Context& c) {
  return to_london(c.now).date;
}

bool may_keep(const Context& c) {
  return policy::may(c.principal, policy::Action::keep_agreements, {});
}

std::vector<std::string> parties_in_words(const model::Borough& borough, const Terms& terms) {
  std::vector<std::string> out;
  for (const auto& agency : terms.parties) {
    out.push_back(directory::agency_name(borough, agency));
  }
  return out;
}

std::vector<std::string> purposes_in_words(const Terms& terms) {
  std::vector<std::string> out;
  for (const auto& code : terms.purposes) out.push_back(cases::purpose_words(code));
  return out;
}

std::vector<std::string> kinds_in_words(const Terms& terms) {
  return in_words<model::Sensitivity>(terms.kinds);
}

std::vector<std::string> laws_in_words(const Terms& terms) {
  return in_words<model::LawfulBasis>(terms.laws);
}

bool signs_on_paper(const model::Agency& agency) {
  return !agency.inside_hub && agency.kind != model::AgencyKind::strategic_board;
}

std::string whom_to_ask(const model::Borough& borough) {
  for (const auto role : {model::Role::data_protection_officer, model::Role::mash_manager}) {
    const auto found = std::ranges::find(borough.staff, role, &model::StaffMember::role);
    if (found == borough.staff.end()) continue;
    return directory::person_name(borough, found->id) + ", " + found->title;
  }
  return "a manager of the hub";
}

pipeline::Label label_of(std::string_view kind, std::string_view row) {
  return {.owner = pipeline::k_front_door, .kind = kind, .row = row};
}

cases::Agreed agreed(const model::Borough& borough, std::string purpose) {
  return [&borough, purpose = std::move(purpose)](Context& c, const std::vector<AgencyId>& others) {
    // Which agencies share a sentence, in the order in which they were named.
    std::vector<std::pair<Covered, std::vector<AgencyId>>> groups;
    const auto all = all_agreements(c.tx);
    const auto own = party_of(borough, c.principal.agency);
    for (const auto& other : others) {
      const auto covered = covering(all, own, other, purpose, today(c));
      if (covered.cover == Cover::in_force) continue;
      const auto same = std::ranges::find_if(groups, [&covered](const auto& group) {
        return group.first.cover == covered.cover && group.first.agreement == covered.agreement;
      });
      if (same == groups.end()) {
        groups.push_back({covered, {other}});
      } else {
        same->second.push_back(other);
      }
    }
    std::vector<cases::NotAgreed> out;
    for (const auto& [covered, agencies] : groups) {
      out.push_back(say(borough, covered, agencies));
    }
    return out;
  };
}

std::vector<cases::Owed> owed(Context& c) {
  std::vector<cases::Owed> out;
  if (!may_keep(c)) return out;
  const auto all = all_agreements(c.tx);
  for (const auto& one : due(all, built_in_policy(), today(c))) {
    out.push_back({.what = one.what,
                   .href = "/agreements/" + one.agreement->id,
                   .since = from_london(one.since, 0, 0),
                   .due_at = from_london(one.by.plus_days(1), 0, 0)});
  }
  return out;
}

std::string begin_with(Context& c, const model::Borough& borough, const Terms& terms) {
  const std::string id = new_id_text(c.random);
  store_draft(
      c.tx, id,
      {.number = 1, .terms = terms, .saved_by = c.principal.person, .saved_at = c.now, .edit = 1});
  set_put(c.tx, id, 1, c.principal.person, c.now);
  for (const auto& agency : terms.parties) {
    const auto releases =
        std::ranges::find_if(borough.staff, [&agency](const model::StaffMember& member) {
          return member.agency == agency && member.releases;
        });
    if (releases == borough.staff.end()) continue;
    insert_word(c.tx, id, 1,
                {.id = new_id_text(c.random),
                 .agency = agency,
                 .word = {.joins = true, .by = releases->id, .at = c.now}});
  }
  c.touch(id);
  return id;
}

std::vector<pipeline::Route> routes(const model::Borough& borough) {
  std::vector<pipeline::Route> out;
  add_list_routes(out, borough);
  add_draft_routes(out, borough);
  add_document_routes(out, borough);
  add_one_routes(out, borough);
  add_paper_routes(out, borough);
  return out;
}

}  // namespace mash::agreements

// SPDX-License-Identifier: MIT
// Parts that several pages show.
#include "enquiry_words.h"
#include "mash/disclosure/law_form.h"

namespace mash::enquiry {

json::Value clock_of(const std::vector<cases::Deadline>& clocks, const AgencyId& agency,
                     UtcTime now) {
  for (const auto& d : clocks) {
    if (d.stage != model::Stage::agency_return || d.agency != agency) continue;
    if (d.met_at || d.withdrawn) continue;
    return cases::clock_tag(d, now);
  }
  return cases::clock_tag({}, now);
}

json::Value basis_view(const Basis& basis) {
  json::Value v = json::Object{};
  v.set("threshold", model::words_of(basis.threshold));
  json::Array laws = disclosure::law_words(basis.laws);
  v.set("has_laws", !laws.empty());
  v.set("laws", std::move(laws));
  json::Array informed;
  for (const auto& one : basis.informed) {
    json::Value i = json::Object{};
    i.set("name", one.name.reveal());
    i.set("role", one.key.empty() ? std::string_view() : model::words_of(one.role));
    i.set("decision", model::words_of(one.decision));
    i.set("how", one.how.reveal());
    informed.push_back(std::move(i));
  }
  v.set("has_informed", !informed.empty());
  v.set("informed", std::move(informed));
  const auto dispense = model::from_code<model::DispenseReason>(basis.dispense);
  v.set("dispense", dispense ? model::words_of(*dispense) : std::string_view());
  v.set("dispense_reason", basis.dispense_reason.reveal());
  v.set("urgent", basis.urgent);
  return v;
}

json::Array answer_words(const Enquiry& e) {
  json::Array out;
  if (!e.answer) return out;
  switch (*e.answer) {
    case model::ReturnKind::known:
      break;
    case model::ReturnKind::nothing_known:
      out.emplace_back("Searched: " + e.systems_searched.reveal());
      out.emplace_back("Period: " + e.period.reveal());
      break;
    case model::ReturnKind::partial:
      out.emplace_back("Still to come: " + e.still_to_come.reveal());
      break;
    case model::ReturnKind::cannot_share: {
      const auto ground = model::from_code<model::WithholdReason>(e.ground);
      if (ground) {
        out.emplace_back(std::string(model::words_of(*ground)) + " (" +
                         std::string(model::legal_ground(*ground)) + ")");
      }
      out.emplace_back(e.cannot_share_reason.reveal());
      break;
    }
    case model::ReturnKind::not_available: {
      // "Another reason" says nothing: the words do.
      const auto why = model::from_code<model::BreachReason>(e.ground);
      if (why && *why != model::BreachReason::other) out.emplace_back(model::words_of(*why));
      if (!e.not_available_reason.empty()) out.emplace_back(e.not_available_reason.reveal());
      break;
    }
  }
  return out;
}

}  // namespace mash::enquiry

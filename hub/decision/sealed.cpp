// SPDX-License-Identifier: MIT
#include "sealed.h"

namespace mash::decision {

namespace {

template <class Id>
std::vector<Id> ids_of(const json::Value& list) {
  std::vector<Id> out;
  const auto* all = list.as_array();
  if (all == nullptr) return out;
  for (const auto& one : *all) out.push_back(Id::trusted(*one.as_string()));
  return out;
}

// Without a list: written before there was one, and then it replaced all for the same person.
std::vector<DecisionId> replaced_by(const json::Value& words, const PersonId& child,
                                    const std::vector<DecisionRow>& rows, std::size_t place) {
  if (words["replaces"].as_array() != nullptr) return ids_of<DecisionId>(words["replaces"]);
  std::vector<DecisionId> out;
  for (std::size_t i = 0; i < place; ++i) {
    if (rows[i].decision.child == child) out.push_back(rows[i].decision.id);
  }
  return out;
}

std::vector<ToSign> to_sign_of(const json::Value& words) {
  std::vector<ToSign> out;
  const auto* list = words["to_sign"].as_array();
  if (list == nullptr) return out;
  for (const auto& one : *list) {
    out.push_back({.rule = one.text("rule"),
                   .text = one.text("text"),
                   .others = ids_of<CaseId>(one["others"])});
  }
  return out;
}

std::vector<std::string> strings_of(const json::Value& list) {
  std::vector<std::string> out;
  if (list.as_array() == nullptr) return out;
  for (const auto& one : *list.as_array()) out.push_back(*one.as_string());
  return out;
}

template <class Id>
json::Array texts_of(const std::vector<Id>& ids) {
  json::Array out;
  for (const auto& id : ids) out.emplace_back(id.text());
  return out;
}

}  // namespace

std::string sealed_text(const Words& words, const Decision& decision) {
  json::Value out = json::Object{};
  out.set("reason", words.reason.reveal());
  out.set("evidence", words.evidence.reveal());
  out.set("without_reason", words.without_reason.reveal());
  out.set("change", words.change);
  out.set("change_reason", words.change_reason.reveal());
  out.set("replaces", texts_of(decision.replaces));
  out.set("not_covering", texts_of(decision.not_covering));
  json::Array to_sign;
  for (const auto& why : decision.to_sign) {
    to_sign.emplace_back(
        json::Object{{"rule", why.rule}, {"text", why.text}, {"others", texts_of(why.others)}});
  }
  out.set("to_sign", std::move(to_sign));
  out.set("assessment", decision.assessment);
  out.set("dissents", json::Array(decision.dissents.begin(), decision.dissents.end()));
  out.set("misfits", json::Array(words.misfits.begin(), words.misfits.end()));
  out.set("fit_answer", words.fit_answer.reveal());
  out.set("recommendation", decision.recommendation.text());
  out.set("outside_by", words.outside_by.reveal());
  out.set("outside_at", words.outside_at ? iso_utc(*words.outside_at) : std::string());
  out.set("differs", words.differs.reveal());
  out.set("unseen", json::Array(words.unseen.begin(), words.unseen.end()));
  return json::encode(out);
}

void read_sealed(Decision& d, const json::Value& words, const std::vector<DecisionRow>& rows,
                 std::size_t place) {
  d.replaces = replaced_by(words, d.child, rows, place);
  d.to_sign = to_sign_of(words);
  d.not_covering = ids_of<AgencyId>(words["not_covering"]);
  d.reason = Sensitive(words.text("reason"));
  d.evidence = Sensitive(words.text("evidence"));
  d.without_reason = Sensitive(words.text("without_reason"));
  d.assessment = words.text("assessment");
  d.dissents = strings_of(words["dissents"]);
  d.misfits = strings_of(words["misfits"]);
  d.fit_answer = Sensitive(words.text("fit_answer"));
  if (const auto id = words.text("recommendation"); !id.empty()) {
    d.recommendation = DecisionId::trusted(id);
  }
  d.outside_by = Sensitive(words.text("outside_by"));
  if (const auto at = parse_iso(words.text("outside_at"))) d.outside_at = *at;
  d.differs = Sensitive(words.text("differs"));
  d.unseen = strings_of(words["unseen"]);
}

}  // namespace mash::decision

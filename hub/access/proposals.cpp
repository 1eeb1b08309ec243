// SPDX-License-Identifier: MIT
#include "proposals.h"

#include <algorithm>
#include <array>
#include <map>

#include "mash/base/ascii.h"
#include "mash/model/words_item.h"

namespace mash::access {

namespace {

constexpr int k_very_sensitive = 2;
constexpr std::size_t k_shortest_name = 2;

// Of a word in any script: bytes above ASCII belong to letters.
bool in_word(char ch) {
  return (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') ||
         static_cast<unsigned char>(ch) >= 0x80;
}

bool found_whole(std::string_view text, std::string_view words) {
  for (auto at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
    const auto end = at + words.size();
    const bool begins = at == 0 || !in_word(text[at - 1]);
    const bool ends = end == text.size() || !in_word(text[end]);
    if (begins && ends) return true;
  }
  return false;
}

std::string_view harm_of(DataClass data_class) {
  switch (data_class) {
    case DataClass::health:
      return "HEALTH_HARM";
    case DataClass::education:
      return "EDUCATION_HARM";
    case DataClass::social_work:
      return "SOCIAL_WORK_HARM";
    case DataClass::police:
    case DataClass::other:
      return "";
  }
  return "";
}

std::string_view exemption_of(model::WithholdReason reason, DataClass data_class) {
  using enum model::WithholdReason;
  switch (reason) {
    case more_detrimental_to_child:
      return harm_of(data_class);
    case ongoing_investigation:
      return "CRIME";
    case confidential_source:
      return "CONFIDENTIAL_SOURCE";
    case third_party:
      return "THIRD_PARTY";
    case legal_privilege:
      return "LEGAL_PRIVILEGE";
    case sensitive_health:
      return "HEALTH_HARM";
    case adoption:
      return "ADOPTION";
    case refuge_address:
      return "SAFE_PLACE";
    case not_relevant:
      return "";
  }
  return "";
}

class Found {
 public:
  void add(std::string_view exemption, std::string why) {
    if (!exemption.empty()) by_code_.emplace(exemption, std::move(why));
  }
  [[nodiscard]] std::vector<Proposal> in_order(const AccessPolicy& policy,
                                               bool asker_alleged) const {
    std::vector<Proposal> out;
    for (const auto& exemption : policy.exemptions) {
      const auto found = by_code_.find(exemption.code);
      if (found == by_code_.end()) continue;
      out.push_back({exemption.code, found->second});
      if (asker_alleged) {
        out.back().why += " Whoever asks is said to have done harm in this case: look twice.";
      }
    }
    return out;
  }

 private:
  std::map<std::string, std::string, std::less<>> by_code_;
};

void add_withheld(const Traits& t, Found& found) {
  for (const auto& code : t.withheld_for) {
    const auto reason = model::from_code<model::WithholdReason>(code);
    if (!reason) continue;
    found.add(exemption_of(*reason, t.data_class), "Its owner keeps it from somebody already: “" +
                                                       std::string(model::words_of(*reason)) +
                                                       "”.");
  }
}

void add_named(const Traits& t, const std::string& text, Found& found) {
  std::string names;
  for (const auto& name : t.others) {
    if (name.size() < k_shortest_name || !found_whole(text, ascii_lower(name))) continue;
    if (!names.empty()) names += ", ";
    names += name;
  }
  if (!names.empty())
    found.add("THIRD_PARTY", "It names somebody else of the case: " + names + ".");
}

void add_harm(const Traits& t, Found& found) {
  const auto harm = harm_of(t.data_class);
  if (t.sensitivity >= k_very_sensitive) found.add(harm, "Its owner calls it very sensitive.");
  if (!t.asker_alleged) return;
  found.add(harm, "It may tell whoever asks what others said of them.");
  if (t.right == Right::parent) {
    found.add("CHILD_ABUSE_DATA", "It is about a risk to the child for whom they ask.");
  }
}

}  // namespace

bool says(std::string_view text, std::string_view words) {
  return found_whole(ascii_lower(text), ascii_lower(words));
}

std::vector<Proposal> propose(const Traits& t, const AccessPolicy& policy) {
  Found found;
  const std::string text = ascii_lower(t.text);
  add_withheld(t, found);
  add_named(t, text, found);
  if (t.teller_unnamed) {
    found.add("CONFIDENTIAL_SOURCE", "Whoever told us this is not to be named.");
  }
  if (t.handling_conditions) {
    found.add("CRIME", "Its handling code says that it is shared with conditions alone.");
  }
  for (const auto& sign : policy.signs) {
    const bool stands = std::ranges::any_of(
        sign.words, [&text](const std::string& word) { return found_whole(text, word); });
    if (stands) found.add(sign.exemption, sign.why);
  }
  add_harm(t, found);
  return found.in_order(policy, t.asker_alleged);
}

}  // namespace mash::access

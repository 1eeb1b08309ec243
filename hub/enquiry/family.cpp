// SPDX-License-Identifier: MIT
#include "family.h"

#include <algorithm>
#include <set>
#include <utility>

namespace mash::enquiry {

std::vector<Named> everybody_in(pipeline::Context& c, const policy::Proof& proof,
                                const CaseId& id) {
  std::vector<Named> out;
  for (const auto& s : people::subjects_of(c, proof, id)) {
    out.push_back({s.person.text(), Sensitive(s.name), s.role, s.age, out.size()});
  }
  for (const auto& s : people::statements_of(c, proof, id)) {
    if (!s.person.empty()) continue;
    out.push_back({s.id.text(), Sensitive(s.display_name()), s.role, "", out.size()});
  }
  std::ranges::sort(out, {}, [](const Named& n) { return std::pair(n.role, n.place); });
  return out;
}

std::vector<NamedChild> children_in(pipeline::Context& c, const policy::Proof& proof,
                                    const CaseId& id) {
  const LocalDate today = to_london(c.now).date;
  std::vector<NamedChild> named;
  std::set<std::string> children;
  for (const auto& s : people::statements_of(c, proof, id)) {
    const std::string key = s.person.empty() ? s.id.text() : s.person.text();
    if (people::may_be_child(s, today)) children.insert(key);
    const auto before = std::ranges::find(named, key, &NamedChild::key);
    if (before == named.end()) {
      named.push_back({key, Sensitive(s.display_name()), s.at});
    } else {
      before->at = std::min(before->at, s.at);
    }
  }
  std::erase_if(named, [&children](const NamedChild& n) { return !children.contains(n.key); });
  return named;
}

}  // namespace mash::enquiry

// SPDX-License-Identifier: MIT
#include "mash/enquiry/coverage.h"

#include <algorithm>
#include <optional>
#include <set>

namespace mash::enquiry {

namespace {

// Who was named again was asked about: by whichever of the statements.
bool is_about(const AskedAbout& asked, const NamedChild& child) {
  if (asked.all_named) return child.at <= asked.at;
  return std::ranges::any_of(child.said, [&asked](const StatementId& id) {
    return std::ranges::find(asked.about, id) != asked.about.end();
  });
}

// Nobody could search: that answers nothing.
bool has_answered_since(const Enquiry& request, const AskedAbout& asked) {
  return request.answer && request.answer != model::ReturnKind::not_available &&
         request.answer_version > asked.version;
}

Coverage of_agency(const std::vector<Enquiry>& requests, const AgencyId& agency,
                   const NamedChild& child) {
  std::optional<UtcTime> first;
  bool asked = false;
  for (const Enquiry& request : requests) {
    if (request.agency != agency) continue;
    if (!first) first = request.sent_at;
    for (const AskedAbout& about : request.asked) {
      if (!is_about(about, child)) continue;
      if (has_answered_since(request, about)) return Coverage::answered;
      asked = true;
    }
  }
  if (asked) return Coverage::waits;
  return child.at > *first ? Coverage::named_since : Coverage::left_out;
}

}  // namespace

std::vector<NamedChild> children_in(pipeline::Context& c, const policy::Proof& proof,
                                    const CaseId& id) {
  const LocalDate today = to_london(c.now).date;
  std::vector<NamedChild> named;
  std::set<std::string> children;
  for (const auto& s : people::statements_of(c, proof, id)) {
    const std::string key = s.person.empty() ? s.id.text() : s.person.text();
    if (people::may_be_child(s, today)) children.insert(key);
    auto before = std::ranges::find(named, key, &NamedChild::key);
    if (before == named.end()) {
      named.push_back({key, Sensitive(s.display_name()), s.at, {}});
      before = std::prev(named.end());
    }
    before->at = std::min(before->at, s.at);
    before->said.push_back(s.id);
  }
  std::erase_if(named, [&children](const NamedChild& n) { return !children.contains(n.key); });
  return named;
}

std::vector<AgencyCoverage> coverage_of(const std::vector<Enquiry>& requests,
                                        const NamedChild& child) {
  std::vector<AgencyCoverage> out;
  for (const Enquiry& request : requests) {
    if (std::ranges::find(out, request.agency, &AgencyCoverage::agency) != out.end()) continue;
    out.push_back({request.agency, of_agency(requests, request.agency, child)});
  }
  return out;
}

}  // namespace mash::enquiry

// SPDX-License-Identifier: MIT
#include "family_told.h"

#include "mash/enquiry/basis.h"
#include "mash/intake/intake.h"

namespace mash::product {

namespace {

using model::FamilyInformed;
using model::InformDecision;

void add(std::string& out, const std::string& line) {
  if (!line.empty()) out += (out.empty() ? "" : " ") + line + ".";
}

std::string of_notification(const intake::NotificationView& n) {
  if (!n.informed) return "";
  std::string out = "Whoever told us said: " + std::string(model::words_of(*n.informed));
  if (!n.why_not_informed.empty()) out += " (" + n.why_not_informed.reveal() + ")";
  return out;
}

std::string of_basis(const enquiry::Informed& one) {
  const std::string name = one.name.empty() ? "Name not known" : one.name.reveal();
  return name + ": " + std::string(model::words_of(one.decision));
}

bool knows_nothing(const enquiry::Informed& one) {
  return one.decision == InformDecision::not_informed ||
         one.decision == InformDecision::not_reached;
}

bool says_not(const intake::NotificationView& n) {
  return n.informed == FamilyInformed::no || n.informed == FamilyInformed::not_safe;
}

// The lines that `which` takes, of the newest basis and of the notifications.
template <typename OfBasis, typename OfNotification>
std::string lines(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                  OfBasis of_basis_too, OfNotification of_notification_too) {
  std::string out;
  const auto basis = enquiry::basis_of(c, proof, id);
  const bool asked = basis && !basis->informed.empty();
  if (asked) {
    for (const auto& one : basis->informed) add(out, of_basis_too(one) ? of_basis(one) : "");
  }
  auto notifications = intake::notification_views(c, proof, {id});
  for (const auto& n : notifications[id]) {
    add(out, of_notification_too(n, asked) ? of_notification(n) : "");
  }
  return out;
}

}  // namespace

std::string recorded_of_family(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  return lines(
      c, proof, id, [](const auto&) { return true; }, [](const auto&, bool) { return true; });
}

std::string family_not_told(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                            Inform chosen) {
  if (chosen != Inform::knows) return "";
  return lines(c, proof, id, knows_nothing,
               [](const auto& n, bool asked) { return !asked && says_not(n); });
}

}  // namespace mash::product

// SPDX-License-Identifier: MIT
#include "refusal.h"

#include "mash/base/log.h"
#include "mash/pipeline/elsewhere.h"

namespace mash::pipeline {

bool from_elsewhere(const http::Request& request) {
  const auto site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  const auto origin = request.header("origin");
  return !origin.empty() && origin != "https://" + std::string(request.header("host"));
}

Error form_expired() {
  return {ErrorCode::not_found, "This form has expired. Reload the page", {}};
}

Error refused_by_database(const db::BrokenConstraint& e, std::string_view route) {
  log::error("act.refused_by_database",
             {{"route", route}, {"fault", db::name_of(e.fault())}, {"constraint", e.constraint()}});
  if (e.fault() == db::Fault::unique) {
    return {ErrorCode::conflict, "Someone else changed this meanwhile", {}};
  }
  return {ErrorCode::internal, "This could not be saved, and the fault is ours", {}};
}

Error is_sealed(const SealedCompartment& e) {
  return {ErrorCode::unavailable, e.what(), {{"", e.what(), std::string(k_sealed)}}};
}

Error denial(const Handled& h, bool signed_in) {
  using policy::Rule;
  if (!signed_in && h.rule == Rule::wrong_side) {
    return {ErrorCode::unauthenticated, "Sign in to see this page", {}};
  }
  if (h.rule == Rule::reason_owed) {
    return {ErrorCode::not_found,
            "You have opened many cases in a short time. Say why, then go on",
            {}};
  }
  if (!h.case_member) return not_found();
  switch (h.rule) {
    case Rule::not_owner:
      return {ErrorCode::not_found, "Only the agency that owns this can do that", {}};
    case Rule::may_not_release:
      return {ErrorCode::not_found, "Only someone who releases for your agency can do that", {}};
    case Rule::held:
      return {ErrorCode::conflict,
              "A legal hold stands on it. Nothing of it is disposed of until the hold is lifted",
              {}};
    case Rule::basis_missing:
      return invalid("basis",
                     "Record the threshold, the legal basis and the inform decision first");
    case Rule::no_capability:
      return {ErrorCode::not_found, "Your role cannot do that", {}};
    default:
      return not_found();
  }
}

bool can_be_mended(const Error& e) {
  const bool mends = e.code == ErrorCode::invalid_input || e.code == ErrorCode::conflict;
  return mends && !e.faults.empty();
}

}  // namespace mash::pipeline

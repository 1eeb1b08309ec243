// SPDX-License-Identifier: MIT
// What the gate refused of one case: what its pages say instead of "Sent", the act that puts it
// back into the post, and what was told in another way since. What not: how it is set aside (post),
// who is told outside the case (triage).
#pragma once

#include <string>
#include <vector>

#include "feedback_store.h"
#include "mash/post/post.h"
#include "pages.h"
#include "told_store.h"

namespace mash::product {

// The post room's name for one version of a product, and for its withdrawal.
std::string about_version(const ProductId& id, std::int64_t version);

// As it stands in this transaction; `c` must outlive it.
class Undelivered {
 public:
  Undelivered(pipeline::Context& c, const CaseId& id);

  [[nodiscard]] std::string state_of(const VersionRow& row) const;
  [[nodiscard]] std::string state_of(const FeedbackRow& row) const;
  // For {{> product/undelivered}}; false where nothing was refused.
  [[nodiscard]] json::Value version(const VersionRow& row, const std::string& recipient,
                                    const Deps& deps, const policy::Proof& proof) const;
  [[nodiscard]] json::Value feedback(const std::string& id, const Deps& deps,
                                     const policy::Proof& proof) const;

 private:
  struct Words;
  [[nodiscard]] const post::SetAside* find(packages::OutwardKind kind,
                                           const std::string& about) const;
  [[nodiscard]] const ToldRow* find_told(const std::string& about) const;
  [[nodiscard]] json::Value data(const post::SetAside& refused, const Words& words) const;
  [[nodiscard]] json::Value told_data(const ToldRow& told, const Deps& deps,
                                      const policy::Proof& proof) const;

  pipeline::Context& c_;
  CaseId id_;
  std::vector<post::SetAside> all_;
  std::vector<ToldRow> told_;
};

// How it was told in another way, sealed for the front door.
pipeline::Label told_label(const CaseId& id, const std::string& package);

// Puts the package of the path back, if it is of these kinds and of the path's case. Sending it
// twice stores it once: it keeps its id.
Result<pipeline::Reply> send_again(pipeline::Context& c,
                                   const std::vector<packages::OutwardKind>& kinds);
struct SendAgain {
  std::string path, summary, event;
  std::vector<packages::OutwardKind> kinds;
};
template <policy::Action A>
pipeline::Route send_again_act(SendAgain s) {
  return pipeline::act<A>({.path = std::move(s.path),
                           .summary = std::move(s.summary),
                           .event = std::move(s.event),
                           .facts = cases::case_facts,
                           .run = [kinds = std::move(s.kinds)](const auto&, pipeline::Context& c)
                               -> Result<pipeline::Reply> { return send_again(c, kinds); },
                           .again = "/case/{case}/products"});
}

}  // namespace mash::product

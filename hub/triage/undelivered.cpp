// SPDX-License-Identifier: MIT
#include "undelivered.h"

#include <set>

#include "mash/cases/bars.h"
#include "mash/html/components.h"
#include "mash/people/people.h"
#include "mash/post/post.h"

namespace mash::triage {

namespace {

using packages::OutwardKind;

constexpr std::size_t k_shown = 20;

std::string what_of(OutwardKind kind) {
  switch (kind) {
    case OutwardKind::product:
      return "a recipient has not got what you sent";
    case OutwardKind::withdrawal:
      return "a recipient may still read what was taken back";
    case OutwardKind::feedback:
      return "whoever told us has not been told what happened";
    case OutwardKind::figures:
      return "Published figures are not at the gate, or others of the same quarter are: tell the "
             "system administrator";
    case OutwardKind::receipt:  // never set aside
    case OutwardKind::signatures:
    case OutwardKind::hubs:
    case OutwardKind::hub_word:
    case OutwardKind::directory:
      break;
  }
  return "The list of people outside is out of date: newcomers cannot sign in there, and leavers "
         "still can. It is sent again when the hub starts. Tell the system administrator";
}

json::Value row_of(pipeline::Context& c, const policy::Proof& proof, const post::SetAside& one) {
  json::Value out = json::Object{};
  out.set("what", what_of(one.kind));
  out.set("since", plain_time(one.refused_at));
  const auto head = cases::find_case(c.tx, one.case_id);
  if (!head) return out;
  c.touch(head->id.text());
  const std::string children = people::children_line(c, proof, head->id);
  out.set("href", "/case/" + head->id.text() + "/products");
  out.set("case", (children.empty() ? "" : children + ", ") + head->reference);
  return out;
}

}  // namespace

json::Value undelivered(pipeline::Context& c, const policy::Proof& proof) {
  auto all = post::all_set_aside(c.tx);
  if (all.empty()) return false;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::erase_if(all, [&hidden](const auto& one) { return hidden.contains(one.case_id); });
  if (all.empty()) return false;
  json::Array rows;
  for (const auto& one : all) {
    if (rows.size() == k_shown) break;
    rows.push_back(row_of(c, proof, one));
  }
  json::Value out = json::Object{};
  out.set("count", all.size());
  out.set("warning", html::warning_text("The gate did not accept " + std::to_string(all.size()) +
                                        (all.size() == 1 ? " message" : " messages") +
                                        ". What they say has not reached anybody."));
  const std::size_t more = all.size() - rows.size();
  out.set("more", more == 0 ? json::Value(false) : json::Value(more));
  out.set("rows", std::move(rows));
  return out;
}

}  // namespace mash::triage

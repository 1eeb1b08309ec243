// SPDX-License-Identifier: MIT
#include "bundle.h"

#include <map>

namespace mash::access {

namespace {

using document::Heading;
using document::List;
using document::Paragraph;
using document::Text;

bool leaves(const BundlePart& part) {
  return part.answer == Answer::disclose || part.answer == Answer::in_part;
}

// Exemptions by owner, each once, with how often it was used.
std::vector<Text> left_out(const std::vector<BundlePart>& parts, const AccessPolicy& policy) {
  std::map<std::pair<std::string, std::string>, int> used;
  for (const auto& part : parts) {
    const bool keeps = part.answer == Answer::withhold || part.answer == Answer::in_part;
    if (keeps && !part.silent) ++used[{part.owner, part.exemption}];
  }
  std::vector<Text> out;
  for (const auto& [key, count] : used) {
    const auto* exemption = policy.find(key.second);
    if (exemption == nullptr) continue;
    out.push_back({key.first + ": " + exemption->in_bundle + " (" + exemption->law + "), " +
                   std::to_string(count) + (count == 1 ? " time" : " times")});
  }
  return out;
}

void add_rights(document::Document& out) {
  out.blocks.emplace_back(Heading{2, "If you do not agree"});
  out.blocks.emplace_back(Paragraph{
      {"You can complain to us (Data Protection Act 2018, section 164A): write to the address from "
       "which you had this. You can complain to the Information Commissioner's Office, Wycliffe "
       "House, Water Lane, Wilmslow, Cheshire SK9 5AF, telephone 0303 123 1113, www.ico.org.uk. "
       "You can ask a court to order that your right is kept (Data Protection Act 2018, section "
       "167). You can ask us to correct what is wrong, to erase it or to use it less."}});
}

}  // namespace

document::Document bundle_of(const BundleHead& head, const std::vector<BundlePart>& parts,
                             const AccessPolicy& policy) {
  document::Document out{.title = "What is held, " + head.reference, .blocks = {}};
  out.blocks.emplace_back(Heading{1, "What " + head.hub + " holds"});
  out.blocks.emplace_back(Paragraph{{"For " + document::isolated(head.who) + ", made on " +
                                     head.made + ". Reference " + head.reference + "."}});
  out.blocks.emplace_back(Paragraph{{"You asked: " + document::isolated(head.asks)}});
  out.blocks.emplace_back(Paragraph{
      {"The hub is a room in which agencies share what they know so that children are safe "
       "(Children "
       "Act 2004, sections 10 and 11). Each agency answers for what is its own. What follows is in "
       "the words of whoever wrote it. Where we say that a part was taken out, [removed: ...] "
       "stands in its place, and why."}});
  int number = 0;
  std::string owner;
  for (const auto& part : parts) {
    if (!leaves(part)) continue;
    if (part.owner != owner) {
      owner = part.owner;
      out.blocks.emplace_back(Heading{2, "From " + owner});
    }
    out.blocks.emplace_back(Heading{3, std::to_string(++number) + ". " + part.kind});
    out.blocks.emplace_back(
        Paragraph{{part.gone.empty() ? part.text : "No longer held: " + part.gone + "."}});
  }
  if (number == 0) {
    out.blocks.emplace_back(Paragraph{{"There is nothing that we can give you."}});
  }
  auto removed = left_out(parts, policy);
  if (!removed.empty()) {
    out.blocks.emplace_back(Heading{2, "What was left out, and why"});
    out.blocks.emplace_back(List{.items = std::move(removed)});
  }
  add_rights(out);
  return out;
}

}  // namespace mash::access

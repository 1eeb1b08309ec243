// SPDX-License-Identifier: MIT
#include "check.h"

#include "others.h"

namespace mash::product {

namespace {

json::Array lines_out(const std::vector<packages::ProductLine>& lines) {
  json::Array out;
  for (const auto& k : lines) {
    out.push_back(json::Object{{"owner", k.owner},
                               {"text", k.text},
                               {"source", k.source},
                               {"date", k.date},
                               {"grade", k.grade}});
  }
  return out;
}

}  // namespace

Result<policy::Facts> product_facts(pipeline::Context& c) {
  MASH_TRY(const ProductId product, ProductId::parse(c.input.text("product")));
  const auto head = find_product(c.tx, product);
  if (!head) return not_found();
  c.about(head->case_id);
  c.touch(head->id.text());
  return cases::facts_of(c, *cases::find_case(c.tx, head->case_id));
}

ProductHead head_of(pipeline::Context& c) {
  return *find_product(c.tx, ProductId::trusted(std::string(c.input.text("product"))));
}

json::Value package_data(const packages::Product& p) {
  json::Value out = json::Object{};
  json::Array children;
  for (const auto& child : p.children) {
    const auto born = LocalDate::parse(child.dob);
    children.push_back(json::Object{{"name", child.name},
                                    {"dob", born ? plain_date(*born) : child.dob},
                                    {"decision", child.decision},
                                    {"level", child.level},
                                    {"where", child.where}});
  }
  json::Array others;
  for (const auto& one : p.others) others.emplace_back(other_line(one));
  out.set("has_others", !others.empty());
  out.set("others", std::move(others));
  out.set("has_before_visit", !p.before_visit.empty());
  out.set("before_visit", lines_out(p.before_visit));
  out.set("has_known", !p.known.empty());
  out.set("known", lines_out(p.known));
  out.set("children", std::move(children));
  out.set("contact", p.contact);
  out.set("asked", p.asked);
  out.set("by_when", p.by_when);
  out.set("why", p.why);
  out.set("unknown", p.unknown);
  out.set("inform", p.inform);
  out.set("who_did_not_answer", p.who_did_not_answer);
  out.set("handling", p.handling);
  out.set("supersedes", p.supersedes);
  return out;
}

}  // namespace mash::product

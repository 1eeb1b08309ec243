// SPDX-License-Identifier: MIT
// One version of a product, or that it was withdrawn.
#include <algorithm>

#include "account_store.h"
#include "mash/copies/copies.h"
#include "mash/html/components.h"
#include "mash/html/forms.h"
#include "mash/signatures/preview.h"
#include "pages.h"
#include "receipts.h"
#include "signed.h"

namespace mash::inbox {

namespace {

using pipeline::Context;
using pipeline::Reply;
using pipeline::View;
using policy::Action;

json::Value act_view(Context& c, const policy::Proof& proof, const ActRow& act) {
  return json::Object{{"who", reader_words(c, proof, act.person)}, {"at", plain_time(act.at)}};
}

json::Value children_view(const packages::Product& p) {
  if (p.children.empty()) return false;
  html::TableOptions t{.head = {{"Name"}, {"Date of birth"}, {"Decision"}, {"Level"}},
                       .first_cell_is_header = true,
                       .stack = true};
  // Products of before say nothing of it.
  const bool placed =
      std::ranges::any_of(p.children, [](const auto& child) { return !child.where.empty(); });
  if (placed) t.head.insert(t.head.begin() + 2, {"Where"});
  for (const auto& child : p.children) {
    const auto dob = LocalDate::parse(child.dob);
    t.rows.push_back(
        {{child.name}, {dob ? plain_date(*dob) : child.dob}, {child.decision}, {child.level}});
    auto& row = t.rows.back();
    if (placed) row.insert(row.begin() + 2, {.text = child.where, .classes = "mash-typed"});
  }
  return html::table(t);
}

json::Value others_view(const packages::Product& p) {
  if (p.others.empty()) return false;
  html::TableOptions t{.head = {{"Name"}, {"Date of birth"}, {"Who it is"}},
                       .first_cell_is_header = true,
                       .stack = true};
  for (const auto& one : p.others) {
    const auto dob = LocalDate::parse(one.dob);
    t.rows.push_back({{one.name}, {dob ? plain_date(*dob) : one.dob}, {one.who}});
  }
  return html::table(t);
}

// "Barnfield Borough Police (Incident system)"
std::string source_of(const packages::ProductLine& line) {
  return line.source.empty() ? line.owner : line.owner + " (" + line.source + ")";
}

constexpr const char* k_rule_words = "Standing release: its owner signed the rule, not these words";

// What stands beside this line of those that were signed; empty: nobody has signed it.
std::string mark_of(const Verdict& verdict, bool before_visit, std::size_t place) {
  const auto found = std::ranges::find_if(verdict.marks, [&](const signatures::Mark& one) {
    return one.before_visit == before_visit && one.place == place;
  });
  if (found == verdict.marks.end()) return {};
  return found->by_rule ? k_rule_words : found->code;
}

json::Array before_visit(const packages::Product& p, const Verdict& verdict) {
  json::Array out;
  for (std::size_t place = 0; place < p.before_visit.size(); ++place) {
    const auto& line = p.before_visit[place];
    const auto date = LocalDate::parse(line.date);
    out.push_back(json::Object{{"text", line.text},
                               {"from", source_of(line)},
                               {"date", date ? plain_date(*date) : line.date},
                               {"code", mark_of(verdict, true, place)},
                               {"grade", line.grade}});
  }
  return out;
}

json::Value known_view(const packages::Product& p, const Verdict& verdict) {
  if (p.known.empty()) return false;
  // Only intelligence is graded.
  const bool graded =
      std::ranges::any_of(p.known, [](const auto& line) { return !line.grade.empty(); });
  html::TableOptions t{.head = {{"What"}, {"Agency"}, {"Date"}}, .stack = true};
  if (graded) t.head.push_back({"Grading"});
  const bool marked = !verdict.marks.empty();
  if (marked) t.head.push_back({"Code of what was signed"});
  for (std::size_t place = 0; place < p.known.size(); ++place) {
    const auto& line = p.known[place];
    const auto date = LocalDate::parse(line.date);
    t.rows.push_back({{line.text}, {source_of(line)}, {date ? plain_date(*date) : line.date}});
    if (graded) t.rows.back().push_back({line.grade.empty() ? "Not graded" : line.grade});
    const std::string mark = mark_of(verdict, false, place);
    if (marked) t.rows.back().push_back({mark.empty() ? "Not signed" : mark});
  }
  return html::table(t);
}

std::string named_readers(Context& c, const policy::Proof& proof, const AgencyId& agency) {
  std::string out;
  for (const auto& row : present_accounts(c.tx, agency)) {
    if (!receives(principal_of(row))) continue;
    out += (out.empty() ? "" : ", ") + open_account(c.tx, c.vault, proof, row).name;
  }
  return out;
}

// What the agency did with this version, and what this reader may still do.
void add_standing(Context& c, const policy::Proof& proof, const ProductRow& row,
                  json::Value& data) {
  const Standing standing = standing_of(c.tx, row);
  json::Array reads;
  bool read_by_me = false;
  for (const auto& act : standing.reads) {
    reads.push_back(act_view(c, proof, act));
    read_by_me = read_by_me || act.person == c.principal.person;
  }
  data.set("at_once", standing.at_once(row));
  data.set("not_read", reads.empty() && !standing.answer);
  data.set("reads", std::move(reads));
  data.set("state", standing.words(row));
  data.set("may_read", !read_by_me);
  data.set("may_answer", !standing.answer && !row.replaced());
  data.set("answer", false);
  if (!standing.answer) return;
  json::Value answer = act_view(c, proof, *standing.answer);
  answer.set("accepted", standing.answer->kind == packages::InwardKind::product_accepted);
  data.set("answer", std::move(answer));
}

json::Value words_of(const packages::Product& p, const Verdict& verdict) {
  return json::Object{
      {"recipient", p.recipient_name},
      {"issued", plain_time(p.issued_at)},
      {"supersedes", p.supersedes},
      {"has_before_visit", !p.before_visit.empty()},
      {"before_visit", before_visit(p, verdict)},
      {"asked", p.asked},
      {"by_when", p.by_when},
      {"why", p.why},
      {"children", children_view(p)},
      {"others", others_view(p)},
      {"known", known_view(p, verdict)},
      {"unknown", p.unknown},
      {"contact", p.contact},
      {"who_did_not_answer", p.who_did_not_answer},
      {"inform", p.inform.empty() ? json::Value(false) : html::inset_text({.text = p.inform})},
      {"from", p.hub_name},
      {"hub_phone", p.hub_phone},
      {"handling", p.handling}};
}

// Whether it can be shown to others that it left as it stands here.
void add_witnesses(Context& c, const ProductRow& row, json::Value& data) {
  const std::string witnesses = witnesses_words(c.tx, row);
  data.set("witnesses", witnesses);
  data.set("unwitnessed", witnesses.empty() && row.unwitnessed);
}

void add_signatures(const Verdict& verdict, json::Value& data) {
  using enum Verdict::Is;
  data.set("signed_by", verdict.is == right ? verdict.words : "");
  data.set("wrongly_signed", verdict.is == wrong ? verdict.words : "");
  data.set("unsigned", verdict.is == unsigned_yet);
  data.set("signed_in_part", verdict.is == incomplete ? verdict.words : "");
  data.set("by_rule", verdict.rules);
  data.set("compare", verdict.marks.empty() ? "" : signatures::k_compare);
}

View not_signed(Context& c, const Deps& deps, const ProductRow& row, const Verdict& verdict) {
  c.note("unsigned");
  View v{.page = "inbox/unsigned", .title = "Not signed yet: " + row.reference};
  v.data =
      json::Object{{"reference", row.reference},
                   {"version", row.version},
                   {"issued", plain_time(row.issued_at)},
                   {"wrong", verdict.is == Verdict::Is::wrong ? verdict.words : std::string()}};
  add_hub(c, deps, v.data);
  return v;
}

View content(Context& c, const Deps& deps, const policy::Grant<Action::read_product>& grant,
             const ProductRow& row) {
  const auto p = open_product(c.tx, c.vault, grant, row);
  const Verdict verdict = verdict_of(c, deps, grant, row, p);
  if (!may_be_read(deps, row, verdict)) return not_signed(c, deps, row, verdict);
  View v{.page = "inbox/product", .title = "Information " + row.reference};
  v.marking = p.marking;
  v.data = words_of(p, verdict);
  v.data.set("reference", row.reference);
  v.data.set("version", row.version);
  v.data.set("safety", row.safety && !row.only_tells);
  v.data.set("only_tells", row.only_tells);
  v.data.set("rating", row.rating);
  v.data.set("accept_by", row.accept_by ? accept_by_words(row) : "");
  v.data.set("marking", p.marking);
  v.data.set("readers", named_readers(c, grant, row.recipient));
  v.data.set("received", plain_time(row.received_at));
  v.data.set("hash", row.hash);
  v.data.set("code", signatures::product_code(packages::product_hash(p)));
  add_witnesses(c, row, v.data);
  add_signatures(verdict, v.data);
  v.data.set("product", "/p/" + row.id.text());
  v.data.set("replaced_by", row.replaced() ? json::Value(row.newest) : json::Value(false));
  add_standing(c, grant, row, v.data);
  v.data.set("reason",
             html::textarea({.name = "reason",
                             .label = "Why it is not for you",
                             .hint = "For example, the child does not live in your area. Only the "
                                     "hub can read what you write here.",
                             .error = html::error_of(c.faults, "reason"),
                             .value = c.typed ? std::string(c.typed->text("reason")) : "",
                             .rows = 3,
                             .max_length = 4000}));
  add_hub(c, deps, v.data);
  return v;
}

View notice(Context& c, const Deps& deps, const policy::Grant<Action::read_inbox>& grant,
            const ProductRow& row) {
  const Standing standing = standing_of(c.tx, row);
  c.note("withdrawn");
  View v{.page = "inbox/withdrawn", .title = "Taken back: " + row.reference};
  v.data = json::Object{
      {"state", standing.words(row)},
      {"reference", row.reference},
      {"version", row.version},
      {"received", plain_time(row.received_at)},
      {"withdrawn", plain_time(*row.withdrawn_at)},
      {"why", open_withdrawal(c.tx, c.vault, grant, row).reveal()},
      {"product", "/p/" + row.id.text()},
      {"replaced_by", row.replaced() ? json::Value(row.newest) : json::Value(false)},
      {"seen", standing.seen ? act_view(c, grant, *standing.seen) : json::Value(false)}};
  add_hub(c, deps, v.data);
  return v;
}

// Everybody who has an inbox may know what was withdrawn from it; what it said needs the kernel's
// leave for that version.
Result<Reply> show(const Deps& deps, const policy::Grant<Action::read_inbox>& grant, Context& c) {
  MASH_TRY(const ProductRow row, addressed(c));
  policy::Rule rule{};
  const auto may_read =
      policy::Kernel::decide<Action::read_product>(c.principal, facts_of(c, row), rule);
  c.note(std::string(policy::name_of(rule)));
  if (may_read) return content(c, deps, *may_read, row);
  if (!row.withdrawn_at) return not_found();
  return notice(c, deps, grant, row);
}

}  // namespace

std::vector<pipeline::Route> product_routes(const SharedDeps& deps) {
  return copies::with_copies<Action::read_inbox>(
      {.path = "/p/{product}",
       .summary = "One product, or that it was withdrawn",
       .event = "product.read",
       .fields = {{.name = "version", .label = "Version", .kind = pipeline::Kind::number}},
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return show(*deps, grant, c); }});
}

}  // namespace mash::inbox

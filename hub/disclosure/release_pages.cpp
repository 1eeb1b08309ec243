// SPDX-License-Identifier: MIT
// What waits for the owner's decision: the list, and all of one product on one page.
#include <algorithm>
#include <functional>
#include <utility>

#include "mash/attachments/shelf.h"
#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/directory/deputies.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/disclosure.h"
#include "mash/disclosure/item_form.h"
#include "mash/disclosure/law_form.h"
#include "mash/disclosure/release_clock.h"
#include "mash/disclosure/standing.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/login/step_up.h"
#include "mash/people/family_contact.h"
#include "mash/people/people.h"
#include "objections.h"
#include "pages.h"
#include "release_form.h"
#include "release_path.h"
#include "signing.h"

namespace mash::disclosure {

namespace {

using model::ReleaseState;
using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr int k_most_listed = 400;  // of what is decided
constexpr const char* k_default_necessity =
    "The recipient has to act for this child and cannot do so safely without knowing this. Nothing "
    "less would be enough.";

// All that this agency is asked for one product.
struct Group {
  ProductId product;
  CaseId case_id;
  AgencyId recipient;
  UtcTime asked_at;
  int asked = 0;  // items
  int waiting = 0;
  bool words_wait = false;
};

std::vector<Group> groups_of(Context& c) {
  std::vector<Group> out;
  const auto group = [&out](const ProductId& product, const CaseId& case_id,
                            const AgencyId& recipient, UtcTime asked_at) -> Group& {
    const auto found = std::ranges::find(out, product, &Group::product);
    if (found != out.end()) return *found;
    out.push_back({product, case_id, recipient, asked_at});
    return out.back();
  };
  for (const auto& r : requests_of_owner(c.tx, c.principal.agency, c.now, k_most_listed)) {
    Group& g = group(r.product, r.case_id, r.recipient, r.asked_at);
    ++g.asked;
    if (waits_for_owner(c.tx, r, c.now)) ++g.waiting;
  }
  for (const auto& r : clearances_of_owner(c.tx, c.principal.agency, k_most_listed)) {
    const auto& w = r.words;
    group(w.product, w.case_id, w.recipient, w.asked_at).words_wait = !r.answer;
  }
  std::ranges::sort(out, std::greater{},
                    [](const Group& g) { return std::pair(g.asked_at, g.product); });
  return out;
}

std::optional<cases::Deadline> clock_of(Context& c, const Group& g) {
  return release_clock(c.tx, g.case_id, g.product, c.principal.agency);
}

bool waits(const Group& g) {
  return g.waiting > 0 || g.words_wait;
}

// Nobody has decided in time. That is no decision: it is late, and not withheld.
bool is_late(Context& c, const Group& g) {
  if (!waits(g)) return false;
  const auto clock = clock_of(c, g);
  return clock && clock->due_at < c.now;
}

json::Value group_view(Context& c, const Group& g, const Deps& deps, bool signs) {
  const auto head = cases::find_case(c.tx, g.case_id);
  MASH_ASSERT(head.has_value());
  json::Value v = json::Object{};
  v.set("href", "/releases/" + g.product.text());
  v.set("reference", head->reference);
  v.set("recipient", directory::agency_name(deps.borough, g.recipient));
  v.set("has_items", g.asked > 0);
  v.set("asked", g.asked);
  v.set("waiting", g.waiting);
  v.set("words_wait", g.words_wait);
  v.set("asked_at", plain_time(g.asked_at));
  v.set("clock", waits(g) ? cases::clock_tag(clock_of(c, g), c.now) : json::Value(false));
  v.set("late", is_late(c, g));
  v.set("sign",
        signs && any_to_sign(c, deps, g.product) ? v.text("href") + "/sign" : std::string());
  return v;
}

Result<Reply> list(Context& c, const Deps& deps) {
  json::Array waiting;
  json::Array decided;
  int late = 0;
  const bool signs = c.principal.releases && login::can_step_up(c);
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  for (const auto& g : groups_of(c)) {
    if (hidden.contains(g.case_id)) continue;
    c.touch(g.product.text());
    if (is_late(c, g)) ++late;
    (waits(g) ? waiting : decided).push_back(group_view(c, g, deps, signs));
  }
  json::Value data = json::Object{};
  data.set("agency", directory::agency_name(deps.borough, c.principal.agency));
  data.set("nothing", waiting.empty() ? html::empty(html::Empty::nothing,
                                                    "Nothing waits for your agency's decision.")
                                      : json::Value(false));
  data.set("late", late == 0 ? json::Value(false) : json::Value(late));
  data.set("has_waiting", !waiting.empty());
  data.set("waiting", std::move(waiting));
  data.set("has_decided", !decided.empty());
  data.set("decided", std::move(decided));
  return pipeline::View{
      .page = "disclosure/releases", .title = "What may leave", .data = std::move(data)};
}

html::Choice choice(ReleaseState state, const char* text) {
  return {.value = std::string(model::code_of(state)),
          .text = text,
          .hint = std::string(model::detail_of(state))};
}

// What was typed into a slot comes back only into the slot of the same item: after a colleague's
// decision the order of the page may be another.
class SlotView {
 public:
  SlotView(const Context& c, const std::string& item, std::size_t slot) : c_(c), slot_(slot) {
    if (c.typed == nullptr) return;
    for (std::size_t n = 1; n <= k_slots; ++n) {
      if (c.typed->text(slot_name("item", n)) == item) typed_ = n;
    }
  }

  json::Value questions() const {
    std::vector<json::Value> all;
    all.push_back(decision_question());
    all.push_back(html::textarea({.name = name("wording"),
                                  .label = "The words that leave, for a part or a summary",
                                  .error = error("wording"),
                                  .value = value("wording"),
                                  .rows = 3}));
    all.push_back(withhold_question());
    all.push_back(html::textarea({.name = name("why"),
                                  .label = "Why it stays, in your words",
                                  .error = error("why"),
                                  .value = value("why"),
                                  .rows = 2}));
    all.push_back(html::radios(
        {.name = name("harm"),
         .legend = "If it stays: could the child, or someone visiting, be harmed by the recipient "
                   "not knowing?",
         .error = error("harm"),
         .value = value("harm"),
         .choices = {{.value = "yes",
                      .text = "Yes",
                      .hint =
                          "Then give a summary, which its reader sees first, or the line, which "
                          "says: phone before visiting."},
                     {.value = "no", .text = "No"}},
         .classes = "govuk-radios--small"}));
    return fields_of(std::move(all));
  }

 private:
  std::string name(const char* text) const { return slot_name(text, slot_); }
  std::string value(const char* text) const {
    return typed_ == 0 ? std::string() : std::string(c_.typed->text(slot_name(text, typed_)));
  }
  std::string error(const char* text) const {
    return typed_ == 0 ? std::string() : html::error_of(c_.faults, slot_name(text, typed_));
  }

  json::Value decision_question() const {
    return html::radios(
        {.name = name("decision"),
         .legend = "May it leave the hub?",
         .error = error("decision"),
         .value = value("decision"),
         .choices = {choice(ReleaseState::released, "Yes, word for word"),
                     choice(ReleaseState::released_redacted, "Yes, with parts taken out"),
                     choice(ReleaseState::released_gist, k_summary_choice),
                     choice(ReleaseState::existence_only, k_line_choice),
                     choice(ReleaseState::withheld, "No, it stays in the hub")},
         .classes = "govuk-radios--small"});
  }

  json::Value withhold_question() const {
    html::SelectOptions o{.name = name("withhold"),
                          .label = "If it stays: why?",
                          .error = error("withhold"),
                          .value = value("withhold"),
                          .choices = {{.value = "", .text = "Choose a reason"}}};
    for (const auto& word : model::k_words<model::WithholdReason>) {
      o.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
    }
    return html::select(o);
  }

  const Context& c_;
  std::size_t slot_;
  std::size_t typed_ = 0;  // the slot of this item in what was typed; 0: none
};

json::Value standing_view(Context& c, const policy::Proof& proof, const Item& item,
                          const AgencyId& recipient, const model::Borough& borough) {
  const auto all = releases_for(c, proof, item.case_id, recipient, {item.id});
  const Release& r = all.front();
  json::Value v = json::Object{};
  v.set("tag", tag_of(r.state));
  v.set("detail", model::detail_of(r.state));
  v.set("wording", r.wording.reveal());
  const std::string rule = r.id.empty() ? "" : standing_words(c.tx, borough, r.id);
  const std::string by = rule.empty() ? directory::name_and_for_whom(borough, r.decided_by) : rule;
  v.set("by", r.id.empty() ? std::string() : by + ", " + plain_time(r.decided_at));
  v.set("until", r.expires_at ? plain_time(*r.expires_at) : std::string());
  return v;
}

json::Value slot_view(Context& c, const policy::Proof& proof, const RequestRow& request,
                      std::size_t n, const model::Borough& borough) {
  const Item item = open_item(c, proof, *find_item(c.tx, request.item));
  const auto newest = newest_release(c.tx, request.item, request.version, request.recipient);
  c.touch(item.id.text());
  json::Value v = json::Object{};
  v.set("n", n);
  v.set("item", item.id.text());
  // As the page was opened, until somebody has been told that this item has changed.
  const bool opened = c.typed != nullptr && c.typed->text(slot_name("item", n)) == item.id.text() &&
                      html::error_of(c.faults, slot_name("decision", n)).empty();
  v.set("version", opened ? c.typed->number(slot_name("version", n)) : item.version);
  v.set("standing_id", opened   ? std::string(c.typed->text(slot_name("standing", n)))
                       : newest ? newest->id
                                : std::string());
  v.set("words", item_view(item));
  const auto files = attachments::files_of_items(c.tx, item.case_id);
  const auto with = files.find(item.id);
  v.set("files",
        with == files.end() ? std::string() : attachments::count_words(with->second) + " with it");
  v.set("standing", standing_view(c, proof, item, request.recipient, borough));
  v.set("questions", SlotView(c, item.id.text(), n).questions());
  return v;
}

json::Array grounds_view() {
  json::Array out;
  for (const auto& word : model::k_words<model::WithholdReason>) {
    out.push_back(json::Object{{"reason", word.words}, {"law", model::legal_ground(word.value)}});
  }
  return out;
}

// What young people say against it, for whoever decides, before everything else.
json::Array objections_view(Context& c, const policy::Proof& proof, const model::Borough& borough) {
  json::Array out;
  const auto rows = standing_objections(c.tx, c.case_id);
  if (rows.empty()) return out;
  const auto said = people::statements_of(c, proof, c.case_id);
  for (const auto& row : rows) {
    c.touch(row.id);
    out.push_back(objection_view(c, proof, borough, row, said));
  }
  return out;
}

json::Value shared_questions(const Context& c, bool objected) {
  const auto value = [&c](const char* name, const char* otherwise) {
    return c.typed != nullptr ? std::string(c.typed->text(name)) : std::string(otherwise);
  };
  std::vector<json::Value> all;
  all.push_back(html::textarea({.name = "reason",
                                .label = "Why may it leave the hub?",
                                .error = html::error_of(c.faults, "reason"),
                                .value = value("reason", ""),
                                .rows = 3}));
  all.push_back(html::textarea({.name = "necessity",
                                .label = "Why is it needed, and no more than is needed?",
                                .hint = "Change these words so that they fit this case.",
                                .error = html::error_of(c.faults, "necessity"),
                                .value = value("necessity", k_default_necessity),
                                .rows = 3}));
  if (objected) {
    all.push_back(html::textarea({.name = "despite",
                                  .label = "A young person objects: why may it leave all the same?",
                                  .hint = "Only for what leaves. Their words stand at the top.",
                                  .error = html::error_of(c.faults, "despite"),
                                  .value = value("despite", ""),
                                  .rows = 3}));
  }
  all.push_back(html::input({.name = "purpose",
                             .label = "What may it be used for? (optional)",
                             .error = html::error_of(c.faults, "purpose"),
                             .value = value("purpose", "")}));
  all.push_back(html::date_input({.name = "expires",
                                  .legend = "Last day on which it may leave (optional)",
                                  .hint = "For example 31 3 2027",
                                  .error = html::error_of(c.faults, "expires"),
                                  .day = value("expires-day", ""),
                                  .month = value("expires-month", ""),
                                  .year = value("expires-year", "")}));
  return fields_of(std::move(all));
}

Result<Reply> show(const policy::Grant<Action::read_releases>& grant, Context& c,
                   const Deps& deps) {
  const model::Borough& borough = deps.borough;
  MASH_TRY(const auto product, ProductId::parse(c.input.text("product")));
  const auto asked = asked_of(c.tx, product, c.principal.agency, c.now);
  const auto words = own_clearance(c.tx, product, c.principal.agency);
  if (asked.empty() && !words) return not_found();
  const auto head = cases::find_case(c.tx, c.case_id);
  MASH_ASSERT(head.has_value());
  json::Array slots;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    slots.push_back(slot_view(c, grant, asked[i], i + 1, borough));
  }
  const std::vector<std::string> ticked =
      c.typed != nullptr ? c.typed->all("basis") : std::vector<std::string>{};
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, grant, c.case_id)));
  data.set("action", "/releases/" + product.text());
  const AgencyId& recipient = words ? words->words.recipient : asked.front().recipient;
  data.set("recipient", directory::agency_name(borough, recipient));
  data.set("not_agreed", cases::not_agreed(c, deps.agreed, {recipient}));
  data.set("clock",
           cases::clock_tag(release_clock(c.tx, c.case_id, product, c.principal.agency), c.now));
  data.set("may_release", c.principal.releases);
  data.set("final_words", words ? words_view(c, grant, *words, borough) : json::Value(false));
  data.set("grounds", grounds_view());
  data.set("has_slots", !slots.empty());
  data.set("slots", std::move(slots));
  data.set("laws", common_laws("Why may we share it?", ticked, html::error_of(c.faults, "basis")));
  data.set("other_laws", other_laws(ticked));
  json::Array objections = objections_view(c, grant, borough);
  data.set("objections_shown", objections_shown(c.tx, c.case_id));
  data.set("questions", shared_questions(c, !objections.empty()));
  data.set("has_objections", !objections.empty());
  data.set("objections", std::move(objections));
  data.set("button",
           html::button({.text = "Record these decisions", .prevent_double_click = true}));
  return pipeline::View{.page = "disclosure/release",
                        .title = "Decide what may leave",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> decide(const policy::Grant<Action::release_item>& grant, Context& c,
                     const Deps& deps) {
  MASH_TRY(const auto product, ProductId::parse(c.input.text("product")));
  const auto* owner = deps.borough.find_agency(c.principal.agency);
  MASH_ASSERT(owner != nullptr);
  const auto asked = asked_of(c.tx, product, c.principal.agency, c.now);
  const auto words = own_clearance(c.tx, product, c.principal.agency);
  std::vector<Fault> faults;
  const auto said = read_words_form(c, words, faults);
  const auto chosen = read_release_form(c, grant, asked, *owner, faults);
  if (chosen.empty() && !said && faults.empty()) {
    faults.push_back(asked.empty() ? Fault{"words", "Say whether these words may go"}
                                   : Fault{"decision-1", "Decide at least one item"});
  }
  if (!faults.empty()) {
    return Error{ErrorCode::invalid_input, "There is a problem", std::move(faults)};
  }
  if (said) {
    add_answer(c, grant, *words, said->answer, said->reason);
    if (deps.on_cleared) deps.on_cleared(c, grant, product);
  }
  std::vector<AgencyId> to;  // whom something goes to
  for (const auto& one : chosen) {
    add_release(c, grant, one.item, one.recipient, one.decision);
    if (lets_something_out(one.decision.state)) to = {one.recipient};
    if (one.takes_back && deps.on_withdrawn) {
      deps.on_withdrawn(c, grant, one.item.id, one.recipient);
    }
  }
  cases::note_not_agreed(c, deps.agreed, to);
  if (!chosen.empty()) directory::note_deputy(c, deps.borough);
  meet_release_clocks(c, c.case_id, c.principal.agency);
  return pipeline::SeeOther{
      signs_now(c, deps, product) ? "/releases/" + product.text() + "/sign" : "/releases", {}};
}

}  // namespace

std::vector<cases::Owed> owed(Context& c) {
  std::vector<cases::Owed> out;
  if (c.principal.side != policy::Side::hub || !c.principal.releases) return out;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  for (const auto& g : groups_of(c)) {
    if (hidden.contains(g.case_id) || !is_late(c, g)) continue;
    out.push_back({.case_id = g.case_id,
                   .what = "Decide what may leave: your agency is late",
                   .href = "/releases/" + g.product.text(),
                   .since = g.asked_at,
                   .due_at = clock_of(c, g)->due_at});
  }
  for (auto& one : standing_owed(c)) out.push_back(std::move(one));
  return out;
}

void add_release_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_releases>(
      {.path = "/releases",
       .summary = "What waits for my agency's decision",
       .event = "release.list",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return list(c, deps); }}));
  out.push_back(pipeline::page<Action::read_releases>(
      {.path = "/releases/{product}",
       .summary = "My agency's items that are asked for one product",
       .event = "release.read",
       .facts = asked_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
  auto fields = release_fields();
  fields.push_back(basis_field("Select at least one legal basis"));
  for (auto& field : words_fields()) fields.push_back(std::move(field));
  out.push_back(pipeline::act<Action::release_item>(
      {.path = "/releases/{product}",
       .summary = "Decide what may leave to the product's recipient",
       .event = "release.decided",
       .fields = std::move(fields),
       .facts = decide_facts,
       .run = [deps](const auto& grant, Context& c) { return decide(grant, c, deps); },
       .again = "/releases/{product}"}));
}

}  // namespace mash::disclosure

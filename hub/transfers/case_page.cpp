// SPDX-License-Identifier: MIT
// The transfers of a case, and offering it to another hub.
#include <algorithm>

#include "acts.h"
#include "handed.h"
#include "mash/cases/cases.h"
#include "mash/html/forms.h"
#include "mash/people/family_contact.h"

namespace mash::transfers {

namespace {

using pipeline::Context;
using pipeline::Field;
using pipeline::Kind;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_page = "/case/{case}/transfers";
constexpr std::size_t k_longest_words = 4000;

std::string typed(const Context& c, std::string_view name) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
}

json::Value radios(const Context& c, const char* name, const char* legend, const char* hint,
                   const std::vector<Coded>& all) {
  html::RadiosOptions out{.name = name,
                          .legend = legend,
                          .hint = hint,
                          .error = html::error_of(c.faults, name),
                          .value = typed(c, name),
                          .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& one : all) out.choices.push_back({.value = one.code, .text = one.words});
  return html::radios(out);
}

std::vector<Coded> urgencies() {
  std::vector<Coded> out;
  for (const auto& one : built_in_policy().urgencies) out.push_back({one.code, one.words});
  return out;
}

const std::vector<Coded>& sendings() {
  static const std::vector<Coded> all = {
      {k_sends_who, "Who they are, and what is written below"},
      {k_sends_all,
       "That, and the notification as it came, with who told us if they are a "
       "professional"}};
  return all;
}

json::Value children_question(Context& c, const policy::Proof& proof) {
  html::CheckboxesOptions out{.name = "children",
                              .legend = "Which children?",
                              .error = html::error_of(c.faults, "children"),
                              .legend_classes = "govuk-fieldset__legend--s"};
  if (c.typed != nullptr) out.values = c.typed->all("children");
  for (const auto& child : people::children_of(c, proof, c.case_id)) {
    out.choices.push_back(
        {.value = child.person.text(), .text = child.name, .hint = age_band(child)});
  }
  return html::checkboxes(out);
}

json::Value form(Context& c, const policy::Proof& proof) {
  const auto hubs = peers::talked_to(c.tx, c.now);
  if (hubs.empty() || people::children_of(c, proof, c.case_id).empty()) return false;
  std::vector<Coded> to;
  for (const auto& hub : hubs) to.push_back({hub.id, hub.name});
  const auto& policy = built_in_policy();
  json::Value out = json::Object{};
  out.set("action", "/case/" + c.case_id.text() + "/transfers");
  out.set("fields",
          html::fields(
              {radios(c, "hub", "To which hub?", "", to), children_question(c, proof),
               radios(c, "kind", "For what is the other hub to be responsible?", "", policy.kinds),
               radios(c, "reason", "Why there?", "", policy.reasons),
               radios(c, "urgency", "How urgent is it?", "", urgencies()),
               radios(c, "sends", "What goes there once they have accepted?",
                      "What agencies of this hub told stays here, unless each of them lets it go",
                      sendings()),
               html::textarea({.name = "words",
                               .label = "What does the other hub have to know?",
                               .hint = "They read this, and who the children are, only after they "
                                       "have accepted",
                               .error = html::error_of(c.faults, "words"),
                               .value = typed(c, "words"),
                               .rows = 6,
                               .max_length = static_cast<int>(k_longest_words),
                               .label_classes = "govuk-label--s"})}));
  return out;
}

json::Array lines(Context& c) {
  json::Array out;
  for (const auto& transfer : transfers_of(c.tx, c.case_id)) {
    const auto other = peers::name_of_hub(c.tx, transfer.hub);
    c.touch(transfer.id);
    out.push_back(json::Object{
        {"href", cases::is_front_door(c.principal) ? href_of(transfer) : std::string()},
        {"with", (transfer.outward ? "To " : "From ") + other},
        {"kind", words_of(built_in_policy().kinds, transfer.kind)},
        {"state", std::string(model::words_of(transfer.state))},
        {"duty", duty_words(transfer, other)},
        {"at", plain_time(transfer.offered_at)}});
  }
  return out;
}

Result<Reply> show(Context& c, const policy::Proof& proof) {
  const auto head = cases::find_case(c.tx, c.case_id);
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, "transfers"));
  auto all = lines(c);
  data.set("has_lines", !all.empty());
  data.set("lines", std::move(all));
  const bool may = cases::works_on(c, c.case_id) &&
                   policy::may(c.principal, Action::issue_product, {.case_member = true});
  data.set("form", may ? form(c, proof) : json::Value(false));
  data.set("no_hub", may && peers::talked_to(c.tx, c.now).empty());
  return pipeline::View{.page = "transfers/case",
                        .title = "Transfer",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

// The chain of this child, if a hub has begun one that this reader may know of.
std::optional<ChainRow> chain_of(Context& c, const people::Subject& child,
                                 const std::string& kind) {
  auto all = chains_of(c.tx, c.case_id);
  std::erase_if(all, [&](const ChainRow& row) { return row.kind != kind; });
  for (auto& row : chains_of_kind(c.tx, kind)) {
    if (row.case_id != c.case_id && cases::works_on(c, row.case_id)) all.push_back(std::move(row));
  }
  for (auto& row : all) {
    if (child_of({child}, row)) return std::move(row);
  }
  return std::nullopt;
}

Result<Chain> chain_for(Context& c, const Deps& deps, const people::Subject& child,
                        const std::string& kind) {
  const auto& hub = deps.borough.hub.id;
  const auto row = chain_of(c, child, kind);
  if (!row) {
    const Own own(c, hub);
    auto chain = Chain::begin(new_id_text(c.random), own.writer());
    // By what was first said of them too: persons are joined and parted, statements stay.
    insert_chain(c.tx, {.id = chain.id(),
                        .kind = kind,
                        .case_id = c.case_id,
                        .person = child.person.text(),
                        .statement = child.statements.front().text()});
    store_chain(c, chain);
    return chain;
  }
  MASH_TRY(auto chain, read_chain(c, row->id));
  if (chain.responsible() != hub) {
    return invalid("children", peers::name_of_hub(c.tx, chain.responsible()) +
                                   " is responsible for one of them: it alone can offer that");
  }
  if (!chain.offered_to().empty()) {
    return invalid("children", "One of them is offered already: end that first");
  }
  return chain;
}

Result<std::vector<people::Subject>> chosen(Context& c, const policy::Proof& proof) {
  const auto children = people::children_of(c, proof, c.case_id);
  std::vector<people::Subject> out;
  for (const auto& id : c.input.all("children")) {
    const auto found = std::ranges::find_if(
        children, [&](const people::Subject& child) { return child.person.text() == id; });
    if (found == children.end()) return invalid("children", "Choose among the children here");
    out.push_back(*found);
  }
  if (out.empty()) return invalid("children", "Select which children it is about");
  return out;
}

Result<Reply> run_offer(Context& c, const policy::Proof& proof, const Deps& deps) {
  MASH_TRY(const auto children, chosen(c, proof));
  const std::string hub(c.input.text("hub"));
  const auto hubs = peers::talked_to(c.tx, c.now);
  if (std::ranges::find(hubs, hub, &peers::OtherHub::id) == hubs.end()) {
    return invalid("hub", "This hub cannot be written to now: choose another or ring it");
  }
  Transfer t{.id = new_id_text(c.random),
             .outward = true,
             .hub = hub,
             .case_id = c.case_id,
             .kind = std::string(c.input.text("kind")),
             .reason = std::string(c.input.text("reason")),
             .urgency = std::string(c.input.text("urgency")),
             .sends = std::string(c.input.text("sends")),
             .policy_version = built_in_policy().version,
             .offered_by = c.principal.person,
             .offered_at = c.now,
             .received_at = cases::find_case(c.tx, c.case_id)->received_at};
  to_stage(c, t, 1);
  std::vector<Chain> chains;
  for (const auto& child : children) {
    MASH_TRY(auto chain, chain_for(c, deps, child, t.kind));
    t.children.push_back({.chain = chain.id(), .age = age_band(child)});
    chains.push_back(std::move(chain));
  }
  seal_words(c, t, json::Object{{"from", signed_by_words(c)}});
  insert_transfer(c.tx, t);
  seal_reason(c, t, json::Object{{"words", std::string(c.input.text("words"))}});
  MASH_TRY_DO(send_offer(c, proof, deps, t, chains));
  c.touch(t.id);
  return pipeline::SeeOther{href_of(t), {}};
}

Field choice(const char* name, const char* label, std::vector<std::string> choices,
             const char* missing) {
  return {.name = name,
          .label = label,
          .kind = Kind::choice,
          .required = true,
          .choices = std::move(choices),
          .missing = missing};
}

std::vector<Field> offer_fields() {
  const auto& policy = built_in_policy();
  return {{.name = "hub",
           .label = "Hub",
           .required = true,
           .max = 40,
           .missing = "Select the hub to which you offer it"},
          {.name = "children", .label = "Children", .kind = Kind::many},
          choice("kind", "Kind", codes_of(policy.kinds), "Select for what it is to be responsible"),
          choice("reason", "Reason", codes_of(policy.reasons), "Select why it belongs there"),
          choice("urgency", "Urgency", codes_of(urgencies()), "Select how urgent it is"),
          choice("sends", "What goes there", codes_of(sendings()),
                 "Select what goes there once they have accepted"),
          {.name = "words",
           .label = "What the other hub has to know",
           .required = true,
           .max = k_longest_words,
           .missing = "Enter what the other hub has to know",
           .as_typed = true}};
}

}  // namespace

void add_case_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_case>(
      {.path = k_page,
       .summary = "Transfers of a case between hubs, and the form to offer one",
       .event = "transfers.case",
       .facts = cases::case_facts,
       .run = [](const auto& grant, Context& c) { return show(c, grant); }}));
  out.push_back(pipeline::act<Action::issue_product>(
      {.path = k_page,
       .summary = "Offer responsibility for children of a case to another hub",
       .event = "transfer.offered",
       .fields = offer_fields(),
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return run_offer(c, grant, deps); },
       .again = k_page}));
}

}  // namespace mash::transfers

// SPDX-License-Identifier: MIT
// Writing to a recipient: the manager's own words and which information to ask the owners for.
#include <algorithm>
#include <sstream>

#include "family_told.h"
#include "mash/decision/decisions.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/people/family_contact.h"
#include "others.h"
#include "pages.h"
#include "send.h"
#include "where.h"

namespace mash::product {

namespace {

using pipeline::Context;
using pipeline::Kind;
using policy::Action;
using ComposeGrant = policy::Grant<Action::compose_product>;

std::vector<std::string> codes_of_inform() {
  std::vector<std::string> out;
  for (const auto& word : model::k_words<Inform>) out.emplace_back(word.code);
  return out;
}

std::vector<pipeline::Field> compose_fields(const Deps& deps) {
  return {recipient_field(deps),
          {.name = "children",
           .label = "Children",
           .kind = Kind::many,
           .required = true,
           .max = 50,
           .missing = "Select for which children you write"},
          {.name = "places",
           .label = "Where the children are: what of it leaves",
           .kind = Kind::many,
           .max = 200},
          others_field(),
          asked_field(),
          by_when_field(),
          contact_field(),
          {.name = "why",
           .label = "Why",
           .required = true,
           .max = 4000,
           .missing = "Say why",
           .as_typed = true},
          {.name = "unknown", .label = "What is not known", .max = 2000, .as_typed = true},
          {.name = "inform",
           .label = "Whether the family knows",
           .kind = Kind::choice,
           .required = true,
           .choices = codes_of_inform(),
           .missing = "Select whether the family knows"},
          {.name = "items", .label = "Information", .kind = Kind::many, .max = 200}};
}

// What the form starts with: what was typed, else the version that is written anew, else nothing.
struct Start {
  std::string recipient, contact, asked, by_when, why, unknown, inform;
  std::vector<std::string> children, places, others, items;
  std::vector<OtherPerson> others_written{};  // where it is written anew
};

// What was ticked when it was written before.
std::vector<std::string> places_before(const Draft& d) {
  std::vector<std::string> out;
  for (const auto& [child, lines] : d.where) {
    std::istringstream in(lines.reveal());
    for (std::string line; std::getline(in, line);) {
      auto code = place_code(line);
      if (std::ranges::find(out, code) == out.end()) out.push_back(std::move(code));
    }
  }
  if (out.empty() && !d.left_out.empty()) out.emplace_back(k_none_leaves);
  return out;
}

bool said_since(const std::vector<people::FamilyContact>& said, UtcTime at) {
  return std::ranges::any_of(said, [at](const auto& one) { return one.at > at; });
}

Start start_of(Context& c, const policy::Proof& proof, const CaseId& id, const Others& others) {
  if (c.typed != nullptr) {
    return {.recipient = typed(c, "recipient"),
            .contact = typed(c, "contact"),
            .asked = typed(c, "asked"),
            .by_when = typed(c, "by_when"),
            .why = typed(c, "why"),
            .unknown = typed(c, "unknown"),
            .inform = typed(c, "inform"),
            .children = c.typed->all("children"),
            .places = c.typed->all("places"),
            .others = c.typed->all("others"),
            .items = c.typed->all("items")};
  }
  const auto contacts = people::family_contacts(c, proof, id);
  const std::string told = people::contact_words(contacts).reveal();
  const auto from = ProductId::parse(c.input.text("from"));
  const auto head = from ? find_product(c.tx, *from) : std::nullopt;
  if (!head || head->case_id != id) return {.contact = told};
  for (const auto& row : versions_of(c.tx, head->id)) {
    if (row.safety) continue;
    const Draft d = open_draft(c, proof, *head, row);
    Start out{.recipient = head->recipient.text(),
              .contact = said_since(contacts, row.created_at) ? told : d.contact.reveal(),
              .asked = d.asked.reveal(),
              .by_when = d.by_when.reveal(),
              .why = d.why.reveal(),
              .unknown = d.unknown.reveal(),
              .inform = std::string(model::code_of(d.inform)),
              .places = places_before(d),
              .others = others_before(others, d.others),
              .others_written = d.others};
    for (const auto& child : d.children) out.children.push_back(child.text());
    for (const auto& item : items_of(c.tx, head->id, row.draft)) out.items.push_back(item.text());
    return out;
  }
  return {.recipient = head->recipient.text(), .contact = told};
}

std::vector<html::Choice> child_choices(Context& c, const policy::Proof& proof, const CaseId& id) {
  std::vector<html::Choice> out;
  for (const auto& found : decision::by_child(c, proof, id)) {
    if (!found.standing) continue;
    out.push_back({.value = found.child.person.text(),
                   .text = found.child.name.empty() ? "Name not known" : found.child.name,
                   .hint = std::string(model::words_of(found.standing->outcome))});
  }
  return out;
}

// The lines that go with the children, each once, with whom it is about.
std::vector<html::Choice> place_choices(Context& c, const policy::Proof& proof, const CaseId& id,
                                        const std::vector<html::Choice>& children) {
  const Places places(c, proof, id);
  std::vector<html::Choice> out;
  for (const auto& child : children) {
    for (const auto& line : places.of(PersonId::trusted(child.value))) {
      const auto code = place_code(line);
      const auto known = std::ranges::find(out, code, &html::Choice::value);
      if (known == out.end()) {
        out.push_back({.value = code, .text = line, .hint = child.text});
      } else {
        known->hint += ", " + child.text;
      }
    }
  }
  return out;
}

// What may be asked for: information in the hub whose words the manager reads.
std::vector<disclosure::Item> citable(Context& c, const CaseId& id) {
  auto all = disclosure::visible_items(c, id);
  std::erase_if(all, [](const auto& item) {
    return item.state != model::ItemState::in_hub || !item.readable;
  });
  return all;
}

std::vector<html::Choice> item_choices(Context& c, const Deps& deps, const CaseId& id) {
  std::vector<html::Choice> out;
  for (const auto& item : citable(c, id)) {
    html::Choice choice{
        .value = item.id.text(),
        .text = directory::agency_name(deps.borough, item.owner) + ": " + item.fact.reveal()};
    const auto add = [&choice](std::string_view words) {
      if (!words.empty()) choice.hint += (choice.hint.empty() ? "" : ". ") + std::string(words);
    };
    if (item.sensitivity != 0) {
      add(model::words_of(static_cast<model::Sensitivity>(item.sensitivity)));
    }
    add(item.event_date.reveal());
    add(item.handling.reveal());
    out.push_back(std::move(choice));
  }
  return out;
}

// With the stripes that it has on the page of the case.
void mark_manager_only(Context& c, const CaseId& id, json::Value& question) {
  const auto items = citable(c, id);
  json::Array choices = *question["items"].as_array();
  for (auto& choice : choices) {
    const auto item = std::ranges::find(items, choice.text("value"),
                                        [](const auto& one) { return one.id.text(); });
    const bool sealed = item != items.end() &&
                        item->sensitivity == static_cast<int>(model::Sensitivity::manager_only);
    choice.set("sealed", sealed);
  }
  question.set("items", std::move(choices));
}

json::Value inform_question(const Context& c, const std::string& value,
                            const std::string& recorded) {
  html::RadiosOptions options{.name = "inform",
                              .legend = "Does the family know?",
                              .hint = "The recipient will read the line that you choose. " +
                                      (recorded.empty() ? "This case does not say who knows"
                                                        : "This case says: " + recorded),
                              .error = html::error_of(c.faults, "inform"),
                              .value = value,
                              .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& word : model::k_words<Inform>) {
    options.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return html::radios(options);
}

// The owners decide first: who asks for something earlier asks for what cannot be.
std::string until_owners_decide(Context& c, const Deps& deps, const CaseId& id) {
  const auto head = cases::find_case(c.tx, id);
  const auto until = model::due(deps.timescales.policy, deps.timescales.calendar,
                                model::Stage::release, head->rating, {}, c.now);
  if (!until) return "";
  return ". Owners have until " + plain_time(until->at) +
         " to decide what may leave: if it must be sooner, phone them";
}

std::vector<json::Value> word_questions(const Context& c, const Start& start,
                                        const std::string& owners) {
  const auto error = [&c](std::string_view name) { return html::error_of(c.faults, name); };
  return {contact_question(c, start.contact), asked_question(c, start.asked, ""),
          by_when_question(c, start.by_when, "5pm on 26 November" + owners),
          html::textarea({.name = "why",
                          .label = "Why?",
                          .hint = "Your own words for this recipient. Do not repeat what an agency "
                                  "told us: choose it below, so that its owner can decide",
                          .error = error("why"),
                          .value = start.why,
                          .max_length = 4000,
                          .label_classes = "govuk-label--s"}),
          html::textarea({.name = "unknown",
                          .label = "What is not known? (optional)",
                          .error = error("unknown"),
                          .value = start.unknown,
                          .rows = 3,
                          .max_length = 2000,
                          .label_classes = "govuk-label--s"})};
}

json::Value places_question(const Context& c, const Start& start,
                            std::vector<html::Choice> places) {
  std::string hint =
      "What you tick leaves, the rest stays in the hub. They cannot see a child without it; a "
      "refuge or any other place that must stay unknown does not leave";
  const bool all_there = std::ranges::all_of(start.places, [&places](const std::string& code) {
    return code == k_none_leaves ||
           std::ranges::find(places, code, &html::Choice::value) != places.end();
  });
  if (!all_there) hint += ". Something that left before reads otherwise now: look again";
  places.push_back({.divider = "or"});
  places.push_back(
      {.value = std::string(k_none_leaves), .text = "None of it leaves", .exclusive = true});
  return html::checkboxes({.name = "places",
                           .legend = "Where the children are: what of it leaves?",
                           .hint = std::move(hint),
                           .error = html::error_of(c.faults, "places"),
                           .values = start.places,
                           .choices = std::move(places),
                           .legend_classes = "govuk-fieldset__legend--s"});
}

Result<pipeline::Reply> show_form(const Deps& deps, const ComposeGrant& grant, Context& c) {
  const auto id = case_of(c);
  const Others others(c, grant, id);
  const Start start = start_of(c, grant, id, others);
  auto children = child_choices(c, grant, id);
  auto places = place_choices(c, grant, id, children);
  auto items = item_choices(c, deps, id);
  const bool undecided = children.empty();
  const bool no_items = items.empty();
  std::vector<json::Value> questions{recipient_question(c, deps, start.recipient)};
  questions.push_back(html::checkboxes({.name = "children",
                                        .legend = "For which children?",
                                        .hint = "The recipient learns what was decided for them",
                                        .error = html::error_of(c.faults, "children"),
                                        .values = start.children,
                                        .choices = std::move(children),
                                        .legend_classes = "govuk-fieldset__legend--s"}));
  if (!places.empty()) questions.push_back(places_question(c, start, std::move(places)));
  if (auto question = others_question(c, others, start.others, start.others_written)) {
    questions.push_back(*std::move(question));
  }
  for (auto& question : word_questions(c, start, until_owners_decide(c, deps, id))) {
    questions.push_back(std::move(question));
  }
  questions.push_back(inform_question(c, start.inform, recorded_of_family(c, grant, id)));
  if (!no_items) {
    auto question = html::checkboxes(
        {.name = "items",
         .legend = "Which information does this recipient need?",
         .hint = "Each owner is asked to decide what of it may leave. Choose only what is needed. "
                 "Owners of the rest are asked whether your own words give it away",
         .error = html::error_of(c.faults, "items"),
         .values = start.items,
         .choices = std::move(items),
         .legend_classes = "govuk-fieldset__legend--s"});
    mark_manager_only(c, id, question);
    questions.push_back(std::move(question));
  }
  auto out = write_view(c, grant, id,
                        {.page = "product/compose",
                         .title = "Write to a recipient",
                         .path = "/products/new",
                         .button = "Ask the owners and check",
                         .questions = std::move(questions)});
  out.data.set("undecided", undecided ? case_path(id, "/decision") : "");
  out.data.set("no_items", no_items);
  out.data.set("in_words", intake::others_in_words(intake::notification_view(c, grant, id)));
  out.data.set("add", case_path(id, "/people/add"));
  out.data.set("waiting", waits_for_release(c, grant, deps, id));
  return out;
}

Result<std::vector<ItemId>> chosen_items(Context& c, const CaseId& id) {
  const auto known = citable(c, id);
  std::vector<ItemId> out;
  for (const auto& text : c.input.all("items")) {
    const auto item = ItemId::parse(text);
    if (!item || std::ranges::find(known, *item, &disclosure::Item::id) == known.end()) {
      return invalid("items", "Choose information from the list");
    }
    if (std::ranges::find(out, *item) == out.end()) out.push_back(*item);
  }
  return out;
}

Result<std::vector<PersonId>> chosen_children(Context& c, const ComposeGrant& grant,
                                              const CaseId& id) {
  const auto known = child_choices(c, grant, id);
  std::vector<PersonId> out;
  for (const auto& text : c.input.all("children")) {
    if (std::ranges::find(known, text, &html::Choice::value) == known.end()) {
      return invalid("children", "Choose children for whom it has been decided");
    }
    out.push_back(PersonId::trusted(text));
  }
  return out;
}

// What was ticked leaves; the codes of the rest. Whoever ticks nothing has not answered.
Result<std::vector<std::string>> chosen_left_out(Context& c, const ComposeGrant& grant,
                                                 const CaseId& id) {
  const auto known = place_choices(c, grant, id, child_choices(c, grant, id));
  const auto& ticked = c.input.all("places");
  const auto is_ticked = [&ticked](std::string_view code) {
    return std::ranges::find(ticked, code) != ticked.end();
  };
  for (const auto& code : ticked) {
    if (code != k_none_leaves &&
        std::ranges::find(known, code, &html::Choice::value) == known.end()) {
      return invalid("places",
                     "Where the children are was said anew. Look again at what of it leaves");
    }
  }
  if (!known.empty() && ticked.empty()) {
    return invalid("places", "Tick what leaves of where the children are, or that none of it does");
  }
  if (is_ticked(k_none_leaves) && ticked.size() > 1) {
    return invalid("places", "Tick what leaves, or that none of it does, not both");
  }
  std::vector<std::string> out;
  for (const auto& place : known) {
    if (!is_ticked(place.value)) out.push_back(place.value);
  }
  return out;
}

std::map<PersonId, Sensitive> places_for(Context& c, const ComposeGrant& grant, const CaseId& id,
                                         const std::vector<PersonId>& children,
                                         const std::vector<std::string>& left_out) {
  const Places places(c, grant, id);
  std::map<PersonId, Sensitive> out;
  for (const auto& child : children) {
    std::string text;
    for (const auto& line : places.of(child)) {
      if (std::ranges::find(left_out, place_code(line)) != left_out.end()) continue;
      text += (text.empty() ? "" : "\n") + line;
    }
    if (!text.empty()) out.emplace(child, Sensitive(std::move(text)));
  }
  return out;
}

// As owners read them who are asked about the hub's words.
Sensitive all_places(const Draft& words) {
  std::string out;
  for (const auto& [child, lines] : words.where) {
    const auto& text = lines.reveal();
    if (out.find(text) == std::string::npos) out += (out.empty() ? "" : "\n") + text;
  }
  return Sensitive(std::move(out));
}

Sensitive all_others(const Draft& words) {
  std::string out;
  for (const auto& one : named_in(words)) {
    out += (out.empty() ? "" : "\n") + other_line(one);
  }
  return Sensitive(std::move(out));
}

Result<pipeline::Reply> compose(const Deps& deps, const ComposeGrant& grant, Context& c) {
  const auto id = case_of(c);
  MASH_TRY(const auto items, chosen_items(c, id));
  MASH_TRY(auto children, chosen_children(c, grant, id));
  MASH_TRY(auto left_out, chosen_left_out(c, grant, id));
  MASH_TRY(auto chosen, chosen_others(c, Others(c, grant, id)));
  const auto text = [&c](std::string_view name) {
    return Sensitive(std::string(c.input.text(name)));
  };
  auto places = places_for(c, grant, id, children, left_out);
  const Draft words{.contact = text("contact"),
                    .asked = text("asked"),
                    .by_when = text("by_when"),
                    .why = text("why"),
                    .unknown = text("unknown"),
                    .inform = *model::from_code<Inform>(c.input.text("inform")),
                    .children = std::move(children),
                    .where = std::move(places),
                    .left_out = std::move(left_out),
                    .others = std::move(chosen)};
  const auto head = product_for(c, id, AgencyId::trusted(std::string(c.input.text("recipient"))));
  const auto newest = versions_of(c.tx, head.id);
  const std::int64_t draft = newest.empty() ? 1 : newest.front().draft + 1;
  const bool clear = !disclosure::ask_clearance(c, grant, deps.timescales,
                                                {.product = head.id,
                                                 .draft = draft,
                                                 .case_id = id,
                                                 .recipient = head.recipient,
                                                 .contact = words.contact,
                                                 .asked = words.asked,
                                                 .by_when = words.by_when,
                                                 .why = words.why,
                                                 .unknown = words.unknown,
                                                 .where = all_places(words),
                                                 .others = all_others(words)},
                                                items);
  insert_version(
      c.tx,
      {.product = head.id,
       .draft = draft,
       .state = items.empty() && clear ? ProductState::cleared : ProductState::owner_clearance,
       .created_by = grant.principal().person,
       .created_at = c.now,
       .sealed_draft = seal_draft(c, head, draft, words)},
      items);
  if (!items.empty()) {
    disclosure::ask_release(c, deps.timescales, head.id, id, head.recipient, items);
    disclosure::let_out_standing(c, grant, deps.timescales, deps.on_let_out, head.id);
  }
  c.touch(head.id.text());
  c.changed("case", id.text());
  return pipeline::SeeOther{"/products/" + head.id.text(), {}};
}

}  // namespace

void add_compose_routes(Routes& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::compose_product>(
      {.path = "/case/{case}/products/new",
       .summary = "The form to write to a recipient",
       .event = "product.form",
       .fields = {{.name = "from", .label = "Product to write anew", .max = 26}},
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return show_form(deps, grant, c); }}));
  out.push_back(pipeline::act<Action::compose_product>(
      {.path = "/case/{case}/products/new",
       .summary = "Write to a recipient and ask the owners what may leave",
       .event = "product.composed",
       .fields = compose_fields(deps),
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return compose(deps, grant, c); },
       .again = "/case/{case}/products/new"}));
}

}  // namespace mash::product

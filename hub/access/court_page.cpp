// SPDX-License-Identifier: MIT
// Orders of courts in a case, for whoever makes the bundle.
#include <algorithm>
#include <map>

#include "court.h"
#include "mash/cases/cases.h"
#include "mash/html/house.h"
#include "mash/packages/reference.h"
#include "mash/people/family_contact.h"

namespace mash::access {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_list = "/case/{case}/court";
constexpr const char* k_one = "/case/{case}/court/{order}";
constexpr std::size_t k_longest = 2000;

Result<OrderRow> order_that_stands(Context& c) {
  MASH_TRY(auto row, order_in_path(c));
  if (!row.mistake_at) return row;
  return Error{ErrorCode::conflict,
               "It was written down by mistake",
               {{"handed", "It was written down by mistake"}}};
}

json::Value case_page(const policy::Proof& proof, Context& c) {
  const auto head = cases::find_case(c.tx, c.case_id);
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, ""));
  return data;
}

json::Value line(const Context& c, const std::string& name, const std::string& label,
                 const std::string& hint) {
  return html::input({.name = name,
                      .label = label,
                      .hint = hint,
                      .error = html::error_of(c.faults, name),
                      .value = typed_or_empty(c, name),
                      .label_classes = "govuk-label--s",
                      .autocomplete = "off",
                      .spellcheck = "false"});
}

// Only once it is asked: a day that is long past is mostly a slip.
std::optional<json::Value> sure_question(const Context& c) {
  const auto error = html::error_of(c.faults, "sure");
  const bool said = c.typed != nullptr && !c.typed->all("sure").empty();
  if (error.empty() && !said) return std::nullopt;
  return html::checkboxes({.name = "sure",
                           .legend = "Is the day on which it was served right?",
                           .error = error,
                           .values = said ? c.typed->all("sure") : std::vector<std::string>{},
                           .choices = {{.value = "yes", .text = "Yes, it was served then"}},
                           .classes = "govuk-checkboxes--small",
                           .legend_classes = "govuk-fieldset__legend--s"});
}

json::Value order_form(const Context& c) {
  json::Value v = json::Object{};
  v.set("action", "/case/" + c.case_id.text() + "/court");
  std::vector<json::Value> questions{
      line(c, "court", "Which court or authority?", "As the order says it"),
      line(c, "number", "Number of the order or of the proceedings", ""),
      line(c, "served_by", "Who served it?", ""),
      day_question(c, "served", "When was it served?", "For example 24 11 2026")};
  if (auto sure = sure_question(c)) questions.push_back(*std::move(sure));
  questions.push_back(
      day_question(c, "due", "By when is it to be given?", "For example 8 12 2026"));
  questions.push_back(
      html::textarea({.name = "covers",
                      .label = "What does it cover?",
                      .hint = "In its own words. Each agency whose information stands in the case "
                              "reads this, and is told at once.",
                      .error = html::error_of(c.faults, "covers"),
                      .value = typed_or_empty(c, "covers"),
                      .rows = 4,
                      .max_length = static_cast<int>(k_longest),
                      .label_classes = "govuk-label--s"}));
  v.set("fields", html::fields(std::move(questions)));
  return v;
}

Result<Reply> show_list(const policy::Proof& proof, Context& c) {
  json::Value data = case_page(proof, c);
  json::Array rows;
  for (const auto& row : orders_of(c.tx, c.case_id)) {
    json::Value v = order_view(c, proof, row);
    v.set("href", order_path(row));
    c.touch(row.id);
    rows.push_back(std::move(v));
  }
  data.set("nothing", rows.empty() ? html::empty(html::Empty::nothing, "No order is written down.")
                                   : json::Value(false));
  data.set("rows", std::move(rows));
  data.set("form", order_form(c));
  return pipeline::View{.page = "access/court",
                        .title = "Orders of courts",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> write_down(Context& c, const Deps& deps) {
  MASH_TRY(const auto served, day_before_now(c, "served"));
  MASH_TRY(const auto due, c.input.date("due"));
  if (due < served) return invalid("due", "Enter a day after the one on which it was served");
  const auto today = to_london(c.now).date;
  if (served < today.plus_days(-deps.policy.asked_after_days) && c.input.all("sure").empty()) {
    return invalid("sure", "It was served on " + plain_date(served) +
                               ". Correct the day, or say that it is right");
  }
  if (due < today) {
    return invalid("due", "That day has passed. Enter the day by which the court wants it now");
  }
  OrderRow row{.id = new_id_text(c.random),
               .case_id = c.case_id,
               .written_at = c.now,
               .written_by = c.principal.person,
               .served = served,
               .due = due};
  row.sealed = seal_order(c, row,
                          {.court = Sensitive(std::string(c.input.text("court"))),
                           .number = Sensitive(std::string(c.input.text("number"))),
                           .covers = Sensitive(std::string(c.input.text("covers"))),
                           .served_by = Sensitive(std::string(c.input.text("served_by")))});
  insert_order(c.tx, row);
  c.touch(row.id);
  find_court_parts(c, deps, row);
  return pipeline::SeeOther{order_path(row), {}};
}

// What its owner said of one part, and what became of it.
std::string state_of(Context& c, const OrderRow& order, const CourtPartRow& part) {
  if (is_of_front_door(part)) return "Goes in: it is the front door's own";
  const auto gone = gone_from(c.tx, order, part);
  return court_answer_words(part) + (gone.empty() ? "" : "; " + gone);
}

json::Array owners_view(Context& c, const Deps& deps, const OrderRow& order) {
  const auto parts = court_parts_of(c.tx, order.id);
  std::map<std::string, std::vector<const CourtPartRow*>> by_owner;
  for (const auto& part : parts) by_owner[owner_name(deps, part.owner)].push_back(&part);
  json::Array out;
  for (const auto& [owner, own] : by_owner) {
    json::Array lines;
    for (std::size_t i = 0; i < own.size(); ++i) {
      lines.emplace_back(std::string(model::words_of(own[i]->kind)) + " (" + std::to_string(i + 1) +
                         "): " + state_of(c, order, *own[i]));
    }
    out.push_back(json::Object{{"owner", owner}, {"lines", std::move(lines)}});
  }
  return out;
}

json::Array bundles_view(Context& c, const Deps& deps, const OrderRow& row) {
  json::Array out;
  std::int64_t number = 0;
  for (const auto& bundle : court_bundles_of(c.tx, row.id)) {
    out.push_back(
        bundle_view(deps, bundle, ++number,
                    row.mistake_at ? std::string() : order_path(row, "/bundle/" + bundle.id)));
  }
  return out;
}

Result<Reply> show_order(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto row, order_in_path(c));
  json::Value data = case_page(proof, c);
  data.set("order", order_view(c, proof, row));
  data.set("back", "/case/" + row.case_id.text() + "/court");
  data.set("owners", owners_view(c, deps, row));
  auto bundles = bundles_view(c, deps, row);
  data.set("has_bundles", !bundles.empty());
  data.set("bundles", std::move(bundles));
  data.set("make", row.mistake_at ? std::string() : order_path(row, "/bundle"));
  data.set("search", row.mistake_at ? std::string() : order_path(row, "/search"));
  data.set("mistake", mistake_view(proof, c, deps, row));
  data.set("mistake_form", mistake_form(c, row));
  return pipeline::View{.page = "access/order",
                        .title = "Order of a court",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> search(Context& c, const Deps& deps) {
  MASH_TRY(const auto row, order_that_stands(c));
  find_court_parts(c, deps, row);
  return pipeline::SeeOther{order_path(row), {}};
}

// What goes in, and of whom how many do not.
std::vector<CourtPart> parts_given(const policy::Proof& proof, Context& c, const Deps& deps,
                                   const OrderRow& order, CourtMissing& missing) {
  std::vector<CourtPart> out;
  for (const auto& part : court_parts_of(c.tx, order.id)) {
    const auto owner = owner_name(deps, part.owner);
    if (is_of_front_door(part)) {
      const auto said = words_of_part(c, proof, deps, {.id = order.id}, as_part(order, part));
      if (said) out.push_back({owner, said->title, said->at, said->traits.text});
      continue;
    }
    const auto gone = gone_from(c.tx, order, part);
    if (!gone.empty()) {
      ++missing.gone[{owner, gone}];
      continue;
    }
    if (!part.answered || part.answered->answer == CourtAnswer::refused) {
      ++missing.not_given[owner];
      continue;
    }
    const auto given = open_court_answer(c, proof, order, part);
    out.push_back({owner, given.title, given.at, given.text.reveal()});
  }
  return out;
}

Result<Reply> make(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto row, order_that_stands(c));
  const auto words = open_order(c, proof, row);
  const std::string reference = packages::new_reference(c.random);
  const auto today = plain_date(to_london(c.now).date);
  CourtMissing missing;
  auto parts = parts_given(proof, c, deps, row, missing);
  const auto text = court_bundle_of({.reference = reference,
                                     .case_reference = cases::find_case(c.tx, c.case_id)->reference,
                                     .court = words.court.reveal(),
                                     .number = words.number.reveal(),
                                     .covers = words.covers.reveal(),
                                     .made = today,
                                     .by = c.person_name + ", " + c.person_description},
                                    std::move(parts), missing);
  MASH_TRY(auto pdf,
           document::write_pdf(text, {.marking = "OFFICIAL-SENSITIVE",
                                      .watermark = reference,
                                      .foot = "Bundle " + reference + " for " +
                                              words.court.reveal() + ", made on " + today + ".",
                                      .made_at = c.now,
                                      .most_pages = deps.policy.most_pages}));
  const auto bundle = bundle_made(c, row.id, reference, pdf);
  insert_court_bundle(c.tx, bundle);
  return download_of("bundle", bundle, std::move(pdf));
}

Result<Reply> hand_over(Context& c) {
  MASH_TRY(const auto row, order_that_stands(c));
  const auto all = court_bundles_of(c.tx, row.id);
  const auto bundle = std::ranges::find(all, c.input.text("bundle"), &BundleRow::id);
  if (bundle == all.end()) return not_found();
  MASH_TRY_DO(check_not_handed(*bundle));
  const auto how = *model::from_code<Handed>(c.input.text("handed"));
  store_court_handed(c.tx, bundle->id, how, c.principal.person, c.now);
  c.touch(bundle->id);
  c.note(std::string(model::code_of(how)));
  return pipeline::SeeOther{order_path(row), {}};
}

pipeline::Field text_field(const char* name, const char* label, const char* missing,
                           std::size_t most, bool as_typed = false) {
  return {.name = name,
          .label = label,
          .required = true,
          .max = most,
          .missing = missing,
          .as_typed = as_typed};
}

pipeline::Field day_field(const char* name, const char* label, const char* missing) {
  return {.name = name,
          .label = label,
          .kind = pipeline::Kind::date,
          .required = true,
          .missing = missing};
}

std::vector<pipeline::Field> order_fields() {
  return {text_field("court", "Which court or authority", "Enter which court or authority", 200),
          text_field("number", "The number", "Enter the number of the order", 100),
          text_field("served_by", "Who served it", "Enter who served it", 200),
          day_field("served", "When it was served", "Enter when it was served"),
          day_field("due", "By when it is to be given", "Enter by when it is to be given"),
          {.name = "sure",
           .label = "That the day is right",
           .kind = pipeline::Kind::many,
           .choices = {"yes"}},
          text_field("covers", "What it covers", "Write what it covers", k_longest, true)};
}

}  // namespace

std::string order_path(const OrderRow& row, std::string_view rest) {
  return "/case/" + row.case_id.text() + "/court/" + row.id + std::string(rest);
}

Result<OrderRow> order_in_path(Context& c) {
  auto row = find_order(c.tx, c.input.text("order"));
  if (!row || row->case_id != c.case_id) return not_found();
  c.touch(row->id);
  return *std::move(row);
}

void add_court_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::make_court_bundle>(
      {.path = k_list,
       .summary = "Orders of courts and other authorities about a case",
       .event = "court.list",
       .facts = cases::case_facts,
       .run = [](const auto& grant, Context& c) { return show_list(grant, c); }}));
  out.push_back(pipeline::act<Action::make_court_bundle>(
      {.path = k_list,
       .summary = "Write an order down; each owner is told at once",
       .event = "court.order-written",
       .fields = order_fields(),
       .facts = cases::case_facts,
       .run = [deps](const auto&, Context& c) { return write_down(c, deps); },
       .again = k_list}));
  out.push_back(pipeline::page<Action::make_court_bundle>(
      {.path = k_one,
       .summary = "One order: what owners let go, and bundles",
       .event = "court.order-read",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return show_order(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::make_court_bundle>(
      {.path = std::string(k_one) + "/search",
       .summary = "Look again what the case has, and ask its owners",
       .event = "court.searched",
       .facts = cases::case_facts,
       .run = [deps](const auto&, Context& c) { return search(c, deps); }}));
  out.push_back(pipeline::act<Action::make_court_bundle>(
      {.path = std::string(k_one) + "/bundle",
       .summary = "Put together what owners let go and the front door's own words (PDF)",
       .event = "court.bundle-made",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return make(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::make_court_bundle>(
      {.path = std::string(k_one) + "/bundle/{bundle}",
       .summary = "Record how a bundle was given to the court",
       .event = "court.handed-over",
       .fields = {choice_field<Handed>("handed", "How it was handed over",
                                       "Select how it was handed over")},
       .facts = cases::case_facts,
       .run = [](const auto&, Context& c) { return hand_over(c); },
       .again = k_one}));
  out.push_back(mistake_route());
}

}  // namespace mash::access

// SPDX-License-Identifier: MIT
// What an owner lets go to a court: its own event for each part, with its authority or the order.
// No manager lets go another agency's.
#include <algorithm>

#include "court.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/html/house.h"

namespace mash::access {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_list = "/orders";
constexpr const char* k_one = "/orders/{order}";
constexpr const char* k_part = "/orders/part/{part}";
constexpr std::size_t k_longest = 2000;

// Also where what was answered opens no more, since all that its owner held was disposed of.
bool is_over(Context& c, const OrderRow& order, const CourtPartRow& part) {
  return is_gone(c.tx, part.kind, part.object, order.case_id, part.owner) ||
         (part.answered && part.answered->sealed.empty());
}

// Of an order whose case is not hidden from the reader.
std::vector<CourtPartRow> own_parts(Context& c, const OrderRow& order) {
  if (cases::is_barred(c.tx, order.case_id, c.principal.person)) return {};
  auto out = court_parts_of(c.tx, order.id);
  std::erase_if(out, [&](const CourtPartRow& part) {
    return !is_own(c.principal, part) || is_over(c, order, part);
  });
  return out;
}

// Of an order that was a mistake nothing is answered any more.
Result<CourtPartRow> part_in_path(Context& c) {
  auto part = find_court_part(c.tx, c.input.text("part"));
  if (!part) return not_found();
  const auto order = find_order(c.tx, part->order);
  if (order->mistake_at || is_over(c, *order, *part)) return not_found();
  return *std::move(part);
}

// What is a part is in the hub: no draft is.
Result<policy::Facts> part_facts(Context& c) {
  MASH_TRY(const auto part, part_in_path(c));
  const auto order = find_order(c.tx, part.order);
  c.about(order->case_id);
  c.touch(part.id);
  return policy::Facts{.barred = cases::is_barred(c.tx, order->case_id, c.principal.person),
                       .own = is_own(c.principal, part),
                       .item = policy::ItemState::in_hub};
}

Result<Reply> list(const policy::Proof& proof, Context& c) {
  json::Array rows;
  for (const auto& order : orders_about(c.tx, c.principal.agency)) {
    const auto parts = own_parts(c, order);
    if (parts.empty()) continue;
    const auto open = std::ranges::count_if(parts, [](const auto& p) { return !p.answered; });
    json::Value v = order_view(c, proof, order);
    v.set("href", std::string(k_list) + "/" + order.id);
    v.set("count", static_cast<std::int64_t>(parts.size()));
    v.set("open", static_cast<std::int64_t>(open));
    v.set("clock",
          open == 0 || order.mistake_at
              ? json::Value(false)
              : html::clock({.due = end_of(order.due), .now = c.now, .started = order.written_at}));
    c.touch(order.id);
    rows.push_back(std::move(v));
  }
  json::Value data = json::Object{};
  data.set("nothing",
           rows.empty() ? html::empty(html::Empty::nothing, "No order is about anything of yours.")
                        : json::Value(false));
  data.set("rows", std::move(rows));
  return pipeline::View{.page = "access/orders",
                        .title = "Orders of courts",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> show_order(const policy::Proof& proof, Context& c, const Deps& deps) {
  const auto order = find_order(c.tx, c.input.text("order"));
  if (!order) return not_found();
  const auto parts = own_parts(c, *order);
  if (parts.empty()) return not_found();
  const bool speaks = policy::may(c.principal, Action::release_item,
                                  {.own = true, .item = policy::ItemState::in_hub});
  json::Array lines;
  for (const auto& part : parts) {
    const auto said = words_of_part(c, proof, deps, {.id = order->id}, as_part(*order, part));
    json::Value v = json::Object{};
    v.set("href",
          speaks && !order->mistake_at ? std::string(k_list) + "/part/" + part.id : std::string());
    v.set("what", said ? said->title : std::string(model::words_of(part.kind)));
    v.set("state", court_answer_words(part));
    c.touch(part.id);
    lines.push_back(std::move(v));
  }
  json::Value data = json::Object{};
  data.set("order", order_view(c, proof, *order));
  data.set("case", cases::find_case(c.tx, order->case_id)->reference);
  data.set("lines", std::move(lines));
  return pipeline::View{.page = "access/ordered",
                        .title = "Order of a court",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

int place_of(const CourtPartRow& part) {
  return part.answered ? part.answered->place : 0;
}

std::vector<json::Value> questions(const Context& c) {
  return {html::radios({.name = "answer",
                        .legend = "Does this go to the court?",
                        .error = html::error_of(c.faults, "answer"),
                        .value = typed_or_empty(c, "answer"),
                        .choices = choices_of<CourtAnswer>(),
                        .legend_classes = "govuk-fieldset__legend--s"}),
          html::textarea({.name = "reason",
                          .label = "On what ground?",
                          .hint = "Where you keep the written authority or your copy of the order, "
                                  "and who decided. If you do not give it: why, and whom you told.",
                          .error = html::error_of(c.faults, "reason"),
                          .value = typed_or_empty(c, "reason"),
                          .rows = 3,
                          .max_length = static_cast<int>(k_longest),
                          .label_classes = "govuk-label--s"})};
}

Result<Reply> show_part(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto part, part_in_path(c));
  const auto order = find_order(c.tx, part.order);
  const auto said = words_of_part(c, proof, deps, {.id = order->id}, as_part(*order, part));
  if (!said) return not_found();
  json::Value data = json::Object{};
  data.set("back", std::string(k_list) + "/" + order->id);
  data.set("order", order_view(c, proof, *order));
  data.set("title", said->title);
  data.set("text", said->traits.text);
  data.set("answered", part.answered ? json::Value(court_answer_words(part)) : json::Value(false));
  data.set("reason", part.answered ? open_court_answer(c, proof, *order, part).reason.reveal()
                                   : std::string());
  data.set("action", std::string(k_list) + "/part/" + part.id);
  data.set("seen", seen_of(place_of(part), said->traits.text));
  data.set("fields", html::fields(questions(c)));
  return pipeline::View{.page = "access/order_part",
                        .title = said->title,
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> answer(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto part, part_in_path(c));
  const auto order = find_order(c.tx, part.order);
  const auto said = words_of_part(c, proof, deps, {.id = order->id}, as_part(*order, part));
  if (!said) return not_found();
  MASH_TRY_DO(check_seen(c, seen_of(place_of(part), said->traits.text), place_of(part),
                         court_answer_words(part)));
  const auto what = *model::from_code<CourtAnswer>(c.input.text("answer"));
  const bool goes = what != CourtAnswer::refused;
  add_court_answer(c, *order, part, {.answer = what},
                   {.text = Sensitive(goes ? said->traits.text : std::string()),
                    .reason = Sensitive(std::string(c.input.text("reason"))),
                    .title = said->title,
                    .at = said->at});
  c.note(std::string(model::code_of(what)));
  return pipeline::SeeOther{std::string(k_list) + "/" + order->id, {}};
}

}  // namespace

void add_court_owner_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_releases>(
      {.path = k_list,
       .summary = "Orders of courts about something of the own agency",
       .event = "orders.list",
       .facts = pipeline::no_facts,
       .run = [](const auto& grant, Context& c) { return list(grant, c); }}));
  out.push_back(pipeline::page<Action::read_releases>(
      {.path = k_one,
       .summary = "One order, and the parts of the own agency",
       .event = "orders.read",
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return show_order(grant, c, deps); }}));
  out.push_back(pipeline::page<Action::release_item>(
      {.path = k_part,
       .summary = "One part of the own agency, to say whether it goes to the court",
       .event = "orders.part-read",
       .facts = part_facts,
       .run = [deps](const auto& grant, Context& c) { return show_part(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::release_item>(
      {.path = k_part,
       .summary = "Say as its owner whether it goes to the court, and on what ground",
       .event = "orders.part-answered",
       .fields = {seen_field(),
                  choice_field<CourtAnswer>("answer", "Whether it goes to the court",
                                            "Select whether it goes to the court"),
                  {.name = "reason",
                   .label = "On what ground",
                   .required = true,
                   .max = k_longest,
                   .missing = "Write on what ground",
                   .as_typed = true}},
       .facts = part_facts,
       .run = [deps](const auto& grant, Context& c) { return answer(grant, c, deps); },
       .again = k_part}));
}

}  // namespace mash::access

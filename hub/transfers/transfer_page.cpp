// SPDX-License-Identifier: MIT
// All transfers from and to this hub, and one of them with what can be done about it.
#include <algorithm>

#include "acts.h"
#include "mash/cases/cases.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/login/presence.h"

namespace mash::transfers {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_list = "/transfers";
constexpr const char* k_one = "/transfers/{transfer}";
constexpr std::size_t k_longest_words = 4000;

constexpr const char* k_accepts = "ACCEPT";
constexpr const char* k_refuses = "REFUSE";

json::Object answering(const std::string& transfer) {
  return {{"act", "transfer.answer"}, {"transfer", transfer}};
}

// Of a case that is hidden from the reader it is as if there were none.
bool may_know(Context& c, const Transfer& transfer) {
  return transfer.case_id.empty() || cases::works_on(c, transfer.case_id);
}

bool may_act(const Context& c) {
  return policy::may(c.principal, Action::issue_product, {.case_member = true});
}

Result<Transfer> in_path(Context& c) {
  auto transfer = find_transfer(c.tx, c.input.text("transfer"));
  if (!transfer || !may_know(c, *transfer)) return not_found();
  if (!transfer->case_id.empty()) c.about(transfer->case_id);
  c.touch(transfer->id);
  return *std::move(transfer);
}

Result<policy::Facts> facts_in_path(Context& c) {
  MASH_TRY(const auto transfer, in_path(c));
  return policy::Facts{.case_member = true};
}

std::string ages(const Transfer& transfer) {
  std::string out;
  for (const auto& child : transfer.children) out += (out.empty() ? "" : "; ") + child.age;
  return out;
}

std::string waits_words(const Transfer& t, UtcTime now) {
  if (t.ended_at) return "";
  const auto& policy = built_in_policy();
  const std::string late = now >= t.answer_by ? "OVERDUE since " : "by ";
  return "Stage " + std::to_string(t.stage) + ", " + policy.who(t.stage) + ": " + late +
         plain_time(t.answer_by);
}

std::string delivery_words(const Transfer& t) {
  if (!t.outward) return "";
  if (t.arrived_at) return "Delivered: the other hub has it since " + plain_time(*t.arrived_at);
  return "Not delivered yet. If it is urgent, ring them";
}

json::Value line_view(Context& c, const Transfer& t) {
  const auto other = peers::name_of_hub(c.tx, t.hub);
  return json::Object{{"href", href_of(t)},
                      {"with", (t.outward ? "To " : "From ") + other},
                      {"kind", words_of(built_in_policy().kinds, t.kind)},
                      {"urgency", built_in_policy().urgency_words(t.urgency)},
                      {"ages", ages(t)},
                      {"state", std::string(model::words_of(t.state))},
                      {"waits", waits_words(t, c.now)},
                      {"at", plain_time(t.offered_at)}};
}

Result<Reply> show_list(Context& c) {
  json::Array lines;
  for (const auto& transfer : newest_transfers(c.tx)) {
    if (!may_know(c, transfer)) continue;
    c.touch(transfer.id);
    lines.push_back(line_view(c, transfer));
  }
  json::Value data = json::Object{};
  data.set("nothing", lines.empty() ? html::empty(html::Empty::nothing,
                                                  "No case was offered by or to this hub yet.")
                                    : json::Value(false));
  data.set("lines", std::move(lines));
  return pipeline::View{
      .page = "transfers/list", .title = "Transfers between hubs", .data = std::move(data)};
}

std::string entry_words(Context& c, const responsibility::Entry& entry) {
  const auto by = peers::name_of_hub(c.tx, entry.by);
  const auto to = entry.to.empty() ? std::string() : peers::name_of_hub(c.tx, entry.to);
  switch (entry.what) {
    case responsibility::What::begin:
      return by + " is responsible";
    case responsibility::What::offer:
      return by + " offered it to " + to;
    case responsibility::What::withdraw:
      return by + " ended its offer and stays responsible";
    case responsibility::What::keep:
      return by + " stays responsible";
    case responsibility::What::transfer:
      return by + " recorded the transfer: " + to + " is responsible";
  }
  return "";
}

json::Array history(Context& c, const Transfer& transfer) {
  json::Array out;
  for (const auto& child : transfer.children) {
    const auto chain = read_chain(c, child.chain);
    json::Array entries;
    if (chain) {
      for (const auto& entry : chain->entries()) {
        entries.push_back(
            json::Object{{"words", entry_words(c, entry)}, {"at", plain_time(entry.at)}});
      }
    }
    out.push_back(json::Object{{"age", child.age}, {"entries", std::move(entries)}});
  }
  return out;
}

json::Value words_field(const Context& c, const char* name, const char* label, const char* hint) {
  return html::textarea({.name = name,
                         .label = label,
                         .hint = hint,
                         .error = html::error_of(c.faults, name),
                         .value = c.typed == nullptr ? "" : std::string(c.typed->text(name)),
                         .rows = 4,
                         .max_length = static_cast<int>(k_longest_words),
                         .label_classes = "govuk-label--s"});
}

html::RadiosOptions choice_of(const Context& c, const char* name, const char* legend) {
  return {.name = name,
          .legend = legend,
          .error = html::error_of(c.faults, name),
          .value = c.typed == nullptr ? "" : std::string(c.typed->text(name)),
          .legend_classes = "govuk-fieldset__legend--s"};
}

json::Value answer_form(Context& c, const Transfer& t) {
  auto answer = choice_of(c, "answer", "Does this hub accept?");
  answer.choices = {{.value = k_accepts,
                     .text = "Accept it",
                     .hint = "This hub acts for the child from now on, and cannot take that back "
                             "by itself"},
                    {.value = k_refuses,
                     .text = "Refuse it",
                     .hint = "The other hub keeps the emergency duty, and it goes to the next "
                             "stage"}};
  auto why = choice_of(c, "refusal", "If it is refused: why?");
  for (const auto& one : built_in_policy().refusals) {
    why.choices.push_back({.value = one.code, .text = one.words});
  }
  json::Value out = json::Object{};
  out.set("action", href_of(t) + "/answer");
  out.set("fields",
          html::fields({html::radios(answer), html::radios(why),
                        words_field(c, "answer_words", "What do you write to the other hub?",
                                    "If you accept: who takes it over, and how they are reached. "
                                    "If not: what they have to know")}));
  out.set("presence", login::presence_view(c, answering(t.id)));
  return out;
}

json::Value again_form(const Transfer& t) {
  return json::Object{{"action", href_of(t) + "/again"}, {"who", built_in_policy().who(t.stage)}};
}

json::Value keep_form(Context& c, const Transfer& t) {
  json::Value out = json::Object{};
  out.set("action", href_of(t) + "/keep");
  out.set("fields", html::fields({words_field(c, "keep_words", "Why does this hub keep the child?",
                                              "This stays here")}));
  return out;
}

void set_forms(Context& c, const Transfer& t, json::Value& data) {
  const bool may = may_act(c);
  const bool to_answer = may && !t.outward && t.state == State::offered;
  const bool to_end = may && t.outward && !t.ended_at;
  data.set("to_answer", to_answer ? answer_form(c, t) : json::Value(false));
  data.set("again", to_end && t.state == State::refused ? again_form(t) : json::Value(false));
  data.set("keep", to_end ? keep_form(c, t) : json::Value(false));
}

Result<Reply> show_one(Context& c, const policy::Proof& proof) {
  MASH_TRY(const auto t, in_path(c));
  const auto other = peers::name_of_hub(c.tx, t.hub);
  const auto words = words_of(c, proof, t);
  const auto reason = reason_of(c, proof, t);
  const auto& policy = built_in_policy();
  json::Value data = line_view(c, t);
  data.set("duty", duty_words(t, other));
  data.set("delivery", delivery_words(t));
  data.set("why", words_of(policy.reasons, t.reason));
  data.set("from", words.text("from"));
  data.set("answered", words.text("answered"));
  data.set("answered_at", t.answered_at ? plain_time(*t.answered_at) : std::string());
  data.set("answer", words.text("answer"));
  data.set("refusal", t.refusal.empty() ? std::string() : words_of(policy.refusals, t.refusal));
  data.set("words", reason.text("words"));
  data.set("kept", reason.text("kept"));
  data.set("no_names", !t.outward && t.case_id.empty());
  data.set("case", t.case_id.empty() ? std::string() : "/case/" + t.case_id.text());
  data.set("trouble", trouble_words(c, t));
  data.set("children", history(c, t));
  set_forms(c, t, data);
  return pipeline::View{.page = "transfers/one",
                        .title = "Transfer between hubs",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Error meanwhile(const char* field) {
  return {ErrorCode::conflict,
          "This transfer stands differently meanwhile. Look at it again",
          {{field, "This transfer stands differently meanwhile. Look at it again"}}};
}

Result<Reply> run_answer(Context& c, const policy::Proof& proof, const Deps& deps) {
  const bool accepts = c.input.text("answer") == k_accepts;
  if (!accepts && !c.input.has("refusal")) return invalid("refusal", "Select why it is refused");
  MASH_TRY_DO(login::take_presence(c, answering(std::string(c.input.text("transfer")))));
  MASH_TRY(auto t, in_path(c));
  if (t.outward || t.state != State::offered) return meanwhile("answer");
  if (!accepts) t.refusal = c.input.text("refusal");
  c.note(accepts ? "transfer_accepted" : "transfer_refused");
  MASH_TRY_DO(answer(c, proof, deps, t, accepts, std::string(c.input.text("answer_words"))));
  return pipeline::SeeOther{href_of(t), {}};
}

Result<Reply> run_again(Context& c, const policy::Proof& proof, const Deps& deps) {
  MASH_TRY(auto t, in_path(c));
  if (!t.outward || t.state != State::refused) return not_found();
  MASH_TRY(auto chains, chains_in(c, t));
  t.state = State::offered;
  t.offered_at = c.now;
  t.arrived_at.reset();
  t.answered_at.reset();
  t.refusal.clear();
  to_stage(c, t, t.stage);
  seal_words(c, t, json::Object{{"from", signed_by_words(c)}});
  update_transfer(c.tx, t);
  MASH_TRY_DO(send_offer(c, proof, deps, t, chains));
  return pipeline::SeeOther{href_of(t), {}};
}

Result<Reply> run_keep(Context& c, const policy::Proof& proof, const Deps& deps) {
  MASH_TRY(auto t, in_path(c));
  if (!t.outward) return not_found();
  if (t.ended_at) return meanwhile("keep_words");
  MASH_TRY_DO(keep(c, proof, deps, t, std::string(c.input.text("keep_words"))));
  return pipeline::SeeOther{href_of(t), {}};
}

pipeline::Field words(const char* name, const char* label, const char* missing) {
  return {.name = name,
          .label = label,
          .required = true,
          .max = k_longest_words,
          .missing = missing,
          .as_typed = true};
}

std::vector<pipeline::Field> answer_fields() {
  std::vector<pipeline::Field> out = {
      {.name = "answer",
       .label = "Answer",
       .kind = pipeline::Kind::choice,
       .required = true,
       .choices = {k_accepts, k_refuses},
       .missing = "Select whether this hub accepts"},
      {.name = "refusal",
       .label = "Reason",
       .kind = pipeline::Kind::choice,
       .choices = codes_of(built_in_policy().refusals)},
      words("answer_words", "What you write", "Enter what you write to the other hub")};
  for (auto& field : login::presence_fields()) out.push_back(std::move(field));
  return out;
}

}  // namespace

std::string href_of(const Transfer& transfer) {
  return "/transfers/" + transfer.id;
}

std::string duty_words(const Transfer& t, const std::string& other) {
  if (t.state == State::transferred) {
    return (t.outward ? other + " is" : std::string("This hub is")) + " responsible since " +
           plain_time(*t.ended_at) + ".";
  }
  if (t.state == State::withdrawn) {
    return "It is not offered any more: " + (t.outward ? std::string("this hub") : other) +
           " keeps the emergency duty.";
  }
  if (t.outward) {
    return "This hub keeps the emergency duty until " + other +
           " has accepted in writing and this hub has recorded it.";
  }
  if (t.state == State::accepted) {
    return "This hub acts from its acceptance on. " + other +
           " keeps the emergency duty too until it has recorded the transfer.";
  }
  return other + " keeps the emergency duty until this hub has accepted in writing and " + other +
         " has recorded it.";
}

std::string trouble_words(Context& c, const Transfer& t) {
  bool any = false;
  for (const auto& child : t.children) {
    const auto row = find_chain(c.tx, child.chain);
    any = any || !row || !row->trouble.empty() || !read_chain(c, child.chain);
  }
  if (!any) return "";
  return "What both hubs have of who is responsible does not fit together. Nothing that does not "
         "fit was taken. Go on acting for the child and ring the other hub";
}

std::vector<cases::Owed> owed(Context& c) {
  std::vector<cases::Owed> out;
  if (!may_act(c)) return out;
  for (const auto& t : newest_transfers(c.tx)) {
    const bool waits = !t.ended_at && t.state == (t.outward ? State::refused : State::offered);
    if (!waits || !may_know(c, t)) continue;
    out.push_back({.case_id = t.case_id,
                   .what = t.outward ? "A transfer that another hub refused"
                                     : "A transfer that another hub offers",
                   .href = href_of(t),
                   .since = t.outward ? t.answered_at.value_or(t.offered_at) : t.offered_at,
                   .due_at = t.answer_by});
  }
  return out;
}

void add_transfer_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_queue>(
      {.path = k_list,
       .summary = "Transfers of responsibility from and to this hub",
       .event = "transfers.list",
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return show_list(c); }}));
  out.push_back(pipeline::page<Action::read_queue>(
      {.path = k_one,
       .summary = "One transfer: who keeps the duty, the answer, the signed history",
       .event = "transfer.read",
       .facts = pipeline::no_facts,
       .run = [](const auto& grant, Context& c) { return show_one(c, grant); }}));
  out.push_back(pipeline::act<Action::issue_product>(
      {.path = std::string(k_one) + "/answer",
       .summary = "Accept in writing what another hub offers, or refuse it with a reason",
       .event = "transfer.answered",
       .fields = answer_fields(),
       .facts = facts_in_path,
       .run = [deps](const auto& grant, Context& c) { return run_answer(c, grant, deps); },
       .again = k_one}));
  out.push_back(pipeline::act<Action::issue_product>(
      {.path = std::string(k_one) + "/again",
       .summary = "Offer again what another hub refused, at the next stage",
       .event = "transfer.offered-again",
       .facts = facts_in_path,
       .run = [deps](const auto& grant, Context& c) { return run_again(c, grant, deps); },
       .again = k_one}));
  out.push_back(pipeline::act<Action::issue_product>(
      {.path = std::string(k_one) + "/keep",
       .summary = "End an offer: this hub stays responsible",
       .event = "transfer.kept",
       .fields = {words("keep_words", "Why this hub keeps the child",
                        "Enter why this hub keeps the child")},
       .facts = facts_in_path,
       .run = [deps](const auto& grant, Context& c) { return run_keep(c, grant, deps); },
       .again = k_one}));
}

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  add_case_routes(out, deps);
  add_transfer_routes(out, deps);
  return out;
}

}  // namespace mash::transfers

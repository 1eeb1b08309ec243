// SPDX-License-Identifier: MIT
// All requests with their time, and writing one down.
#include <algorithm>
#include <iterator>

#include "mash/directory/directory.h"
#include "mash/html/house.h"
#include "mash/packages/reference.h"
#include "pages.h"

namespace mash::access {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_list = "/access";
constexpr const char* k_new = "/access/new";
constexpr std::size_t k_longest = 2000;

// Whose it is: the page is all that a data protection officer has in place of tasks.
std::string keeper_words(Context& c, const Deps& deps, const RequestRow& row) {
  if (row.keeper == c.principal.person) return "You keep it";
  const bool waits = row.state == RequestState::open && is_keeper_away(c, deps, row);
  return "Kept by " + directory::person_name(deps.borough, row.keeper) +
         (waits ? ", who is not here: see to it, or hand it over" : "");
}

json::Value line_of(const policy::Proof& proof, Context& c, const Deps& deps,
                    const RequestRow& row) {
  json::Value v = json::Object{};
  const auto limit = limit_of(c, row, deps);
  const bool open = row.state == RequestState::open;
  v.set("href", path_of(row));
  v.set("reference", row.reference);
  v.set("who", open_request(c, proof, row).who.reveal());
  v.set("received", plain_date(row.received));
  v.set("state", open ? time_words(limit) : std::string(model::words_of(row.state)));
  v.set("clock", clock_of(c, row, limit));
  v.set("keeper", keeper_words(c, deps, row));
  const auto seen = cases_seen(c, row);
  v.set("apart", !seen.apart.empty() && !is_handed_over(c, row, seen.apart));
  c.touch(row.id);
  return v;
}

Result<Reply> list(const policy::Proof& proof, Context& c, const Deps& deps) {
  json::Array rows;
  json::Array others;
  for (const auto& row : all_requests(c.tx)) {
    if (!may_know(c, row)) continue;
    const bool own = row.state == RequestState::open && row.keeper == c.principal.person;
    (own ? rows : others).push_back(line_of(proof, c, deps, row));
  }
  std::ranges::move(others, std::back_inserter(rows));
  json::Value data = json::Object{};
  data.set("nothing", rows.empty() ? html::empty(html::Empty::nothing, "Nobody has asked yet.")
                                   : json::Value(false));
  data.set("has_rows", !rows.empty());
  data.set("rows", std::move(rows));
  data.set("answers", policy::may(c.principal, Action::answer_subject_request, {.own = true})
                          ? "/answers"
                          : "");
  return pipeline::View{.page = "access/list",
                        .title = "Access requests",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

std::vector<json::Value> questions(const Context& c) {
  return {
      html::input({.name = "who",
                   .label = "Who asks?",
                   .hint = "Their name as they give it",
                   .error = html::error_of(c.faults, "who"),
                   .value = typed_or_empty(c, "who"),
                   .label_classes = "govuk-label--s",
                   .autocomplete = "off",
                   .spellcheck = "false"}),
      html::radios({.name = "right",
                    .legend = "In what right do they ask?",
                    .error = html::error_of(c.faults, "right"),
                    .value = typed_or_empty(c, "right"),
                    .choices = choices_of<Right>(),
                    .legend_classes = "govuk-fieldset__legend--s"}),
      day_question(c, "received", "When did it come?",
                   "The day on which it reached anybody who works here, for example 24 11 2026"),
      html::textarea({.name = "asks",
                      .label = "What do they ask for?",
                      .hint = "In their words. Agencies that are asked read this.",
                      .error = html::error_of(c.faults, "asks"),
                      .value = typed_or_empty(c, "asks"),
                      .rows = 4,
                      .max_length = static_cast<int>(k_longest),
                      .label_classes = "govuk-label--s"}),
      html::textarea({.name = "address",
                      .label = "Where is the answer to go?",
                      .hint = "An address that is safe for them: ask who else opens their post "
                              "and e-mail. Only those who keep requests read this.",
                      .error = html::error_of(c.faults, "address"),
                      .value = typed_or_empty(c, "address"),
                      .rows = 3,
                      .max_length = static_cast<int>(k_longest),
                      .label_classes = "govuk-label--s"})};
}

Result<Reply> show_new(Context& c) {
  json::Value data = json::Object{};
  data.set("fields", html::fields(questions(c)));
  return pipeline::View{.page = "access/new",
                        .title = "Write down a request",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

// The day from which people have the rights that are kept here: the Data Protection Act 2018
// (Commencement No. 1 and Transitional and Saving Provisions) Regulations 2018, SI 2018/625,
// regulation 2. Before it is a slip.
constexpr LocalDate k_first_day{2018, 5, 25};

Result<Reply> log(Context& c, const Deps& deps) {
  MASH_TRY(const auto received, day_before_now(c, "received"));
  if (received < k_first_day) {
    return invalid("received", "Enter the day on which it came, " + plain_date(k_first_day) +
                                   " or after: earlier requests were under another Act");
  }
  RequestRow row{.id = new_id_text(c.random),
                 .reference = packages::new_reference(c.random),
                 .right = *model::from_code<Right>(c.input.text("right")),
                 .received = received,
                 .logged_at = c.now,
                 .keeper = c.principal.person,
                 .state = RequestState::open,
                 .policy = deps.policy.version};
  row.sealed = seal_request(c, row.id,
                            {.who = Sensitive(std::string(c.input.text("who"))),
                             .address = Sensitive(std::string(c.input.text("address"))),
                             .asks = Sensitive(std::string(c.input.text("asks")))});
  insert_request(c.tx, row);
  c.touch(row.id);
  return pipeline::SeeOther{path_of(row), {}};
}

std::vector<pipeline::Field> new_fields() {
  return {{.name = "who",
           .label = "Who asks",
           .required = true,
           .max = 200,
           .missing = "Enter who asks"},
          choice_field<Right>("right", "In what right they ask", "Select in what right they ask"),
          {.name = "received",
           .label = "The day on which it came",
           .kind = pipeline::Kind::date,
           .required = true,
           .missing = "Enter the day on which it came"},
          {.name = "asks",
           .label = "What they ask for",
           .required = true,
           .max = k_longest,
           .missing = "Write what they ask for",
           .as_typed = true},
          {.name = "address",
           .label = "Where the answer is to go",
           .required = true,
           .max = k_longest,
           .missing = "Write where the answer is to go",
           .as_typed = true}};
}

}  // namespace

void add_list_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::keep_subject_requests>(
      {.path = k_list,
       .summary = "Requests of people for what is held about them, with their time",
       .event = "access.list",
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return list(grant, c, deps); }}));
  out.push_back(pipeline::page<Action::keep_subject_requests>(
      {.path = k_new,
       .summary = "The form to write down such a request",
       .event = "access.form",
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return show_new(c); }}));
  out.push_back(pipeline::act<Action::keep_subject_requests>(
      {.path = k_list,
       .summary = "Write down that somebody asks for what is held about them",
       .event = "access.logged",
       .fields = new_fields(),
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return log(c, deps); },
       .again = k_new}));
}

}  // namespace mash::access

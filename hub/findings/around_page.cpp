// SPDX-License-Identifier: MIT
// Who is around one person and what was ever told of them, without a name (decision 0052): made
// anew for each reader, of the record without what is hidden from them.
#include <charconv>
#include <map>

#include "around.h"
#include "finding_words.h"
#include "mash/html/forms.h"
#include "mash/model/words.h"
#include "mash/picture/picture.h"
#include "mash/research/record.h"
#include "pages.h"
#include "scope.h"

namespace mash::findings {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;
using Heads = std::map<CaseId, cases::CaseHead>;

constexpr std::uint32_t k_steps = 2;  // unless somebody asks for another

std::string_view words_of(research::Part part) {
  switch (part) {
    case research::Part::child:
      return "Child";
    case research::Part::parent:
      return "Parent or carer";
    case research::Part::adult:
      return "Adult of concern";
    case research::Part::other:
      return "Somebody else";
  }
  return "";
}

// "A, B", or `none`.
template <class All, class Words>
std::string listed(const All& all, const Words& words, const char* none) {
  std::string out;
  for (const auto& one : all) out += (out.empty() ? "" : ", ") + std::string(words(one));
  return out.empty() ? none : out;
}

std::string person_called(Context& c, const research::PersonFacts& person) {
  return called(c.vault, {person.child ? About::child : About::adult, person.id});
}

// "7KQ3-M2XV": a drawing says by shape what they are, and has no room to say it again.
std::string letters_of(const std::string& called) {
  return called.substr(called.find(' ') + 1);
}

struct Shown {
  const research::Record& record;
  const Surroundings& around;
  Heads heads;
};

Shown shown_of(Context& c, const research::Record& record, const Surroundings& around) {
  std::set<CaseId> ids;
  for (const auto& n : around.named) ids.insert(record.cases[n.in].id);
  for (const auto& one : around.people) {
    if (one.in) ids.insert(record.cases[*one.in].id);
  }
  Shown out{.record = record, .around = around, .heads = {}};
  for (auto& head : cases::find_cases(c.tx, ids)) out.heads[head.id] = std::move(head);
  return out;
}

// By what somebody was reached, with the way to the case for whoever may read it.
html::TableCell reached_by(Context& c, const Shown& shown, const Reached& one) {
  if (one.in) {
    const auto& facts = shown.record.cases[*one.in];
    auto cell = case_cell(c, facts.id, shown.heads.at(facts.id));
    cell.text += " of " + plain_date(facts.day);
    return cell;
  }
  const auto& home = shown.record.homes[*one.home];
  return {.text = called(c.vault, {About::home, home.key, home.district}) + ", both from " +
                  plain_date(one.shared_from) + " until " + plain_date(one.shared_until)};
}

json::Value picture_view(Context& c, const Shown& shown, std::uint32_t steps) {
  const auto& all = shown.around.people;
  picture::NetworkOptions options{
      .frame = {.id = "around",
                .heading = "Who is around them",
                .description = "People up to " + std::to_string(steps) +
                               " steps away, each joined to whom they were reached from. The "
                               "table below says the same.",
                .caption = "How each was reached"}};
  std::vector<html::TableCell> by;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& person = shown.record.people[all[i].person];
    options.people.push_back({.label = letters_of(person_called(c, person)),
                              .shape = person.child ? picture::Shape::child : picture::Shape::adult,
                              .notifications = all[i].cases,
                              .steps = all[i].steps});
    if (all[i].steps == 0) continue;
    by.push_back(reached_by(c, shown, all[i]));
    options.links.push_back({.from = all[i].from, .to = i, .words = by.back().text});
  }
  auto drawn = picture::network(options);
  // The drawing takes words alone; the table leads on.
  for (std::size_t i = 0; i < drawn.table.rows.size(); ++i) {
    auto& row = drawn.table.rows[i];
    const auto& link = options.links[i];
    row.front().href = around_path(shown.record.people[all[link.from].person].id);
    row.at(2).href = around_path(shown.record.people[all[link.to].person].id);
    row.back().href = by[i].href;
  }
  return picture::as_data(drawn);
}

// What was decided, oldest first, and where it stands: also what needed nothing.
std::string became(const research::CaseFacts& facts, const cases::CaseHead& head) {
  const auto decided = [](const decision::DecidedInCase& one) {
    return std::string(model::words_of(one.outcome)) + " on " + plain_date(to_london(one.at).date);
  };
  const std::string standing(cases::standing_words(head));
  if (facts.decided.empty()) return standing;
  return listed(facts.decided, decided, "") + ". " + standing;
}

json::Value told_table(Context& c, const Shown& shown) {
  html::TableOptions table{.caption = "Everything that was told, the oldest first",
                           .caption_classes = "govuk-table__caption--m",
                           .head = {{.text = "Received"},
                                    {.text = "Case"},
                                    {.text = "Named as"},
                                    {.text = "Told by"},
                                    {.text = "What of"},
                                    {.text = "What became of it"}},
                           .first_cell_is_header = true,
                           .stack = true};
  for (const auto& n : shown.around.named) {
    const auto& facts = shown.record.cases[n.in];
    const auto& head = shown.heads.at(facts.id);
    const auto words = [](auto code) { return model::words_of(code); };
    table.rows.push_back({{.text = plain_date(facts.day)},
                          case_cell(c, facts.id, head),
                          {.text = std::string(words_of(n.part))},
                          {.text = listed(facts.sources, words, "Not known")},
                          {.text = listed(facts.concerns, words, "Not said")},
                          {.text = became(facts, head)}});
  }
  return html::table(table);
}

json::Value form_view(const std::string& path, std::uint32_t steps,
                      const std::optional<LocalDate>& until) {
  std::vector<html::Choice> choices;
  for (std::uint32_t i = 1; i <= k_most_steps; ++i) {
    choices.push_back({.value = std::to_string(i),
                       .text = std::to_string(i) + (i == 1 ? " step away" : " steps away")});
  }
  const auto part = [&](int LocalDate::* of) {
    return until ? std::to_string((*until).*of) : std::string();
  };
  return json::Object{
      {"action", path},
      {"fields",
       html::fields({html::select({.name = "steps",
                                   .label = "How far",
                                   .value = std::to_string(steps),
                                   .choices = std::move(choices)}),
                     html::date_input({.name = "until",
                                       .legend = "As it had been told until",
                                       .hint = "Leave it empty to see all.",
                                       .day = part(&LocalDate::day),
                                       .month = part(&LocalDate::month),
                                       .year = part(&LocalDate::year),
                                       .legend_classes = "govuk-fieldset__legend--s"})})}};
}

std::uint32_t steps_of(std::string_view typed) {
  std::uint32_t out = k_steps;
  std::from_chars(typed.data(), typed.data() + typed.size(), out);  // one of the choices
  return out;
}

Result<Reply> show(Context& c, const Deps& deps) {
  const std::string person(c.input.text("person"));
  const auto steps = steps_of(c.input.text("steps"));
  std::optional<LocalDate> until;
  if (const auto date = c.input.date("until")) until = *date;
  const auto kept =
      deps.record->without(c.tx, c.vault, c.now, hidden_from(c.tx, c.principal.person));
  const auto& record = *kept;
  const auto around = surroundings(record, person, steps, until);
  if (!around) return not_found();
  const auto& facts = record.people[around->people.front().person];
  const Shown shown = shown_of(c, record, *around);
  json::Value data = json::Object{};
  data.set("who", person_called(c, facts));
  data.set("age", research::age_band(facts.born, to_london(c.now).date.year));
  data.set("unidentified", !facts.identified);
  data.set("until", until ? plain_date(*until) : std::string());
  data.set("form", form_view(around_path(person), steps, until));
  data.set("picture", picture_view(c, shown, steps));
  data.set("alone", around->people.size() == 1);
  data.set("cut", around->cut);
  data.set("nothing", around->named.empty());
  data.set("told", around->named.empty() ? json::Value(false) : told_table(c, shown));
  c.touch(person);
  return pipeline::View{.page = "findings/around",
                        .title = "Who is around one person",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

}  // namespace

std::string around_path(const std::string& person) {
  return "/patterns/people/" + person;
}

void add_around_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  pipeline::Field steps{.name = "steps", .label = "How far", .kind = pipeline::Kind::choice};
  for (std::uint32_t i = 1; i <= k_most_steps; ++i) steps.choices.push_back(std::to_string(i));
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = "/patterns/people/{person}",
       .summary = "Who is around one person and what was told of them, without names",
       .event = "finding.around-read",
       .fields = {std::move(steps),
                  {.name = "until",
                   .label = "The day until which it had been told",
                   .kind = pipeline::Kind::date}},
       // Whether there is such a person takes a pass over the record: asked once, in show.
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return show(c, deps); }}));
}

}  // namespace mash::findings

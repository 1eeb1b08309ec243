// SPDX-License-Identifier: MIT
// What agencies outside the hub have signed on paper, recorded by whoever keeps agreements.
#include <algorithm>

#include "mash/agreements/agreements.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "pages.h"

namespace mash::agreements {

namespace {

using pipeline::Context;
using pipeline::Field;
using pipeline::Kind;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_path = "/agreements/{agreement}/paper";
constexpr const char* k_joined = "JOINED";
constexpr const char* k_left = "LEFT";
constexpr std::size_t k_longest_name = 120;
constexpr std::size_t k_longest_words = 1000;

std::string typed(const Context& c, std::string_view field) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(field));
}

// What it may sign or leave now.
std::vector<std::int64_t> open_to(const Agreement& agreement, const AgencyId& agency,
                                  LocalDate day) {
  std::vector<std::int64_t> out;
  for (const auto* one : agreement.to_leave(agency, day)) out.push_back(one->number);
  const auto* joins = agreement.to_join(agency, day);
  if (joins != nullptr && !joins->has_joined(agency)) out.push_back(joins->number);
  return out;
}

std::vector<const model::Agency*> on_paper(const model::Borough& borough,
                                           const Agreement& agreement, LocalDate day) {
  std::vector<const model::Agency*> out;
  for (const auto& agency : borough.agencies) {
    if (signs_on_paper(agency) && !open_to(agreement, agency.id, day).empty()) {
      out.push_back(&agency);
    }
  }
  return out;
}

json::Value version_box(const Context& c, const model::Borough& borough,
                        const Agreement& agreement) {
  html::RadiosOptions out{.name = "version",
                          .legend = "Which version?",
                          .error = html::error_of(c.faults, "version"),
                          .value = typed(c, "version"),
                          .legend_classes = "govuk-fieldset__legend--s"};
  for (auto v = agreement.versions.rbegin(); v != agreement.versions.rend(); ++v) {
    const bool open =
        std::ranges::any_of(on_paper(borough, agreement, today(c)), [&](const auto* agency) {
          const auto numbers = open_to(agreement, agency->id, today(c));
          return std::ranges::find(numbers, v->number) != numbers.end();
        });
    if (!open) continue;
    const auto number = std::to_string(v->number);
    out.choices.push_back({.value = number,
                           .text = "Version " + number + ": " + v->terms.name,
                           .hint = state_words(agreement, *v, today(c))});
  }
  return html::radios(out);
}

json::Value line_box(const Context& c, const char* name, const char* label, const char* hint) {
  return html::input({.name = name,
                      .label = label,
                      .hint = hint,
                      .error = html::error_of(c.faults, name),
                      .value = typed(c, name),
                      .label_classes = "govuk-label--s"});
}

json::Value form_of(const Context& c, const model::Borough& borough, const Agreement& agreement) {
  html::RadiosOptions agencies{.name = "agency",
                               .legend = "Which agency?",
                               .error = html::error_of(c.faults, "agency"),
                               .value = typed(c, "agency"),
                               .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto* agency : on_paper(borough, agreement, today(c))) {
    agencies.choices.push_back({.value = agency->id.text(), .text = agency->name});
  }
  return html::fields(
      {html::radios(agencies),
       html::radios({.name = "said",
                     .legend = "What does the paper say?",
                     .error = html::error_of(c.faults, "said"),
                     .value = typed(c, "said"),
                     .choices = {{.value = k_joined, .text = "It joins"},
                                 {.value = k_left, .text = "It leaves"}},
                     .legend_classes = "govuk-fieldset__legend--s"}),
       version_box(c, borough, agreement),
       line_box(c, "signed_by", "Who signed for it?", "All who work in the hub read it"),
       line_box(c, "office", "In which office?", "For example: headteacher"),
       html::date_input({.name = "day",
                         .legend = "On which day was it signed?",
                         .hint = "As the paper says. For example 28 11 2026",
                         .error = html::error_of(c.faults, "day"),
                         .day = typed(c, "day-day"),
                         .month = typed(c, "day-month"),
                         .year = typed(c, "day-year"),
                         .legend_classes = "govuk-fieldset__legend--s"}),
       line_box(c, "where", "Where does the paper lie?", "So that others find it"),
       html::textarea({.name = "reason",
                       .label = "If it leaves: why?",
                       .hint = "All who work in the hub read it. Name nobody",
                       .error = html::error_of(c.faults, "reason"),
                       .value = typed(c, "reason"),
                       .rows = 3,
                       .max_length = static_cast<int>(k_longest_words),
                       .label_classes = "govuk-label--s"})});
}

Result<Reply> show(Context& c, const model::Borough& borough) {
  MASH_TRY(const auto agreement, in_path(c));
  if (!waits_for_paper(borough, agreement, today(c))) return not_found();
  json::Value data = json::Object{};
  data.set("back", "/agreements/" + agreement.id);
  data.set("action", "/agreements/" + agreement.id + "/paper");
  data.set("fields", form_of(c, borough, agreement));
  return pipeline::View{.page = "agreements/paper",
                        .title = "Record what was signed on paper",
                        .data = std::move(data)};
}

Result<const Version*> joined_on_paper(const Context& c, const Agreement& agreement,
                                       const AgencyId& agency) {
  const auto* version = agreement.to_join(agency, today(c));
  if (version == nullptr) {
    return invalid("agency", "Nothing that it could join was put to it. Put a version to it first");
  }
  if (c.input.number("version") != version->number) {
    return invalid("version", "It can join only the newest that was put to it: version " +
                                  std::to_string(version->number));
  }
  if (version->has_joined(agency)) return invalid("said", "It has joined this version already");
  return version;
}

Result<const Version*> left_on_paper(const Context& c, const Agreement& agreement,
                                     const AgencyId& agency) {
  const auto all = agreement.to_leave(agency, today(c));
  const auto found = std::ranges::find(all, c.input.number("version"), &Version::number);
  if (found == all.end()) {
    return invalid("version", "It is not in this version. Select one that it has joined");
  }
  if (!c.input.has("reason")) return invalid("reason", "Say why it leaves, as the paper does");
  return *found;
}

// The day from which it can say so: nobody signs what was not put to them, or leaves before.
LocalDate earliest(const Version& version, const AgencyId& agency) {
  const auto word = version.words.find(agency);
  if (word != version.words.end()) {
    return word->second.on_paper.value_or(to_london(word->second.at).date);
  }
  return to_london(version.put_at.value_or(version.saved_at)).date;
}

Bytes seal_paper(Context& c, std::string_view row) {
  json::Value words = json::Object{};
  words.set("words", c.input.text("said") == k_left ? std::string(c.input.text("reason")) : "");
  for (const char* name : {"signed_by", "office", "where"}) words.set(name, c.input.text(name));
  return c.vault.seal(c.tx, label_of("agreement_word", row), json::encode(words), c.random);
}

Result<Reply> record(Context& c) {
  MASH_TRY(const auto agreement, in_path(c));
  const auto agency = AgencyId::trusted(std::string(c.input.text("agency")));
  const bool joins = c.input.text("said") == k_joined;
  MASH_TRY(const auto* version,
           joins ? joined_on_paper(c, agreement, agency) : left_on_paper(c, agreement, agency));
  MASH_TRY(const auto day, c.input.date("day"));
  if (day > today(c)) return invalid("day", "The day must be today or before");
  const auto first = earliest(*version, agency);
  if (day < first) {
    return invalid("day", "The day must be " + plain_date(first) +
                              " or later: this version was not before it then");
  }
  WordRow row{.id = new_id_text(c.random),
              .agency = agency,
              .word = {.joins = joins, .by = c.principal.person, .at = c.now, .on_paper = day}};
  row.sealed = seal_paper(c, row.id);
  insert_word(c.tx, agreement.id, version->number, row);
  c.note(joins ? "joined" : "left");
  return pipeline::SeeOther{"/agreements/" + agreement.id, {}};
}

std::vector<Field> paper_fields(const model::Borough& borough) {
  Field agencies{.name = "agency",
                 .label = "Agency",
                 .kind = Kind::choice,
                 .required = true,
                 .missing = "Select the agency that has signed"};
  for (const auto& agency : borough.agencies) {
    if (signs_on_paper(agency)) agencies.choices.push_back(agency.id.text());
  }
  return {std::move(agencies),
          {.name = "said",
           .label = "What the paper says",
           .kind = Kind::choice,
           .required = true,
           .choices = {k_joined, k_left},
           .missing = "Say whether it joins or leaves"},
          {.name = "version",
           .label = "Version",
           .kind = Kind::number,
           .required = true,
           .missing = "Select the version that was signed"},
          {.name = "signed_by",
           .label = "Who signed",
           .required = true,
           .max = k_longest_name,
           .missing = "Enter who signed for it"},
          {.name = "office",
           .label = "Office",
           .required = true,
           .max = k_longest_name,
           .missing = "Enter in which office they signed"},
          {.name = "day",
           .label = "Day",
           .kind = Kind::date,
           .required = true,
           .missing = "Enter the day on which it was signed"},
          {.name = "where",
           .label = "Where the paper lies",
           .required = true,
           .max = k_longest_name,
           .missing = "Enter where the paper lies"},
          {.name = "reason", .label = "Reason", .max = k_longest_words, .as_typed = true}};
}

}  // namespace

bool waits_for_paper(const model::Borough& borough, const Agreement& agreement, LocalDate day) {
  return !on_paper(borough, agreement, day).empty();
}

void add_paper_routes(std::vector<pipeline::Route>& out, const model::Borough& borough) {
  out.push_back(pipeline::page<Action::keep_agreements>(
      {.path = k_path,
       .summary = "The form to record what an agency outside the hub has signed on paper",
       .event = "agreement.drafting",
       .facts = pipeline::no_facts,
       .run = [&borough](const auto&, Context& c) { return show(c, borough); }}));
  out.push_back(pipeline::act<Action::keep_agreements>(
      {.path = k_path,
       .summary = "Record that an agency outside the hub has joined or left on paper",
       .event = "agreement.paper",
       .fields = paper_fields(borough),
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return record(c); },
       .again = k_path}));
}

}  // namespace mash::agreements

// SPDX-License-Identifier: MIT
// Drafting an agreement, changing the draft, and beginning a new version of one that was put to its
// parties.
#include <algorithm>

#include "mash/agreements/agreements.h"
#include "mash/cases/purposes.h"
#include "mash/html/forms.h"
#include "mash/model/words.h"
#include "pages.h"

namespace mash::agreements {

namespace {

using pipeline::Context;
using pipeline::Field;
using pipeline::Kind;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_new = "/agreements/draft";
constexpr const char* k_change = "/agreements/{agreement}/change";
constexpr std::size_t k_longest_name = 120;

// With a desk in the hub somebody of theirs can join here.
bool joins_here(const model::Agency& agency) {
  return agency.inside_hub && agency.has_desk();
}

// Those who join here first.
std::vector<const model::Agency*> possible_parties(const model::Borough& borough) {
  std::vector<const model::Agency*> out;
  for (const auto& agency : borough.agencies) {
    if (joins_here(agency)) out.push_back(&agency);
  }
  for (const auto& agency : borough.agencies) {
    if (signs_on_paper(agency)) out.push_back(&agency);
  }
  return out;
}

std::vector<Field> draft_fields(const model::Borough& borough) {
  Field parties{.name = "parties",
                .label = "Parties",
                .kind = Kind::many,
                .required = true,
                .missing = "Select at least two agencies"};
  for (const auto* agency : possible_parties(borough)) {
    parties.choices.push_back(agency->id.text());
  }
  Field purposes{.name = "purposes",
                 .label = "Purposes",
                 .kind = Kind::many,
                 .required = true,
                 .missing = "Select what it is for"};
  for (const auto& purpose : cases::built_in_purposes()) purposes.choices.push_back(purpose.code);
  Field kinds{.name = "kinds",
              .label = "What may be shared",
              .kind = Kind::many,
              .required = true,
              .missing = "Select what may be shared"};
  for (const auto& word : model::k_words<model::Sensitivity>) {
    kinds.choices.emplace_back(word.code);
  }
  Field laws{.name = "laws",
             .label = "Lawful basis",
             .kind = Kind::many,
             .required = true,
             .missing = "Select at least one lawful basis"};
  for (const auto& word : model::k_words<model::LawfulBasis>) laws.choices.emplace_back(word.code);
  std::vector<Field> out;
  out.push_back({.name = "name",
                 .label = "Name",
                 .required = true,
                 .max = k_longest_name,
                 .missing = "Enter a name for the agreement"});
  out.push_back(std::move(parties));
  out.push_back(std::move(purposes));
  out.push_back(std::move(kinds));
  out.push_back(std::move(laws));
  out.push_back({.name = "begins",
                 .label = "First day",
                 .kind = Kind::date,
                 .required = true,
                 .missing = "Enter the first day"});
  out.push_back({.name = "review_by",
                 .label = "Day by which it is reviewed",
                 .kind = Kind::date,
                 .required = true,
                 .missing = "Enter the day by which it is reviewed"});
  out.push_back({.name = "ends",
                 .label = "Last day",
                 .kind = Kind::date,
                 .required = true,
                 .missing = "Enter the last day"});
  return out;
}

// What was typed, or what is drafted, or nothing.
class Answers {
 public:
  Answers(const Context& c, const Version* before) : c_(c), before_(before) {}
  [[nodiscard]] std::string name() const {
    if (c_.typed != nullptr) return std::string(c_.typed->text("name"));
    return before_ == nullptr ? "" : before_->terms.name;
  }
  [[nodiscard]] std::vector<std::string> many(const char* field,
                                              std::vector<std::string> Terms::* member) const {
    if (c_.typed != nullptr) return c_.typed->all(field);
    return before_ == nullptr ? std::vector<std::string>{} : before_->terms.*member;
  }
  [[nodiscard]] std::vector<std::string> parties() const {
    if (c_.typed != nullptr) return c_.typed->all("parties");
    std::vector<std::string> out;
    if (before_ == nullptr) return out;
    for (const auto& agency : before_->terms.parties) out.push_back(agency.text());
    return out;
  }
  [[nodiscard]] html::DateInputOptions date(const std::string& field, std::string legend,
                                            std::string hint, LocalDate Terms::* member) const {
    html::DateInputOptions out{.name = field,
                               .legend = std::move(legend),
                               .hint = std::move(hint),
                               .error = html::error_of(c_.faults, field),
                               .legend_classes = "govuk-fieldset__legend--s"};
    if (c_.typed != nullptr) {
      out.day = c_.typed->text(field + "-day");
      out.month = c_.typed->text(field + "-month");
      out.year = c_.typed->text(field + "-year");
    } else if (before_ != nullptr) {
      const auto date = before_->terms.*member;
      out.day = std::to_string(date.day);
      out.month = std::to_string(date.month);
      out.year = std::to_string(date.year);
    }
    return out;
  }

 private:
  const Context& c_;
  const Version* before_;
};

template <class Words>
html::CheckboxesOptions boxes(const Context& c, const char* name, const char* legend,
                              std::vector<std::string> values, const Words& add) {
  html::CheckboxesOptions out{.name = name,
                              .legend = legend,
                              .error = html::error_of(c.faults, name),
                              .values = std::move(values),
                              .classes = "govuk-checkboxes--small",
                              .legend_classes = "govuk-fieldset__legend--s"};
  add(out.choices);
  return out;
}

json::Value form_of(const Context& c, const model::Borough& borough, const Version* before) {
  const Answers answers(c, before);
  const auto parties =
      boxes(c, "parties", "Which agencies are its parties?", answers.parties(), [&](auto& choices) {
        for (const auto* agency : possible_parties(borough)) {
          choices.push_back({.value = agency->id.text(),
                             .text = agency->name,
                             .hint = joins_here(*agency) ? "" : "Outside the hub: signs on paper"});
        }
      });
  const auto purposes =
      boxes(c, "purposes", "What may they share for?", answers.many("purposes", &Terms::purposes),
            [](auto& choices) {
              for (const auto& one : cases::built_in_purposes()) {
                choices.push_back({.value = one.code, .text = one.words, .hint = one.ground});
              }
            });
  auto kinds = boxes(
      c, "kinds", "What may they share?", answers.many("kinds", &Terms::kinds), [](auto& choices) {
        for (const auto& word : model::k_words<model::Sensitivity>) {
          choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
        }
      });
  kinds.hint = "As owners mark what they return";
  const auto laws = boxes(
      c, "laws", "On which lawful basis?", answers.many("laws", &Terms::laws), [](auto& choices) {
        for (const auto& word : model::k_words<model::LawfulBasis>) {
          choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
        }
      });
  return html::fields(
      {html::input({.name = "name",
                    .label = "What is it called?",
                    .hint = "All who work in the hub read it. Name no person",
                    .error = html::error_of(c.faults, "name"),
                    .value = answers.name(),
                    .label_classes = "govuk-label--s"}),
       html::checkboxes(parties), html::checkboxes(purposes), html::checkboxes(kinds),
       html::checkboxes(laws),
       html::date_input(
           answers.date("begins", "When does it begin?", "For example 1 4 2027", &Terms::begins)),
       html::date_input(answers.date("review_by", "By when is it reviewed?",
                                     "Before its last day, or on it", &Terms::review_by)),
       html::date_input(answers.date("ends", "What is its last day?", "It lapses the day after",
                                     &Terms::ends))});
}

bool says_twice(std::vector<std::string> all) {
  std::ranges::sort(all);
  return std::ranges::adjacent_find(all) != all.end();
}

Result<Terms> read_terms(const Context& c, const model::Borough& borough) {
  Terms out{.name = std::string(c.input.text("name")),
            .purposes = c.input.all("purposes"),
            .kinds = c.input.all("kinds"),
            .laws = c.input.all("laws")};
  for (const auto& agency : c.input.all("parties")) {
    out.parties.push_back(AgencyId::trusted(agency));
  }
  MASH_TRY(out.begins, c.input.date("begins"));
  MASH_TRY(out.review_by, c.input.date("review_by"));
  MASH_TRY(out.ends, c.input.date("ends"));
  std::vector<Fault> faults;
  if (out.parties.size() < 2) faults.push_back({"parties", "Select at least two agencies"});
  const bool one_joins_here = std::ranges::any_of(out.parties, [&borough](const AgencyId& id) {
    const auto* agency = borough.find_agency(id);
    return agency != nullptr && joins_here(*agency);
  });
  if (out.parties.size() >= 2 && !one_joins_here) {
    faults.push_back({"parties", "Select at least one agency that has a desk in the hub"});
  }
  for (const char* field : {"parties", "purposes", "kinds", "laws"}) {
    if (says_twice(c.input.all(field))) faults.push_back({field, "Select each of them once"});
  }
  if (out.ends <= out.begins) faults.push_back({"ends", "The last day must come after the first"});
  if (out.review_by <= out.begins || out.review_by > out.ends) {
    faults.push_back({"review_by", "Review it after its first day and no later than its last"});
  }
  if (!faults.empty()) return Error{ErrorCode::invalid_input, "There is a problem", faults};
  return out;
}

Result<Reply> show(Context& c, const model::Borough& borough, const Agreement* agreement) {
  const Version* before = agreement == nullptr ? nullptr : &agreement->newest();
  const bool is_draft = before == nullptr || !before->put_at;
  json::Value data = json::Object{};
  data.set("action",
           agreement == nullptr ? std::string(k_new) : "/agreements/" + agreement->id + "/change");
  data.set("new_version", !is_draft);
  data.set("edit", before == nullptr ? json::Value(false)
                                     : json::Value(c.version_seen("edit", before->edit)));
  data.set("fields", form_of(c, borough, before));
  const char* title = "Change the draft";
  if (agreement == nullptr) title = "Draft an agreement on sharing";
  if (!is_draft) title = "Draft a new version";
  data.set("heading", title);
  return pipeline::View{.page = "agreements/draft", .title = title, .data = std::move(data)};
}

Result<Reply> draft(Context& c, const model::Borough& borough) {
  MASH_TRY(auto terms, read_terms(c, borough));
  const std::string id = new_id_text(c.random);
  store_draft(c.tx, id,
              {.number = 1,
               .terms = std::move(terms),
               .saved_by = c.principal.person,
               .saved_at = c.now,
               .edit = 1});
  c.touch(id);
  return pipeline::SeeOther{"/agreements/" + id, {}};
}

Result<Reply> change(Context& c, const model::Borough& borough) {
  MASH_TRY(const auto agreement, in_path(c));
  if (agreement.ended_at) return invalid("edit", "It has ended. Draft another agreement");
  const auto& newest = agreement.newest();
  if (c.input.number("edit") != newest.edit) {
    return invalid("edit", newest.put_at
                               ? "The draft was put to its parties meanwhile and is changed no "
                                 "more. Save again only if this is to be a new version"
                               : "Somebody else has saved it meanwhile. Compare, then save again");
  }
  MASH_TRY(auto terms, read_terms(c, borough));
  const bool is_draft = !newest.put_at;
  store_draft(c.tx, agreement.id,
              {.number = is_draft ? newest.number : newest.number + 1,
               .terms = std::move(terms),
               .saved_by = c.principal.person,
               .saved_at = c.now,
               .edit = newest.edit + 1});
  if (!is_draft) c.note("new_version");
  return pipeline::SeeOther{"/agreements/" + agreement.id, {}};
}

}  // namespace

void add_draft_routes(std::vector<pipeline::Route>& out, const model::Borough& borough) {
  out.push_back(pipeline::page<Action::keep_agreements>(
      {.path = k_new,
       .summary = "The form to draft an agreement on sharing",
       .event = "agreement.drafting",
       .facts = pipeline::no_facts,
       .run = [&borough](const auto&, Context& c) { return show(c, borough, nullptr); }}));
  out.push_back(pipeline::act<Action::keep_agreements>(
      {.path = k_new,
       .summary = "Draft an agreement on sharing",
       .event = "agreement.drafted",
       .fields = draft_fields(borough),
       .facts = pipeline::no_facts,
       .run = [&borough](const auto&, Context& c) { return draft(c, borough); },
       .again = k_new}));
  out.push_back(pipeline::page<Action::keep_agreements>(
      {.path = k_change,
       .summary = "The form to change a draft, or to draft a new version",
       .event = "agreement.drafting",
       .facts = pipeline::no_facts,
       .run = [&borough](const auto&, Context& c) -> Result<Reply> {
         MASH_TRY(const auto agreement, in_path(c));
         return show(c, borough, &agreement);
       }}));
  auto fields = draft_fields(borough);
  fields.push_back({.name = "edit", .label = "Version", .kind = Kind::number, .required = true});
  out.push_back(pipeline::act<Action::keep_agreements>(
      {.path = k_change,
       .summary = "Change a draft, or draft a new version",
       .event = "agreement.changed",
       .fields = std::move(fields),
       .facts = pipeline::no_facts,
       .run = [&borough](const auto&, Context& c) { return change(c, borough); },
       .again = k_change}));
}

}  // namespace mash::agreements

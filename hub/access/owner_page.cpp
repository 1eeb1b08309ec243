// SPDX-License-Identifier: MIT
// What an owner is asked, and its answer for each part of its own.
#include <algorithm>
#include <map>

#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/disclosure/items.h"
#include "mash/html/house.h"
#include "pages.h"
#include "removed.h"

namespace mash::access {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_list = "/answers";
constexpr const char* k_one = "/answers/{request}";
constexpr const char* k_part = "/answers/part/{part}";
// Beyond the longest part: a notification with all that was said of each person.
constexpr std::size_t k_longest = 200'000;
constexpr std::uint64_t k_body_limit = 1024ULL * 1024;
constexpr std::size_t k_longest_reason = 2000;

// Whether somebody speaks for their agency; of which part is asked of each.
Result<policy::Facts> own_agency(Context& /*c*/) {
  return policy::Facts{.own = true};
}

bool is_lost(Context& c, const PartRow& part) {
  return is_gone(c.tx, part.kind, part.object, part.case_id, part.owner);
}

// Nothing: it is no longer there.
std::optional<PartWords> said_of(const policy::Proof& proof, Context& c, const Deps& deps,
                                 const RequestRow& row, const PartRow& part) {
  if (is_lost(c, part)) return std::nullopt;
  return words_of_part(c, proof, deps, row, part);
}

// Own parts of a request, none of a case that is hidden from the reader.
std::vector<PartRow> own_parts(Context& c, std::string_view request) {
  auto out = parts_of(c.tx, request);
  std::erase_if(out, [&c](const PartRow& part) {
    return !is_own(c.principal, part) || cases::is_barred(c.tx, part.case_id, c.principal.person) ||
           (!part.answered && is_lost(c, part));
  });
  return out;
}

Result<PartRow> part_in_path(Context& c) {
  auto part = find_part(c.tx, c.input.text("part"));
  // What was let go can be taken back, also where the words are disposed of.
  if (!part || (!part->answered && is_lost(c, *part))) return not_found();
  return *std::move(part);
}

Result<policy::Facts> part_facts(Context& c) {
  MASH_TRY(const auto part, part_in_path(c));
  c.about(part.case_id);
  c.touch(part.id);
  return policy::Facts{.barred = cases::is_barred(c.tx, part.case_id, c.principal.person),
                       .own = is_own(c.principal, part)};
}

json::Value request_line(const policy::Proof& proof, Context& c, const RequestRow& row,
                         const std::vector<PartRow>& parts) {
  const auto open = std::ranges::count_if(parts, [](const PartRow& p) { return !p.answered; });
  json::Value v = json::Object{};
  v.set("href", std::string(k_list) + "/" + row.id);
  v.set("reference", row.reference);
  v.set("who", open_request(c, proof, row).who.reveal());
  v.set("count", static_cast<std::int64_t>(parts.size()));
  v.set("open", static_cast<std::int64_t>(open));
  v.set("due", plain_date(parts.front().due));
  v.set("clock",
        open == 0 || row.state != RequestState::open
            ? json::Value(false)
            : html::clock(
                  {.due = end_of(parts.front().due), .now = c.now, .started = parts.front().at}));
  c.touch(row.id);
  return v;
}

Result<Reply> list(const policy::Proof& proof, Context& c) {
  json::Array rows;
  for (const auto& row : all_requests(c.tx)) {
    const auto parts = own_parts(c, row.id);
    if (!parts.empty()) rows.push_back(request_line(proof, c, row, parts));
  }
  json::Value data = json::Object{};
  data.set("nothing", rows.empty()
                          ? html::empty(html::Empty::nothing, "Nobody has been asked anything.")
                          : json::Value(false));
  data.set("has_rows", !rows.empty());
  data.set("rows", std::move(rows));
  data.set("orders", policy::may(c.principal, Action::read_releases, {}) ? "/orders" : "");
  return pipeline::View{.page = "access/answers",
                        .title = "What people may see",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> show_request(const policy::Proof& proof, Context& c, const Deps& deps) {
  const auto row = find_request(c.tx, c.input.text("request"));
  const auto parts = own_parts(c, c.input.text("request"));
  if (!row || parts.empty()) return not_found();
  const auto words = open_request(c, proof, *row);
  json::Array lines;
  std::map<CaseId, int> drafts;
  for (const auto& part : parts) {
    json::Value v = json::Object{};
    const auto said = said_of(proof, c, deps, *row, part);
    v.set("href", std::string(k_list) + "/part/" + part.id);
    v.set("what", said ? said->title : std::string(model::words_of(part.kind)));
    v.set("case", cases::find_case(c.tx, part.case_id)->reference);
    v.set("state", answer_words(deps.policy, part));
    v.set("waits", !part.answered.has_value());
    const auto proposed = said ? propose(said->traits, deps.policy).size() : std::size_t{0};
    v.set("proposed", proposed == 0 ? std::string() : std::to_string(proposed));
    drafts.emplace(part.case_id, disclosure::own_drafts(c, part.case_id));
    c.touch(part.id);
    lines.push_back(std::move(v));
  }
  std::int64_t on_desk = 0;
  for (const auto& [id, count] : drafts) on_desk += count;
  json::Value data = json::Object{};
  data.set("reference", row->reference);
  data.set("who", words.who.reveal());
  data.set("asks", words.asks.reveal());
  data.set("right", model::words_of(row->right));
  data.set("due", plain_date(parts.front().due));
  data.set("has_drafts", on_desk > 0);
  data.set("drafts", on_desk);
  data.set("lines", std::move(lines));
  return pipeline::View{.page = "access/asked",
                        .title = "What people may see: request " + row->reference,
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

std::vector<html::Choice> exemption_choices(const AccessPolicy& policy) {
  std::vector<html::Choice> out;
  for (const auto& e : policy.exemptions) {
    out.push_back({.value = e.code, .text = e.words, .hint = e.law});
  }
  return out;
}

bool lets_go(Answer answer) {
  return answer == Answer::disclose || answer == Answer::in_part;
}

// `whole`: nothing where it is no longer there, and can only be taken back.
std::vector<json::Value> first_questions(const Context& c, const std::string* whole) {
  auto choices = choices_of<Answer>();
  if (whole == nullptr) {
    std::erase_if(choices, [](const html::Choice& choice) {
      return lets_go(*model::from_code<Answer>(choice.value));
    });
  }
  std::vector<json::Value> out = {html::radios({.name = "answer",
                                                .legend = "What do you do with it?",
                                                .error = html::error_of(c.faults, "answer"),
                                                .value = typed_or_empty(c, "answer"),
                                                .choices = std::move(choices),
                                                .legend_classes = "govuk-fieldset__legend--s"})};
  if (whole != nullptr) {
    out.push_back(html::textarea(
        {.name = "text",
         .label = "With parts removed: mark what has to go",
         .hint = "Put [[ before and ]] after each part that has to go, and change nothing else. "
                 "Only for “Disclose it with parts removed”. If the person may not be told, what "
                 "is left must read as if nothing were missing: mark the whole sentence.",
         .error = html::error_of(c.faults, "text"),
         .value = c.typed == nullptr ? *whole : typed_or_empty(c, "text"),
         .rows = 10,
         .label_classes = "govuk-label--s"}));
  }
  return out;
}

std::vector<json::Value> questions(const Context& c, const Deps& deps, const std::string* whole) {
  const std::string legend = "govuk-fieldset__legend--s";
  auto out = first_questions(c, whole);
  for (auto& more : std::vector<json::Value>{
           html::radios(
               {.name = "exemption",
                .legend = "Under which exemption?",
                .hint = "Where you withhold it or remove parts. For your lawyers to check.",
                .error = html::error_of(c.faults, "exemption"),
                .value = typed_or_empty(c, "exemption"),
                .choices = exemption_choices(deps.policy),
                .classes = "govuk-radios--small",
                .legend_classes = legend}),
           html::radios(
               {.name = "say",
                .legend =
                    "May the person be told that something is left out, and under which exemption?",
                .hint = "Where you withhold it or remove parts. Say no only if that alone would "
                        "give it "
                        "away.",
                .error = html::error_of(c.faults, "say"),
                .value = typed_or_empty(c, "say"),
                .choices = {{.value = "yes", .text = "Yes, say so"},
                            {.value = "no", .text = "No, that would give it away"}},
                .legend_classes = legend}),
           html::textarea({.name = "reason",
                           .label = "Why?",
                           .hint =
                               "For the record: the Information Commissioner may ask you. Your own "
                               "agency reads this.",
                           .error = html::error_of(c.faults, "reason"),
                           .value = typed_or_empty(c, "reason"),
                           .rows = 3,
                           .max_length = static_cast<int>(k_longest_reason),
                           .label_classes = "govuk-label--s"})}) {
    out.push_back(std::move(more));
  }
  return out;
}

json::Array proposals_view(const Deps& deps, const Traits& traits) {
  json::Array out;
  for (const auto& p : propose(traits, deps.policy)) {
    const auto* exemption = deps.policy.find(p.exemption);
    json::Value v = json::Object{};
    v.set("exemption", exemption->words);
    v.set("law", exemption->law);
    v.set("why", p.why);
    out.push_back(std::move(v));
  }
  return out;
}

int place_of(const PartRow& part) {
  return part.answered ? part.answered->place : 0;
}

Result<Reply> show_part(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto part, part_in_path(c));
  const auto row = find_request(c.tx, part.request);
  const auto said = said_of(proof, c, deps, *row, part);
  if (!said && !part.answered) return not_found();
  const std::string title = said ? said->title : std::string(model::words_of(part.kind));
  const std::string text = said ? said->traits.text : std::string();
  json::Value data = json::Object{};
  data.set("back", std::string(k_list) + "/" + row->id);
  data.set("reference", row->reference);
  data.set("case", cases::find_case(c.tx, part.case_id)->reference);
  data.set("title", title);
  data.set("text", text);
  data.set("gone", said ? std::string()
                        : gone_words(c.tx, part.kind, part.object, part.case_id, part.owner));
  auto proposals = said ? proposals_view(deps, said->traits) : json::Array{};
  data.set("has_proposals", !proposals.empty());
  data.set("proposals", std::move(proposals));
  data.set("rests_on_others", said && said->rests_on_others);
  data.set("answered",
           part.answered ? json::Value(answer_words(deps.policy, part)) : json::Value(false));
  if (part.answered && !part.answered->sealed.empty()) {
    const auto words = open_answer(c, proof, part);
    data.set("left", words.text.reveal());
    data.set("reason", words.reason.reveal());
  }
  const bool open = is_asked_for(c.tx, part.case_id, row->id);
  data.set("action", open ? std::string(k_list) + "/part/" + part.id : std::string());
  data.set("seen", seen_of(place_of(part), text));
  data.set("fields", html::fields(questions(c, deps, said ? &text : nullptr)));
  return pipeline::View{.page = "access/part",
                        .title = title,
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

// What leaves by this answer. invalid_input names the field.
Result<std::string> what_leaves(Context& c, const Deps& deps, Answer answer, bool silent,
                                const std::string& whole) {
  switch (answer) {
    case Answer::disclose:
      return whole;
    case Answer::in_part: {
      const auto* exemption = deps.policy.find(c.input.text("exemption"));
      const std::string said = silent ? "" : "[removed: " + exemption->in_bundle + "]";
      return without_marked(c.input.text("text"), whole, said);
    }
    case Answer::withhold:
    case Answer::not_about:
      return std::string();
  }
  return std::string();
}

Result<void> check_reasons(const Context& c, Answer answer) {
  if (answer == Answer::disclose) return {};
  if (!c.input.has("reason")) return invalid("reason", "Say why, for the record");
  if (answer == Answer::not_about) return {};
  if (!c.input.has("exemption")) return invalid("exemption", "Select the exemption");
  if (!c.input.has("say")) return invalid("say", "Say whether the person may be told of it");
  return {};
}

Result<Reply> answer_part(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto part, part_in_path(c));
  const auto row = find_request(c.tx, part.request);
  if (!is_asked_for(c.tx, part.case_id, row->id)) {
    return Error{ErrorCode::conflict, "The request is over", {{"answer", "The request is over"}}};
  }
  const auto said = said_of(proof, c, deps, *row, part);
  if (!said && !part.answered) return not_found();
  const std::string whole = said ? said->traits.text : std::string();
  const auto answer = *model::from_code<Answer>(c.input.text("answer"));
  if (!said && lets_go(answer)) {
    return invalid("answer",
                   "Its words are no longer held. You can only take back what was let go");
  }
  MASH_TRY_DO(check_seen(c, seen_of(place_of(part), whole), place_of(part),
                         answer_words(deps.policy, part)));
  MASH_TRY_DO(check_reasons(c, answer));
  const bool keeps = answer == Answer::withhold || answer == Answer::in_part;
  const bool silent = keeps && c.input.text("say") == "no";
  MASH_TRY(const auto text, what_leaves(c, deps, answer, silent, whole));
  add_answer(c, part,
             {.answer = answer,
              .exemption = keeps ? std::string(c.input.text("exemption")) : std::string(),
              .silent = silent},
             {.text = Sensitive(text), .reason = Sensitive(std::string(c.input.text("reason")))});
  return pipeline::SeeOther{std::string(k_list) + "/" + row->id, {}};
}

std::vector<pipeline::Field> answer_fields(const Deps& deps) {
  pipeline::Field exemption{
      .name = "exemption", .label = "The exemption", .kind = pipeline::Kind::choice};
  for (const auto& e : deps.policy.exemptions) exemption.choices.push_back(e.code);
  return {seen_field(),
          choice_field<Answer>("answer", "What you do with it", "Select what you do with it"),
          {.name = "text",
           .label = "The text with what has to go marked",
           .max = k_longest,
           .as_typed = true},
          std::move(exemption),
          {.name = "say",
           .label = "Whether the person may be told",
           .kind = pipeline::Kind::choice,
           .choices = {"yes", "no"}},
          {.name = "reason", .label = "Why", .max = k_longest_reason, .as_typed = true}};
}

}  // namespace

void add_owner_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::answer_subject_request>(
      {.path = k_list,
       .summary = "Requests of people of which the own agency is asked something",
       .event = "access.answers",
       .facts = own_agency,
       .run = [](const auto& grant, Context& c) { return list(grant, c); }}));
  out.push_back(pipeline::page<Action::answer_subject_request>(
      {.path = k_one,
       .summary = "What the own agency is asked for one request, part by part",
       .event = "access.asked-read",
       .facts = own_agency,
       .run = [deps](const auto& grant, Context& c) { return show_request(grant, c, deps); }}));
  out.push_back(pipeline::page<Action::answer_subject_request>(
      {.path = k_part,
       .summary = "One part of the own agency, with the exemptions that the hub proposes",
       .event = "access.part-read",
       .facts = part_facts,
       .run = [deps](const auto& grant, Context& c) { return show_part(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::answer_subject_request>(
      {.path = k_part,
       .summary = "Say what of it is disclosed to the person who asks",
       .event = "access.part-answered",
       .fields = answer_fields(deps),
       .facts = part_facts,
       .run = [deps](const auto& grant, Context& c) { return answer_part(grant, c, deps); },
       .again = k_part,
       .body_limit = k_body_limit}));
}

}  // namespace mash::access

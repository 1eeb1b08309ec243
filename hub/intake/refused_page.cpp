// SPDX-License-Identifier: MIT
// What came from the gate and could not be taken in, for a person to read and enter.
#include "intake_store.h"
#include "mash/html/components.h"
#include "pages.h"
#include "refused_words.h"

namespace mash::intake {

namespace {

using pipeline::Context;
using policy::Action;

// Long answers stand alone, with their lines as they were typed; the others in a list.
bool is_long(const ReadableField& field) {
  constexpr std::size_t k_line = 200;
  return field.text.size() > k_line || field.text.find('\n') != std::string::npos;
}

std::string what_was_cut(const Readable& all) {
  std::string out;
  if (all.more > 0) {
    out = "This is not all that was sent: after the first " + std::to_string(k_most_fields) +
          " answers, " + std::to_string(all.more) + (all.more == 1 ? " more is" : " more are") +
          " not shown. ";
  }
  if (all.cut_names > 0) {
    out += std::to_string(all.cut_names) + (all.cut_names == 1 ? " heading is" : " headings are") +
           " longer than " + std::to_string(k_longest_name) +
           " characters: what comes after these is cut, and the heading ends in three dots. ";
  }
  if (!out.empty()) out += "The whole message is kept as it came: ask the system administrator.";
  return out;
}

Result<pipeline::Reply> show(const policy::Grant<Action::log_notification>& grant, Context& c) {
  const auto row = find_refused(c.tx, c.input.text("inward"));
  if (!row) return not_found();
  c.touch(row->id);
  const json::Value words = c.vault.open_json(
      c.tx, grant, {.owner = pipeline::k_front_door, .kind = "refused_inward", .row = row->id},
      row->sealed);
  const auto content = from_base64(words.text("content"));
  Readable all;
  if (words.flag("opened") && content) all = readable(to_text(*content));
  json::Array told;
  std::vector<html::SummaryRow> facts;
  for (auto& field : all.fields) {
    if (is_long(field)) {
      told.emplace_back(json::Object{{"name", field.name}, {"text", field.text}});
    } else {
      facts.push_back({.key = std::move(field.name), .value = std::move(field.text)});
    }
  }
  json::Value data = json::Object{};
  data.set("at", plain_time(row->at));
  data.set("why", why_refused(row->reason));
  data.set("readable", !all.fields.empty());
  data.set("cut", what_was_cut(all));
  data.set("told", std::move(told));
  data.set("facts",
           facts.empty() ? json::Value(false) : html::summary_list({.rows = std::move(facts)}));
  return pipeline::View{.page = "intake/refused",
                        .title = "A message that could not be read",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

}  // namespace

std::string why_refused(std::string_view reason) {
  return reason == "box_not_opened" ? "It was not sealed for this hub or was damaged on its way."
                                    : "It opened, but is not a notification as we know it.";
}

pipeline::Route refused_page() {
  return pipeline::page<Action::log_notification>({.path = "/refused/{inward}",
                                                   .summary = "A message that could not be read",
                                                   .event = "refused.read",
                                                   .facts = pipeline::no_facts,
                                                   .run = show});
}

}  // namespace mash::intake

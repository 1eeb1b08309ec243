// SPDX-License-Identifier: MIT
#include "mash/html/components.h"
#include "mash/intake/intake.h"

namespace mash::intake {

namespace {

std::string or_not_said(const std::string& words) {
  return words.empty() ? "Not said" : words;
}

}  // namespace

json::Value at_once(const NotificationView& n) {
  std::vector<html::SummaryRow> rows = {
      {.key = "In danger now, says the sender", .value = std::string(model::words_of(n.danger))},
      {.key = "Where the child is", .value = or_not_said(n.where_now.reveal())}};
  if (!n.who_else.empty()) {
    rows.push_back({.key = "Who else is there", .value = n.who_else.reveal()});
  }
  rows.push_back(
      {.key = "Has the family been told?",
       .value = n.informed ? std::string(model::words_of(*n.informed)) : std::string("Not said")});
  if (!n.why_not_informed.empty()) {
    rows.push_back({.key = "Why not", .value = n.why_not_informed.reveal()});
  }
  return html::summary_list({.rows = std::move(rows)});
}

json::Value others_in_words(const std::vector<NotificationView>& told) {
  json::Array words;
  for (const auto& n : told) {
    if (!n.who_else.empty()) words.emplace_back(n.who_else.reveal());
  }
  if (words.empty()) return false;
  return json::Object{{"words", std::move(words)}};
}

}  // namespace mash::intake

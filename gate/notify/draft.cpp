// SPDX-License-Identifier: MIT
#include "mash/notify/draft.h"

#include <algorithm>

#include "mash/json/value.h"

namespace mash::notify {

namespace {

json::Value to_json(const Answers& answers) {
  json::Object out;
  for (const auto& [name, value] : answers.all()) out.emplace_back(name, value.reveal());
  return out;
}

Answers answers_of(const json::Value& value) {
  Answers out;
  const auto* members = value.as_object();
  if (members == nullptr) return out;
  for (const auto& [name, text] : *members) {
    if (const auto* s = text.as_string()) out.set(name, *s);
  }
  return out;
}

json::Value to_json(const DraftFile& file) {
  const packages::NotifiedFile& f = file.sent;
  return json::Object{{"id", f.id},          {"name", f.name.reveal()}, {"shows", f.shows.reveal()},
                      {"size", f.size},      {"sha256", f.sha256},      {"kind", file.kind},
                      {"at", file.at.micros}};
}

DraftFile file_of(const json::Value& v) {
  return {.sent = {.id = v.text("id"),
                   .name = Sensitive(v.text("name")),
                   .shows = Sensitive(v.text("shows")),
                   .size = v.number("size"),
                   .sha256 = v.text("sha256")},
          .kind = v.text("kind"),
          .at = UtcTime{v.number("at")}};
}

// Calls each(text) for the texts of a list.
template <class F>
void for_texts(const json::Value& list, F&& each) {
  const auto* items = list.as_array();
  if (items == nullptr) return;
  for (const json::Value& item : *items) {
    if (const auto* text = item.as_string()) each(*text);
  }
}

std::string path_of(std::string_view page) {
  return "/notify/" + std::string(page);
}

}  // namespace

void Answers::set(std::string_view name, std::string_view value) {
  const auto found = all_.find(name);
  if (found != all_.end()) all_.erase(found);
  if (!value.empty()) all_.emplace(name, Sensitive(std::string(value)));
}

const Sensitive& Answers::get(std::string_view name) const {
  static const Sensitive k_none;
  const auto found = all_.find(name);
  return found == all_.end() ? k_none : found->second;
}

bool Answers::is(std::string_view name, std::string_view value) const {
  return get(name).reveal() == value;
}

bool Answers::has(std::string_view name) const {
  return all_.find(name) != all_.end();
}

Kind Draft::kind() const {
  if (answers.is("who", "professional")) return Kind::professional;
  if (answers.is("who", "child_self") || answers.is("who", "child_other")) return Kind::child;
  return Kind::member_of_public;
}

bool Draft::about_self() const {
  return answers.is("who", "child_self");
}

std::vector<std::string> sequence(const Draft& draft) {
  std::vector<std::string> pages = {"danger", "who", "children", "where", "what", "others"};
  if (draft.kind() == Kind::professional) pages.emplace_back("family");
  pages.emplace_back("contact");
  return pages;
}

std::string next_path(const Draft& draft) {
  for (const std::string& page : sequence(draft)) {
    if (!draft.answered.contains(page)) return path_of(page);
  }
  return "/notify/check";
}

bool is_complete(const Draft& draft) {
  return next_path(draft) == "/notify/check";
}

std::string path_before(const Draft& draft, std::string_view page) {
  if (is_complete(draft)) return "/notify/check";
  const auto pages = sequence(draft);
  const auto at = std::find(pages.begin(), pages.end(), page);
  if (at == pages.begin() || at == pages.end()) return "/notify";
  return path_of(*(at - 1));
}

std::string step_words(const Draft& draft, std::string_view page) {
  const auto pages = sequence(draft);
  const auto at = std::find(pages.begin(), pages.end(), page);
  return "Question " + std::to_string(at - pages.begin() + 1) + " of " +
         std::to_string(pages.size());
}

void forget_files_before(Draft& draft, UtcTime before) {
  draft.files_gone += static_cast<int>(
      std::erase_if(draft.files, [before](const DraftFile& file) { return file.at < before; }));
}

Sensitive encode(const Draft& draft) {
  json::Array children;
  for (const Answers& child : draft.children) children.push_back(to_json(child));
  json::Array files;
  for (const DraftFile& file : draft.files) files.push_back(to_json(file));
  const json::Value value =
      json::Object{{"answers", to_json(draft.answers)},
                   {"concerns", json::Array(draft.concerns.begin(), draft.concerns.end())},
                   {"children", std::move(children)},
                   {"files", std::move(files)},
                   {"files_gone", draft.files_gone},
                   {"answered", json::Array(draft.answered.begin(), draft.answered.end())}};
  return Sensitive(json::encode(value));
}

Result<Draft> decode_draft(const Sensitive& text) {
  MASH_TRY(const json::Value value, json::parse(text.reveal()));
  Draft draft;
  draft.answers = answers_of(value["answers"]);
  for_texts(value["concerns"], [&](const std::string& code) { draft.concerns.push_back(code); });
  for_texts(value["answered"], [&](const std::string& page) { draft.answered.insert(page); });
  if (const auto* children = value["children"].as_array()) {
    for (const json::Value& child : *children) draft.children.push_back(answers_of(child));
  }
  draft.files_gone = static_cast<int>(value.number("files_gone"));
  if (const auto* files = value["files"].as_array()) {
    for (const json::Value& file : *files) draft.files.push_back(file_of(file));
  }
  return draft;
}

}  // namespace mash::notify

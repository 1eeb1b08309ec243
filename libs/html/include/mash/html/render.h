// SPDX-License-Identifier: MIT
// Pages from Mustache templates and JSON values. kainjow only in src/. Escapes by default.
// What not: no routes, no sessions, no words of safeguarding.
// Thread safety: a Templates object is immutable after construction; render may run concurrently.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mash/json/value.h"

namespace mash::html {

struct Source {
  std::string_view name;  // "govuk/button", "mash/clock", "triage/screen", "layout/hub"
  std::string_view text;
};

// All templates of one process, parsed once. A template that does not parse is our own bug: throws
// std::logic_error naming it.
class Templates {
 public:
  explicit Templates(const std::vector<Source>& sources);
  ~Templates();
  Templates(const Templates&) = delete;
  Templates& operator=(const Templates&) = delete;
  // Renders `name` with `data`; null, false, "" and empty lists count as absent. A name that is
  // missing is looked up in the data around, so component data sets every field. Partials
  // `{{> other/name}}` are put in at construction: one that is unknown throws there. Unknown
  // `name`: throws std::logic_error.
  [[nodiscard]] std::string render(std::string_view name, const json::Value& data) const;
  [[nodiscard]] bool has(std::string_view name) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string escape(std::string_view text);

// Sources of the shared partials (govuk/..., mash/...) and layouts, embedded at build.
const std::vector<Source>& shared_templates();

// A static file embedded at build ("app.css", "app.js", "icon.svg"), served as
// /assets/<stem>-<hash8>.<ext> with an immutable cache header; nullptr if unknown.
struct Asset {
  std::string_view path;  // "/assets/app-1a2b3c4d.css"
  std::string_view type;  // "text/css; charset=utf-8"
  std::string_view content;
};
const Asset* asset_by_path(std::string_view path);
std::string_view asset_path(std::string_view file);  // of "app.css"; asserts that it exists

}  // namespace mash::html

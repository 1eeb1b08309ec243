// SPDX-License-Identifier: MIT
// What a route accepts, declared as data, and the values that passed. One declaration drives the
// decoder of forms and JSON and openapi.json.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"
#include "mash/base/time.h"
#include "mash/http/message.h"
#include "mash/json/value.h"

namespace mash::pipeline {

enum class Kind {
  text,    // one line, or many where it is kept as typed
  secret,  // a text that no page shows again: a password
  choice,  // exactly one of `choices`
  many,    // any of `choices` (checkboxes); with no choices: any texts
  date,    // form: name-day, name-month, name-year; JSON: "2026-11-24"
  number,  // whole number
  file,    // an uploaded file
};

struct Field {
  std::string name;
  std::string label;  // for messages: "Enter the reason"
  Kind kind = Kind::text;
  bool required = false;
  std::size_t max = 4000;  // characters of text, bytes of a file, or entries of many
  std::vector<std::string> choices;
  // Said when a required value is missing; empty: "Enter <label>" or "Select <label>".
  std::string missing;
  // Texts are made one line without control characters (mash/base/text.h), so that no name reorders
  // the words around it; but not long texts, nor what is cleaned further on, where both are kept.
  bool as_typed = false;
};

// The values of one request. Names that were not sent answer empty.
class Input {
 public:
  [[nodiscard]] std::string_view text(std::string_view name) const;  // surrounding spaces cut
  // As it came, with surrounding spaces: they may be part of a secret.
  [[nodiscard]] std::string_view as_sent(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const { return !text(name).empty(); }
  [[nodiscard]] const std::vector<std::string>& all(std::string_view name) const;
  [[nodiscard]] bool flag(std::string_view name) const { return text(name) == "yes"; }
  [[nodiscard]] std::int64_t number(std::string_view name) const;  // validated; 0 when absent
  // Validated; a date that was not sent answers not_found.
  [[nodiscard]] Result<LocalDate> date(std::string_view name) const;
  [[nodiscard]] const http::Part* file(std::string_view name) const;

  [[nodiscard]] std::vector<std::string> names() const;  // of all that was sent
  // Does this say anything of the field, if only that it is empty? A form says all of its fields,
  // by leaving out too; a JSON body says what it names. For what is changed and not made anew.
  [[nodiscard]] bool says(std::string_view name) const {
    return !said_ || said_->find(name) != said_->end();
  }

  void says_only(std::set<std::string, std::less<>> names) { said_ = std::move(names); }
  void says_as(const Input& raw) { said_ = raw.said_; }
  void set(std::string name, std::string value);
  void leave_out(std::string_view name);
  void add(const std::string& name, std::string value);
  void add_file(http::Part part);

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::map<std::string, http::Part, std::less<>> files_;
  std::optional<std::set<std::string, std::less<>>> said_;  // nothing: all fields
};

// What a value must be, as JSON schema.
json::Value schema_of(const Field& field);

// Strict: unknown field, bad choice, missing or over-long value each give one fault that names the
// field. `raw` receives what was typed even when there are faults, so that a form can show it
// again.
Result<Input> check_input(const std::vector<Field>& fields, const Input& raw);  // of these fields
enum class Unknown { refused, left_out };
Result<Input> decode_input(const http::Request& request, const std::vector<Field>& fields,
                           Input& raw, Unknown unknown = Unknown::refused);

}  // namespace mash::pipeline

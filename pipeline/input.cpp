// SPDX-License-Identifier: MIT
#include "mash/pipeline/input.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "mash/base/assert.h"
#include "mash/base/blank.h"
#include "mash/base/text.h"
#include "mash/json/value.h"

namespace mash::pipeline {

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view k_space = " \t\r\n";
  const auto first = text.find_first_not_of(k_space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(k_space) - first + 1);
}

// NUL ends a text for some on its way: a package or a database would refuse later what was
// accepted.
bool has_nul(std::string_view text) {
  return text.find('\0') != std::string_view::npos;
}

std::string lower_first(std::string text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z' &&
      (text.size() < 2 || text[1] < 'A' || text[1] > 'Z')) {
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  }
  return text;
}

std::string missing_text(const Field& f) {
  if (!f.missing.empty()) return f.missing;
  const bool select = f.kind == Kind::choice || f.kind == Kind::many;
  return (select ? "Select " : "Enter ") + lower_first(f.label);
}

std::string nul_text(const Field& f) {
  return f.label + " holds a character that cannot be shown. Type it again";
}

// "17" is a slip for 2017, not a year; nobody we write about was born before 1900.
Result<std::string> iso_of(const Field& f, const LocalDate& d) {
  constexpr int k_first_year = 1900;
  if (d.year < k_first_year) return invalid(f.name, "bad date");
  return d.iso();
}

// "" when all three parts are empty; an ISO date; or a fault.
Result<std::string> date_of(const Input& raw, const Field& f) {
  if (raw.has(f.name)) {
    MASH_TRY(const LocalDate d, LocalDate::parse(raw.text(f.name)));
    return iso_of(f, d);
  }
  const std::string_view parts[] = {raw.text(f.name + "-year"), raw.text(f.name + "-month"),
                                    raw.text(f.name + "-day")};
  if (parts[0].empty() && parts[1].empty() && parts[2].empty()) return std::string();
  int numbers[3] = {};
  for (int i = 0; i < 3; ++i) {
    const auto* end = parts[i].data() + parts[i].size();
    const auto [at, ec] = std::from_chars(parts[i].data(), end, numbers[i]);
    if (ec != std::errc{} || at != end) return invalid(f.name, "bad date");
  }
  MASH_TRY(const LocalDate d, LocalDate::of(numbers[0], numbers[1], numbers[2]));
  return iso_of(f, d);
}

class Decoder {
 public:
  Decoder(const std::vector<Field>& fields, const Input& raw) : fields_(fields), raw_(raw) {}

  Result<Input> run() {
    for (const Field& f : fields_) check(f);
    if (faults_.empty()) return std::move(out_);
    return Error{ErrorCode::invalid_input, "There is a problem", std::move(faults_)};
  }

 private:
  void fault(const Field& f, const char* code, std::string message) {
    faults_.push_back({f.name, std::move(message), code});
  }

  void check(const Field& f) {
    switch (f.kind) {
      case Kind::file:
        return check_file(f);
      case Kind::many:
        return check_many(f);
      case Kind::date:
        return check_date(f);
      case Kind::choice:
      case Kind::text:
      case Kind::secret:
      case Kind::number:
        return check_one(f);
    }
  }

  void check_file(const Field& f) {
    const auto* part = raw_.file(f.name);
    if (part == nullptr || (part->file_name.empty() && part->content.empty())) {
      if (f.required) fault(f, "missing", missing_text(f));
      return;
    }
    if (part->content.size() > f.max) {
      return fault(f, "too-large",
                   f.label + " must be smaller than " + std::to_string(f.max / 1024) + " kB");
    }
    out_.add_file(*part);
  }

  void check_many(const Field& f) {
    const auto& values = raw_.all(f.name);
    if (values.empty() && f.required) return fault(f, "missing", missing_text(f));
    if (values.size() > f.max) return fault(f, "too-many", f.label + ": too many");
    for (const auto& v : values) {
      if (has_nul(v)) return fault(f, "bad-character", nul_text(f));
      if (!f.choices.empty() &&
          std::find(f.choices.begin(), f.choices.end(), v) == f.choices.end()) {
        return fault(f, "not-a-choice", missing_text(f));
      }
      out_.add(f.name, f.choices.empty() && !f.as_typed ? one_line(v) : v);
    }
  }

  void check_date(const Field& f) {
    for (const char* part : {"", "-day", "-month", "-year"}) {
      if (raw_.all(f.name + part).size() > 1) {
        return fault(f, "too-many", f.label + ": give one date");
      }
    }
    const auto iso = date_of(raw_, f);
    if (!iso) {
      return fault(f, "not-a-date",
                   f.label + " must be a real date, with all four numbers of the year");
    }
    if (iso->empty()) {
      if (f.required) fault(f, "missing", missing_text(f));
      return;
    }
    out_.set(f.name, *iso);
  }

  void check_one(const Field& f) {
    if (raw_.all(f.name).size() > 1) return fault(f, "too-many", f.label + ": give one answer");
    const std::string_view typed =
        f.kind == Kind::secret ? raw_.as_sent(f.name) : raw_.text(f.name);
    if (has_nul(typed)) return fault(f, "bad-character", nul_text(f));
    const bool clean = f.kind == Kind::text && !f.as_typed;
    std::string value = clean ? one_line(typed) : std::string(typed);
    // A reason of one space that nobody sees is none.
    if (value.empty() || (f.kind == Kind::text && is_blank(value))) {
      if (f.required) fault(f, "missing", missing_text(f));
      return;
    }
    if (f.kind == Kind::choice &&
        std::find(f.choices.begin(), f.choices.end(), value) == f.choices.end()) {
      return fault(f, "not-a-choice", missing_text(f));
    }
    if (f.kind == Kind::number) {
      std::int64_t n = 0;
      const auto [at, ec] = std::from_chars(value.data(), value.data() + value.size(), n);
      if (ec != std::errc{} || at != value.data() + value.size()) {
        return fault(f, "not-a-number", f.label + " must be a whole number");
      }
    }
    if (count_characters(value) > f.max) {
      return fault(f, "too-long",
                   f.label + " must be " + std::to_string(f.max) + " characters or fewer");
    }
    out_.set(f.name, std::move(value));
  }

  const std::vector<Field>& fields_;
  const Input& raw_;
  Input out_;
  std::vector<Fault> faults_;
};

bool is_of_page(std::string_view name) {
  return name == "csrf" || name == "idempotency_key";
}

bool known(const std::vector<Field>& fields, std::string_view name) {
  if (is_of_page(name)) return true;
  return std::any_of(fields.begin(), fields.end(), [name](const Field& f) {
    return f.name == name ||
           (f.kind == Kind::date &&
            (name == f.name + "-day" || name == f.name + "-month" || name == f.name + "-year"));
  });
}

Result<Input> raw_from_json(std::string_view body) {
  Input out;
  MASH_TRY(const json::Value value, json::parse(body.empty() ? "{}" : body));
  const auto* members = value.as_object();
  if (members == nullptr) return invalid("json", "Send a JSON object");
  const auto scalar = [](const json::Value& v) -> std::optional<std::string> {
    if (const auto* s = v.as_string()) return *s;
    if (const auto* n = v.as_int()) return std::to_string(*n);
    if (const auto* b = v.as_bool()) return *b ? "yes" : "no";
    if (v.is_null()) return std::string();
    return std::nullopt;
  };
  std::set<std::string, std::less<>> said;
  for (const auto& [name, v] : *members) {
    said.insert(name);
    if (const auto* list = v.as_array()) {
      for (const auto& item : *list) {
        const auto text = scalar(item);
        if (!text) return invalid(name, "Send texts in this list");
        out.add(name, *text);
      }
      continue;
    }
    const auto text = scalar(v);
    if (!text) return invalid(name, "Send a text");
    out.add(name, *text);
  }
  out.says_only(std::move(said));
  return out;
}

bool is_file(const std::vector<Field>& fields, std::string_view name) {
  return std::any_of(fields.begin(), fields.end(),
                     [name](const Field& f) { return f.kind == Kind::file && f.name == name; });
}

Result<Input> raw_from(const http::Request& request, const std::vector<Field>& fields) {
  Input out;
  if (request.method == "GET" || request.method == "HEAD") {
    MASH_TRY(const auto pairs, http::parse_query(request.query));
    for (const auto& [name, value] : pairs) out.add(name, value);
    return out;
  }
  if (request.header("content-type").starts_with("application/json")) {
    return raw_from_json(request.body);
  }
  MASH_TRY(auto form, http::parse_form(request));
  for (auto& part : form) {
    if (is_file(fields, part.name)) {
      if (out.file(part.name) != nullptr) {
        return invalid(part.name, "Send one file at a time", "too-many");
      }
      out.add_file(std::move(part));
    } else {
      out.add(part.name, std::move(part.content));
    }
  }
  return out;
}

}  // namespace

std::string_view Input::text(std::string_view name) const {
  const auto found = values_.find(name);
  if (found == values_.end() || found->second.empty()) return {};
  return trimmed(found->second.front());
}

std::string_view Input::as_sent(std::string_view name) const {
  const auto& values = all(name);
  return values.empty() ? std::string_view{} : values.front();
}

const std::vector<std::string>& Input::all(std::string_view name) const {
  static const std::vector<std::string> none;
  const auto found = values_.find(name);
  return found == values_.end() ? none : found->second;
}

std::int64_t Input::number(std::string_view name) const {
  const auto value = text(name);
  std::int64_t n = 0;
  std::from_chars(value.data(), value.data() + value.size(), n);
  return n;
}

Result<LocalDate> Input::date(std::string_view name) const {
  if (!has(name)) return not_found();
  return LocalDate::parse(text(name));
}

const http::Part* Input::file(std::string_view name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? nullptr : &found->second;
}

void Input::set(std::string name, std::string value) {
  values_[std::move(name)] = {std::move(value)};
}
void Input::leave_out(std::string_view name) {
  const auto found = values_.find(name);
  if (found != values_.end()) values_.erase(found);
}
void Input::add(const std::string& name, std::string value) {
  values_[name].push_back(std::move(value));
}
void Input::add_file(http::Part part) {
  std::string name = part.name;
  files_.insert_or_assign(std::move(name), std::move(part));
}
std::vector<std::string> Input::names() const {
  std::vector<std::string> out;
  for (const auto& [name, values] : values_) out.push_back(name);
  for (const auto& [name, part] : files_) out.push_back(name);
  return out;
}

Result<Input> decode_input(const http::Request& request, const std::vector<Field>& fields,
                           Input& raw, Unknown unknown) {
  MASH_TRY(raw, raw_from(request, fields));
  for (const auto& name : raw.names()) {
    if (!known(fields, name)) {
      if (unknown == Unknown::left_out) {
        raw.leave_out(name);
        continue;
      }
      return invalid("form", "This form has a field that the page does not know. Reload the page");
    }
    if (is_of_page(name) && raw.all(name).size() > 1) {
      return invalid("form", "This form has a field twice that a page has once. Reload the page");
    }
  }
  return check_input(fields, raw);
}

Result<Input> check_input(const std::vector<Field>& fields, const Input& raw) {
  MASH_TRY(Input out, Decoder(fields, raw).run());
  out.says_as(raw);
  return out;
}

}  // namespace mash::pipeline

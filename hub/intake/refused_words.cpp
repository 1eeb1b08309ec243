// SPDX-License-Identifier: MIT
#include "refused_words.h"

#include <algorithm>
#include <array>

#include "mash/json/value.h"
#include "mash/model/words.h"
#include "text_rules.h"

namespace mash::intake {

namespace {

constexpr std::string_view k_secret = "status_secret";
constexpr std::string_view k_left_out = "(left out: it opens the sender's receipt)";
constexpr std::size_t k_hash_digits = 64;

struct Name {
  std::string_view member, words;
};
constexpr auto k_names = std::to_array<Name>({
    {"reference", "Their reference"},
    {"professional", "Works with children"},
    {"danger", "In danger now, says the sender"},
    {"source", "Who told us"},
    {"concerns", "Concern, says the sender"},
    {"informed", "Has the family been told?"},
    {"narrative", "In the sender's words"},
    {"where_now", "Where the child is"},
    {"who_else", "Who else is there"},
    {"why_not_informed", "Why the family has not been told"},
    {"safe_contact", "Safe way to reach the sender"},
    {"referrer_name", "Name of the sender"},
    {"referrer_role", "Role of the sender"},
    {"referrer_agency", "Agency of the sender"},
    {"referrer_email", "Email of the sender"},
    {"referrer_phone", "Phone of the sender"},
    {"anonymous", "Does not want to be named"},
    {"people", "Person"},
    {"role", "Who"},
    {"given_name", "Given name"},
    {"dob", "Born"},
    {"expected_dob", "Due"},
    {"address_line", "Address"},
});

bool is_hex(char ch) {
  return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'f') || (ch >= 'A' && ch <= 'F');
}

// Where a text that follows the member's name begins: after quotes, colons and spaces.
std::size_t value_after(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of("\"'\\: \t\r\n", at), text.size());
}

// Text that is no JSON may still hold the member, cut or damaged.
std::string without_member(std::string_view text) {
  std::string out;
  for (auto at = text.find(k_secret); at != std::string_view::npos; at = text.find(k_secret)) {
    const auto begin = value_after(text, at + k_secret.size());
    out.append(text.substr(0, begin)).append(k_left_out);
    text.remove_prefix(std::min(text.find_first_of("\"'\\,}]\n ", begin), text.size()));
  }
  return out.append(text);
}

// Nor does it stand under another name: nobody writes a hash by hand.
std::string without_hashes(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto* const begin = std::ranges::find_if(text, is_hex);
    const auto* const end = std::find_if_not(begin, text.end(), is_hex);
    const bool is_hash = end - begin >= static_cast<std::ptrdiff_t>(k_hash_digits);
    out.append(text.begin(), is_hash ? begin : end).append(is_hash ? k_left_out : "");
    text.remove_prefix(static_cast<std::size_t>(end - text.begin()));
  }
  return out;
}

std::string without_secret(std::string_view text) {
  return without_hashes(without_member(text));
}

constexpr std::string_view k_cut = "...";

bool is_cut(std::string_view name) {
  return name.ends_with(k_cut) && count_characters(name) == k_longest_name + k_cut.size();
}

// Cut where a character ends. What was cut stays as it is, whatever is added to it.
std::string not_too_long(std::string name) {
  std::size_t end = 0;
  for (std::size_t characters = 0; end < name.size(); ++end) {
    const bool starts_one = (static_cast<unsigned char>(name[end]) & 0xC0U) != 0x80U;
    if (starts_one && characters++ == k_longest_name) break;
  }
  if (end < name.size()) name.replace(end, std::string::npos, k_cut);
  return name;
}

// What stands in a name for a reader is clean before it is cut: part of a secret is no hash.
std::string name_of(std::string_view member) {
  const auto* known = std::ranges::find(k_names, member, &Name::member);
  if (known != k_names.end()) return std::string(known->words);
  std::string words = not_too_long(without_secret(member));
  std::ranges::replace(words, '_', ' ');
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

template <model::Coded E>
std::string in_words(const std::string& code) {
  const auto value = model::from_code<E>(code);
  return value ? std::string(model::words_of(*value)) : code;
}

// Codes of the form as their words; everything else as it was typed.
std::string words_of_text(std::string_view member, const std::string& text) {
  if (member == "danger") return in_words<model::Answer>(text);
  if (member == "source") return in_words<model::ReferralSource>(text);
  if (member == "concerns") return in_words<model::ConcernType>(text);
  if (member == "informed") return in_words<model::FamilyInformed>(text);
  if (member == "role") return in_words<model::PersonRole>(text);
  if (member == "sex") return in_words<model::Sex>(text);
  return text;
}

std::string scalar(std::string_view member, const json::Value& value) {
  if (value.is_null()) return "";
  if (const auto* text = value.as_string()) return words_of_text(member, *text);
  if (const auto* flag = value.as_bool()) return *flag ? "Yes" : "No";
  return json::encode(value);
}

bool is_scalar(const json::Value& value) {
  return value.as_array() == nullptr && value.as_object() == nullptr;
}

class Fields {
 public:
  void add(const std::string& name, const std::string& text) {
    if (text.empty()) return;
    if (out_.fields.size() == k_most_fields) {
      ++out_.more;
      return;
    }
    if (is_cut(name)) ++out_.cut_names;
    out_.fields.push_back({name, without_secret(text)});
  }
  // `name` is of the value itself, `member` what it stands under.
  void add(const std::string& name, std::string_view member, const json::Value& value) {
    if (const auto* object = value.as_object()) return add_members(name, *object);
    if (const auto* list = value.as_array()) return add_list(name, member, *list);
    add(name, scalar(member, value));
  }
  void add_members(const std::string& name, const json::Object& object) {
    for (const auto& [member, value] : object) {
      if (member == k_secret) continue;
      const std::string own = name_of(member);
      add(name.empty() ? own : not_too_long(name + ": " + own), member, value);
    }
  }
  Readable take() { return std::move(out_); }

 private:
  void add_list(const std::string& name, std::string_view member, const json::Array& list) {
    if (std::ranges::all_of(list, is_scalar)) {
      std::string all;
      for (const auto& one : list) {
        const std::string words = scalar(member, one);
        if (!words.empty()) all += (all.empty() ? "" : "; ") + words;
      }
      return add(name, all);
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
      add(not_too_long(name + " " + std::to_string(i + 1)), member, list[i]);
    }
  }

  Readable out_;
};

}  // namespace

Readable readable(std::string_view message) {
  Fields out;
  if (auto value = json::parse(message)) {
    if (auto* members = value->as_object()) {
      std::erase_if(*members, [](const auto& m) {
        return m.first == "package" && m.second == json::Value("notification");
      });
    }
    out.add(is_scalar(*value) || value->as_array() != nullptr ? "Text" : "", "", *value);
  } else {
    const std::string text(message);
    out.add("Text", is_utf8(text) ? text : from_windows_1252(text));
  }
  return out.take();
}

}  // namespace mash::intake

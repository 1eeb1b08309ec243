// SPDX-License-Identifier: MIT
// What a referrer has typed so far, and which question comes next. Pure values.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"
#include "mash/base/sensitive.h"
#include "mash/packages/packages.h"

namespace mash::notify {

// Answers by the name of their field.
class Answers {
 public:
  void set(std::string_view name, std::string_view value);  // an empty value takes it out
  [[nodiscard]] const Sensitive& get(std::string_view name) const;
  // Codes and flags: not about a person.
  [[nodiscard]] bool is(std::string_view name, std::string_view value) const;
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] const std::map<std::string, Sensitive, std::less<>>& all() const { return all_; }

 private:
  std::map<std::string, Sensitive, std::less<>> all_;
};

// A file that goes along. Its pieces wait at the door, sealed to the hub (door::hold_piece).
struct DraftFile {
  packages::NotifiedFile sent;
  std::string kind;  // code of render::Format
  UtcTime at;        // since when it is here
};

enum class Kind { child, member_of_public, professional };

struct Draft {
  Answers answers;
  std::vector<std::string> concerns;
  std::vector<Answers> children;
  std::vector<DraftFile> files;
  int files_gone = 0;                           // had been here too long, and none was added since
  std::set<std::string, std::less<>> answered;  // names of pages

  [[nodiscard]] Kind kind() const;        // by the answer to "who"
  [[nodiscard]] bool about_self() const;  // a child who writes about itself
};

inline constexpr std::size_t k_most_children = 20;

// The pages of this draft in their order. Only professionals are asked about the family.
std::vector<std::string> sequence(const Draft& draft);
// Path of the first page that has no answer yet, or of the check page.
std::string next_path(const Draft& draft);
bool is_complete(const Draft& draft);
// Where "Back" leads from a page.
std::string path_before(const Draft& draft, std::string_view page);
// "Question 3 of 8"
std::string step_words(const Draft& draft, std::string_view page);

// Takes out the files that came before this: they are not here any more.
void forget_files_before(Draft& draft, UtcTime before);

Sensitive encode(const Draft& draft);
Result<Draft> decode_draft(const Sensitive& text);

}  // namespace mash::notify

// SPDX-License-Identifier: MIT
// One question page of the form: what it takes, what it shows, how it is kept.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mash/json/value.h"
#include "mash/notify/draft.h"
#include "mash/pipeline/route.h"

namespace mash::notify {

// What the boxes show: what was just typed if it has to be mended, else what was kept.
struct Shown {
  const Answers& kept;
  const pipeline::Input* typed = nullptr;
  const std::vector<Fault>& faults;

  [[nodiscard]] std::string text(std::string_view name) const;
  [[nodiscard]] std::string error(std::string_view name) const;
};

struct Question {
  std::string title;
  bool own_heading = true;  // false: the label or legend of the only field is the heading
  std::string warning = {};
  std::vector<std::string> guidance = {};
  std::vector<json::Value> fields = {};
};

struct Page {
  std::string name;  // last part of the path, and the name in Draft::answered
  std::vector<pipeline::Field> fields;
  std::function<Question(const Draft&, const Shown&)> ask;
  // After the fields were checked one by one. An error keeps nothing.
  std::function<std::optional<Error>(Draft&, const pipeline::Input&)> keep;
};

Page danger_page();
Page who_page();
Page where_page();
Page what_page();
Page others_page();
Page family_page();
Page contact_page();
std::vector<Page> question_pages();

// What professionals cannot leave out of the contact page, and what they are told then.
struct Needed {
  std::string_view field;
  std::string_view words;
};
std::span<const Needed> needed_of_professionals();

// The page of one child is asked again for each.
std::vector<pipeline::Field> child_fields();
Question ask_child(const Draft& draft, const Shown& shown, std::size_t number);
Result<Answers> child_of(const pipeline::Input& input, UtcTime now);

// Copies these texts of the input.
void keep_texts(Answers& answers, const pipeline::Input& input,
                std::initializer_list<std::string_view> names);

// The words of a code on the check page.
std::string danger_words(const Answers& answers);
std::string who_words(const Answers& answers);
std::string informed_words(const Answers& answers);
std::string interpreter_words(const Answers& answers);
std::string source_words(std::string_view code);
std::string concern_words(std::string_view code);

// "Picture", "PDF": what kind of file it is.
std::string kind_words(const DraftFile& file);

// A child in one line, and in rows of the check page.
std::string child_name(const Answers& child);
std::string age_words(const Answers& child);
std::string address_words(const Answers& child);

}  // namespace mash::notify

// SPDX-License-Identifier: MIT
#include "mash/uploads/uploads.h"

#include <stdexcept>

#include "mash/html/forms.h"
#include "uploads_data.h"

namespace mash::uploads {

namespace {

constexpr std::size_t k_megabyte = 1 << 20;
constexpr std::size_t k_longest_name = 255;
constexpr std::size_t k_longest_words = 1000;

int value_of(const json::Value& file, std::string_view name, int most) {
  const auto number = file[name].number("value");
  if (number < 1 || number > most || file[name].text("source").empty()) {
    throw std::runtime_error("data/uploads.json: " + std::string(name) +
                             " has no sound value and source");
  }
  return static_cast<int>(number);
}

Limits read_limits() {
  constexpr int k_most_bytes = 64 << 20;
  constexpr int k_most_files = 20;
  constexpr int k_most_hours = 24;
  const auto file = json::parse(uploads_data());
  if (!file) throw std::runtime_error("data/uploads.json: " + file.error().message);
  return {
      .largest_file = static_cast<std::size_t>(value_of(*file, "largest_file_bytes", k_most_bytes)),
      .most_together = value_of(*file, "most_with_one_notification", k_most_files),
      .hours_before_sent = value_of(*file, "hours_before_sent", k_most_hours)};
}

Error wrong_kind() {
  return invalid("file",
                 "The file must be a photograph or picture (JPEG or PNG), a PDF or a Word document "
                 "(.docx). Save it as PDF and send that",
                 "wrong-type");
}

}  // namespace

const Limits& limits() {
  static const Limits read = read_limits();
  return read;
}

std::uint64_t body_limit() {
  // So much more than the file that whoever sends a larger one mostly meets the field's own words.
  return 2 * limits().largest_file;
}

std::string largest_words() {
  return std::to_string(limits().largest_file / k_megabyte) + " MB";
}

std::vector<pipeline::Field> file_fields(bool required) {
  return {{.name = "file",
           .label = "The file",
           .kind = pipeline::Kind::file,
           .required = required,
           .max = body_limit(),
           .missing = "Choose the file"},
          {.name = "shows",
           .label = "What it shows",
           .required = required,
           .max = k_longest_words,
           .missing = "Say in words what it shows, for whoever cannot see it",
           .as_typed = true}};
}

std::vector<json::Value> file_questions(const pipeline::Context& c) {
  return {html::input({.name = "file",
                       .label = "Choose the file",
                       .hint = "A photograph, body map or other picture (JPEG or PNG), a PDF or a "
                               "Word document (.docx), of at most " +
                               largest_words(),
                       .error = html::error_of(c.faults, "file"),
                       .type = "file",
                       .classes = "govuk-file-upload",
                       .label_classes = "govuk-label--s"}),
          html::textarea(
              {.name = "shows",
               .label = "What does it show?",
               .hint = "In words, for whoever cannot see it. For example: bruise on the left "
                       "forearm, about 3 cm, yellow",
               .error = html::error_of(c.faults, "shows"),
               .value = c.typed == nullptr ? std::string() : std::string(c.typed->text("shows")),
               .rows = 3,
               .max_length = static_cast<int>(k_longest_words),
               .label_classes = "govuk-label--s"})};
}

namespace {

// Not within a character: what is no UTF-8 could not be read again.
std::string shortened(const std::string& name) {
  const auto goes_on = [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
  };
  std::size_t end = std::min(name.size(), k_longest_name);
  while (end > 0 && end < name.size() && goes_on(name[end])) --end;
  return name.substr(0, end);
}

}  // namespace

Result<std::optional<NewFile>> read_file(const pipeline::Input& input) {
  const auto* file = input.file("file");
  if (file == nullptr) {
    if (!input.has("shows")) return std::optional<NewFile>();
    return invalid("file", "Choose the file that you describe", "missing");
  }
  if (file->content.size() > limits().largest_file) {
    return invalid("file",
                   "The file is larger than " + largest_words() +
                       ". Save the photograph smaller, or the document in parts",
                   "too-large");
  }
  const auto format = render::format_of(file->content);
  if (!format) return wrong_kind();
  if (!input.has("shows")) {
    return invalid("shows", "Say in words what it shows, for whoever cannot see it", "missing");
  }
  return std::optional(NewFile{.format = *format,
                               .name = Sensitive(shortened(file->file_name)),
                               .shows = Sensitive(std::string(input.text("shows"))),
                               .bytes = file->content});
}

}  // namespace mash::uploads

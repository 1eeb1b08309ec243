// SPDX-License-Identifier: MIT
// The question for a file in a form, and what may be answered: the same in both rooms. What not:
// where the file goes then (hub/attachments, gate/notify), what is made of it (libs/render).
// Thread safety: pure, but limits(), which reads once. Cost: that of looking through the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/json/value.h"
#include "mash/pipeline/input.h"
#include "mash/pipeline/route.h"
#include "mash/render/format.h"

namespace mash::uploads {

// data/uploads.json. Not sound: the program does not start.
struct Limits {
  std::size_t largest_file = 0;  // bytes
  int most_together = 0;         // files sent with one notification
  int hours_before_sent = 0;     // a file waits at the gate for its form
};
const Limits& limits();
// Of a form with one file: above it nothing is read at all.
std::uint64_t body_limit();
// "10 MB"
std::string largest_words();

struct NewFile {
  render::Format format{};
  Sensitive name;   // as whoever has it calls it
  Sensitive shows;  // what it shows, in words
  std::string_view bytes;
};

// The questions "file" and "shows" of a form: their fields, their data for {{> mash/fields}}, and
// what was answered. The page that asks them shows {{> mash/no_intimate_images}} above. A form with
// them is multipart/form-data.
std::vector<pipeline::Field> file_fields(bool required);
std::vector<json::Value> file_questions(const pipeline::Context& c);
// Nothing: neither was answered. Faults name "file" or "shows". The bytes live as long as `input`.
Result<std::optional<NewFile>> read_file(const pipeline::Input& input);

}  // namespace mash::uploads

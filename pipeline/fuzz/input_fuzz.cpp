// SPDX-License-Identifier: MIT
// Feeds arbitrary requests to the decoder of fields and to the matching of paths: the first byte
// chooses how the rest is packed. What comes out is within what its fields say.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "mash/base/assert.h"
#include "mash/base/text.h"
#include "mash/pipeline/input.h"
#include "match.h"

namespace {

using mash::pipeline::Field;
using mash::pipeline::Input;
using mash::pipeline::Kind;

constexpr std::size_t k_longest = 40;
constexpr std::size_t k_most = 3;

const std::vector<Field>& fields() {
  static const std::vector<Field> all = {
      {.name = "t", .label = "Text", .max = k_longest},
      {.name = "w", .label = "Words", .max = k_longest, .as_typed = true},
      {.name = "s", .label = "Secret", .kind = Kind::secret, .max = k_longest},
      {.name = "n", .label = "Number", .kind = Kind::number, .max = k_longest},
      {.name = "d", .label = "Date", .kind = Kind::date},
      {.name = "c",
       .label = "Choice",
       .kind = Kind::choice,
       .max = k_longest,
       .choices = {"a", "b"}},
      {.name = "m", .label = "Many", .kind = Kind::many, .max = k_most},
      {.name = "f", .label = "File", .kind = Kind::file, .max = k_longest},
  };
  return all;
}

void check(const Input& input) {
  for (const char* name : {"t", "w", "s"}) {
    MASH_ASSERT(input.all(name).size() <= 1);
    MASH_ASSERT(mash::count_characters(input.text(name)) <= k_longest);
    MASH_ASSERT(input.text(name).find('\0') == std::string_view::npos);
  }
  MASH_ASSERT(!mash::has_controls(input.text("t")));
  const auto choice = input.text("c");
  MASH_ASSERT(choice.empty() || choice == "a" || choice == "b");
  MASH_ASSERT(input.all("m").size() <= k_most);
  MASH_ASSERT(!input.has("d") || input.date("d").has_value());
  if (const auto* file = input.file("f")) MASH_ASSERT(file->content.size() <= k_longest);
  MASH_ASSERT(input.names().size() <= fields().size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string rest(data + 1, data + size);
  mash::http::Request request;
  request.method = "POST";
  switch (data[0] % 5) {
    case 0:
      request.method = "GET";
      request.query = rest;
      break;
    case 1:
      request.headers = {{"content-type", "application/json"}};
      break;
    case 2:
      request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
      break;
    case 3:
      request.headers = {{"content-type", "multipart/form-data; boundary=b"}};
      break;
    default: {
      mash::pipeline::PathParts parts;
      constexpr std::string_view k_pattern = "/case/{case}/item/{item}";
      if (mash::pipeline::matches(k_pattern, rest, parts)) {
        MASH_ASSERT(mash::pipeline::fill(k_pattern, parts) == rest);
      }
      return 0;
    }
  }
  if (request.method == "POST") request.body = rest;
  Input raw;
  const auto input = mash::pipeline::decode_input(request, fields(), raw);
  if (input) check(*input);
  return 0;
}

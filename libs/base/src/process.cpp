// SPDX-License-Identifier: MIT
// The few things that reach the process itself: assertions, wiping, log lines.
#include <fmt/format.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "mash/base/assert.h"
#include "mash/base/log.h"
#include "mash/base/sensitive.h"
#include "mash/base/time.h"

namespace mash {

namespace {
void write_line(std::string line) {
  line += '\n';
  // One write a line, so that lines of several threads do not mix; a lost log line is no error.
  if (::write(STDERR_FILENO, line.data(), line.size()) < 0) return;
}

std::string number_of(UChar32 character) {
  if (character <= 0xFFFF) return fmt::format("\\u{:04x}", character);
  return fmt::format("\\u{:04x}\\u{:04x}", static_cast<int>(U16_LEAD(character)),
                     static_cast<int>(U16_TRAIL(character)));
}

// A JSON text of printable ASCII alone: no value ends a line, reorders what stands around it or
// speaks to a terminal. Bytes that are not UTF-8 stand as U+FFFD.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(text.data(), at, size, c);
    if (c == '"' || c == '\\') out += '\\';
    if (c >= ' ' && c <= '~') {
      out += static_cast<char>(c);
    } else {
      out += number_of(c);
    }
  }
  return out += '"';
}
}  // namespace

void assertion_failed(const char* what, const char* file, int line) {
  write_line(fmt::format(R"({{"level":"fatal","event":"assertion","what":{},"file":{},"line":{}}})",
                         quoted(what), quoted(file), line));
  std::abort();
}

void wipe(std::string& text) {
  ::explicit_bzero(text.data(), text.size());
  text.clear();
}
void wipe(std::vector<std::uint8_t>& bytes) {
  ::explicit_bzero(bytes.data(), bytes.size());
  bytes.clear();
}

namespace log {

namespace {
void write(std::string_view level, std::string_view event, std::initializer_list<Field> fields) {
  std::string line = fmt::format(R"({{"time":"{}","level":"{}","event":{})",
                                 iso_utc(SystemClock{}.now()), level, quoted(event));
  for (const Field& f : fields) line += fmt::format(",{}:{}", quoted(f.name), quoted(f.value));
  write_line(line += '}');
}
}  // namespace

void info(std::string_view event, std::initializer_list<Field> fields) {
  write("info", event, fields);
}
void error(std::string_view event, std::initializer_list<Field> fields) {
  write("error", event, fields);
}

}  // namespace log
}  // namespace mash

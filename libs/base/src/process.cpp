// SPDX-License-Identifier: MIT
// The few things that reach the process itself: assertions, wiping, log lines.
#include <fmt/format.h>
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

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
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

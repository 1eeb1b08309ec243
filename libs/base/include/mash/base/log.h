// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace mash::log {

// A field of a log line. Only ids, counts, codes and times may be logged: there is no constructor
// from Sensitive, and scripts/tidy.py refuses `reveal()` on a line that logs.
struct Field {
  std::string_view name;
  std::string value;
  Field(std::string_view n, std::string_view v) : name(n), value(v) {}
  Field(std::string_view n, const char* v) : name(n), value(v) {}
  Field(std::string_view n, const std::string& v) : name(n), value(v) {}
  Field(std::string_view n, long long v) : name(n), value(std::to_string(v)) {}
  Field(std::string_view n, long v) : name(n), value(std::to_string(v)) {}
  Field(std::string_view n, int v) : name(n), value(std::to_string(v)) {}
  Field(std::string_view n, unsigned long v) : name(n), value(std::to_string(v)) {}
};

// One JSON object a line on standard error. `event` is a fixed name, e.g. "hub.started".
void info(std::string_view event, std::initializer_list<Field> fields = {});
void error(std::string_view event, std::initializer_list<Field> fields = {});

}  // namespace mash::log

// SPDX-License-Identifier: MIT
#include "mash/patterns/weights.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "mash/base/assert.h"
#include "mash/json/value.h"
#include "patterns_data.h"

namespace mash::patterns {

namespace {

// Reads members of one object and remembers the first that is not a number.
class Reader {
 public:
  Reader(const json::Value& value, std::string name, std::string& missing)
      : value_(value), name_(std::move(name)), missing_(missing) {}

  double number(std::string_view key) { return number_of(value_[key], key); }
  std::vector<double> numbers(std::string_view key) {
    std::vector<double> out;
    if (const auto* array = value_[key].as_array(); array != nullptr && !array->empty()) {
      for (const auto& v : *array) out.push_back(number_of(v, key));
    } else {
      miss(key);
    }
    return out;
  }

 private:
  double number_of(const json::Value& v, std::string_view key) {
    if (const auto* d = v.as_double()) return *d;
    if (const auto* i = v.as_int()) return static_cast<double>(*i);
    miss(key);
    return 0;
  }
  void miss(std::string_view key) {
    if (missing_.empty()) missing_ = name_ + "." + std::string(key);
  }

  const json::Value& value_;
  std::string name_;
  std::string& missing_;
};

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

Weights::Alarms read_alarms(const json::Value& value, std::string& missing) {
  Reader r(value, "alarms", missing);
  Weights::Alarms out{.quiet_days = r.number("quiet_days"),
                      .refit_days = r.number("refit_days"),
                      .severity_days = r.number("severity_days"),
                      .shares = {}};
  Reader shares(value["shares"], "alarms.shares", missing);
  out.shares = {shares.number("repeat"), shares.number("rate"), 0, shares.number("severity")};
  return out;
}

}  // namespace

Result<Weights> read_weights(std::string_view text) {
  MASH_TRY(const auto value, json::parse(text));
  Weights w;
  std::string missing;
  w.version = value.number("version");
  if (const auto* words = value["severity_words"].as_object()) {
    Reader r(value["severity_words"], "severity_words", missing);
    for (const auto& [word, unused] : *words) w.severity_words[lower(word)] = r.number(word);
  }
  Reader g(value["weighing"], "weighing", missing);
  w.weighing = {.cluster_days = g.number("cluster_days"),
                .cluster_weight = g.number("cluster_weight"),
                .mark_power = g.number("mark_power"),
                .mark_least = g.number("mark_least"),
                .mark_most = g.number("mark_most"),
                .source_power = g.number("source_power"),
                .source_allowance = g.number("source_allowance")};
  Reader c(value["change"], "change", missing);
  w.change = {.prior = c.number("prior"),
              .temper = c.number("temper"),
              .windows_days = c.numbers("windows_days"),
              .ratios = c.numbers("ratios")};
  Reader k(value["course"], "course", missing);
  w.course = {.excess = k.number("excess"),
              .factors = k.numbers("factors"),
              .clock_events = k.number("clock_events"),
              .mark_events = k.number("mark_events")};
  Reader s(value["score"], "score", missing);
  w.score = {.constant = s.number("constant"),
             .now = s.number("now"),
             .rise = s.number("rise"),
             .severity = s.number("severity")};
  w.alarms = read_alarms(value["alarms"], missing);
  if (w.version < 1 && missing.empty()) missing = "version";
  if (w.severity_words.empty() && missing.empty()) missing = "severity_words";
  if (!missing.empty()) return invalid(missing, missing + ": give a number");
  return w;
}

const Weights& weights() {
  static const Weights built_in = [] {
    auto read = read_weights(patterns_data());
    MASH_ASSERT(read.has_value());
    return *std::move(read);
  }();
  return built_in;
}

std::optional<double> severity_of(const Weights& w, std::string_view text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault == std::errc() && end == text.data() + text.size()) {
    if (!std::isfinite(number) || number < 0) return std::nullopt;
    return number;
  }
  const auto word = w.severity_words.find(lower(text));
  if (word == w.severity_words.end()) return std::nullopt;
  return word->second;
}

}  // namespace mash::patterns

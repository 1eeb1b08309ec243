// SPDX-License-Identifier: MIT
#include "mash/html/house.h"

#include <algorithm>
#include <array>

namespace mash::html {
namespace {

constexpr std::int64_t k_minute = 60'000'000;
constexpr std::int64_t k_soon_percent = 75;
constexpr Duration k_soon = Duration::hours(1);

std::string counted(std::int64_t n, const char* one, const char* many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

// The two largest units of a span of whole minutes: "2 days 3 hours", "4 hours 10 min", "24 min".
std::string span_words(Duration span) {
  const std::int64_t minutes = span.micros / k_minute;
  const std::int64_t hours = minutes / 60;
  const std::int64_t days = hours / 24;
  if (minutes == 0) return "less than 1 min";
  if (hours == 0) return std::to_string(minutes) + " min";
  if (days == 0) {
    const std::string text = counted(hours, "hour", "hours");
    return minutes % 60 == 0 ? text : text + " " + std::to_string(minutes % 60) + " min";
  }
  const std::string text = counted(days, "day", "days");
  return hours % 24 == 0 ? text : text + " " + counted(hours % 24, "hour", "hours");
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  });
  return text;
}

// "11:42am"
std::string time_of_day(UtcTime t) {
  const std::string words = plain_time(t);
  return words.substr(words.rfind(' ') + 1);
}

std::string_view look_name(ClockLook look) {
  constexpr std::array<std::string_view, 4> k_names{"none", "calm", "soon", "overdue"};
  return k_names.at(static_cast<std::size_t>(look));
}

struct Named {
  std::string_view look;
  std::string_view words;
};

// In the order of the enums.
constexpr std::array<Named, 5> k_releases{{{"undecided", "Owner has not decided"},
                                           {"leaves", "May leave the hub"},
                                           {"part", "May leave in part"},
                                           {"stays", "Stays in the hub"},
                                           {"stays", "Manager only"}}};
constexpr std::array<Named, 5> k_levels{{{"none", "Not rated"},
                                         {"blue", "Blue"},
                                         {"green", "Green"},
                                         {"amber", "Amber"},
                                         {"red", "Red"}}};

Named named(Release state) {
  return k_releases.at(static_cast<std::size_t>(state));
}
Named named(Level level) {
  return k_levels.at(static_cast<std::size_t>(level));
}

}  // namespace

std::string_view release_words(Release state) {
  return named(state).words;
}

json::Value release_tag(Release state) {
  return json::Object{{"look", named(state).look}, {"text", named(state).words}};
}

json::Value level_tag(Level level, const std::string& detail) {
  std::string text(named(level).words);
  if (!detail.empty()) text += ": " + detail;
  return json::Object{{"look", named(level).look}, {"text", std::move(text)}};
}

ClockWords clock_words(const ClockOptions& options) {
  if (!options.due) return {ClockLook::none, "No clock", 0};
  const Duration left = *options.due - options.now;
  if (options.breached || left.micros <= 0) {
    const std::string by = left.micros < 0 ? " BY " + upper(span_words({-left.micros})) : "";
    return {ClockLook::overdue, "OVERDUE" + by, 100};
  }
  const std::int64_t whole = std::max<std::int64_t>((*options.due - options.started).micros, 1);
  const std::int64_t used = std::clamp<std::int64_t>(whole - left.micros, 0, whole);
  const bool mostly_used = used * 100 > whole * k_soon_percent;
  const int percent = static_cast<int>(used * 100 / whole);
  if (mostly_used || left < k_soon)
    return {ClockLook::soon, "Due soon: " + span_words(left), percent};
  return {ClockLook::calm, span_words(left) + " left", percent};
}

json::Value clock(const ClockOptions& options) {
  const ClockWords words = clock_words(options);
  return json::Object{
      {"look", look_name(words.look)},
      {"words", words.words},
      {"used", words.used},
      {"due", options.due ? json::Value(iso_utc(*options.due)) : json::Value(false)},
      {"started", iso_utc(options.started)},
      {"breached", options.breached},
      {"now", iso_utc(options.now)},
      {"at", time_of_day(options.now)}};
}

json::Value child_bar(const ChildBarOptions& options) {
  json::Value live = false;
  if (!options.live.id.empty()) {
    live = json::Object{
        {"id", options.live.id}, {"version", options.live.version}, {"files", options.live.files}};
  }
  return json::Object{{"name", options.name},    {"reference", options.reference},
                      {"ages", options.ages},    {"level", options.level},
                      {"clock", options.clock},  {"marking", options.marking},
                      {"live", std::move(live)}, {"contact", options.contact}};
}

json::Value marking(const std::string& text) {
  return json::Object{{"text", text}};
}

json::Value empty(Empty kind, const std::string& text, const Link& next) {
  constexpr std::array<std::string_view, 3> k_names{"nothing", "unanswered", "failed"};
  json::Value link = false;
  if (!next.href.empty()) link = json::Object{{"text", next.text}, {"href", next.href}};
  return json::Object{{"look", k_names.at(static_cast<std::size_t>(kind))},
                      {"text", text},
                      {"next", std::move(link)}};
}

json::Value timeline(const std::vector<TimelineItem>& items) {
  json::Array out;
  for (const auto& item : items) {
    out.push_back(json::Object{{"title", item.title},
                               {"at", plain_time(item.at)},
                               {"at_iso", iso_london(item.at)},
                               {"by", item.by},
                               {"text", item.text},
                               {"href", item.href},
                               {"fresh", item.fresh}});
  }
  return json::Object{{"items", std::move(out)}};
}

json::Value who_looked(const std::vector<Look>& looks) {
  json::Array rows;
  for (const auto& look : looks) {
    rows.push_back(json::Object{{"at", plain_time(look.at)},
                                {"at_iso", iso_london(look.at)},
                                {"who", look.who},
                                {"role", look.role},
                                {"what", look.what},
                                {"why", look.why}});
  }
  return json::Object{{"rows", std::move(rows)}};
}

}  // namespace mash::html

// SPDX-License-Identifier: MIT
#include "sent.h"

#include <algorithm>

namespace mash::pipeline {

namespace {

bool survives(const Context& c, std::string_view name) {
  // Another form of the same page may be the one that is shown again.
  if (c.typed == nullptr || c.typed->all(name).empty()) return false;
  return std::ranges::none_of(c.faults, [name](const Fault& f) { return f.field == name; });
}

}  // namespace

std::int64_t Context::version_seen(std::string_view name, std::int64_t stands) const {
  return survives(*this, name) ? typed->number(name) : stands;
}

std::string Context::version_seen(std::string_view name, std::string stands) const {
  return survives(*this, name) ? std::string(typed->text(name)) : std::move(stands);
}

Sent sent_nothing(const PathParts& parts) {
  Sent out;
  for (const auto& [name, value] : parts) out.input.set(name, value);
  return out;
}

Sent read_sent(const Route& route, const PathParts& parts, const http::Request& request) {
  Sent out;
  if (route.for_machines()) return sent_nothing(parts);
  const auto unknown = route.others_add ? Unknown::left_out : Unknown::refused;
  if (auto decoded = decode_input(request, route.fields, out.raw, unknown)) {
    out.input = *std::move(decoded);
  } else {
    out.error = std::move(decoded.error());
  }
  for (const auto& [name, value] : parts) out.input.set(name, value);
  return out;
}

Sent read_values(const Route& route, const PathParts& parts, Input values) {
  Sent out = sent_nothing(parts);
  out.raw = std::move(values);
  auto decoded = check_input(route.fields, out.raw);
  if (!decoded) {
    out.error = std::move(decoded.error());
    return out;
  }
  out.input = *std::move(decoded);
  for (const auto& [name, value] : parts) out.input.set(name, value);
  return out;
}

bool is_unreadable(const Sent& sent) {
  return sent.error && sent.error->faults.empty() && sent.raw.names().empty();
}

std::string done_at(const Reply& reply) {
  if (const auto* other = std::get_if<SeeOther>(&reply)) return other->location;
  const auto* page = std::get_if<View>(&reply);
  return page == nullptr ? std::string() : page->done_at;
}

}  // namespace mash::pipeline

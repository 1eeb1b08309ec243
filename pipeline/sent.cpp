// SPDX-License-Identifier: MIT
#include "sent.h"

namespace mash::pipeline {

Sent sent_nothing(const PathParts& parts) {
  Sent out;
  for (const auto& [name, value] : parts) out.input.set(name, value);
  return out;
}

Sent read_sent(const Route& route, const PathParts& parts, const http::Request& request) {
  Sent out;
  if (route.for_machines()) return sent_nothing(parts);
  if (auto decoded = decode_input(request, route.fields, out.raw)) {
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

}  // namespace mash::pipeline

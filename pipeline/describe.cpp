// SPDX-License-Identifier: MIT
#include "mash/pipeline/input.h"

namespace mash::pipeline {

namespace {

json::Value string_schema(const Field& f) {
  json::Value s;
  s.set("type", "string");
  if (f.kind == Kind::date) s.set("format", "date");
  if (f.kind == Kind::secret) s.set("format", "password");
  if (f.kind == Kind::text || f.kind == Kind::secret) s.set("maxLength", f.max);
  if (!f.choices.empty()) s.set("enum", json::Array(f.choices.begin(), f.choices.end()));
  return s;
}

}  // namespace

json::Value schema_of(const Field& f) {
  json::Value s;
  if (f.kind == Kind::many) {
    s.set("type", "array");
    s.set("items", string_schema({.name = f.name, .kind = Kind::choice, .choices = f.choices}));
    s.set("maxItems", f.max);
  } else if (f.kind == Kind::number) {
    s.set("type", "integer");
  } else if (f.kind == Kind::file) {
    s.set("type", "string");
    s.set("contentMediaType", "application/octet-stream");
  } else {
    s = string_schema(f);
  }
  s.set("description", f.label);
  return s;
}

}  // namespace mash::pipeline

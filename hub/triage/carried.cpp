// SPDX-License-Identifier: MIT
#include "carried.h"

#include <algorithm>

#include "mash/cases/cases.h"

namespace mash::triage {

namespace {

constexpr std::string_view k_version = "version";
constexpr std::size_t k_any_length = 256 * 1024;  // the act of the form says what is too long

}  // namespace

std::vector<pipeline::Field> with_carried(std::vector<pipeline::Field> own, const TypedForm& form) {
  for (const auto& f : form.fields) {
    if (std::ranges::find(own, f.name, &pipeline::Field::name) != own.end()) continue;
    const bool text = f.kind == pipeline::Kind::text;
    own.push_back({.name = f.name,
                   .label = f.label,
                   .kind = text ? f.kind : pipeline::Kind::many,
                   .max = text ? k_any_length : std::max(f.max, std::size_t{1}),
                   .as_typed = text});
  }
  return own;
}

json::Value carried_data(const pipeline::Input* typed, const TypedForm& form) {
  json::Array out;
  for (const auto& f : form.fields) {
    if (typed == nullptr || f.name == k_version) continue;
    for (const auto& value : typed->all(f.name)) {
      if (value.empty()) continue;
      out.emplace_back(json::Object{{"name", f.name}, {"value", value}});
    }
  }
  return out;
}

Result<pipeline::Reply> as_typed(const policy::Proof& proof, pipeline::Context& c,
                                 const TypedForm& form, std::int64_t version_before,
                                 pipeline::SeeOther done) {
  if (carried_data(&c.input, form).as_array()->empty()) return done;
  pipeline::Input typed = c.input;
  if (typed.number(k_version) == version_before) {
    typed.set(std::string(k_version), std::to_string(cases::find_case(c.tx, c.case_id)->version));
  }
  MASH_TRY(auto view, form.show(proof, c, typed));
  view.done_at = std::move(done.location);
  return view;
}

}  // namespace mash::triage

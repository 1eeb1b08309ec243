// SPDX-License-Identifier: MIT
#include "mash/signatures/standing.h"

#include <algorithm>

namespace mash::signatures {

namespace {

Error refused(const char* what) {
  return invalid("signatures", what);
}

json::Array array_of(const std::vector<std::string>& texts) {
  return json::Array(texts.begin(), texts.end());
}

std::vector<std::string> texts_of(const json::Value& list) {
  std::vector<std::string> out;
  if (const auto* array = list.as_array()) {
    for (const auto& one : *array) {
      if (const auto* text = one.as_string()) out.push_back(*text);
    }
  }
  return out;
}

bool has(const std::vector<std::string>& codes, std::string_view code) {
  return std::ranges::find(codes, code) != codes.end();
}

}  // namespace

json::Object standing_record(const StandingRule& r) {
  return {{"schema", k_standing_schema}, {"standing", r.id},
          {"number", r.number},          {"recipient", r.recipient.text()},
          {"kinds", array_of(r.kinds)},  {"sensitivity", r.sensitivity},
          {"when", array_of(r.when)},    {"purpose", r.purpose},
          {"basis", array_of(r.basis)},  {"from", r.from.micros},
          {"until", r.until.micros}};
}

Result<StandingRule> read_standing(const json::Value& record) {
  const auto recipient = AgencyId::parse(record.text("recipient"));
  if (!recipient) return refused("A standing release cannot be read");
  StandingRule out{.id = record.text("standing"),
                   .number = record.number("number"),
                   .recipient = *recipient,
                   .kinds = texts_of(record["kinds"]),
                   .sensitivity = record.number("sensitivity"),
                   .when = texts_of(record["when"]),
                   .purpose = record.text("purpose"),
                   .basis = texts_of(record["basis"]),
                   .from = UtcTime{record.number("from")},
                   .until = UtcTime{record.number("until")}};
  for (const auto& [name, value] : standing_record(out)) {
    if (json::encode(record[name]) != json::encode(value)) {
      return refused("A standing release cannot be read");
    }
  }
  return out;
}

std::string encode(const StandingClaim& claim) {
  return json::encode(json::Object{
      {"sensitivity", claim.sensitivity}, {"when", claim.when}, {"at", claim.at.micros}});
}

Result<StandingClaim> decode_claim(std::string_view text) {
  const auto value = json::parse(text);
  if (!value) return refused("What a line says of its standing release cannot be read");
  StandingClaim out{.sensitivity = value->number("sensitivity"),
                    .when = value->text("when"),
                    .at = UtcTime{value->number("at")}};
  if (encode(out) != text) {
    return refused("What a line says of its standing release cannot be read");
  }
  return out;
}

std::string outside(const StandingRule& rule, const AgencyId& recipient, bool graded,
                    const StandingClaim& claim) {
  if (rule.recipient != recipient) return "A standing release is for somebody else";
  if (!has(rule.kinds, graded ? k_graded : k_not_graded)) {
    return "A standing release does not cover this kind of information";
  }
  const auto highest = std::min(rule.sensitivity, k_standing_highest);
  if (claim.sensitivity < 0 || claim.sensitivity > highest) {
    return "A standing release does not cover what is so sensitive";
  }
  if (!has(rule.when, claim.when)) return "A standing release does not cover this situation";
  if (claim.at < rule.from || claim.at >= rule.until) {
    return "A standing release was not in force then";
  }
  return {};
}

}  // namespace mash::signatures

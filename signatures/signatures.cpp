// SPDX-License-Identifier: MIT
#include "mash/signatures/signatures.h"

#include <algorithm>
#include <set>

#include "mash/base/assert.h"
#include "mash/signatures/preview.h"
#include "statement.h"

namespace mash::signatures {

namespace {

using packages::Product;
using packages::ProductLine;
using packages::ProductSignatures;

constexpr std::string_view k_release_schema = "openmash.release-signature.1";
constexpr std::string_view k_product_schema = "openmash.product-signature.1";

Error refused(std::string what) {
  return invalid("signatures", std::move(what));
}

Error missing(std::string what) {
  return invalid("signatures", std::move(what), k_incomplete);
}

json::Value parsed(const passkey::SignedRecord& record) {
  auto value = json::parse(record.record);
  return value ? *std::move(value) : json::Value{};
}

bool commits_to(const json::Value& record, const std::string& commitment) {
  const auto* lines = record["lines"].as_array();
  return lines != nullptr && std::ranges::any_of(*lines, [&](const json::Value& one) {
           const auto* text = one.as_string();
           return text != nullptr && *text == commitment;
         });
}

struct Read {
  json::Value record;
  Signer signer;
  bool used = false;  // for the whole or for a line
};

Result<Read> read_record(const std::string& text, const Agencies& agencies) {
  const auto value = json::parse(text);
  if (!value) return refused("A signature cannot be read");
  const auto signed_record = passkey::decode(*value);
  if (!signed_record || json::encode(passkey::encode(*signed_record)) != text) {
    return refused("A signature is not in its canonical form");
  }
  Read out{.record = parsed(*signed_record), .signer = {}};
  const auto agency = AgencyId::parse(out.record.text("agency"));
  const auto* known = agency ? agencies.find(*agency) : nullptr;
  if (known == nullptr) return refused("Somebody signed for an agency that is not of this hub");
  Result<passkey::Enrolment> by = refused("The agency has no key");
  for (const auto& key : known->keys) {
    by = passkey::check_signed_record(key, *agency, *signed_record);
    if (by) break;
  }
  if (!by) return refused(by.error().message);
  out.signer = {.agency = *agency,
                .agency_name = known->name,
                .person = by->person,
                .at = {out.record.number("asked_at")}};
  return out;
}

Result<Signer> sender_of(const Product& product, std::vector<Read>& records,
                         const Agencies& agencies) {
  for (auto& one : records) {
    if (one.record.text("schema") != k_product_schema) continue;
    if (!agencies.find(one.signer.agency)->sends) {
      return refused("Whoever signed the whole is of an agency that sends nothing");
    }
    const auto wanted = product_record(product.id, product.version, product.recipient,
                                       packages::product_hash(product));
    const bool same = std::ranges::all_of(wanted, [&](const auto& member) {
      return json::encode(one.record[member.first]) == json::encode(member.second);
    });
    if (!same) return refused("Whoever sent it signed something else than what stands here");
    one.used = true;
    return one.signer;
  }
  return missing("Nobody has signed the whole of it");
}

// The people of its owner who signed this line as it stands there.
class LineCheck {
 public:
  LineCheck(const Product& product, const ProductLine& line, bool before_visit)
      : product_(product), line_(line), before_visit_(before_visit) {}

  Result<void> add(const ProductSignatures::Line& given, Read& by) {
    if (by.record.text("schema") == k_standing_schema) return add_standing(given, by);
    const auto raw = from_hex(given.key);
    const auto key = raw ? crypto::Key::from(*raw) : Result<crypto::Key>(raw.error());
    if (!key || hex(*raw) != given.key) return refused("What opens a line cannot be read");
    if (by.record.text("schema") != k_release_schema ||
        by.record.text("recipient") != product_.recipient.text()) {
      return refused("A line was released to somebody else");
    }
    if (by.signer.agency_name != line_.owner) {
      return refused("A line is signed by another agency than the one whose it is");
    }
    if (!commits_to(by.record, commitment(*key, line_, before_visit_, given.terms))) {
      return refused("A line is not what its owner released");
    }
    MASH_TRY(const Terms terms, decode_terms(given.terms));
    if (terms.until && *terms.until <= product_.issued_at) {
      return refused("A line left after the time until which its owner had released it");
    }
    if (terms.two_people) wanted_ = 2;
    people_.insert(by.signer.person);
    by.used = true;
    return {};
  }
  [[nodiscard]] Result<void> enough() const {
    if (people_.empty() && by_rule_) return {};
    if (people_.empty()) return missing(line_.owner + " has not signed");
    if (people_.size() < wanted_)
      return missing("A second person of " + line_.owner + " has not signed");
    return {};
  }

 private:
  // Its owner signed the rule and not these words: nobody has said that they warn whoever visits.
  Result<void> add_standing(const ProductSignatures::Line& given, Read& by) {
    MASH_TRY(const StandingRule rule, read_standing(by.record));
    MASH_TRY(const StandingClaim claim, decode_claim(given.terms));
    if (!given.key.empty() || before_visit_) {
      return refused("A line cannot be under a standing release where it stands");
    }
    if (by.signer.agency_name != line_.owner) {
      return refused("A line is under the standing release of another agency than its owner");
    }
    auto why = outside(rule, product_.recipient, !line_.grade.empty(), claim);
    if (!why.empty()) return refused(std::move(why));
    if (claim.at < by.signer.at || claim.at > product_.issued_at ||
        product_.issued_at >= rule.until) {
      return refused("A line did not leave while its standing release was in force");
    }
    by_rule_ = true;
    by.used = true;
    return {};
  }

  const Product& product_;
  const ProductLine& line_;
  bool before_visit_;
  std::size_t wanted_ = 1;
  bool by_rule_ = false;
  std::set<StaffId> people_;
};

// What contradicts comes before what is missing, whatever the order of the lines.
Result<void> check_lines(const Product& product, const ProductSignatures& given, bool before_visit,
                         std::vector<Read>& records, Result<void>& missing) {
  const auto& lines = before_visit ? product.before_visit : product.known;
  for (std::size_t place = 0; place < lines.size(); ++place) {
    LineCheck check(product, lines[place], before_visit);
    for (const auto& one : given.lines) {
      if (one.before_visit != before_visit || one.place != static_cast<std::int64_t>(place)) {
        continue;
      }
      if (one.record < 0 || one.record >= static_cast<std::int64_t>(records.size())) {
        return refused("A line names a signature that is not there");
      }
      MASH_TRY_DO(check.add(one, records[static_cast<std::size_t>(one.record)]));
    }
    if (auto enough = check.enough(); !enough && missing) missing = enough;
  }
  return {};
}

bool same(const ProductLine& a, const ProductLine& b) {
  return statement_of(a, false, {}) == statement_of(b, false, {});
}

// Whose own signature stands in the line already: that says more than a rule.
bool is_signed(const ProductSignatures& sheet, std::size_t place) {
  return std::ranges::any_of(sheet.lines, [&](const ProductSignatures::Line& one) {
    return !one.before_visit && one.place == static_cast<std::int64_t>(place) && !one.key.empty();
  });
}

}  // namespace

std::string statement_of(const ProductLine& line, bool before_visit, std::string_view terms) {
  return json::encode(json::Object{{"before_visit", before_visit},
                                   {"owner", line.owner},
                                   {"text", line.text},
                                   {"source", line.source},
                                   {"date", line.date},
                                   {"grade", line.grade},
                                   {"terms", std::string(terms)}});
}

std::string encode(const Terms& terms) {
  return json::encode(
      json::Object{{"state", terms.state},
                   {"purpose", terms.purpose},
                   {"basis", json::Array(terms.basis.begin(), terms.basis.end())},
                   {"until", terms.until ? json::Value(terms.until->micros) : json::Value(nullptr)},
                   {"two_people", terms.two_people}});
}

Result<Terms> decode_terms(std::string_view text) {
  const auto value = json::parse(text);
  if (!value) return refused("The terms of a line cannot be read");
  Terms out{.state = value->text("state"),
            .purpose = value->text("purpose"),
            .basis = {},
            .until = {},
            .two_people = value->flag("two_people")};
  if (const auto* basis = (*value)["basis"].as_array()) {
    for (const auto& one : *basis) {
      if (const auto* code = one.as_string()) out.basis.push_back(*code);
    }
  }
  if (const auto* until = (*value)["until"].as_int()) out.until = UtcTime{*until};
  if (encode(out) != text) return refused("The terms of a line cannot be read");
  return out;
}

std::string commitment(const crypto::Key& key, const ProductLine& line, bool before_visit,
                       std::string_view terms) {
  return hex(crypto::hmac_sha256(key.bytes(), as_bytes(statement_of(line, before_visit, terms))));
}

json::Object release_record(const AgencyId& recipient, std::vector<std::string> commitments,
                            const std::vector<std::string>& fill) {
  MASH_ASSERT(commitments.size() <= k_lines && commitments.size() + fill.size() >= k_lines);
  const auto missing = static_cast<std::ptrdiff_t>(k_lines - commitments.size());
  commitments.insert(commitments.end(), fill.begin(), fill.begin() + missing);
  std::ranges::sort(commitments);
  return {{"schema", k_release_schema},
          {"recipient", recipient.text()},
          {"lines", json::Array(commitments.begin(), commitments.end())}};
}

json::Object product_record(const ProductId& id, std::int64_t version, const AgencyId& recipient,
                            const std::string& hash) {
  return {{"schema", k_product_schema},
          {"product", id.text()},
          {"version", version},
          {"recipient", recipient.text()},
          {"sha256", hash}};
}

packages::ProductSignatures collect(const Product& product, const passkey::SignedRecord& sent,
                                    const std::vector<SignedLine>& released) {
  ProductSignatures out{
      .product = product.id, .version = product.version, .records = {}, .lines = {}};
  out.records.push_back(json::encode(passkey::encode(sent)));
  const auto place_of = [&out](const std::string& record) {
    const auto found = std::ranges::find(out.records, record);
    if (found != out.records.end()) return found - out.records.begin();
    out.records.push_back(record);
    return static_cast<std::ptrdiff_t>(out.records.size()) - 1;
  };
  for (const auto& one : released) {
    if (one.by_rule) continue;
    const json::Value record = parsed(one.record);
    for (const bool before_visit : {true, false}) {
      const auto& lines = before_visit ? product.before_visit : product.known;
      for (std::size_t n = 0; n < lines.size(); ++n) {
        if (!commits_to(record, commitment(one.key, lines[n], before_visit, one.terms))) continue;
        out.lines.push_back({.before_visit = before_visit,
                             .place = static_cast<std::int64_t>(n),
                             .record = place_of(json::encode(passkey::encode(one.record))),
                             .key = hex(one.key.bytes()),
                             .terms = one.terms});
      }
    }
  }
  for (const auto& one : released) {
    for (std::size_t n = 0; one.by_rule && n < product.known.size(); ++n) {
      if (!same(product.known[n], *one.by_rule) || is_signed(out, n)) continue;
      out.lines.push_back({.before_visit = false,
                           .place = static_cast<std::int64_t>(n),
                           .record = place_of(json::encode(passkey::encode(one.record))),
                           .key = {},
                           .terms = one.terms});
    }
  }
  return out;
}

std::vector<Mark> marks(const Product& product, const ProductSignatures& given) {
  std::vector<Mark> out;
  for (const auto& one : given.lines) {
    const auto& lines = one.before_visit ? product.before_visit : product.known;
    const auto place = static_cast<std::size_t>(one.place);
    if (one.place < 0 || place >= lines.size()) continue;
    const bool by_rule = one.key.empty();
    out.push_back({.before_visit = one.before_visit,
                   .place = place,
                   .by_rule = by_rule,
                   .code = by_rule ? std::string()
                                   : line_code(product.recipient, lines[place], one.before_visit,
                                               one.terms)});
  }
  return out;
}

Result<Signed> check(const Product& product, const ProductSignatures& given,
                     const Agencies& agencies) {
  if (given.product != product.id || given.version != product.version) {
    return refused("The signatures are of another product or version");
  }
  std::vector<Read> records;
  for (const auto& text : given.records) {
    MASH_TRY(Read one, read_record(text, agencies));
    records.push_back(std::move(one));
  }
  Signed out;
  MASH_TRY(out.sent, sender_of(product, records, agencies));
  Result<void> missing;
  MASH_TRY_DO(check_lines(product, given, true, records, missing));
  MASH_TRY_DO(check_lines(product, given, false, records, missing));
  for (const auto& one : records) {
    if (!one.used) return refused("A signature is of nothing that stands here");
    const bool known = std::ranges::any_of(out.released, [&](const Signer& other) {
      return other.person == one.signer.person && other.agency == one.signer.agency;
    });
    if (one.record.text("schema") == k_release_schema && !known) out.released.push_back(one.signer);
    if (one.record.text("schema") != k_standing_schema) continue;
    MASH_TRY(StandingRule rule, read_standing(one.record));
    out.standing.push_back({.signer = one.signer, .rule = std::move(rule)});
  }
  if (!missing) return missing.error();
  return out;
}

}  // namespace mash::signatures

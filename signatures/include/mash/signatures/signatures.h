// SPDX-License-Identifier: MIT
// What people signed of a product with their passkeys, and whether that is enough for somebody who
// trusts the agencies' public keys and not the hub: whoever sent it signed the bytes of the whole,
// and each owner signed its own lines as they stand there, for this recipient and until when.
// Decision 0034.
// Not here: who may release (policy), that the log says so (libs/audit, statement.h).
// A release is signed before there is a product. Its record holds a commitment for each line,
// filled up to one number with some that open to nothing: whoever reads one line learns neither the
// others nor how many there are. Errors: invalid_input with the field "signatures" and words that
// may be shown. Thread safety: pure functions. Cost: two signature checks for each record, 0.2 ms.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/crypto/crypto.h"
#include "mash/json/value.h"
#include "mash/packages/packages.h"
#include "mash/passkey/signed_record.h"
#include "mash/signatures/standing.h"

namespace mash::signatures {

// On which an owner lets a line out.
struct Terms {
  std::string state;               // code of how much of it leaves
  std::string purpose;             // may be empty
  std::vector<std::string> basis;  // codes
  std::optional<UtcTime> until;
  bool two_people = false;  // it is of the highest sensitivity
};
// One text for each value: what is committed to.
std::string encode(const Terms& terms);
Result<Terms> decode_terms(std::string_view text);

inline constexpr std::size_t k_lines = 20;  // that one signature covers at most

// Of a line as its recipient reads it. `key` opens it: nobody without it can try what it may be of.
std::string commitment(const crypto::Key& key, const packages::ProductLine& line, bool before_visit,
                       std::string_view terms);
// What an owner signs: members for login::take_step_up(). At most k_lines commitments, in any
// order; `fill` opens to nothing.
json::Object release_record(const AgencyId& recipient, std::vector<std::string> commitments,
                            const std::vector<std::string>& fill);
// What whoever sends a product signs.
json::Object product_record(const ProductId& id, std::int64_t version, const AgencyId& recipient,
                            const std::string& hash);

// A line that somebody let out, and the record in which they signed it; or that left by a standing
// release, and the record of the rule.
struct SignedLine {
  passkey::SignedRecord record;
  crypto::Key key;  // opens nothing where there is a rule
  std::string terms;
  std::optional<packages::ProductLine> by_rule{};
};
// What follows the product to its recipient: the signature over the whole, and those of its lines
// that are among `released`. Others are left out.
packages::ProductSignatures collect(const packages::Product& product,
                                    const passkey::SignedRecord& sent,
                                    const std::vector<SignedLine>& released);

// Whose word counts: agencies of one hub with the keys by which they answer for passkeys.
class Agencies {
 public:
  struct One {
    std::string name;    // as products say it
    bool sends = false;  // people of it send products
    // The present one first; behind it those before, by which something that left was signed.
    std::vector<crypto::PublicKey> keys;
  };
  void add(const AgencyId& id, One one) { all_.insert_or_assign(id, std::move(one)); }
  [[nodiscard]] const One* find(const AgencyId& id) const;
  // JSON, for the folder of public files.
  [[nodiscard]] std::string encode() const;
  static Result<Agencies> parse(std::string_view text);

 private:
  std::map<AgencyId, One> all_;
};

struct Signer {
  AgencyId agency;
  std::string agency_name;
  StaffId person;
  UtcTime at;  // when they were asked, by the hub's clock
};
// The rule was signed, and no words.
struct Standing {
  Signer signer;
  StandingRule rule;
};
struct Signed {
  Signer sent;
  std::vector<Signer> released;    // of lines in it; each person once
  std::vector<Standing> standing;  // by which other lines left
};
// What stands beside a line, once check() has said that nothing contradicts.
struct Mark {
  bool before_visit = false;
  std::size_t place = 0;
  bool by_rule = false;  // its owner signed a rule and not these words
  std::string code;      // else: preview.h
};
std::vector<Mark> marks(const packages::Product& product, const packages::ProductSignatures& given);
// Every line is its owner's, by as many people as its terms want, or by a standing release that
// covers it. The fault's code is k_incomplete
// where nothing is wrong and somebody has not signed yet.
inline constexpr const char* k_incomplete = "incomplete";
Result<Signed> check(const packages::Product& product, const packages::ProductSignatures& given,
                     const Agencies& agencies);

}  // namespace mash::signatures

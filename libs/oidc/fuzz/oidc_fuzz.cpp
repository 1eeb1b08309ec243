// SPDX-License-Identifier: MIT
// Feeds arbitrary bytes to every reader of what an issuer, or somebody who poses as one, sends: the
// first byte chooses it. Nothing of it is believed, since nothing of it is signed.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "mash/base/assert.h"
#include "mash/oidc/discovery.h"
#include "mash/oidc/token.h"

namespace {

using namespace mash::oidc;

// A sound key, whose owner nobody is: RFC 8037, appendix A.2.
const KeySet& keys() {
  const mash::json::Value key = mash::json::Object{
      {"kty", "OKP"}, {"crv", "Ed25519"}, {"x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}};
  static const KeySet set = *KeySet::parse(mash::json::Object{{"keys", mash::json::Array{key}}});
  return set;
}

const Expected& expected() {
  static const Expected all{.issuer = "https://a.example", .client_id = "c"};
  return all;
}

void check_keys(std::string_view text) {
  const auto value = mash::json::parse(text);
  if (!value) return;
  const auto set = KeySet::parse(*value);
  if (set) MASH_ASSERT(set->size() <= k_most_keys);
}

void check_document(std::string_view text) {
  const auto value = mash::json::parse(text);
  if (!value) return;
  const auto read = read_discovery(*value, "https://a.example", {"https://a.example"});
  if (read) MASH_ASSERT(*origin_of(read->token) == "https://a.example");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const mash::UtcTime now{1'795'510'800'000'000};
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 5U) {
    case 0:
      MASH_ASSERT(std::holds_alternative<Flaw>(check_id_token(text, keys(), expected(), "n", now)));
      break;
    case 1:
      MASH_ASSERT(std::holds_alternative<Flaw>(check_logout_token(text, keys(), expected(), now)));
      break;
    case 2:
      check_keys(text);
      break;
    case 3:
      check_document(text);
      break;
    default:
      static_cast<void>(origin_of(text));
  }
  return 0;
}

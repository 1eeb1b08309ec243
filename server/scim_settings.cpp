// SPDX-License-Identifier: MIT
#include "scim_settings.h"

#include <iostream>
#include <set>

#include "commands.h"
#include "mash/crypto/crypto.h"
#include "settings_section.h"

namespace mash::server {

namespace {

constexpr std::size_t k_hash_digits = 64;
constexpr std::size_t k_most_tokens = 2;  // the old one and the new, while they change

Result<provision::System> read_system(const Section& in, const model::Borough& borough) {
  MASH_TRY_DO(in.only({"agency", "tokens_sha256"}));
  MASH_TRY(const std::string agency, in.text("agency"));
  const auto id = AgencyId::parse(agency);
  if (!id || borough.find_agency(*id) == nullptr) {
    return invalid(in.at("agency"), "There is no such agency");
  }
  provision::System out{.agency = *id, .token_hashes = {}};
  MASH_TRY(const auto hashes, in.texts("tokens_sha256"));
  if (hashes.empty() || hashes.size() > k_most_tokens) {
    return invalid(in.at("tokens_sha256"), "Give one hash, or two while a token is changed");
  }
  for (const auto& text : hashes) {
    auto hash = from_hex(text);
    if (!hash || text.size() != k_hash_digits) {
      return invalid(in.at("tokens_sha256"),
                     "Give each as 64 hexadecimal digits, as openmash scim-token prints it");
    }
    out.token_hashes.push_back(*std::move(hash));
  }
  return out;
}

}  // namespace

Result<provision::Systems> load_systems(const Settings& settings, const model::Borough& borough) {
  if (settings.scim.empty()) return provision::Systems();
  const auto text = read_file(settings.scim);
  if (!text) return invalid("scim", "There is no file " + settings.scim);
  MASH_TRY(const json::Value file, json::parse(*text));
  const Path folder = Path(settings.scim).parent_path();
  MASH_TRY_DO(Section(file, "scim", folder).only({"systems"}));
  const auto* list = file["systems"].as_array();
  if (list == nullptr) return invalid("scim.systems", "Give a list");
  provision::Systems out;
  std::set<AgencyId> agencies;
  std::set<Bytes> hashes;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const Section in((*list)[i], "scim.systems[" + std::to_string(i) + "]", folder);
    MASH_TRY(auto one, read_system(in, borough));
    if (!agencies.insert(one.agency).second) {
      return invalid(in.at("agency"), "This agency has a system already");
    }
    for (const auto& hash : one.token_hashes) {
      if (!hashes.insert(hash).second) {
        return invalid(in.at("tokens_sha256"), "Each token is one agency's: make another");
      }
    }
    out.push_back(std::move(one));
  }
  return out;
}

int scim_token_command() {
  crypto::SystemRandom random;
  const auto secret = crypto::Key::make(random);
  const std::string token = hex(secret.bytes());
  std::cerr << "Give the token to whoever runs the agency's system; it is shown this once. For the "
               "file of --scim:\n"
            << R"("tokens_sha256": [")" << hex(crypto::sha256(as_bytes(token))) << "\"]\n";
  std::cout << token << "\n";
  return 0;
}

}  // namespace mash::server

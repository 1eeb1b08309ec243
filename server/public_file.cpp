// SPDX-License-Identifier: MIT
#include "public_file.h"

#include <algorithm>

#include "mash/directory/directory.h"
#include "mash/login/step_up.h"

namespace mash::server {

namespace {

const std::string k_signers = "agencies";

Path path_of(const Settings& settings, const std::string& name) {
  return Path(settings.data) / "public" / (name + ".json");
}

Result<crypto::PublicKey> key_of(const json::Value& file, std::string_view name) {
  MASH_TRY(const Bytes raw, from_hex(file.text(name)));
  crypto::PublicKey key{};
  if (raw.size() != key.size()) return invalid(std::string(name), "A key has 64 digits");
  std::copy(raw.begin(), raw.end(), key.begin());
  return key;
}

}  // namespace

void write_public(const Settings& settings, const std::string& name, const PublicFile& file) {
  make_folder(path_of(settings, name).parent_path());
  json::Value v;
  v.set("door", file.door);
  v.set("name", file.name);
  v.set("phone", file.phone);
  v.set("box", hex(file.box));
  v.set("sign", hex(file.sign));
  if (!file.relay.empty()) v.set("relay", file.relay);
  write_file(path_of(settings, name), json::encode_pretty(v));
}

Result<PublicFile> read_public(const Settings& settings, const std::string& name) {
  const auto text = read_file(path_of(settings, name));
  if (!text) {
    return invalid("data", "Copy " + name + ".json from the public folder of the " + name +
                               " into the public folder here");
  }
  MASH_TRY(const json::Value v, json::parse(*text));
  PublicFile file;
  file.door = v.text("door");
  file.name = v.text("name");
  file.phone = v.text("phone");
  file.relay = v.text("relay");
  MASH_TRY(file.box, key_of(v, "box"));
  MASH_TRY(file.sign, key_of(v, "sign"));
  return file;
}

void write_signers(const Settings& settings, const signatures::Agencies& agencies) {
  make_folder(path_of(settings, k_signers).parent_path());
  write_file(path_of(settings, k_signers), agencies.encode());
}

Result<std::optional<signatures::Agencies>> read_signers(const Settings& settings) {
  const auto text = read_file(path_of(settings, k_signers));
  if (!text) return std::optional<signatures::Agencies>();
  auto agencies = signatures::Agencies::parse(*text);
  if (!agencies) {
    return invalid("data", path_of(settings, k_signers).string() + ": " + agencies.error().message);
  }
  return std::optional(*std::move(agencies));
}

signatures::Agencies signers_of(const model::Borough& borough, const pipeline::KeyRing& keys,
                                const std::optional<signatures::Agencies>& before) {
  signatures::Agencies out;
  for (const auto& agency : borough.agencies) {
    if (!agency.inside_hub) continue;
    const bool sends = std::ranges::any_of(borough.staff, [&](const model::StaffMember& one) {
      return one.agency == agency.id && one.side == model::Side::hub &&
             policy::may(directory::principal_of(one), policy::Action::issue_product,
                         {.case_member = true});
    });
    signatures::Agencies::One one{.name = agency.name, .sends = sends, .keys = {}};
    if (!keys.is_sealed(agency.id.text())) {
      one.keys.push_back(login::enrolment_public_key(keys, agency.id));
    }
    const auto* known = before ? before->find(agency.id) : nullptr;
    if (known != nullptr) {
      for (const auto& key : known->keys) {
        if (std::ranges::find(one.keys, key) == one.keys.end()) one.keys.push_back(key);
      }
    }
    if (!one.keys.empty()) out.add(agency.id, std::move(one));
  }
  return out;
}

}  // namespace mash::server

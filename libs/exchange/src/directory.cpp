// SPDX-License-Identifier: MIT
#include "mash/exchange/directory.h"

#include <algorithm>
#include <charconv>

#include "lines.h"
#include "mash/base/id.h"

namespace mash::exchange {

namespace {

constexpr std::string_view k_head = "openmash hubs 1\n";
constexpr std::string_view k_end = "end\n";
constexpr std::size_t k_longest = 200;  // of a name or an address
constexpr std::size_t k_most_hubs = 500;

std::string joined(const std::vector<std::string>& all) {
  std::string out;
  for (const auto& one : all) out += (out.empty() ? "" : ",") + one;
  return out;
}

bool is_authority(std::string_view text) {
  constexpr std::size_t k_most = 40;
  return !text.empty() && text.size() <= k_most && std::ranges::all_of(text, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Result<std::vector<std::string>> authorities(Lines& lines, std::string_view name) {
  MASH_TRY(const std::string text, lines.take(name));
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto comma = std::min(text.find(',', at), text.size());
    out.push_back(text.substr(at, comma - at));
    at = comma + 1;
    if (!is_authority(out.back())) {
      return invalid(std::string(name), "Line \"" + std::string(name) +
                                            "\": enter codes of authorities with commas between, "
                                            "like E09000001,E09000002");
    }
  }
  return out;
}

Result<void> read_gate(Lines& lines, Hub& hub) {
  MASH_TRY(const std::string text, lines.take("gate"));
  const auto colon = text.rfind(':');
  const bool has_port = colon != std::string::npos;
  hub.host = text.substr(0, has_port ? colon : 0);
  const std::string digits = has_port ? text.substr(colon + 1) : "";
  const auto* const last = digits.data() + digits.size();
  const auto [end, error] = std::from_chars(digits.data(), last, hub.port);
  if (error != std::errc{} || end != last || hub.port == 0 || hub.host.empty() ||
      hub.host.size() > k_longest || hub.host.find_first_of(" /\t") != std::string::npos) {
    return invalid("gate", "Line \"gate\": enter a host and a port, like gate.example:8447");
  }
  return {};
}

Result<Hub> read_hub(Lines& lines) {
  Hub hub;
  MASH_TRY(hub.id, lines.take("hub"));
  if (!is_code_text(hub.id)) {
    return invalid("hub", "Line \"hub\": enter lower case letters, digits and hyphens, at most 40");
  }
  MASH_TRY(hub.name, lines.take("name"));
  if (hub.name.empty() || hub.name.size() > k_longest) {
    return invalid("name", "Line \"name\": enter the name of the hub, at most 200 letters");
  }
  MASH_TRY(hub.decides, authorities(lines, "decides"));
  MASH_TRY(hub.recommends, authorities(lines, "recommends"));
  MASH_TRY_DO(read_gate(lines, hub));
  MASH_TRY(const auto certificate, lines.hex_of<32>("certificate"));
  hub.certificate = hex(certificate);
  MASH_TRY(hub.sign, lines.hex_of<32>("sign"));
  MASH_TRY(hub.box, lines.hex_of<32>("box"));
  MASH_TRY(hub.from, lines.seconds("from"));
  MASH_TRY(hub.until, lines.seconds("until"));
  if (hub.until <= hub.from) {
    return invalid("until", "Line \"until\": it must be later than line \"from\"");
  }
  if (lines.next_is("revoked")) {
    MASH_TRY(hub.revoked, lines.seconds("revoked"));
  }
  return hub;
}

// Each once, each authority in the hands of one hub.
Result<void> check_hubs(const std::vector<Hub>& hubs) {
  std::map<std::string, HubId> front_doors;
  for (std::size_t i = 0; i < hubs.size(); ++i) {
    const Hub& hub = hubs[i];
    if (i > 0 && hubs[i - 1].id >= hub.id) {
      return invalid("hub", "Line \"hub\": list each hub once, in the order of the alphabet");
    }
    if (hub.revoked) continue;
    for (const auto& authority : hub.decides) {
      if (!front_doors.emplace(authority, hub.id).second) {
        return invalid("decides", "Line \"decides\": only one hub may decide for an authority");
      }
    }
  }
  return {};
}

}  // namespace

const Hub* Directory::find(const HubId& id) const {
  const auto found = std::ranges::find(hubs, id, &Hub::id);
  return found == hubs.end() ? nullptr : &*found;
}

const Hub* Directory::good(const HubId& id, UtcTime now) const {
  const Hub* hub = find(id);
  const bool good = hub != nullptr && !hub->revoked && now >= hub->from && now < hub->until;
  return good ? hub : nullptr;
}

const Hub* Directory::by_certificate(std::string_view fingerprint, UtcTime now) const {
  const auto found = std::ranges::find(hubs, fingerprint, &Hub::certificate);
  return found == hubs.end() ? nullptr : good(found->id, now);
}

std::string encode(const Hub& hub) {
  std::string out = line("hub", hub.id);
  out += line("name", hub.name);
  out += line("decides", joined(hub.decides));
  out += line("recommends", joined(hub.recommends));
  out += line("gate", hub.host + ":" + std::to_string(hub.port));
  out += line("certificate", hub.certificate);
  out += line("sign", hex(hub.sign));
  out += line("box", hex(hub.box));
  out += line("from", iso_utc(hub.from));
  out += line("until", iso_utc(hub.until));
  if (hub.revoked) out += line("revoked", iso_utc(*hub.revoked));
  return out;
}

std::string encode(const Directory& directory) {
  std::string out(k_head);
  out += line("version", directory.version);
  out += line("needs", directory.needs);
  out += line("until", iso_utc(directory.until));
  for (const auto& hub : directory.hubs) out += encode(hub);
  out += k_end;
  return out;
}

std::string encode(const SignedDirectory& directory) {
  std::string out = encode(directory.directory);
  for (const auto& [id, signature] : directory.signatures) {
    out += line("signed", id + " " + base64(signature));
  }
  return out;
}

Result<SignedDirectory> decode_directory(std::string_view text) {
  Lines lines(text);
  if (!lines.head(k_head)) {
    return invalid("file", "This is no directory of hubs: its first line is \"openmash hubs 1\"");
  }
  SignedDirectory out;
  auto& directory = out.directory;
  MASH_TRY(directory.version, lines.number("version", 1));
  MASH_TRY(directory.needs, lines.number("needs", 1));
  MASH_TRY(directory.until, lines.seconds("until"));
  while (lines.next_is("hub") && directory.hubs.size() < k_most_hubs) {
    MASH_TRY(Hub hub, read_hub(lines));
    directory.hubs.push_back(std::move(hub));
  }
  if (!lines.head(k_end)) {
    return invalid("end", "Behind the last hub goes a line with \"end\" alone");
  }
  MASH_TRY_DO(check_hubs(directory.hubs));
  while (lines.next_is("signed")) {
    MASH_TRY(const std::string value, lines.take("signed"));
    const auto space = value.find(' ');
    const auto raw = from_base64(value.substr(std::min(space, value.size() - 1) + 1));
    crypto::Signature signature{};
    if (space == std::string::npos || !raw || raw->size() != signature.size()) {
      return invalid("signed", "Line \"signed\": it has a hub and its signature");
    }
    std::ranges::copy(*raw, signature.begin());
    out.signatures[value.substr(0, space)] = signature;
  }
  if (!lines.at_end() || encode(out) != text) {
    return invalid("file", "Something stands there that is not understood, or in another form");
  }
  return out;
}

std::string fingerprint(const Directory& directory) {
  return hex(crypto::sha256(as_bytes(encode(directory))));
}

void sign(SignedDirectory& directory, const HubId& as, const crypto::SigningKey& key) {
  directory.signatures[as] = key.sign(as_bytes(encode(directory.directory)));
}

std::int64_t signed_by(const SignedDirectory& directory, const Directory& before, UtcTime now) {
  const std::string text = encode(directory.directory);
  return std::ranges::count_if(directory.signatures, [&](const auto& one) {
    const Hub* hub = before.good(one.first, now);
    return hub != nullptr && crypto::verify(hub->sign, as_bytes(text), one.second);
  });
}

Result<void> check_next(const SignedDirectory& next, const std::optional<Directory>& before,
                        std::string_view read_out, UtcTime now) {
  const Directory& directory = next.directory;
  if (directory.until <= now) {
    return invalid("until", "This directory has run out: ask for a newer one");
  }
  if (before && directory.version <= before->version) {
    return Error{ErrorCode::conflict,
                 "This hub has version " + std::to_string(before->version) +
                     " already: only a newer one is taken",
                 {}};
  }
  if (!before && read_out != fingerprint(directory)) {
    return invalid("first",
                   "The first directory is taken by its fingerprint, which somebody of another "
                   "hub reads out to you: see openmash hubs check");
  }
  const Directory& signers = before ? *before : directory;
  const auto count = signed_by(next, signers, now);
  if (count < signers.needs) {
    return invalid("signed", std::to_string(count) +
                                 " of the hubs that count have signed it: it "
                                 "needs " +
                                 std::to_string(signers.needs));
  }
  return {};
}

}  // namespace mash::exchange

// SPDX-License-Identifier: MIT
#include "oidc_settings.h"

#include <algorithm>
#include <array>
#include <set>

#include "mash/base/text.h"
#include "settings_section.h"

namespace mash::server {

namespace {

// Of all issuers together, at once: half of the threads that answer pages.
constexpr int k_most_calls = 4;
constexpr std::int64_t k_longest_max_age = 24 * 60;
constexpr std::size_t k_longest_name = 255;
constexpr std::size_t k_longest_words = 100;

using Wrap = std::function<oidc::Call(oidc::Call)>;

// What people change, or what a new colleague is given after a leaver.
bool may_change(const std::string& claim) {
  constexpr std::array<std::string_view, 11> claims = {
      "email",      "preferred_username", "upn",         "unique_name",  "name",      "nickname",
      "given_name", "family_name",        "middle_name", "phone_number", "employeeid"};
  return std::ranges::find(claims, claim) != claims.end();
}

Result<void> check_words(const Section& in, const char* member,
                         const std::vector<std::string>& words) {
  for (const auto& word : words) {
    if (word.find(' ') != std::string::npos || has_controls(word)) {
      return invalid(in.at(member), "Give each word as a text of its own, without spaces");
    }
  }
  return {};
}

Result<std::vector<std::string>> words(const Section& in, const char* member) {
  MASH_TRY(auto out, in.texts(member));
  MASH_TRY_DO(check_words(in, member, out));
  return out;
}

// https, or this machine in a demonstration.
Result<std::string> address(const Section& in, const char* member, bool demo) {
  MASH_TRY(std::string out, in.text(member));
  const auto origin = oidc::origin_of(out);
  if (!origin) return invalid(in.at(member), origin.error().message);
  if (!demo && !out.starts_with("https:")) {
    return invalid(in.at(member), "Give https: http is for demonstrations on this machine");
  }
  return out;
}

Result<std::variant<oidc::ClientSecret, oidc::ClientKey>> read_client(const Section& in) {
  const bool has_key = !in["key_file"].is_null();
  if (has_key == !in["secret_file"].is_null()) {
    return invalid(in.at("secret_file"), "Give either secret_file or key_file");
  }
  if (!has_key) {
    if (!in["key_id"].is_null()) return invalid(in.at("key_id"), "Leave it out: it is of a key");
    MASH_TRY(Sensitive secret, in.secret("secret_file"));
    return oidc::ClientSecret{std::move(secret)};
  }
  MASH_TRY(const Sensitive pem, in.secret("key_file"));
  const auto key = crypto::P256Key::from_pem(pem.reveal());
  if (!key) return invalid(in.at("key_file"), "Give a private key on the curve P-256 (PEM)");
  return oidc::ClientKey{*key, in.or_empty("key_id")};
}

Result<oidc::Expected> read_expected(const Section& in, bool demo) {
  oidc::Expected out;
  MASH_TRY(out.issuer, address(in, "issuer", demo));
  MASH_TRY(out.client_id, in.text("client_id"));
  MASH_TRY(out.acr, words(in, "acr"));
  MASH_TRY(out.amr, words(in, "amr"));
  if (out.acr.empty() && out.amr.empty()) {
    return invalid(in.at("acr"),
                   "Give acr, amr or both: what says that somebody signed in with two factors");
  }
  MASH_TRY(out.claim, in.text("claim"));
  if (may_change(out.claim)) {
    return invalid(in.at("claim"), "Give a claim that never changes and that nobody else is given");
  }
  if (in["max_age_minutes"].is_null()) return out;
  const auto* minutes = in["max_age_minutes"].as_int();
  if (minutes == nullptr || *minutes < 1 || *minutes > k_longest_max_age) {
    return invalid(in.at("max_age_minutes"), "Give a whole number from 1 to 1440");
  }
  out.max_age = Duration::minutes(*minutes);
  return out;
}

Result<std::vector<std::string>> read_origins(const Section& in, bool demo) {
  MASH_TRY(auto out, in.texts("also_at"));
  for (const auto& origin : out) {
    const auto parsed = oidc::origin_of(origin);
    if (!parsed || *parsed != origin || (!demo && !origin.starts_with("https:"))) {
      return invalid(in.at("also_at"), "Give addresses like https://keys.example, without a path");
    }
  }
  return out;
}

Result<void> read_people(const Section& in, const model::Borough* borough,
                         login::AgencyIssuer& out) {
  const auto* people = in["people"].as_object();
  if (people == nullptr) return invalid(in.at("people"), "Give an object: id of a person, name");
  for (const auto& [id, name] : *people) {
    const std::string at = in.at("people." + id);
    const auto person = StaffId::parse(id);
    const auto* member = person && borough != nullptr ? borough->find_staff(*person) : nullptr;
    const bool known = person && (borough == nullptr || member != nullptr);
    if (!known || (member != nullptr && member->side != model::Side::hub)) {
      return invalid(at, "Nobody with this id signs in here");
    }
    if (member != nullptr && member->agency != out.agency) {
      return invalid(at, "This person works for another agency");
    }
    const auto* text = name.as_string();
    if (text == nullptr || text->empty() || text->size() > k_longest_name) {
      return invalid(at, "Give the value of the claim as a text of 1 to 255 characters");
    }
    out.people.emplace_back(*person, Sensitive(*text));
  }
  return {};
}

class Reader {
 public:
  Reader(const Settings& settings, std::string room, const model::Borough* borough)
      : settings_(settings), room_(std::move(room)), borough_(borough) {}

  Result<std::vector<login::AgencyIssuer>> read(const Section& in) {
    MASH_TRY_DO(in.only({"address", "issuers"}));
    MASH_TRY(own_, in.text("address"));
    const auto origin = oidc::origin_of(own_);
    if (!origin || *origin != own_) {
      return invalid(in.at("address"),
                     "Give this room's own address as browsers see it, like https://hub.example");
    }
    const auto* list = in["issuers"].as_array();
    if (list == nullptr) return invalid(in.at("issuers"), "Give a list");
    std::vector<login::AgencyIssuer> out;
    for (std::size_t i = 0; i < list->size(); ++i) {
      const std::string name = room_ + ".issuers[" + std::to_string(i) + "]";
      MASH_TRY(auto one, read_issuer(Section((*list)[i], name, in.folder())));
      MASH_TRY_DO(check_once(Section((*list)[i], name, in.folder()), one));
      out.push_back(std::move(one));
    }
    return out;
  }

 private:
  Result<login::AgencyIssuer> read_issuer(const Section& in) {
    MASH_TRY_DO(in.only({"agency", "name", "issuer", "client_id", "secret_file", "key_file",
                         "key_id", "ca_file", "scopes", "acr", "amr", "max_age_minutes", "claim",
                         "people", "passwords", "also_at"}));
    login::AgencyIssuer out;
    MASH_TRY(const std::string agency, in.text("agency"));
    const auto id = AgencyId::parse(agency);
    if (!id || (borough_ != nullptr && borough_->find_agency(*id) == nullptr)) {
      return invalid(in.at("agency"), "There is no such agency");
    }
    out.agency = *id;
    MASH_TRY(out.name, in.text("name"));
    if (has_controls(out.name) || count_characters(out.name) > k_longest_words) {
      return invalid(in.at("name"), "Give one line of at most 100 characters");
    }
    MASH_TRY(const std::string passwords, in.text("passwords"));
    if (passwords != "allowed" && passwords != "refused") {
      return invalid(in.at("passwords"), "Give allowed or refused");
    }
    out.passwords = passwords == "allowed";
    oidc::ProviderSettings to;
    MASH_TRY(to.expected, read_expected(in, settings_.demo));
    MASH_TRY(to.client, read_client(in));
    MASH_TRY(to.scopes, words(in, "scopes"));
    MASH_TRY(to.origins, read_origins(in, settings_.demo));
    MASH_TRY(std::string ca_file, in.authorities());
    MASH_TRY_DO(read_people(in, borough_, out));
    to.redirect_address = own_ + "/sign-in/agency/" + out.agency.text() + "/back";
    auto call = settings_.issuer_calls ? settings_.issuer_calls : oidc::network(std::move(ca_file));
    out.provider = std::make_shared<oidc::Provider>(std::move(to), bounded_(std::move(call)));
    return out;
  }

  // One issuer for each agency, and one person for each name that an issuer gives.
  Result<void> check_once(const Section& in, const login::AgencyIssuer& one) {
    if (!agencies_.insert(one.agency).second) {
      return invalid(in.at("agency"), "This agency has an issuer already");
    }
    for (const auto& [person, name] : one.people) {
      if (!names_.insert(one.provider->issuer() + '\x1f' + name.reveal()).second) {
        return invalid(in.at("people." + person.text()),
                       "Somebody else has the same name at this issuer");
      }
    }
    return {};
  }

  const Settings& settings_;
  std::string room_;
  const model::Borough* borough_;
  std::string own_;
  Wrap bounded_ = oidc::at_most(k_most_calls);
  std::set<AgencyId> agencies_;
  std::set<std::string> names_;
};

}  // namespace

Result<std::vector<login::AgencyIssuer>> load_agencies(const Settings& settings,
                                                       const std::string& room,
                                                       const model::Borough* borough) {
  if (settings.oidc.empty()) return std::vector<login::AgencyIssuer>();
  const auto text = read_file(settings.oidc);
  if (!text) return invalid("oidc", "There is no file " + settings.oidc);
  MASH_TRY(const json::Value file, json::parse(*text));
  const Path folder = Path(settings.oidc).parent_path();
  MASH_TRY_DO(Section(file, "oidc", folder).only({"hub", "gate"}));
  if (file[room].is_null()) return std::vector<login::AgencyIssuer>();
  return Reader(settings, room, borough).read(Section(file[room], room, folder));
}

}  // namespace mash::server

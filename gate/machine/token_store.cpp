// SPDX-License-Identifier: MIT
#include <algorithm>

#include "mash/machine/token.h"

namespace mash::machine {

namespace {

constexpr std::size_t k_secret_bytes = 32;

pipeline::Label label_of(const std::string& id) {
  return {.owner = AgencyId::trusted("gate-content"),
          .kind = "machine_token",
          .case_id = {},
          .row = id};
}

Bytes secret_hash(const pipeline::Vault& vault, const std::string& id, const crypto::Key& secret) {
  return vault.lookup("machine.token", id + '\x1f' + hex(secret.bytes()));
}

Token opened(pipeline::Context& c, const policy::Proof& proof, const db::Row& row) {
  Token out{.id = row.text(0), .agency = {}, .name = {}, .made_at = row.time(3)};
  const json::Value words = c.vault.open_json(c.tx, proof, label_of(out.id), row.blob(2));
  out.agency.agency = row.id<AgencyId>(1);
  out.agency.agency_name = words.text("agency_name");
  for (const auto& code : *words["sources"].as_array()) {
    out.agency.sources.push_back(*code.as_string());
  }
  out.name = words.text("name");
  return out;
}

struct Shown {
  std::string id;
  crypto::Key secret;
};
// What the header holds, if it has the form of a token.
std::optional<Shown> shown_in(const http::Request& request) {
  constexpr std::string_view k_scheme = "bearer ";
  const std::string_view header = request.header("authorization");
  const bool bearer =
      header.size() > k_scheme.size() &&
      std::equal(k_scheme.begin(), k_scheme.end(), header.begin(), [](char want, char have) {
        return want == (have >= 'A' && have <= 'Z' ? static_cast<char>(have - 'A' + 'a') : have);
      });
  if (!bearer) return std::nullopt;
  const std::string_view token = header.substr(k_scheme.size());
  const auto dot = token.find('.');
  if (dot == std::string_view::npos || !is_id_text(token.substr(0, dot))) return std::nullopt;
  const auto raw = from_hex(token.substr(dot + 1));
  if (!raw) return std::nullopt;
  const auto secret = crypto::Key::from(*raw);
  if (!secret) return std::nullopt;
  return Shown{std::string(token.substr(0, dot)), *secret};
}

}  // namespace

Sensitive add_token(pipeline::Context& c, const notify::Sender& agency, const std::string& name) {
  const std::string id = new_id_text(c.random);
  const auto secret = crypto::Key::make(c.random);
  const json::Value words =
      json::Object{{"agency_name", agency.agency_name},
                   {"sources", json::Array(agency.sources.begin(), agency.sources.end())},
                   {"name", name}};
  c.tx.execute(
      "insert into machine_token (id, agency, secret_hash, sealed, made_at)"
      " values ($1, $2, $3, $4, $5)",
      {id, agency.agency, secret_hash(c.vault, id, secret),
       c.vault.seal(c.tx, label_of(id), json::encode(words), c.random), c.now});
  c.touch(id);
  return Sensitive(id + "." + hex(secret.bytes()));
}

std::vector<Token> tokens(pipeline::Context& c, const policy::Proof& proof) {
  std::vector<Token> out;
  for (const auto& row : c.tx.query(
           "select id, agency, sealed, made_at from machine_token order by agency, made_at, id")) {
    out.push_back(opened(c, proof, row));
  }
  return out;
}

std::optional<Token> find_token(pipeline::Context& c, const policy::Proof& proof,
                                const std::string& id) {
  const auto rows =
      c.tx.query("select id, agency, sealed, made_at from machine_token where id = $1", {id});
  if (rows.empty()) return std::nullopt;
  return opened(c, proof, rows.front());
}

bool revoke_token(pipeline::Context& c, const std::string& id) {
  c.touch(id);
  return c.tx.execute("delete from machine_token where id = $1", {id}) > 0;
}

std::optional<Caller> find_caller(db::Transaction& tx, const pipeline::Vault& vault,
                                  const http::Request& request) {
  const auto shown = shown_in(request);
  if (!shown) return std::nullopt;
  const auto rows =
      tx.query("select agency, secret_hash from machine_token where id = $1", {shown->id});
  const Bytes none(k_secret_bytes);
  const Bytes hash = secret_hash(vault, shown->id, shown->secret);
  const bool same =
      crypto::equal_in_constant_time(hash, rows.empty() ? none : rows.front().blob(1));
  if (!same || rows.empty()) return std::nullopt;
  return Caller{shown->id, rows.front().id<AgencyId>(0), shown->secret};
}

}  // namespace mash::machine

// SPDX-License-Identifier: MIT
#include <array>

#include "mash/base/assert.h"
#include "mash/crypto/crypto.h"
#include "mash/packages/packages.h"
#include "object_codec.h"

namespace mash::packages {

namespace {

constexpr auto k_outward_kinds =
    std::to_array<std::string_view>({"product", "withdrawal", "feedback", "directory", "receipt",
                                     "signatures", "hubs", "hub_word", "figures"});
constexpr auto k_outside_roles =
    std::to_array<std::string_view>({"Recipient", "Referrer", "BoardAnalyst", "PeerHubManager"});

constexpr std::size_t k_product_limit = 2'000'000;
constexpr std::size_t k_directory_limit = 4'000'000;
constexpr std::size_t k_accounts = 20'000;
constexpr std::size_t k_proof = 131'072;  // as libs/audit reads one
constexpr std::size_t k_record = 20'000;
constexpr std::size_t k_outward_limit = 6'000'000;
constexpr std::int64_t k_versions = 1'000'000;

json::Value encode_line(const ProductLine& line) {
  return json::Object{{"owner", line.owner},
                      {"text", line.text},
                      {"source", line.source},
                      {"date", line.date},
                      {"grade", line.grade}};
}

ProductLine read_line(ObjectReader& in) {
  return {.owner = in.text("owner"),
          .text = in.text("text", k_words),
          .source = in.text("source"),
          .date = in.text("date"),
          .grade = in.text("grade")};
}

json::Value encode_child(const ProductChild& child) {
  json::Object out{{"name", child.name},
                   {"dob", child.dob},
                   {"decision", child.decision},
                   {"level", child.level}};
  if (!child.where.empty()) out.emplace_back("where", child.where);
  return out;
}

ProductChild read_child(ObjectReader& in) {
  return {.name = in.text("name"),
          .dob = in.text("dob"),
          .decision = in.text("decision"),
          .level = in.text("level"),
          .where = in.has("where") ? in.text("where", k_words) : std::string()};
}

json::Value encode_person(const ProductPerson& person) {
  return json::Object{{"name", person.name}, {"dob", person.dob}, {"who", person.who}};
}

ProductPerson read_person(ObjectReader& in) {
  return {.name = in.text("name"), .dob = in.text("dob"), .who = in.text("who")};
}

json::Array encode_lines(const std::vector<ProductLine>& lines) {
  json::Array out;
  for (const ProductLine& line : lines) out.push_back(encode_line(line));
  return out;
}

json::Value encode_account(const Account& account) {
  return json::Object{{"id", account.id.text()},
                      {"agency", account.agency.text()},
                      {"agency_name", account.agency_name},
                      {"role", account.role},
                      {"name", account.name},
                      {"title", account.title},
                      {"email", account.email}};
}

Account read_account(ObjectReader& in) {
  return {.id = in.id<StaffId>("id"),
          .agency = in.id<AgencyId>("agency"),
          .agency_name = in.text("agency_name"),
          .role = in.code("role", k_outside_roles),
          .name = in.text("name"),
          .title = in.text("title"),
          .email = in.text("email")};
}

}  // namespace

std::string_view code_of(OutwardKind kind) {
  return k_outward_kinds.at(static_cast<std::size_t>(kind));
}

Bytes encode(const Outward& outward) {
  MASH_ASSERT(is_id_text(outward.id));
  json::Object members = {{"id", outward.id},
                          {"kind", code_of(outward.kind)},
                          {"at", outward.at.micros},
                          {"body", base64(outward.body)}};
  if (outward.unwitnessed) members.emplace_back("unwitnessed", true);
  return encode_object("outward", std::move(members));
}

Result<Outward> decode_outward(ByteView bytes) {
  MASH_TRY(const json::Value object, parse_object(bytes, "outward", k_outward_limit));
  ObjectReader in(object);
  Outward out;
  out.id = in.text("id");
  if (!is_id_text(out.id)) in.fault("id", "is no id");
  const std::string kind = in.code("kind", k_outward_kinds);
  out.at = in.time("at");
  out.body = in.bytes("body", k_directory_limit);
  if (in.has("unwitnessed")) out.unwitnessed = in.flag("unwitnessed");
  if (auto error = in.finish()) return *std::move(error);
  for (std::size_t i = 0; i < k_outward_kinds.size(); ++i) {
    if (k_outward_kinds[i] == kind) out.kind = static_cast<OutwardKind>(i);
  }
  return out;
}

Bytes encode(const Product& p) {
  json::Array children;
  for (const ProductChild& child : p.children) children.push_back(encode_child(child));
  json::Object members = {{"id", p.id.text()},
                          {"reference", p.reference},
                          {"version", p.version},
                          {"safety", p.safety},
                          {"recipient", p.recipient.text()},
                          {"recipient_name", p.recipient_name},
                          {"marking", p.marking},
                          {"issued_at", p.issued_at.micros},
                          {"hub_name", p.hub_name},
                          {"hub_phone", p.hub_phone},
                          {"contact", p.contact},
                          {"asked", p.asked},
                          {"by_when", p.by_when},
                          {"why", p.why},
                          {"unknown", p.unknown},
                          {"who_did_not_answer", p.who_did_not_answer},
                          {"inform", p.inform},
                          {"handling", p.handling},
                          {"children", std::move(children)},
                          {"known", encode_lines(p.known)},
                          {"supersedes", p.supersedes}};
  if (!p.rating.empty()) members.emplace_back("rating", p.rating);
  if (p.urgent) members.emplace_back("urgent", true);
  if (p.only_tells) members.emplace_back("only_tells", true);
  if (p.accept_by) members.emplace_back("accept_by", p.accept_by->micros);
  if (!p.others.empty()) {
    json::Array others;
    for (const ProductPerson& one : p.others) others.push_back(encode_person(one));
    members.emplace_back("others", std::move(others));
  }
  if (!p.before_visit.empty()) members.emplace_back("before_visit", encode_lines(p.before_visit));
  return encode_object("product", std::move(members));
}

Result<Product> decode_product(ByteView bytes) {
  MASH_TRY(const json::Value object, parse_object(bytes, "product", k_product_limit));
  ObjectReader in(object);
  Product p;
  p.id = in.id<ProductId>("id");
  p.reference = in.text("reference");
  p.version = in.number("version", 1, k_versions);
  p.safety = in.flag("safety");
  p.recipient = in.id<AgencyId>("recipient");
  p.recipient_name = in.text("recipient_name");
  p.marking = in.text("marking");
  p.issued_at = in.time("issued_at");
  p.hub_name = in.text("hub_name");
  p.hub_phone = in.text("hub_phone");
  p.contact = in.text("contact", k_words);
  p.asked = in.text("asked", k_words);
  p.by_when = in.text("by_when");
  p.why = in.text("why", k_words);
  p.unknown = in.text("unknown", k_words);
  p.who_did_not_answer = in.text("who_did_not_answer", k_words);
  p.inform = in.text("inform", k_words);
  p.handling = in.text("handling", k_words);
  p.children = in.list<ProductChild>("children", k_list, read_child);
  if (in.has("others")) p.others = in.list<ProductPerson>("others", k_list, read_person);
  p.known = in.list<ProductLine>("known", k_list, read_line);
  if (in.has("before_visit")) {
    p.before_visit = in.list<ProductLine>("before_visit", k_list, read_line);
  }
  p.supersedes = in.text("supersedes");
  if (in.has("rating")) p.rating = in.text("rating");
  if (in.has("urgent")) p.urgent = in.flag("urgent");
  if (in.has("only_tells")) p.only_tells = in.flag("only_tells");
  if (in.has("accept_by")) p.accept_by = in.time("accept_by");
  if (auto error = in.finish()) return *std::move(error);
  return p;
}

Bytes encode(const Withdrawal& w) {
  return encode_object("withdrawal",
                       {{"product", w.product.text()}, {"version", w.version}, {"why", w.why}});
}

Result<Withdrawal> decode_withdrawal(ByteView bytes) {
  MASH_TRY(const json::Value object, parse_object(bytes, "withdrawal", k_product_limit));
  ObjectReader in(object);
  Withdrawal w;
  w.product = in.id<ProductId>("product");
  w.version = in.number("version", 0, k_versions);
  w.why = in.text("why", k_words);
  if (auto error = in.finish()) return *std::move(error);
  return w;
}

Bytes encode(const ProductReceipt& r) {
  json::Array witnesses;
  for (const auto& one : r.witnesses) {
    witnesses.push_back(json::Object{{"name", one.name}, {"at", one.at.micros}});
  }
  return encode_object("receipt", {{"product", r.product.text()},
                                   {"version", r.version},
                                   {"witnesses", std::move(witnesses)},
                                   {"proof", r.proof}});
}

Result<ProductReceipt> decode_receipt(ByteView bytes) {
  MASH_TRY(const json::Value object, parse_object(bytes, "receipt", k_product_limit));
  ObjectReader in(object);
  ProductReceipt r;
  r.product = in.id<ProductId>("product");
  r.version = in.number("version", 1, k_versions);
  r.witnesses = in.list<ProductReceipt::Witness>("witnesses", k_list, [](ObjectReader& one) {
    return ProductReceipt::Witness{.name = one.text("name"), .at = one.time("at")};
  });
  r.proof = in.text("proof", k_proof);
  if (auto error = in.finish()) return *std::move(error);
  return r;
}

Bytes encode(const ProductSignatures& s) {
  json::Array lines;
  for (const auto& one : s.lines) {
    lines.push_back(json::Object{{"before_visit", one.before_visit},
                                 {"place", one.place},
                                 {"record", one.record},
                                 {"key", one.key},
                                 {"terms", one.terms}});
  }
  json::Array records;
  for (const auto& one : s.records) records.push_back(json::Object{{"signed", one}});
  return encode_object("signatures", {{"product", s.product.text()},
                                      {"version", s.version},
                                      {"records", std::move(records)},
                                      {"lines", std::move(lines)}});
}

Result<ProductSignatures> decode_signatures(ByteView bytes) {
  MASH_TRY(const json::Value object, parse_object(bytes, "signatures", k_product_limit));
  ObjectReader in(object);
  ProductSignatures s;
  s.product = in.id<ProductId>("product");
  s.version = in.number("version", 1, k_versions);
  s.records = in.list<std::string>("records", k_list,
                                   [](ObjectReader& one) { return one.text("signed", k_record); });
  s.lines = in.list<ProductSignatures::Line>("lines", k_list * 2, [](ObjectReader& one) {
    return ProductSignatures::Line{.before_visit = one.flag("before_visit"),
                                   .place = one.number("place", 0, k_list),
                                   .record = one.number("record", 0, k_list),
                                   .key = one.text("key"),
                                   .terms = one.text("terms", k_words)};
  });
  if (auto error = in.finish()) return *std::move(error);
  return s;
}

Bytes encode(const Feedback& f) {
  return encode_object("feedback",
                       {{"reference", f.reference}, {"words", f.words}, {"at", f.at.micros}});
}

Result<Feedback> decode_feedback(ByteView bytes) {
  MASH_TRY(const json::Value object, parse_object(bytes, "feedback", k_product_limit));
  ObjectReader in(object);
  Feedback f;
  f.reference = in.text("reference");
  f.words = in.text("words", k_words);
  f.at = in.time("at");
  if (auto error = in.finish()) return *std::move(error);
  return f;
}

Bytes encode(const Directory& d) {
  json::Array accounts;
  for (const Account& account : d.accounts) accounts.push_back(encode_account(account));
  return encode_object(
      "directory",
      {{"hub_name", d.hub_name}, {"hub_phone", d.hub_phone}, {"accounts", std::move(accounts)}});
}

Result<Directory> decode_directory(ByteView bytes) {
  MASH_TRY(const json::Value object, parse_object(bytes, "directory", k_directory_limit));
  ObjectReader in(object);
  Directory d;
  d.hub_name = in.text("hub_name");
  d.hub_phone = in.text("hub_phone");
  d.accounts = in.list<Account>("accounts", k_accounts, read_account);
  if (auto error = in.finish()) return *std::move(error);
  return d;
}

std::string product_statement(ByteView encoded) {
  return "sha256:" + hex(crypto::sha256(encoded));
}

std::string product_hash(const Product& product) {
  return hex(crypto::sha256(encode(product)));
}

}  // namespace mash::packages

// SPDX-License-Identifier: MIT
#include <array>

#include "mash/base/assert.h"
#include "mash/crypto/crypto.h"
#include "mash/packages/codes.h"
#include "mash/packages/packages.h"
#include "object_codec.h"

namespace mash::packages {

namespace {

constexpr auto k_inward_kinds = std::to_array<std::string_view>(
    {"notification", "product_read", "product_accepted", "product_rejected", "withdrawal_seen",
     "feedback_read", "product_strayed", "file_piece", "hub_word"});

// Twenty long answers in Chinese, JSON and the box around them stay well below.
constexpr std::size_t k_notification_limit = 1'000'000;
constexpr std::size_t k_body_limit = k_notification_limit + 1'000;
constexpr std::size_t k_inward_limit = 1'500'000;
constexpr std::size_t k_act_limit = 50'000;
constexpr std::size_t k_reason_limit = 20'000;
constexpr std::size_t k_people = 50;
constexpr std::size_t k_files = 20;
constexpr std::int64_t k_versions = 1'000'000;

std::string id_text(ObjectReader& in, std::string_view name) {
  std::string id = in.text(name);
  if (!is_id_text(id)) in.fault(name, "is no id");
  return id;
}

json::Value encode_person(const NotifiedPerson& p) {
  return json::Object{{"role", p.role},
                      {"given_name", p.given_name.reveal()},
                      {"surname", p.surname.reveal()},
                      {"dob", p.dob.reveal()},
                      {"expected_dob", p.expected_dob.reveal()},
                      {"sex", p.sex.reveal()},
                      {"address_line", p.address_line.reveal()},
                      {"postcode", p.postcode.reveal()},
                      {"school", p.school.reveal()},
                      {"relationship", p.relationship.reveal()},
                      {"notes", p.notes.reveal()}};
}

Sensitive date_or_empty(ObjectReader& in, std::string_view name) {
  std::string text = in.text(name);
  if (!text.empty() && !LocalDate::parse(text)) in.fault(name, "must be a date");
  return Sensitive(std::move(text));
}

NotifiedPerson read_person(ObjectReader& in) {
  NotifiedPerson p;
  p.role = in.code("role", k_person_roles);
  p.given_name = in.sensitive("given_name");
  p.surname = in.sensitive("surname");
  p.dob = date_or_empty(in, "dob");
  p.expected_dob = date_or_empty(in, "expected_dob");
  static constexpr auto k_sexes_or_none = std::to_array<std::string_view>({"", "M", "F", "U"});
  p.sex = Sensitive(in.code("sex", k_sexes_or_none));
  p.address_line = in.sensitive("address_line");
  p.postcode = in.sensitive("postcode");
  p.school = in.sensitive("school");
  p.relationship = in.sensitive("relationship");
  p.notes = in.sensitive("notes", k_words);
  return p;
}

json::Value encode_file(const NotifiedFile& f) {
  return json::Object{{"id", f.id},
                      {"name", f.name.reveal()},
                      {"shows", f.shows.reveal()},
                      {"size", f.size},
                      {"sha256", f.sha256}};
}

std::string hash_text(ObjectReader& in, std::string_view name) {
  std::string text = in.text(name);
  const auto raw = from_hex(text);
  if (!raw || raw->size() != crypto::Hash().size()) in.fault(name, "must be a hash");
  return text;
}

NotifiedFile read_file(ObjectReader& in) {
  NotifiedFile f;
  f.id = id_text(in, "id");
  f.name = in.sensitive("name");
  f.shows = in.sensitive("shows", k_words);
  f.size = in.number("size", 1, k_most_pieces * static_cast<std::int64_t>(k_piece_bytes));
  f.sha256 = hash_text(in, "sha256");
  return f;
}

}  // namespace

std::int64_t pieces_of(std::int64_t size) {
  constexpr auto k_piece = static_cast<std::int64_t>(k_piece_bytes);
  return (size + k_piece - 1) / k_piece;
}

std::string_view code_of(InwardKind kind) {
  return k_inward_kinds.at(static_cast<std::size_t>(kind));
}

Bytes encode(const Inward& inward) {
  MASH_ASSERT(is_id_text(inward.id));
  return encode_object("inward", {{"id", inward.id},
                                  {"kind", code_of(inward.kind)},
                                  {"at", inward.at.micros},
                                  {"body", base64(inward.body)}});
}

Result<Inward> decode_inward(ByteView bytes) {
  MASH_TRY(const json::Value object, parse_object(bytes, "inward", k_inward_limit));
  ObjectReader in(object);
  Inward out;
  out.id = id_text(in, "id");
  const std::string kind = in.code("kind", k_inward_kinds);
  out.at = in.time("at");
  out.body = in.bytes("body", k_body_limit);
  if (auto error = in.finish()) return *std::move(error);
  for (std::size_t i = 0; i < k_inward_kinds.size(); ++i) {
    if (k_inward_kinds[i] == kind) out.kind = static_cast<InwardKind>(i);
  }
  return out;
}

Bytes encode(const ProductAct& act) {
  return encode_object("product_act", {{"product", act.product.text()},
                                       {"version", act.version},
                                       {"person", act.person.text()},
                                       {"agency", act.agency.text()},
                                       {"reason_box", base64(act.reason_box)}});
}

Result<ProductAct> decode_product_act(ByteView bytes) {
  MASH_TRY(const json::Value object, parse_object(bytes, "product_act", k_act_limit));
  ObjectReader in(object);
  ProductAct out;
  out.product = in.id<ProductId>("product");
  out.version = in.number("version", 1, k_versions);
  out.person = in.id<StaffId>("person");
  out.agency = in.id<AgencyId>("agency");
  out.reason_box = in.bytes("reason_box", k_reason_limit);
  if (auto error = in.finish()) return *std::move(error);
  return out;
}

Bytes encode(const FeedbackRead& read) {
  return encode_object("feedback_read", {{"reference", read.reference}});
}

Result<FeedbackRead> decode_feedback_read(ByteView bytes) {
  MASH_TRY(const json::Value object, parse_object(bytes, "feedback_read", k_act_limit));
  ObjectReader in(object);
  FeedbackRead out{in.text("reference")};
  if (out.reference.empty()) in.fault("reference", "must not be empty");
  if (auto error = in.finish()) return *std::move(error);
  return out;
}

Bytes encode(const ProductStray& stray) {
  return encode_object("product_stray", {{"product", stray.product.text()},
                                         {"person", stray.person.text()},
                                         {"agency", stray.agency.text()}});
}

Result<ProductStray> decode_product_stray(ByteView bytes) {
  MASH_TRY(const json::Value object, parse_object(bytes, "product_stray", k_act_limit));
  ObjectReader in(object);
  ProductStray out;
  out.product = in.id<ProductId>("product");
  out.person = in.id<StaffId>("person");
  out.agency = in.id<AgencyId>("agency");
  if (auto error = in.finish()) return *std::move(error);
  return out;
}

Bytes encode(const FilePiece& piece) {
  return encode_object(
      "file_piece",
      {{"file", piece.file}, {"number", piece.number}, {"bytes", base64(piece.bytes)}});
}

Result<FilePiece> decode_file_piece(ByteView bytes) {
  MASH_TRY(const json::Value object, parse_object(bytes, "file_piece", k_notification_limit));
  ObjectReader in(object);
  FilePiece out;
  out.file = id_text(in, "file");
  out.number = in.number("number", 1, k_most_pieces);
  out.bytes = in.bytes("bytes", k_piece_bytes);
  if (auto error = in.finish()) return *std::move(error);
  return out;
}

Bytes encode(const Notification& n) {
  json::Array concerns(n.concerns.begin(), n.concerns.end());
  json::Array people;
  for (const NotifiedPerson& p : n.people) people.push_back(encode_person(p));
  json::Object members = {{"reference", n.reference},
                          {"status_secret", n.status_secret},
                          {"professional", n.professional},
                          {"danger", n.danger},
                          {"source", n.source},
                          {"concerns", std::move(concerns)},
                          {"informed", n.informed},
                          {"narrative", n.narrative.reveal()},
                          {"where_now", n.where_now.reveal()},
                          {"who_else", n.who_else.reveal()},
                          {"why_not_informed", n.why_not_informed.reveal()},
                          {"safe_contact", n.safe_contact.reveal()},
                          {"family_contact", n.family_contact.reveal()},
                          {"language", n.language.reveal()},
                          {"needs", n.needs.reveal()},
                          {"interpreter", n.interpreter},
                          {"referrer_name", n.referrer_name.reveal()},
                          {"referrer_role", n.referrer_role.reveal()},
                          {"referrer_agency", n.referrer_agency.reveal()},
                          {"referrer_email", n.referrer_email.reveal()},
                          {"referrer_phone", n.referrer_phone.reveal()},
                          {"anonymous", n.anonymous},
                          {"people", std::move(people)}};
  if (!n.files.empty()) {
    json::Array files;
    for (const NotifiedFile& f : n.files) files.push_back(encode_file(f));
    members.emplace_back("files", std::move(files));
  }
  return encode_object("notification", std::move(members));
}

Result<Notification> decode_notification(ByteView bytes) {
  MASH_TRY(const json::Value object, parse_object(bytes, "notification", k_notification_limit));
  ObjectReader in(object);
  Notification n;
  n.reference = in.text("reference");
  n.status_secret = hash_text(in, "status_secret");
  n.professional = in.flag("professional");
  n.danger = in.code("danger", k_dangers);
  n.source = in.code("source", k_sources);
  n.concerns = in.code_list("concerns", k_concerns);
  n.informed = in.code("informed", k_informed_or_not_asked);
  n.narrative = in.sensitive("narrative", k_words);
  n.where_now = in.sensitive("where_now", k_words);
  n.who_else = in.sensitive("who_else", k_words);
  n.why_not_informed = in.sensitive("why_not_informed", k_words);
  n.safe_contact = in.sensitive("safe_contact", k_words);
  n.family_contact = in.sensitive("family_contact", k_words);
  n.language = in.sensitive("language");
  n.needs = in.sensitive("needs", k_words);
  n.interpreter = in.code("interpreter", k_answers_or_not_asked);
  n.referrer_name = in.sensitive("referrer_name");
  n.referrer_role = in.sensitive("referrer_role");
  n.referrer_agency = in.sensitive("referrer_agency");
  n.referrer_email = in.sensitive("referrer_email");
  n.referrer_phone = in.sensitive("referrer_phone");
  n.anonymous = in.flag("anonymous");
  n.people = in.list<NotifiedPerson>("people", k_people, read_person);
  if (in.has("files")) n.files = in.list<NotifiedFile>("files", k_files, read_file);
  if (auto error = in.finish()) return *std::move(error);
  return n;
}

}  // namespace mash::packages

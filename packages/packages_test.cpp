// SPDX-License-Identifier: MIT
// Goal: every package survives encode and decode unchanged, decoding refuses everything that is not
// exactly a package and never repeats what it refused, and nothing but the agreed kinds crosses.
#include "mash/packages/packages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <sstream>

#include "mash/crypto/crypto.h"
#include "mash/json/value.h"
#include "mash/model/words_people.h"
#include "mash/packages/codes.h"

namespace mash::packages {
namespace {

constexpr const char* k_id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

Notification notification() {
  Notification n;
  n.reference = "7KQ4-XM2P-M";
  n.status_secret = std::string(64, 'a');
  n.professional = true;
  n.danger = "yes";
  n.source = "2A";
  n.concerns = {"neglect", "domestic_abuse"};
  n.informed = "not_safe";
  n.narrative = Sensitive("Two lines,\n\"quoted\", Ωμέγα");
  n.where_now = Sensitive("At school");
  n.who_else = Sensitive("A grandmother");
  n.why_not_informed = Sensitive("Would raise the risk");
  n.safe_contact = Sensitive("Mornings");
  n.family_contact = Sensitive("Mother's mobile, before three");
  n.language = Sensitive("Tigrinya");
  n.needs = Sensitive("Hard of hearing");
  n.interpreter = "yes";
  n.referrer_name = Sensitive("K Lee");
  n.referrer_role = Sensitive("Teacher");
  n.referrer_agency = Sensitive("Quillgate Primary School");
  n.referrer_email = Sensitive("k.lee@school.example");
  n.referrer_phone = Sensitive("020 7946 0001");
  NotifiedPerson child;
  child.role = "child";
  child.given_name = Sensitive("Amara");
  child.surname = Sensitive("Osei");
  child.dob = Sensitive("2017-02-28");
  child.sex = Sensitive("F");
  child.address_line = Sensitive("14 Mill Lane");
  child.postcode = Sensitive("BQ1 1AA");
  child.school = Sensitive("Quillgate Primary School");
  child.relationship = Sensitive("pupil");
  child.notes = Sensitive("About 9");
  NotifiedPerson unborn;
  unborn.role = "unborn";
  unborn.expected_dob = Sensitive("2027-02-01");
  n.people.push_back(std::move(child));
  n.people.push_back(std::move(unborn));
  n.files = {{.id = k_id,
              .name = Sensitive("IMG_1.jpg"),
              .shows = Sensitive("A bruise"),
              .size = 500'001,
              .sha256 = std::string(64, 'b')}};
  return n;
}

Product product() {
  return {.id = ProductId::trusted(k_id),
          .reference = "9ABC-DEFG-1",
          .version = 2,
          .safety = true,
          .only_tells = true,
          .rating = "Red",
          .urgent = true,
          .accept_by = UtcTime{1'795'514'400'000'000},
          .recipient = AgencyId::trusted("assess"),
          .recipient_name = "Barnfield Assessment Team",
          .marking = "OFFICIAL-SENSITIVE",
          .issued_at = UtcTime{1'795'510'800'000'001},
          .hub_name = "Barnfield hub",
          .hub_phone = "020 7946 0000",
          .before_visit = {{"Police", "Police holds more. Phone before visiting.", "", "", ""}},
          .asked = "See the children",
          .by_when = "by 5pm today",
          .why = "Three reasons",
          .unknown = "Where the father lives",
          .who_did_not_answer = "Probation",
          .inform = "The family knows",
          .handling = "Do not pass on",
          .children = {{"Amara O", "2017-02-28", "Assessment", "Level 3", "Home: 12 Elm Row"}},
          .others = {{"Grace O", "1985-03-12", "Parent (mother)"}},
          .known = {{"Police", "4 call-outs", "Record", "2026-11-01", "B2"},
                    {"Health", "x", "", "", ""}},
          .supersedes = "Replaces version 1"};
}

Directory directory() {
  return {.hub_name = "Barnfield hub",
          .hub_phone = "020 7946 0000",
          .accounts = {{StaffId::trusted("r01"), AgencyId::trusted("assess"), "Assessment Team",
                        "Recipient", "Paul Stanforth", "Manager", "p@assess.example"}}};
}

// A package in its encoded form, and its decoder as "decode and encode again".
ProductReceipt receipt() {
  return {.product = ProductId::trusted(k_id),
          .version = 2,
          .witnesses = {{"police", UtcTime{5}}, {"health", UtcTime{6}}},
          .proof = "c2sp.org/tlog-proof@v1\nindex 2\n"};
}

ProductSignatures signatures() {
  return {.product = ProductId::trusted(k_id),
          .version = 2,
          .records = {R"({"record":"r"})", "{}"},
          .lines = {{.before_visit = true,
                     .place = 0,
                     .record = 1,
                     .key = std::string(64, 'a'),
                     .terms = "{}"},
                    {.place = 3}}};
}

struct Sample {
  std::string name;
  Bytes bytes;
  std::function<Result<Bytes>(ByteView)> again;
};

template <class T>
Sample sample(std::string name, const T& value, Result<T> (*decode)(ByteView)) {
  return {std::move(name), encode(value), [decode](ByteView bytes) -> Result<Bytes> {
            MASH_TRY(const T read, decode(bytes));
            return encode(read);
          }};
}

std::vector<Sample> samples() {
  const Bytes body = {0, 1, 254, 255};
  return {
      sample<Inward>("inward", {k_id, InwardKind::product_accepted, UtcTime{5}, body},
                     decode_inward),
      sample("notification", notification(), decode_notification),
      sample<Notification>(
          "least notification",
          [] {
            Notification n;
            n.status_secret = std::string(64, '0');
            n.danger = "unknown";
            n.source = "9";
            n.anonymous = true;
            return n;
          }(),
          decode_notification),
      sample<ProductAct>(
          "product act",
          {ProductId::trusted(k_id), 3, StaffId::trusted("r01"), AgencyId::trusted("assess"), body},
          decode_product_act),
      sample<ProductStray>(
          "product stray",
          {ProductId::trusted(k_id), StaffId::trusted("r05"), AgencyId::trusted("school")},
          decode_product_stray),
      sample<FilePiece>("file piece", {k_id, 2, body}, decode_file_piece),
      sample<FeedbackRead>("feedback read", {"7KQ4-XM2P-M"}, decode_feedback_read),
      sample<Outward>("outward", {k_id, OutwardKind::directory, UtcTime{7}, body}, decode_outward),
      sample("product", product(), decode_product),
      sample<Withdrawal>("withdrawal", {ProductId::trusted(k_id), 0, "A mistake in a date"},
                         decode_withdrawal),
      sample<Feedback>("feedback", {"7KQ4-XM2P-M", "Thank you", UtcTime{9}}, decode_feedback),
      sample("receipt", receipt(), decode_receipt),
      sample("signatures", signatures(), decode_signatures),
      sample("directory", directory(), decode_directory),
      sample<HubGates>("hubs",
                       {.own = "barnfield",
                        .gates = {{.hub = "ashby",
                                   .host = "gate.ashby.example",
                                   .port = 8447,
                                   .certificate = std::string(64, 'a')}}},
                       decode_hub_gates),
      sample<HubWord>("hub word", {"ashby", body}, decode_hub_word),
      sample<Figures>("figures", {"2026-07", "openmash figures 1\n{}\nsign x\n"}, decode_figures),
  };
}

json::Value parsed(const Bytes& bytes) {
  return *json::parse(to_text(bytes));
}
Bytes written(const json::Value& value) {
  return to_bytes(json::encode(value));
}

TEST(Packages, DecodeOfEncodeIsTheSame) {
  for (const Sample& s : samples()) {
    const auto again = s.again(s.bytes);
    ASSERT_TRUE(again.has_value()) << s.name << ": " << again.error().faults.front().message;
    EXPECT_EQ(to_text(*again), to_text(s.bytes)) << s.name;
  }
}

TEST(Packages, FieldsArriveWhereTheyBelong) {
  const auto n = decode_notification(encode(notification()));
  ASSERT_TRUE(n.has_value());
  EXPECT_EQ(n->people.size(), 2U);
  EXPECT_EQ(n->people[0].given_name.reveal(), "Amara");
  EXPECT_EQ(n->people[1].expected_dob.reveal(), "2027-02-01");
  EXPECT_EQ(n->narrative.reveal(), "Two lines,\n\"quoted\", Ωμέγα");
  const auto p = decode_product(encode(product()));
  ASSERT_TRUE(p.has_value());
  EXPECT_EQ(p->known[0].grade, "B2");
  EXPECT_EQ(p->issued_at, product().issued_at);
  EXPECT_EQ(p->children[0].where, "Home: 12 Elm Row");
  EXPECT_EQ(p->before_visit[0].text, "Police holds more. Phone before visiting.");
  for (const auto kind :
       {InwardKind::notification, InwardKind::product_read, InwardKind::product_accepted,
        InwardKind::product_rejected, InwardKind::withdrawal_seen, InwardKind::feedback_read,
        InwardKind::product_strayed, InwardKind::file_piece}) {
    EXPECT_EQ(decode_inward(encode(Inward{k_id, kind, {}, {}}))->kind, kind);
  }
  for (const auto kind : {OutwardKind::product, OutwardKind::withdrawal, OutwardKind::feedback,
                          OutwardKind::directory, OutwardKind::receipt, OutwardKind::signatures}) {
    EXPECT_EQ(decode_outward(encode(Outward{k_id, kind, {}, {}}))->kind, kind);
  }
  EXPECT_TRUE(
      decode_outward(encode(Outward{k_id, OutwardKind::product, {}, {}, true}))->unwitnessed);
  const auto r = decode_receipt(encode(receipt()));
  ASSERT_TRUE(r.has_value());
  EXPECT_EQ(r->witnesses[1].name, "health");
  EXPECT_EQ(r->witnesses[1].at, UtcTime{6});
  EXPECT_EQ(r->proof, receipt().proof);
  const auto s = decode_signatures(encode(signatures()));
  ASSERT_TRUE(s.has_value());
  EXPECT_EQ(s->records, signatures().records);
  EXPECT_TRUE(s->lines[0].before_visit);
  EXPECT_EQ(s->lines[0].record, 1);
  EXPECT_EQ(s->lines[1].place, 3);
}

json::Value without(json::Value whole, std::string_view name) {
  std::erase_if(*whole.as_object(), [name](const auto& m) { return m.first == name; });
  return whole;
}

// Of a product.
constexpr auto k_came_later = std::to_array<std::string_view>(
    {"before_visit", "rating", "urgent", "only_tells", "accept_by", "others"});

TEST(Packages, EachMemberMustBeThereAndOfItsKind) {
  for (const Sample& s : samples()) {
    const json::Value whole = parsed(s.bytes);
    for (const auto& [name, value] : *whole.as_object()) {
      const auto missing = s.again(written(without(whole, name)));
      const bool came_later =
          std::ranges::find(k_came_later, name) != k_came_later.end() || name == "files";
      ASSERT_EQ(missing.has_value(), came_later) << s.name << " " << name;
      if (!came_later) EXPECT_EQ(missing.error().faults.front().field, name) << s.name;
      json::Value other = whole;
      other.set(name, 0.5);
      EXPECT_FALSE(s.again(written(other)).has_value()) << s.name << " " << name;
    }
    json::Value more = whole;
    more.set("case_id", k_id);
    EXPECT_FALSE(s.again(written(more)).has_value()) << s.name;
  }
}

TEST(Packages, AProductOfBeforeIsReadAndKeepsItsHash) {
  json::Value before = parsed(encode(product()));
  for (const auto name : k_came_later) before = without(before, name);
  json::Array children = *before["children"].as_array();
  children[0] = without(children[0], "where");
  before.set("children", children);
  const auto read = decode_product(written(before));
  ASSERT_TRUE(read.has_value()) << read.error().faults.front().message;
  EXPECT_TRUE(read->before_visit.empty());
  EXPECT_FALSE(read->urgent);
  EXPECT_FALSE(read->only_tells);
  EXPECT_FALSE(read->accept_by);
  EXPECT_EQ(read->children[0].where, "");
  EXPECT_EQ(product_hash(*read), hex(crypto::sha256(written(before))));
}

TEST(Packages, ANotificationWithoutFilesIsTheSameAsBefore) {
  Notification n = notification();
  n.files.clear();
  const auto before = without(parsed(encode(notification())), "files");
  EXPECT_EQ(to_text(encode(n)), json::encode(before));
  EXPECT_TRUE(decode_notification(encode(n))->files.empty());
}

TEST(Packages, AFileGoesInAsManyPiecesAsItTakes) {
  constexpr auto k_piece = static_cast<std::int64_t>(k_piece_bytes);
  EXPECT_EQ(pieces_of(1), 1);
  EXPECT_EQ(pieces_of(k_piece), 1);
  EXPECT_EQ(pieces_of(k_piece + 1), 2);
  // The largest piece in its boxes stays below what the door takes.
  const Bytes plain = encode(FilePiece{k_id, 1, Bytes(k_piece_bytes)});
  const Inward message{k_id, InwardKind::file_piece, UtcTime{1}, Bytes(plain.size() + 48)};
  EXPECT_TRUE(decode_inward(encode(message)).has_value());
  EXPECT_TRUE(decode_file_piece(plain).has_value());
  EXPECT_FALSE(decode_file_piece(encode(FilePiece{k_id, 1, Bytes(k_piece_bytes + 3)})).has_value());
  EXPECT_FALSE(decode_file_piece(encode(FilePiece{k_id, 0, {}})).has_value());
  EXPECT_FALSE(decode_file_piece(encode(FilePiece{k_id, k_most_pieces + 1, {}})).has_value());
}

TEST(Packages, MembersOfListsAreStrictToo) {
  json::Value n = parsed(encode(notification()));
  json::Array people = *n["people"].as_array();
  people[0].set("nhs_number", "9990000000");
  n.set("people", people);
  const auto unknown = decode_notification(written(n));
  ASSERT_FALSE(unknown.has_value());
  EXPECT_EQ(unknown.error().faults.front().field, "people/0/");
  people[0] = "Amara";
  n.set("people", people);
  EXPECT_FALSE(decode_notification(written(n)).has_value());
  json::Value d = parsed(encode(directory()));
  json::Array accounts = *d["accounts"].as_array();
  accounts[0].set("role", "MashManager");  // nobody of the hub's side comes in through the gate
  d.set("accounts", accounts);
  EXPECT_EQ(decode_directory(written(d)).error().faults.front().field, "accounts/0/role");
}

TEST(Packages, OnePackageIsNotTakenForAnother) {
  for (const Sample& one : samples()) {
    for (const Sample& other : samples()) {
      if (one.name.ends_with("notification") && other.name.ends_with("notification")) continue;
      EXPECT_EQ(one.again(other.bytes).has_value(), one.name == other.name)
          << one.name << " " << other.name;
    }
  }
}

TEST(Packages, NoPrefixAndNoRubbishDecodes) {
  for (const Sample& s : samples()) {
    for (std::size_t size = 0; size < s.bytes.size(); ++size) {
      ASSERT_FALSE(s.again(ByteView(s.bytes).first(size)).has_value()) << s.name << " " << size;
    }
    for (const char* text : {"", "null", "[]", "{}", "{\"package\":1}", "\xFF\xFE", "{\"a\":1}"}) {
      EXPECT_FALSE(s.again(to_bytes(text)).has_value()) << s.name << " " << text;
    }
  }
}

struct Bad {
  const char* name;
  json::Value value;
};

TEST(Packages, BadValuesAreNamedAndNeverRepeated) {
  const Bad bad[] = {{"status_secret", "SECRET"},
                     {"danger", "SECRET"},
                     {"source", "SECRET"},
                     {"informed", "SECRET"},
                     {"concerns", json::Array{"SECRET"}},
                     {"concerns", json::Array{"fgm", "fgm"}},
                     {"narrative", std::string("SECRET\0", 7)},
                     {"narrative", "SECRET" + std::string(100'000, 'x')},
                     {"referrer_name", "SECRET" + std::string(2'000, 'x')},
                     {"people", json::Array(51, json::Value("SECRET"))}};
  for (const Bad& b : bad) {
    json::Value n = parsed(encode(notification()));
    n.set(b.name, b.value);
    const auto read = decode_notification(written(n));
    ASSERT_FALSE(read.has_value()) << b.name;
    EXPECT_EQ(read.error().code, ErrorCode::invalid_input);
    EXPECT_EQ(read.error().faults.front().field, b.name);
    EXPECT_EQ(read.error().faults.front().message.find("SECRET"), std::string::npos);
  }
  const Bad bad_inward[] = {
      {"id", "short"}, {"kind", "SECRET"}, {"at", -1}, {"body", "not base64"}};
  for (const Bad& b : bad_inward) {
    json::Value i = parsed(encode(Inward{k_id, InwardKind::notification, {}, {1}}));
    i.set(b.name, b.value);
    EXPECT_EQ(decode_inward(written(i)).error().faults.front().field, b.name);
  }
  for (const Bad& b : {Bad{"version", 0}, Bad{"recipient", "No Agency"}, Bad{"id", "x"}}) {
    json::Value p = parsed(encode(product()));
    p.set(b.name, b.value);
    EXPECT_EQ(decode_product(written(p)).error().faults.front().field, b.name);
  }
}

TEST(Packages, TooLargeIsRefusedBeforeItIsRead) {
  const Bytes large(7'000'000, '{');
  for (const Sample& s : samples()) {
    const auto read = s.again(large);
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().code, ErrorCode::too_large) << s.name;
  }
}

TEST(Packages, HashOfAProductChangesWithEveryPart) {
  const std::string before = product_hash(product());
  EXPECT_EQ(before, hex(crypto::sha256(encode(product()))));
  Product p = product();
  p.known[1].text = "y";
  EXPECT_NE(product_hash(p), before);
}

// What may cross is agreed (settled question 16): whoever adds a kind must come here and say so.
TEST(Packages, TheListInTheHeaderIsTheAgreedOne) {
  std::ifstream file(std::string(MASH_SOURCE_DIR) + "/packages/include/mash/packages/packages.h");
  std::stringstream text;
  text << file.rdbuf();
  std::string plain;
  for (const char c : text.str()) {
    if (c != ' ' && c != '\n') plain += c;
  }
  EXPECT_THAT(plain,
              testing::HasSubstr("enumclassInwardKind{notification,product_read,product_accepted,"
                                 "product_rejected,withdrawal_seen,feedback_read,"
                                 "product_strayed,file_piece,hub_word};"));
  EXPECT_THAT(plain, testing::HasSubstr("enumclassOutwardKind{product,withdrawal,feedback,"
                                        "directory,receipt,signatures,hubs,hub_word,figures};"));
}

template <class E, std::size_t n>
void expect_same_codes(const std::array<std::string_view, n>& codes) {
  ASSERT_EQ(model::k_words<E>.size(), n);
  for (std::size_t i = 0; i < n; ++i) EXPECT_EQ(codes[i], model::k_words<E>[i].code);
}

TEST(Packages, CodesAreThoseOfTheHub) {
  expect_same_codes<model::Answer>(k_dangers);
  expect_same_codes<model::FamilyInformed>(k_informed);
  expect_same_codes<model::Sex>(k_sexes);
  expect_same_codes<model::PersonRole>(k_person_roles);
  expect_same_codes<model::ReferralSource>(k_sources);
  expect_same_codes<model::ConcernType>(k_concerns);
}

}  // namespace
}  // namespace mash::packages

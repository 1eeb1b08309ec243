// SPDX-License-Identifier: MIT
// The only messages between hub and gate, typed by direction (settled.md 16). The list is this
// file: a test reads it. Values and codecs only.
//
// encode() gives JSON text, the same bytes for the same value; decode(encode(x)) is x. Decoding is
// strict: a member that is missing, unknown, of another kind or over its limit is invalid_input
// with faults that name the member and never repeat its value; over the limit of the whole is
// too_large. What was added later (`where`, `before_visit`, `rating`, `urgent`, `accept_by`,
// `only_tells`, `others` of a product, `files` of a notification, `unwitnessed`) is left out where
// it is empty and may be missing, so that an older one is read, and keeps its bytes and its hash.
// What comes from the gate is hostile to the hub: decode checks form, not truth. Pure functions,
// safe from any thread. Cost: about 20 microseconds for a notification.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/id.h"
#include "mash/base/sensitive.h"
#include "mash/base/time.h"
#include "mash/json/value.h"

namespace mash::packages {

// ---- Inward: from the gate to the hub. Each has a random id; collecting twice creates once.
enum class InwardKind {
  notification,
  product_read,
  product_accepted,
  product_rejected,
  withdrawal_seen,
  feedback_read,
  product_strayed,
  file_piece,
  hub_word
};

struct Inward {
  std::string id;  // 26 characters
  InwardKind kind{};
  UtcTime at;  // when the gate accepted it: the clock starts here
  // notification, file_piece: box sealed to the hub's public key; the gate cannot read it.
  // hub_word: what another hub sent, signed and sealed by it (libs/exchange); the gate cannot read
  // it. Others: JSON text with the ids that the kind needs ({"product": "...", "version": 1,
  // "person": "r01",
  // ...}).
  Bytes body;
};
Bytes encode(const Inward& inward);
Result<Inward> decode_inward(ByteView bytes);
// Code of a kind in JSON: "product_read".
std::string_view code_of(InwardKind kind);

// The body of product_read, product_accepted, product_rejected and withdrawal_seen.
struct ProductAct {
  ProductId product;
  std::int64_t version = 1;
  StaffId person;
  AgencyId agency;
  // What the person wrote (product_accepted: may be empty; product_rejected: the reason; else
  // empty), in a box sealed to the hub's public key: words may be about a person. box_open() with
  // the hub's key "box".
  Bytes reason_box;
};
Bytes encode(const ProductAct& act);
Result<ProductAct> decode_product_act(ByteView bytes);
// The body of feedback_read.
struct FeedbackRead {
  std::string reference;  // of the notification
};
Bytes encode(const FeedbackRead& read);
Result<FeedbackRead> decode_feedback_read(ByteView bytes);

// The body of product_strayed: somebody asked at the gate for a product that was not sent to them,
// and was answered as if it did not exist. At most one for each product, person and day.
struct ProductStray {
  ProductId product;
  StaffId person;  // who asked, and for which agency they work
  AgencyId agency;
};
Bytes encode(const ProductStray& stray);
Result<ProductStray> decode_product_stray(ByteView bytes);
// A file travels in pieces, each in a box of its own, behind the notification that names it. All
// pieces but the last have k_piece_bytes. What a piece says of itself is not believed: the whole is
// compared with the hash in the notification.
inline constexpr std::size_t k_piece_bytes = 500'000;
inline constexpr std::int64_t k_most_pieces = 64;
std::int64_t pieces_of(std::int64_t size);  // of a file of so many bytes
struct FilePiece {
  std::string file;         // NotifiedFile::id
  std::int64_t number = 1;  // from 1
  Bytes bytes;
};
Bytes encode(const FilePiece& piece);
Result<FilePiece> decode_file_piece(ByteView bytes);

// What the public form says, inside the sealed box. All texts are as typed.
struct NotifiedFile {
  std::string id;         // random, 26 characters
  Sensitive name, shows;  // what whoever has it calls it; what it shows, in words
  std::int64_t size = 0;  // bytes
  std::string sha256;     // hex
};
struct NotifiedPerson {
  std::string role;  // PersonRole code
  // Dates are ISO 8601 or empty; sex is a code "M", "F", "U" or empty.
  Sensitive given_name, surname, dob, expected_dob, sex, address_line, postcode, school,
      relationship, notes;
};
struct Notification {
  std::string reference;      // given to the referrer on the receipt
  std::string status_secret;  // hash (hex SHA-256) of the receipt code that opens the status page
  bool professional = false;
  std::string danger;  // "yes", "no", "unknown"
  std::string source;  // ReferralSource code
  std::vector<std::string> concerns;
  std::string informed;  // "yes", "no", "not_safe", "unknown"; "" from the public: not asked
  Sensitive narrative, where_now, who_else, why_not_informed, safe_contact;
  // Of the family: how they are reached safely, the language, whether it takes an interpreter
  // ("yes", "no", "unknown"; "" not asked), other needs.
  Sensitive family_contact, language, needs;
  std::string interpreter;
  Sensitive referrer_name, referrer_role, referrer_agency, referrer_email, referrer_phone;
  bool anonymous = false;
  std::vector<NotifiedPerson> people;
  std::vector<NotifiedFile> files;  // whose pieces follow
};
Bytes encode(const Notification& notification);
Result<Notification> decode_notification(ByteView bytes);

// ---- Outward: from the hub to the gate, built only from released bytes.
enum class OutwardKind {
  product,
  withdrawal,
  feedback,
  directory,
  receipt,
  signatures,
  hubs,
  hub_word,
  figures
};

struct ProductLine {  // one released item
  std::string owner;  // agency name
  std::string text;   // exact released bytes
  std::string source;
  std::string date;
  std::string grade;  // words; empty: not graded
};
struct ProductChild {
  std::string name;
  std::string dob;
  std::string decision;  // words
  std::string level;     // words
  std::string where;     // a line for each place: "Home: ...", "School: ..."; may be empty
};
struct ProductPerson {  // somebody else whom the recipient must know of; no address of theirs
  std::string name;
  std::string dob;
  std::string who;  // "Parent (mother)"
};
struct Product {
  ProductId id;
  std::string reference;  // random, says nothing of case or count
  std::int64_t version = 1;
  bool safety = false;  // the safety product: who, where, what is asked, by when
  // It says who somebody is and asks nobody to take anything over: nothing of how the case stands.
  bool only_tells = false;
  std::string rating;   // words of how urgent the case is: "Red"; may be empty
  bool urgent = false;  // to act on at once: the case is Red, or Red until somebody rates it
  // Until when it is to be accepted (a newer version of a Red keeps it). None: no clock.
  std::optional<UtcTime> accept_by;
  AgencyId recipient;
  std::string recipient_name;
  std::string marking;
  UtcTime issued_at;
  std::string hub_name;
  std::string hub_phone;
  // Lines without which, their owners say, somebody who visits could come to harm: not in `known`.
  std::vector<ProductLine> before_visit;
  std::string contact;  // what to know before contacting the family; may be empty
  std::string asked;    // what we ask you to do
  std::string by_when;  // plain words
  std::string why;      // manager's words for the recipient
  std::string unknown;  // what is not known
  std::string who_did_not_answer;
  std::string inform;    // "The family knows" / "Do not contact ..."
  std::string handling;  // onward sharing and retention
  std::vector<ProductChild> children;
  std::vector<ProductPerson> others;
  std::vector<ProductLine> known;
  std::string supersedes;  // words for the reader: "Replaces version 1 of ..."
};
struct Withdrawal {
  ProductId product;
  std::int64_t version = 0;  // 0: all versions
  std::string why;           // plain words without content
};
// That witnesses have seen the hub's record with what it says of this version: see
// product_statement().
struct ProductReceipt {
  struct Witness {
    std::string name;  // as the hub's policy calls it
    UtcTime at;        // by its own clock
  };
  ProductId product;
  std::int64_t version = 1;
  std::vector<Witness> witnesses;
  std::string proof;  // a .tlog-proof file (libs/audit, receipt.h) whose `extra` is an opening
};
// What people signed of one version with their passkeys, so that its recipient need not believe the
// hub: see signatures/. What comes later takes the place of what came before.
struct ProductSignatures {
  struct Line {                 // of the product, as its owner let it out
    bool before_visit = false;  // of that list; else of `known`
    std::int64_t place = 0;     // in it, from 0
    std::int64_t record = 0;    // of `records`, from 0: in which it was signed
    std::string key;            // hex: opens what that record commits to
    std::string terms;          // as signed
  };
  ProductId product;
  std::int64_t version = 1;
  std::vector<std::string> records;  // JSON of passkey::SignedRecord
  std::vector<Line> lines;
};
struct Feedback {
  std::string reference;  // of the notification
  std::string words;
  UtcTime at;
};
struct Account {  // an outside person who may sign in at the gate
  StaffId id;
  AgencyId agency;
  std::string agency_name;
  std::string
      role;  // policy role name of outside: Recipient, Referrer, BoardAnalyst, PeerHubManager
  std::string name;
  std::string title;
  std::string email;
};
struct Directory {
  std::string hub_name;
  std::string hub_phone;
  std::vector<Account> accounts;
};
// The gates of the hubs that this one writes to and hears, all of them: what is not here is turned
// away. What comes later takes the place of what came before.
struct HubGate {
  std::string hub;
  std::string host;
  std::int64_t port = 0;
  std::string certificate;  // SHA-256 of what it shows, hex
};
struct HubGates {
  std::string own;  // this hub's id
  std::vector<HubGate> gates;
};
// What another hub is to have: signed by this one and sealed to that one (libs/exchange).
struct HubWord {
  std::string hub;
  Bytes message;
};
// What the hub has published of one quarter, for anybody (libs/board): the file as it was signed.
// What was published stands: another file of the same quarter is refused.
struct Figures {
  std::string quarter;  // "2026-07"
  std::string file;
};
struct Outward {
  std::string id;  // random; delivering twice stores once
  OutwardKind kind{};
  UtcTime at;
  Bytes body;  // encode() of the struct of that kind
  // When it left, too few witnesses had signed the hub's record for hours.
  bool unwitnessed = false;
};
Bytes encode(const Outward& outward);
Result<Outward> decode_outward(ByteView bytes);
std::string_view code_of(OutwardKind kind);
Bytes encode(const Product& product);
Result<Product> decode_product(ByteView bytes);
Bytes encode(const Withdrawal& withdrawal);
Result<Withdrawal> decode_withdrawal(ByteView bytes);
Bytes encode(const ProductReceipt& receipt);
Result<ProductReceipt> decode_receipt(ByteView bytes);
Bytes encode(const ProductSignatures& signatures);
Result<ProductSignatures> decode_signatures(ByteView bytes);
Bytes encode(const Feedback& feedback);
Result<Feedback> decode_feedback(ByteView bytes);
Bytes encode(const Directory& directory);
Result<Directory> decode_directory(ByteView bytes);

Bytes encode(const HubGates& gates);
Result<HubGates> decode_hub_gates(ByteView bytes);
Bytes encode(const HubWord& word);
Result<HubWord> decode_hub_word(ByteView bytes);
Bytes encode(const Figures& figures);
Result<Figures> decode_figures(ByteView bytes);

// SHA-256 over the encoded product, hex: printed on the product and kept in the record.
std::string product_hash(const Product& product);
// The class and words of the entry by which a hub's record says that a product left (libs/audit,
// statement.h): "sha256:" and the hash of its bytes, hex.
inline constexpr std::string_view k_left_class = "product.left";
std::string product_statement(ByteView encoded);

}  // namespace mash::packages

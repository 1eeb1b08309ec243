// SPDX-License-Identifier: MIT
// The gate's inbox on a real database, with a hub at the other side of the door, for tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "mash/copies/templates.h"
#include "mash/door/door.h"
#include "mash/door/door_client.h"
#include "mash/door/schema.h"
#include "mash/inbox/inbox.h"
#include "mash/inbox/schema.h"
#include "mash/inbox/templates.h"
#include "mash/login/agencies.h"
#include "mash/login/passkeys.h"
#include "mash/login/schema.h"
#include "mash/login/templates.h"
#include "mash/packages/packages.h"
#include "mash/support/test_app.h"

namespace mash::inbox {

inline packages::Account person(const char* id, const char* agency, const char* role,
                                const char* name) {
  return {.id = StaffId::trusted(id),
          .agency = AgencyId::trusted(agency),
          .agency_name = std::string("Plantedagency ") + agency,
          .role = role,
          .name = name,
          .title = "Team manager",
          .email = std::string(id) + "@plantedmail.example"};
}

inline packages::Directory people() {
  return {.hub_name = "Barnfield hub",
          .hub_phone = "020 7946 0531",
          .accounts = {person("r01", "assess", "Recipient", "Paul Stanforth"),
                       person("r02", "ehteam", "Recipient", "Yaa Mensah"),
                       person("r06", "assess", "Referrer", "Fiona Stanton"),
                       person("r07", "assess", "BoardAnalyst", "Malcolm Ridley")}};
}

inline packages::Product product(std::int64_t version = 1) {
  packages::Product p;
  p.id = ProductId::trusted("00000000000000000000000PR1");
  p.reference = "7KQ4-XM2P-M";
  p.version = version;
  p.recipient = AgencyId::trusted("assess");
  p.recipient_name = "Plantedteam for assessment";
  p.marking = "OFFICIAL-SENSITIVE";
  p.issued_at = *parse_iso("2026-11-24T08:50:00+00:00");
  p.hub_name = "Barnfield hub";
  p.hub_phone = "020 7946 0531";
  p.asked = "See the plantedchildren";
  p.by_when = "5pm today, plantedtime";
  p.why = "Shouting, plantedwhy <b>";
  p.unknown = "Where plantedfather lives";
  p.who_did_not_answer = "Plantedprobation";
  p.contact = "Mornings only, says the plantedaunt";
  p.inform = "Do not contact the plantedfamily";
  p.handling = "Plantedhandling only";
  p.children = {{.name = "Amara Plantedname",
                 .dob = "2017-03-27",
                 .decision = "Assess under section 17",
                 .level = "Level 3",
                 .where = "Home: 12 Plantedroad\nSchool: Plantedschool"}};
  p.others = {{"Grace Plantedmother", "1985-03-12", "Parent (plantedrelation)"}};
  p.before_visit = {{"Plantedpolice", "Phone before visiting, plantedwarning", "", "", ""}};
  p.known = {{"Plantedpolice", "Called out plantedfact", "Plantedsource", "2026-11-20", "B2"}};
  return p;
}
inline const std::vector<std::string> k_planted = {
    "plantedchildren", "plantedtime",     "plantedwhy",    "plantedfather",   "Plantedprobation",
    "plantedaunt",     "plantedfamily",   "Plantedname",   "Plantedhandling", "Plantedpolice",
    "plantedfact",     "Plantedsource",   "Plantedteam",   "Paul Stanforth",  "Yaa Mensah",
    "Plantedroad",     "plantedwarning",  "plantedmail",   "Plantedagency",   "Team manager",
    "plantedreason",   "plantedwithdrew", "Plantedmother", "plantedrelation"};

inline packages::Withdrawal withdrawal(std::int64_t version) {
  return {.product = product().id, .version = version, .why = "An agency plantedwithdrew it"};
}

inline packages::ProductReceipt planted_receipt() {
  const auto at = *parse_iso("2026-11-24T08:51:00+00:00");
  return {.product = product().id,
          .witnesses = {{"police", at}, {"health", at}},
          .proof = "planted: proof\n"};
}

struct World {
  explicit World(db::Engine engine, bool demo = false) : app(options(engine, demo)) {}
  // Whose signatures are checked, and whether what is not urgent waits for them.
  World(db::Engine engine, signatures::Agencies known, bool wants)
      : signers(std::move(known)), wants_signatures(wants), app(options(engine, false)) {}
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  support::TestAppOptions options(db::Engine engine, bool demo) {
    support::TestAppOptions o;
    o.engine = engine;
    o.migrations = {{2, "door", door::schema()},
                    {3, "inbox", schema()},
                    {4, "login", login::schema()},
                    {5, "strays", strays_schema()},
                    {7, "pieces", door::pieces_schema()},
                    {8, "files_wait", door::files_wait_schema()},
                    {9, "tells", tells_schema()},
                    {10, "witnessed", witnessed_schema()},
                    {11, "passkeys", login::passkeys_schema()},
                    {12, "signed", signed_schema()},
                    {13, "first_password", login::first_password_schema()},
                    {14, "agencies", login::agencies_schema()},
                    {15, "agency_signed_in", login::agency_signed_in_schema()}};
    o.noticed = noticed;
    o.routes = routes({.hub_key = crypto::box_public_key(hub_secret),
                       .hub_name = "Barnfield Multi-Agency Safeguarding Hub",
                       .phone = "020 7946 0000",
                       .demo = demo,
                       .retention = {.answered_days = 28, .unanswered_days = 90},
                       .signers = signers ? &*signers : nullptr,
                       .wants_signatures = wants_signatures});
    o.templates = templates();
    o.templates.insert(o.templates.end(), copies::templates().begin(), copies::templates().end());
    o.templates.insert(o.templates.end(), login::templates().begin(), login::templates().end());
    o.key_names = {"gate-content"};
    o.load_person = [this](db::Transaction& tx, const StaffId& id) {
      return load_person(tx, pipeline::Vault(app.keys()), id);
    };
    return o;
  }

  door::Door door() {
    return door::Door({.database = app.database(),
                       .clock = app.clock(),
                       .random = app.random(),
                       .keys = app.keys(),
                       .takers = takers()});
  }
  // What the gate says of a package: "" or why it refuses it.
  std::string deliver(packages::OutwardKind kind, Bytes body, bool unwitnessed = false) {
    const door::Door open = door();
    door::DoorClient client([&open](const auto& r) -> Result<http::Response> { return open(r); });
    const packages::Outward package{.id = new_id_text(hub_random),
                                    .kind = kind,
                                    .at = app.clock().now(),
                                    .body = std::move(body),
                                    .unwitnessed = unwitnessed};
    const auto done = client.deliver({&package, 1});
    if (!done) return done.error().message;
    return done->refused.empty() ? "" : done->refused.front().why;
  }
  std::string deliver(const packages::Product& p) {
    return deliver(packages::OutwardKind::product, encode(p));
  }
  std::string deliver(const packages::Withdrawal& w) {
    return deliver(packages::OutwardKind::withdrawal, encode(w));
  }
  std::string deliver(const packages::ProductReceipt& r) {
    return deliver(packages::OutwardKind::receipt, encode(r));
  }
  std::string deliver(const packages::ProductSignatures& s) {
    return deliver(packages::OutwardKind::signatures, encode(s));
  }
  std::string deliver(const packages::Directory& d) {
    return deliver(packages::OutwardKind::directory, encode(d));
  }
  // What waits for the hub, oldest first.
  std::vector<packages::Inward> waiting() {
    const door::Door open = door();
    door::DoorClient client([&open](const auto& r) -> Result<http::Response> { return open(r); });
    return client.collect()->messages;
  }

  std::optional<signatures::Agencies> signers{};
  bool wants_signatures = false;
  support::SeededRandom hub_random{99};
  crypto::Key hub_secret = crypto::Key::make(hub_random);
  support::TestApp app;
};

inline const std::string k_path = "/p/" + product().id.text();

}  // namespace mash::inbox

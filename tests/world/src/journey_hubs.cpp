// SPDX-License-Identifier: MIT
// Another hub: it is allowed, a letter goes to it and one of its comes; it is answered. It is asked
// about a child, and asks about another.
#include <algorithm>
#include <stdexcept>

#include "mash/base/id.h"
#include "mash/door/door.h"
#include "mash/exchange/link.h"
#include "mash/linkage/normalise.h"
#include "mash/peers/peers.h"
#include "mash/pointers/pointers.h"
#include "mash/world/journey.h"

namespace mash::world {

namespace {

constexpr const char* k_other = "tarnwick";

// The other hub's keys follow from its name.
crypto::Key key_for(const std::string& what) {
  return crypto::Key::from(crypto::sha256(as_bytes(std::string(k_other) + what))).value();
}

exchange::Hub other_hub(UtcTime now) {
  return {.id = k_other,
          .name = "Tarnwick MASH",
          .decides = {"E09000099"},
          .host = "tarnwick.example",
          .port = 8447,
          .certificate = std::string(64, 'c'),
          .sign = crypto::SigningKey(key_for("sign")).public_key(),
          .box = crypto::box_public_key(key_for("box")),
          .from = UtcTime{0},
          .until = now + Duration::days(900)};
}

void agree(World& world) {
  const auto room = world.hub_room();
  exchange::Hub own = other_hub(world.now());
  own.id = world.borough().hub.id;
  own.name = world.borough().hub.name;
  own.decides = {"E09000098"};
  own.certificate = std::string(64, 'b');
  own.sign = peers::signing_key(room.keys).public_key();
  own.box = peers::box_key(room.keys);
  exchange::SignedDirectory both{.directory = {.version = 1,
                                               .needs = 1,
                                               .until = world.now() + Duration::days(400),
                                               .hubs = {own, other_hub(world.now())}},
                                 .signatures = {}};
  exchange::sign(both, k_other, crypto::SigningKey(key_for("sign")));
  const auto done = room.app.system_act<policy::Action::collect>(
      "hubs.directory-taken", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        MASH_TRY_DO(peers::take_directory(c, world.borough(), encode(both),
                                          exchange::fingerprint(both.directory)));
        MASH_TRY_DO(peers::set_allowed(c, world.borough(), k_other, true));
        return json::Value{};
      });
  if (!done) throw std::runtime_error("the directory of hubs: " + done.error().message);
}

// What its gate brings: its next word. `id` is random, with which its envelope begins.
void word_comes(World& world, exchange::Sending& sending, const std::string& id,
                const std::string& kind, const json::Value& words) {
  exchange::Word word{
      .id = id, .from = k_other, .to = world.borough().hub.id, .at = world.now(), .kind = kind};
  const Sensitive said(json::encode(words));
  // The same bytes each time: no other box is made of them.
  class Same final : public Random {
    void fill(std::span<std::uint8_t> out) override { std::ranges::fill(out, std::uint8_t{7}); }
  } same;
  word = sealed_to(peers::box_key(world.hub_room().keys), std::move(word), said, same);
  word = signed_by(crypto::SigningKey(key_for("sign")), next_word(sending, std::move(word)));
  std::string envelope = id;
  envelope.back() = 'X';
  world.gate_room().database.write([&](db::Transaction& tx) {
    door::queue(tx, {.id = envelope,
                     .kind = packages::InwardKind::hub_word,
                     .at = world.now(),
                     .body = to_bytes(encode(word))});
  });
  world.door();
}

json::Value letter() {
  return json::Object{{"from", "A manager, Tarnwick MASH"},
                      {"for_whom", "The duty manager"},
                      {"subject", "A family that has moved"},
                      {"words", "May we talk today?"},
                      {"answer_by", "2026-12-01"}};
}

// About somebody whom nobody here knows.
json::Value enquiry(const World& world, const std::string& surname) {
  const auto& policy = pointer::built_in_policy();
  const std::string epoch =
      "e" + std::to_string(world.now().micros / Duration::days(policy.epoch_days).micros);
  const auto child = pointer::normal(
      {.given_names = "Ottoline", .surname = surname, .birth = "2011-12-01"}, linkage::fold_latin);
  const auto asking =
      pointer::Enquiry::begin(key_for("enquiry"), pointer::tokens_to_ask(child, policy.batch),
                              pointer::known_fields(child), policy.batch);
  const pointer::Purpose purpose{"Ruth Vale", "Tarnwick Children's Services", "missing", "T-17"};
  return json::Object{
      {"text", pointer::encode(asking.value().ask(world.borough().hub.id, epoch, purpose))}};
}

}  // namespace

// G15: nothing of it names a family.
void Journey::hubs_write_to_each_other() {
  world_.at("a hub is written to", world_.minute() + 1);
  agree(world_);
  Visitor& manager = world_.hub("u03");
  manager.page("/hubs");
  manager.page("/hubs/write");
  const auto written = must(manager, manager.form("/hubs/write")
                                         .set("hub", k_other)
                                         .set("for_whom", "The duty manager")
                                         .set("subject", "A conversation on Monday")
                                         .set("words", "May we talk on Monday?")
                                         .set("answer_by-day", "30")
                                         .set("answer_by-month", "11")
                                         .set("answer_by-year", "2027"));
  manager.page(written);
  world_.at("a hub writes", world_.minute() + 1);
  exchange::Sending sending;
  const std::string id = "01ARZ3NDEKTSV4RRFFQ69G5FAW";
  word_comes(world_, sending, id, "letter", letter());
  const std::string href = "/hubs/letters/" + id;
  manager.page("/hubs");
  manager.page(href);
  must(manager, manager.form(href + "/read"));
  manager.page(href);
  must(manager, manager.form(href + "/reply").set("words", "Ring me at ten."));
  manager.page(href);
  world_.at("other hubs are asked about a child", world_.minute() + 1);
  const std::string asking = case_path("/other-hubs");
  manager.page(asking);
  const auto children = choices_in(manager.last().body, "child");
  must(manager, manager.form(asking).set("child", children.at(0)).set("reason", "moved-in"));
  manager.page(asking);
  manager.page(case_path());
  world_.at("another hub asks about a child", world_.minute() + 1);
  word_comes(world_, sending, "01ARZ3NDEKTSV4RRFFQ69G5FBW", pointers::k_kind,
             enquiry(world_, variant_.asked_about));
  manager.page("/hubs/asked");
  if (manager.last().body.find("Ruth Vale") == std::string::npos) {
    throw std::runtime_error("who of another hub asked is not kept");
  }
  world_.door();
}

}  // namespace mash::world

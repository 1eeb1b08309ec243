// SPDX-License-Identifier: MIT
// Another hub: it is allowed, a letter goes to it and one of its comes; it is answered. It is asked
// about a child, and asks about another. A child is offered to it, and one of its here.
#include <algorithm>
#include <stdexcept>

#include "mash/base/id.h"
#include "mash/door/door.h"
#include "mash/exchange/link.h"
#include "mash/linkage/normalise.h"
#include "mash/peers/peers.h"
#include "mash/pointers/pointers.h"
#include "mash/responsibility/chain.h"
#include "mash/transfers/transfers.h"
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

void transfer_comes(World& world, exchange::Sending& sending, const std::string& id,
                    json::Object words) {
  words.emplace_back("id", "01ARZ3NDEKTSV4RRFFQ69G5FAV");
  word_comes(world, sending, id, std::string(transfers::k_kind),
             json::Object{{"text", json::encode(std::move(words))}});
}

// It offers a child of its own.
std::string offer_comes(World& world, exchange::Sending& sending) {
  const crypto::SigningKey key(key_for("sign"));
  const responsibility::HubId other(k_other);
  const responsibility::Writer writer{other, key, world.now()};
  auto chain = responsibility::Chain::begin("01ARZ3NDEKTSV4RRFFQ69G5FAC", writer);
  if (!chain.offer(writer, world.borough().hub.id)) throw std::runtime_error("it is not offered");
  json::Array entries;
  for (const auto& entry : chain.entries()) entries.emplace_back(encode(entry));
  transfer_comes(world, sending, "01ARZ3NDEKTSV4RRFFQ69G5FAT",
                 {{"what", "offer"},
                  {"kind", "CONTACT"},
                  {"reason", "LIVES_THERE"},
                  {"urgency", "DAYS"},
                  {"stage", 1},
                  {"answer_by", (world.now() + Duration::days(1)).micros},
                  {"from", "A manager, Tarnwick MASH"},
                  {"children", json::Array{json::Object{{"chain", chain.id()},
                                                        {"age", "5 to 9"},
                                                        {"entries", std::move(entries)}}}}});
  return "/transfers/01ARZ3NDEKTSV4RRFFQ69G5FAV";
}

// It refuses what it was offered.
void refusal_comes(World& world, exchange::Sending& sending, const std::string& transfer) {
  std::string last;
  world.hub_room().database.read([&](db::Transaction& tx) {
    last = tx.query(
                 "select e.entry from responsibility_entry e join transfer_child t on"
                 " t.chain_id = e.chain_id where t.transfer_id = $1 order by e.place desc",
                 {transfer})
               .front()
               .text(0);
  });
  const auto entry = responsibility::decode_entry(last).value();
  const auto answer = responsibility::signed_by(crypto::SigningKey(key_for("sign")),
                                                {.chain = entry.chain,
                                                 .to = hash_of(entry),
                                                 .says = responsibility::Says::refuses,
                                                 .by = k_other,
                                                 .person = "t1",
                                                 .at = world.now()});
  word_comes(
      world, sending, "01ARZ3NDEKTSV4RRFFQ69G5FAS", std::string(transfers::k_kind),
      json::Object{{"text", json::encode(json::Object{{"what", "answer"},
                                                      {"id", transfer},
                                                      {"accepts", false},
                                                      {"refusal", "TEMPORARY"},
                                                      {"from", "A manager, Tarnwick MASH"},
                                                      {"words", "They stay for a week."},
                                                      {"answers", json::Array{encode(answer)}}})}});
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
  hubs_offer_each_other(sending);
}

// FB07: a child is offered and refused, and stays here; another is offered here and refused.
void Journey::hubs_offer_each_other(exchange::Sending& sending) {
  Visitor& manager = world_.hub("u03");
  world_.at("a child is offered to another hub", world_.minute() + 1);
  manager.page(case_path("/transfers"));
  const auto child = choices_in(manager.last().body, "children").at(0);
  Form offer = manager.form(case_path("/transfers"));
  const auto offered = must(manager, offer.tick("children", child)
                                         .set("hub", k_other)
                                         .set("kind", "CONTACT")
                                         .set("reason", "HAS_MOVED")
                                         .set("urgency", "DAYS")
                                         .set("sends", "WHO")
                                         .set("words", words().transfer_words));
  world_.at("it is refused", world_.minute() + 1);
  refusal_comes(world_, sending, offered.substr(std::string("/transfers/").size()));
  manager.page(offered);
  must(manager, manager.form(offered + "/again"));
  manager.page(offered);
  must(manager, manager.form(offered + "/keep").set("keep_words", words().transfer_kept));
  manager.page(case_path("/transfers"));
  world_.at("another hub offers a child", world_.minute() + 1);
  const auto theirs = offer_comes(world_, sending);
  manager.page("/transfers");
  Visitor& duty = world_.hub("u40");
  duty.page(theirs);
  must(duty, duty.form(theirs + "/answer")
                 .set("answer", "REFUSE")
                 .set("refusal", "NOT_OUR_AREA")
                 .set("answer_words", "They live in Eldermoor."));
  duty.page(theirs);
  world_.door();
}

}  // namespace mash::world

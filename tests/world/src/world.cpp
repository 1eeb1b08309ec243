// SPDX-License-Identifier: MIT
#include "mash/world/world.h"

#include <set>
#include <stdexcept>

#include "folder.h"
#include "gate_core.h"
#include "hub_core.h"
#include "mash/attachments/outside.h"
#include "mash/machine/token.h"
#include "mash/model/words_people.h"
#include "mash/pipeline/record.h"
#include "mash/product/receipts.h"
#include "postman.h"
#include "public_file.h"
#include "room.h"

namespace mash::world {

namespace {

template <class T>
T opened(Result<T> result) {
  if (!result) throw std::runtime_error("a room does not open: " + result.error().message);
  return *std::move(result);
}

}  // namespace

// The rooms as the product opens them, on the same folder; only what goes over a socket is left
// out.
struct World::State {
  FixedClock clock;
  Dice dice;
  support::TempFolder folder;
  support::TestIssuer hub_issuer{"https://sign-in.police.example"};
  support::TestIssuer gate_issuer{"https://sign-in.assess.example"};
  server::Settings settings;
  std::unique_ptr<server::HubCore> hub_core;
  std::unique_ptr<server::GateCore> gate_core;
  Place hub;
  Place gate;
  server::Postman postman;
  bool refusing = false;
  std::vector<std::string> traffic;
  std::set<std::string> steps;

  explicit State(const WorldOptions& options)
      : clock(*parse_iso(options.now)),
        dice(options.seed),
        settings(settings_of(options)),
        hub_core(opened(server::HubCore::open(settings, clock, dice.random()))),
        gate_core(open_gate()),
        hub(hub_core->app(), clock, dice, "__Host-mash-hub"),
        gate(gate_core->app(), clock, dice, "__Host-mash-gate"),
        postman(
            hub_core->app(), hub_core->database(),
            [this](const http::Request& r) -> Result<http::Response> { return pass(r); },
            [this](const auto& grant, pipeline::Context& c, const packages::Inward& message) {
              dice.throw_for("door " + message.id);
              return hub_core->take_in(grant, c, message);
            },
            attachments::takes_files, [] { return post::Which::all; }, [](bool) {}) {}

  static json::Value issuer_of(const char* agency, const support::TestIssuer& issuer,
                               const char* person) {
    const json::Value one = json::Object{{"agency", agency},
                                         {"name", std::string("Sign in at ") + agency},
                                         {"issuer", issuer.address},
                                         {"client_id", "openmash"},
                                         {"secret_file", "issuers-secret"},
                                         {"acr", json::Array{"strong"}},
                                         {"claim", "sub"},
                                         {"people", json::Object{{person, "subject-1"}}},
                                         {"passwords", "allowed"}};
    return json::Object{{"address", "https://openmash.localhost"}, {"issuers", json::Array{one}}};
  }
  void write_issuers(server::Settings& to) {
    to.oidc = folder.path() + "/oidc.json";
    server::write_file(folder.path() + "/issuers-secret", "a secret");
    const json::Value file = json::Object{{"hub", issuer_of("police", hub_issuer, "u07")},
                                          {"gate", issuer_of("assess", gate_issuer, "r01")}};
    server::write_file(to.oidc, json::encode(file));
    to.issuer_calls = [of_hub = hub_issuer.call(), of_gate = gate_issuer.call(),
                       this](const oidc::Ask& ask) {
      return ask.address.starts_with(hub_issuer.address) ? of_hub(ask) : of_gate(ask);
    };
  }
  void write_systems(server::Settings& to) {
    to.scim = folder.path() + "/scim.json";
    const std::string hash = hex(crypto::sha256(as_bytes(k_scim_token)));
    const json::Value one = json::Object{{"agency", "yjs"}, {"tokens_sha256", json::Array{hash}}};
    server::write_file(to.scim, json::encode(json::Object{{"systems", json::Array{one}}}));
  }
  server::Settings settings_of(const WorldOptions& options) {
    server::Settings out{.data = folder.path(), .demo = true, .render = {MASH_RENDER_CHILD}};
    write_issuers(out);
    write_systems(out);
    if (options.engine == db::Engine::sqlite) return out;
    const auto database = support::test_database_options(options.engine, folder);
    out.database = database.location;
    out.schema = database.schema;
    return out;
  }
  std::unique_ptr<server::GateCore> open_gate() {
    server::write_public(settings, "hub",
                         {.name = hub_core->borough().hub.name,
                          .phone = "020 7946 0000",
                          .box = crypto::box_public_key(hub_core->keys().of("box"))});
    server::write_signers(settings, server::signers_of(hub_core->borough(), hub_core->keys()));
    return opened(server::GateCore::open(settings, clock, dice.random()));
  }
  // As a gate answers that takes none of what the hub sends.
  static http::Response refuse_all(const http::Request& request) {
    json::Array refused;
    const json::Value body = opened(json::parse(request.body));
    for (std::size_t i = 0; i < body["messages"].as_array()->size(); ++i) {
      refused.emplace_back(json::Object{{"index", i}, {"why", ""}, {"code", "invalid_input"}});
    }
    http::Response response;
    response.status = 200;
    response.body =
        json::encode(json::Object{{"stored", json::Array{}}, {"refused", std::move(refused)}});
    return response;
  }
  // What either side throws does not depend on what the other did before.
  http::Response pass(const http::Request& request) {
    traffic.push_back(request.body);
    dice.throw_for("gate's door");
    http::Response response = refusing && request.path == "/door/outward"
                                  ? refuse_all(request)
                                  : gate_core->door()(request);
    dice.throw_for("hub's door");
    traffic.push_back(response.body);
    return response;
  }
};

World::World(const WorldOptions& options)
    : state_(std::make_unique<State>(options)), started_(state_->clock.now()) {
  const auto sent = state_->hub_core->send_directory();
  if (!sent) throw std::runtime_error("the accounts cannot be sent: " + sent.error().message);
  at("the accounts go out", 0);
  door();
}
World::~World() = default;

void World::at(const std::string& step, int minute) {
  if (!state_->steps.insert(step).second) throw std::runtime_error("two steps are called " + step);
  state_->dice.begin(step);
  state_->clock.set(started_ + Duration::minutes(minute));
}

void World::repeat(const std::string& step) {
  state_->dice.begin(step);
}

UtcTime World::now() const {
  return state_->clock.now();
}

int World::minute() const {
  return static_cast<int>((now() - started_).micros / Duration::minutes(1).micros);
}

void World::sweep_gate() {
  state_->dice.throw_for("gate's sweeper");
  state_->gate_core->sweep();
}

Visitor& World::hub(const std::string& person) {
  return state_->hub.signed_in(person);
}
Visitor& World::gate(const std::string& person) {
  return state_->gate.signed_in(person);
}
Visitor& World::passer_by(const std::string& name) {
  return state_->gate.visitor(name);
}
Visitor& World::stranger_in_hub(const std::string& name) {
  return state_->hub.visitor(name);
}

support::TestIssuer& World::hub_issuer() {
  return state_->hub_issuer;
}
support::TestIssuer& World::gate_issuer() {
  return state_->gate_issuer;
}

std::string World::gate_token(const std::string& agency) {
  const model::Agency* of = borough().find_agency(AgencyId::trusted(agency));
  if (of == nullptr) throw std::runtime_error("there is no agency " + agency);
  notify::Sender sender{of->id, of->name, {}};
  for (const auto code : of->referral_sources) sender.sources.emplace_back(model::code_of(code));
  state_->dice.throw_for("token of " + agency);
  const auto made = state_->gate_core->app().system_act<policy::Action::log_notification>(
      "machine.token-made", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        return json::Value(machine::add_token(c, sender, "Records of " + agency).reveal());
      });
  return *opened(made).as_string();
}

int World::door() {
  const auto round = state_->postman.round();
  if (!round.answers) throw std::runtime_error("the gate does not answer");
  if (round.stayed != 0) throw std::runtime_error("something did not go over the door");
  return round.collected + round.delivered;
}

int World::send_receipts() {
  auto& core = *state_->hub_core;
  std::vector<product::LeftVersion> owed;
  core.database().read([&](db::Transaction& tx) {
    owed = product::receipts_owed(tx, pipeline::event_count(tx), 1000);
  });
  const std::string origin = server::log_origin(core.borough());
  const crypto::SigningKey key(core.keys().of("sign"));
  for (const auto& left : owed) {
    const auto sent = core.app().system_act<policy::Action::collect>(
        "product.receipt-sent", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          const support::TempFolder folder;
          auto log = opened(audit::TileLog::open(folder.path()));
          log.publish(key, origin);
          log.append(pipeline::event_leaves(c.tx, left.entry, 1));
          const auto note = audit::sign_checkpoint(log.publish(key, origin), key);
          auto receipt = opened(audit::make_receipt(log, 0, note));
          receipt.extra = audit::format_opening(pipeline::opening_of(c.tx, c.keys, left.entry));
          product::send_receipt(c, left,
                                {.product = left.product,
                                 .version = left.version,
                                 .witnesses = {{"police", c.now}},
                                 .proof = audit::format_receipt(receipt)});
          return json::Value{};
        });
    if (!sent) throw std::runtime_error("a receipt was not sent: " + sent.error().message);
  }
  return static_cast<int>(owed.size());
}

int World::door_refusing() {
  state_->refusing = true;
  const auto round = state_->postman.round();
  state_->refusing = false;
  return round.stayed;
}

int World::draw_files() {
  state_->dice.throw_for("renderer");
  return state_->hub_core->render_files();
}

bool World::look_for_patterns() {
  state_->dice.throw_for("lookout");
  return state_->hub_core->look_for_patterns();
}

int World::prepare_figures() {
  state_->dice.throw_for("figures");
  return state_->hub_core->prepare_figures();
}

int World::fire_clocks() {
  state_->dice.throw_for("scheduler");
  return state_->hub_core->fire_clocks();
}

const std::vector<std::string>& World::door_traffic() const {
  return state_->traffic;
}

Room World::hub_room() {
  auto& core = *state_->hub_core;
  return {core.app(), core.database(), core.keys(), state_->hub.wire(), core.folder().string()};
}
Room World::gate_room() {
  auto& core = *state_->gate_core;
  return {core.app(), core.database(), core.keys(), state_->gate.wire(), core.folder().string()};
}
const model::Borough& World::borough() const {
  return state_->hub_core->borough();
}

std::string engine_name(db::Engine engine) {
  return engine == db::Engine::sqlite ? "sqlite" : "postgres";
}

}  // namespace mash::world

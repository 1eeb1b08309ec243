// SPDX-License-Identifier: MIT
#include "mash/world/world.h"

#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include "gate_slices.h"
#include "hub_slices.h"
#include "mash/cases/clocks.h"
#include "mash/directory/directory.h"
#include "mash/door/door_client.h"
#include "mash/inbox/inbox.h"
#include "mash/intake/intake.h"
#include "mash/post/post.h"
#include "mash/product/product.h"
#include "room.h"

namespace mash::world {

namespace {

constexpr int k_batch = 50;

model::Borough read_borough() {
  std::ifstream in(MASH_SOURCE_DIR "/data/barnfield.json");
  const std::string text(std::istreambuf_iterator<char>(in), {});
  return *model::parse_borough(*json::parse(text));
}

RoomParts hub_parts(const model::Borough& borough, db::Engine engine) {
  RoomParts parts{.engine = engine,
                  .key_names = {"audit", "session", "lookup", "box", "sign", "front-door"},
                  .migrations = server::hub_migrations(),
                  .templates = server::hub_templates()};
  for (const auto& agency : borough.agencies) {
    if (agency.inside_hub) parts.key_names.push_back(agency.id.text());
  }
  return parts;
}

RoomParts gate_parts(db::Engine engine) {
  return {.engine = engine,
          .key_names = server::gate_key_names(),
          .migrations = server::gate_migrations(),
          .templates = server::gate_templates()};
}

}  // namespace

struct World::State {
  FixedClock clock;
  Dice dice;
  model::Borough borough = read_borough();
  cases::Timescales timescales;
  people::PersonIndex index;
  Place hub;
  Place gate;
  pipeline::Vault gate_vault{gate.keys()};
  server::GateParts parts;
  std::unique_ptr<door::Door> gate_door;
  door::DoorClient client{
      [this](const http::Request& r) -> Result<http::Response> { return pass(r); }};
  std::vector<std::string> traffic;
  std::set<std::string> steps;

  explicit State(const WorldOptions& options)
      : clock(*parse_iso(options.now)),
        dice(options.seed),
        timescales{borough.default_policy(to_london(clock.now()).date), borough.default_calendar()},
        hub(hub_parts(borough, options.engine), clock, dice),
        gate(gate_parts(options.engine), clock, dice) {}

  void open_hub();
  void open_gate();
  http::Response pass(const http::Request& request) {
    traffic.push_back(request.body);
    http::Response response = (*gate_door)(request);
    traffic.push_back(response.body);
    return response;
  }
  int collect();
  int deliver();
};

void World::State::open_hub() {
  const pipeline::Vault vault(hub.keys());
  index.build(hub.database(), vault);
  hub.open(
      {.templates = hub.templates(),
       .routes = server::hub_routes({borough, timescales, index, true}),
       .load_person = [this](db::Transaction& tx,
                             const StaffId& id) { return directory::load_person(tx, id, borough); },
       .frame = [this](const pipeline::Person* person,
                       const std::string& path) { return directory::frame(borough, person, path); },
       .cookie_name = "__Host-mash-hub"});
  const auto sent = hub.app().system_act<policy::Action::collect>(
      "directory.sent", [this](const auto&, pipeline::Context& c) -> Result<json::Value> {
        product::send_directory(c, borough);
        return json::Value{};
      });
  if (!sent) throw std::runtime_error("the accounts cannot be sent: " + sent.error().message);
}

void World::State::open_gate() {
  parts = {.hub_key = crypto::box_public_key(hub.keys().of("box")),
           .hub_name = borough.hub.name,
           .phone = "020 7946 0000",
           .demo = true,
           .policy = *server::load_gate_policy({})};
  gate.open(
      {.templates = gate.templates(),
       .routes = server::gate_routes(parts),
       .load_person = [this](db::Transaction& tx,
                             const StaffId& id) { return inbox::load_person(tx, gate_vault, id); },
       .frame = [this](const pipeline::Person* person,
                       const std::string& path) { return server::gate_frame(parts, person, path); },
       .cookie_name = "__Host-mash-gate",
       .idle_minutes = 30});
  gate_door = std::make_unique<door::Door>(
      door::Door::Deps{gate.database(), clock, dice.random(), gate.keys(), server::gate_takers()});
}

int World::State::collect() {
  const auto collected = client.collect(k_batch);
  if (!collected)
    throw std::runtime_error("the gate does not answer: " + collected.error().message);
  std::vector<std::string> taken;
  for (const auto& message : collected->messages) {
    dice.throw_for("door " + message.id);
    const auto done = hub.app().system_act<policy::Action::collect>(
        "door.collected",
        [&](const policy::Grant<policy::Action::collect>& grant,
            pipeline::Context& c) -> Result<json::Value> {
          if (message.kind == packages::InwardKind::notification) {
            intake::receive(c, grant, timescales, message);
          } else {
            product::receive(c, grant, {borough, timescales}, message);
          }
          return json::Value{};
        });
    if (done) taken.push_back(message.id);
  }
  dice.throw_for("door");
  if (!taken.empty() && !client.collected(taken)) throw std::runtime_error("the gate keeps them");
  return static_cast<int>(taken.size());
}

int World::State::deliver() {
  std::vector<packages::Outward> packages;
  const auto opened = hub.app().system_act<policy::Action::collect>(
      "package.opened",
      [&](const policy::Grant<policy::Action::collect>& grant,
          pipeline::Context& c) -> Result<json::Value> {
        packages = post::waiting(c, grant, k_batch);
        for (const auto& p : packages) c.touch(p.id);
        return json::Value{};
      });
  if (!opened || packages.empty()) return 0;
  const auto delivered = client.deliver(packages);
  if (!delivered) throw std::runtime_error("the gate does not answer");
  if (!delivered->refused.empty()) {
    throw std::runtime_error("the gate refused a package: " + delivered->refused.front().why);
  }
  const auto noted = hub.app().system_act<policy::Action::collect>(
      "package.delivered", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        post::delivered(c, delivered->stored);
        return json::Value{};
      });
  return noted ? static_cast<int>(delivered->stored.size()) : 0;
}

World::World(const WorldOptions& options)
    : state_(std::make_unique<State>(options)), started_(state_->clock.now()) {
  state_->open_hub();
  state_->open_gate();
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

int World::door() {
  const int inward = state_->collect();
  return inward + state_->deliver();
}

int World::fire_clocks() {
  state_->dice.throw_for("scheduler");
  return cases::fire_due_clocks(state_->hub.app(), state_->hub.database(), state_->clock.now());
}

const std::vector<std::string>& World::door_traffic() const {
  return state_->traffic;
}

Room World::hub_room() {
  return state_->hub.room();
}
Room World::gate_room() {
  return state_->gate.room();
}
const model::Borough& World::borough() const {
  return state_->borough;
}

std::string engine_name(db::Engine engine) {
  return engine == db::Engine::sqlite ? "sqlite" : "postgres";
}

}  // namespace mash::world

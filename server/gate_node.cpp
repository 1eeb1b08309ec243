// SPDX-License-Identifier: MIT
#include <map>
#include <memory>

#include "confined.h"
#include "gate_command.h"
#include "gate_core.h"
#include "mash/http/client.h"
#include "mash/http/server.h"
#include "node.h"
#include "oidc_settings.h"
#include "pages_certificate.h"
#include "public_file.h"
#include "publisher.h"
#include "repeater.h"
#include "supervisor.h"

namespace mash::server {

namespace {

constexpr std::chrono::minutes k_sweep_pause{1};
constexpr std::chrono::milliseconds k_relay_pause{500};
constexpr int k_relay_seconds = 5;                // one that does not answer holds up the others
constexpr std::uint64_t k_relay_answer = 65'536;  // bytes

std::vector<std::string> hosts(const Settings& settings) {
  return {"gate.localhost", "localhost", "127.0.0.1", settings.bind};
}

http::ServerOptions options_for(const crypto::Certificate& certificate, const std::string& bind,
                                std::uint16_t port) {
  http::ServerOptions options;
  options.bind = bind;
  options.port = port;
  options.certificate_pem = certificate.certificate_pem;
  options.key_pem = certificate.key_pem;
  return options;
}

// To the gates of other hubs: a connection for each, which it shows its own certificate.
relay::Dial dial_by_https(const crypto::Certificate& own) {
  struct Line {
    packages::HubGate gate;
    std::unique_ptr<http::Client> client;
  };
  auto lines = std::make_shared<std::map<std::string, Line>>();
  return [lines, own](const packages::HubGate& gate) -> relay::Send {
    Line& line = (*lines)[gate.hub];
    const bool same = line.client && line.gate.host == gate.host && line.gate.port == gate.port &&
                      line.gate.certificate == gate.certificate;
    if (!same) {
      http::ClientOptions options;
      options.host = gate.host;
      options.port = static_cast<std::uint16_t>(gate.port);
      options.server_fingerprint = gate.certificate;
      options.certificate_pem = own.certificate_pem;
      options.key_pem = own.key_pem;
      options.timeout_seconds = k_relay_seconds;
      options.body_limit = k_relay_answer;
      line = {gate, std::make_unique<http::Client>(std::move(options))};
    }
    return [&line](const http::Request& request) { return line.client->send(request); };
  };
}

// What goes to other hubs and comes from them. Nothing where no port is configured.
class Hubs {
 public:
  Hubs(const Settings& settings, GateCore& core, const Clock& clock) {
    if (settings.hubs_port == 0) return;
    const auto own = load_certificate(core.folder(), "relay", hosts(settings), clock.now());
    auto& relay = core.relay();
    relay.refresh();
    auto options = options_for(own, settings.bind, settings.hubs_port);
    options.client_known = [&relay](const std::string& one) { return relay.knows(one); };
    options.body_limit = [](const http::Request& /*r*/) { return relay::k_body_limit; };
    server_ = std::make_unique<http::Server>(options,
                                             [&relay](const http::Request& r) { return relay(r); });
    sender_ = std::make_unique<Repeater>("relay.round_failed", k_relay_pause,
                                         [&relay, dial = dial_by_https(own)] {
                                           relay.refresh();
                                           relay.send_waiting(dial);
                                         });
  }
  void stop() {
    sender_.reset();
    if (server_) server_->stop();
  }

 private:
  std::unique_ptr<http::Server> server_;
  std::unique_ptr<Repeater> sender_;
};

}  // namespace

Result<void> prepare_gate(const Settings& settings, const Clock& clock, Random& random) {
  MASH_TRY_DO(load_gate_policy(settings));
  MASH_TRY_DO(load_agencies(settings, "gate", nullptr));
  const Path folder = Path(settings.data) / "gate";
  make_folder(folder);
  const auto keys = load_keys(folder / "keys.json", gate_key_names(), random);
  const auto door = load_certificate(folder, "door", hosts(settings), clock.now());
  PublicFile file;
  MASH_TRY(file.door, crypto::certificate_fingerprint(door.certificate_pem));
  file.sign = crypto::SigningKey(keys.of("sign")).public_key();
  const auto relay = load_certificate(folder, "relay", hosts(settings), clock.now());
  MASH_TRY(file.relay, crypto::certificate_fingerprint(relay.certificate_pem));
  write_public(settings, "gate", file);
  return {};
}

Result<void> run_gate(const Settings& settings, const Clock& clock, Random& random,
                      const Ready& ready) {
  block_signals();
  MASH_TRY_DO(prepare_gate(settings, clock, random));
  MASH_TRY(const PublicFile hub, read_public(settings, "hub"));
  const Confinement confinement(gate_room(settings));
  MASH_TRY(const auto core, GateCore::open(settings, clock, random));
  core->end_sessions_of_strangers();
  Publisher publisher(core->database(), core->keys(), core->folder() / "log", k_gate_origin);

  const Repeater sweeper("gate.sweep_failed", k_sweep_pause, [&core] { core->sweep(); });
  const ControlServer control(core->folder() / "control",
                              [&](const json::Value& request, const Progress& /*progress*/) {
                                return run_command(*core, publisher, request);
                              });

  auto door_options =
      options_for(load_certificate(core->folder(), "door", hosts(settings), clock.now()),
                  settings.bind, settings.door_port);
  door_options.client_fingerprints = {hub.door};
  door_options.body_limit = [](const http::Request& /*r*/) { return door::k_door_body_limit; };
  http::Server door(door_options, core->door());

  auto page_options =
      options_for(load_certificate(core->folder(), "pages", hosts(settings), clock.now()),
                  settings.bind, settings.gate_port);
  page_options.body_limit = [&core](const http::Request& r) { return core->app().body_limit(r); };
  http::Server pages(page_options, [&core](const http::Request& r) { return core->answer(r); });
  // The log alone says that it ends: strangers can do nothing about it.
  const auto renewer =
      watch_certificate(core->folder(), pages, page_options, clock, [](const auto& /*words*/) {});
  Hubs other_hubs(settings, *core, clock);
  confinement.close();
  ready("https://gate.localhost:" + std::to_string(pages.port()) + "/");
  wait_for_signal();
  pages.stop();
  other_hubs.stop();
  door.stop();
  return {};
}

Result<json::Value> gate_command(const Settings& settings, const Clock& clock, Random& random,
                                 const json::Value& request) {
  const Path socket = Path(settings.data) / "gate" / "control";
  auto answer = ask(socket, request, [](const json::Value& /*progress*/) {});
  if (answer || answer.error().code != ErrorCode::unavailable) return answer;
  claim_if_new(settings.data);
  MASH_TRY(const auto core, GateCore::open(settings, clock, random));
  Publisher publisher(core->database(), core->keys(), core->folder() / "log", k_gate_origin);
  return run_command(*core, publisher, request);
}

}  // namespace mash::server

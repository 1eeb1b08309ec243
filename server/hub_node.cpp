// SPDX-License-Identifier: MIT
#include <unistd.h>

#include "alert_settings.h"
#include "confined.h"
#include "demo.h"
#include "hub_command.h"
#include "hub_core.h"
#include "mash/attachments/outside.h"
#include "mash/base/log.h"
#include "mash/http/client.h"
#include "mash/http/server.h"
#include "mash/intake/import_run.h"
#include "mash/intake/intake.h"
#include "mash/product/product.h"
#include "node.h"
#include "oidc_settings.h"
#include "pages_certificate.h"
#include "postman.h"
#include "public_file.h"
#include "publisher.h"
#include "receipts.h"
#include "scim_settings.h"
#include "supervisor.h"
#include "witnesses.h"
#include "witnessing.h"

namespace mash::server {

namespace {

constexpr std::chrono::milliseconds k_clock_pause{1000};
constexpr std::chrono::milliseconds k_door_pause{500};
constexpr std::chrono::seconds k_alert_pause{1};
constexpr std::chrono::seconds k_told_pause{10};
constexpr std::chrono::milliseconds k_news_pause{20};   // what comes together is told together
constexpr std::chrono::milliseconds k_file_pause{500};  // it is drawn when its page is opened
constexpr std::chrono::minutes k_sweep_pause{1};
constexpr std::chrono::minutes k_index_pause{1};
constexpr std::chrono::minutes k_births_pause{10};
constexpr std::chrono::seconds k_patterns_pause{5};  // somebody may have asked
constexpr std::chrono::seconds k_hubs_pause{1};
constexpr std::chrono::seconds k_witness_pause{1};
constexpr int k_witness_seconds = 5;                // one that does not answer holds up the others
constexpr std::uint64_t k_witness_answer = 65'536;  // bytes

std::vector<std::string> hosts(const Settings& settings, const std::string& name) {
  return {name + ".localhost", "localhost", "127.0.0.1", settings.bind};
}

crypto::Certificate door_certificate(const Settings& settings, const Clock& clock) {
  const Path folder = Path(settings.data) / "hub";
  return load_certificate(folder, "door", hosts(settings, "hub"), clock.now());
}

std::string away_notice(const Clock& clock) {
  return "The gate has not answered since " + plain_time(clock.now()) +
         ". New notifications wait there safely. Nothing can be sent until it answers.";
}

http::ClientOptions door_options(const Settings& settings, const PublicFile& gate,
                                 const crypto::Certificate& own) {
  http::ClientOptions options;
  options.host = settings.gate_host;
  options.port = settings.door_port;
  options.server_fingerprint = gate.door;
  options.certificate_pem = own.certificate_pem;
  options.key_pem = own.key_pem;
  return options;
}

// Each witness has a connection of its own. One thread at a time.
Witnessing::Ask ask_by_https(const std::map<std::string, WitnessPlace>& places) {
  struct Line {
    std::string path;
    std::unique_ptr<http::Client> client;
  };
  auto lines = std::make_shared<std::map<std::string, Line>>();
  for (const auto& [name, place] : places) {
    http::ClientOptions options;
    options.host = place.host;
    options.port = place.port;
    options.server_fingerprint = place.certificate;
    options.timeout_seconds = k_witness_seconds;
    options.body_limit = k_witness_answer;
    lines->emplace(name, Line{place.path, std::make_unique<http::Client>(std::move(options))});
  }
  return [lines](const std::string& witness, const std::string& body) {
    const Line& line = lines->at(witness);
    http::Request request;
    request.method = "POST";
    request.path = line.path;
    request.body = body;
    return line.client->send(request);
  };
}

// Nothing where no witnesses are configured.
Result<std::unique_ptr<Witnessing>> witnessing_of(const Settings& settings, HubCore& core,
                                                  Publisher& publisher, const Clock& clock) {
  MASH_TRY(auto witnesses, load_witnesses(settings, log_key(core.borough(), core.keys())));
  if (!witnesses) return std::unique_ptr<Witnessing>();
  auto ask = ask_by_https(witnesses->places);
  return std::make_unique<Witnessing>(
      Witnessing::Parts{core.app(), publisher, core.keys(), clock, log_origin(core.borough()),
                        std::move(witnesses->policy), std::move(ask), core.policy().witnessing,
                        witnessed_file(core.folder())});
}

post::Which leaves_now(Witnessing* witnessing, const WitnessRules& rules, UtcTime now) {
  const bool pause = witnessing != nullptr && releases_pause(witnessing->status(), rules, now);
  return pause ? post::Which::at_once : post::Which::all;
}

http::ServerOptions page_options(const Settings& settings, HubCore& core, const Clock& clock) {
  const auto certificate =
      load_certificate(core.folder(), "pages", hosts(settings, "hub"), clock.now());
  http::ServerOptions options;
  options.bind = settings.bind;
  options.port = settings.hub_port;
  options.certificate_pem = certificate.certificate_pem;
  options.key_pem = certificate.key_pem;
  options.body_limit = [&core](const http::Request& r) { return core.app().body_limit(r); };
  return options;
}

// The hub's pages, and whoever looks after their certificate.
class Pages {
 public:
  Pages(const Settings& settings, HubCore& core, const Clock& clock)
      : shown_(page_options(settings, core, clock)),
        server_(shown_, [&core](const http::Request& r) { return core.answer(r); }),
        renewer_(
            watch_certificate(core.folder(), server_, shown_, clock, [&core](std::string words) {
              core.set_notice(HubCore::Notice::certificate, std::move(words));
            })) {}
  http::Server& server() { return server_; }

 private:
  const http::ServerOptions shown_;
  http::Server server_;
  const std::unique_ptr<Repeater> renewer_;
};

// All that open by themselves; by whose keys signatures are checked is published with them.
Result<pipeline::KeyRing> open_keys(const Settings& settings, const model::Borough& borough,
                                    Random& random) {
  auto keys = load_hub_keys(Path(settings.data) / "hub", borough, random);
  MASH_TRY(const auto before, read_signers(settings));
  write_signers(settings, signers_of(borough, keys, before));
  return keys;
}

// What is seen to now and then, each in a thread of its own.
struct Upkeep {
  explicit Upkeep(HubCore& core)
      : sweeper("hub.sweep_failed", k_sweep_pause, [&core] { core.sweep(); }),
        checker("people.index_check_failed", k_index_pause, [&core] { core.check_index(); }),
        births("people.births_failed", k_births_pause, [&core] { core.ask_about_births(); }),
        lookout("findings.round_failed", k_patterns_pause, [&core] { core.look_for_patterns(); }),
        counter("figures.round_failed", k_patterns_pause, [&core] { core.prepare_figures(); }),
        drawer("attachment.round_failed", k_file_pause, [&core] { core.render_files(); }),
        hubs("hubs.round_failed", k_hubs_pause, [&core] { core.write_to_hubs(); }) {}
  Repeater sweeper, checker, births, lookout, counter, drawer, hubs;
};

}  // namespace

Result<void> prepare_hub(const Settings& settings, const Clock& clock, Random& random) {
  MASH_TRY(const model::Borough borough, load_borough(settings));
  MASH_TRY_DO(load_senders(settings, borough));
  MASH_TRY_DO(load_agencies(settings, "hub", &borough));
  MASH_TRY_DO(load_systems(settings, borough));
  const Path folder = Path(settings.data) / "hub";
  make_folder(folder);
  const auto keys = load_own_keys(folder, borough, random);
  PublicFile file;
  MASH_TRY(file.door,
           crypto::certificate_fingerprint(door_certificate(settings, clock).certificate_pem));
  file.name = borough.hub.name;
  const auto* duty = borough.find_agency(borough.out_of_hours);
  file.phone = duty == nullptr ? "" : duty->on_call.telephone;
  file.box = crypto::box_public_key(keys.of("box"));
  write_public(settings, "hub", file);
  MASH_TRY(const auto signers, read_signers(settings));
  // So that a gate that starts beside a new hub finds them.
  if (!signers) MASH_TRY_DO(open_keys(settings, borough, random));
  return {};
}

Result<void> run_hub(const Settings& settings, const Clock& clock, Random& random,
                     const Ready& ready) {
  block_signals();
  MASH_TRY_DO(prepare_hub(settings, clock, random));
  MASH_TRY(const PublicFile gate, read_public(settings, "gate"));
  MASH_TRY(const model::Borough borough, load_borough(settings));
  // What holds them (files, tokens and their libraries) is out of reach afterwards.
  MASH_TRY(auto keys, open_keys(settings, borough, random));
  const Confinement confinement(hub_room(settings));
  MASH_TRY(const auto core, HubCore::open(settings, clock, random, std::move(keys)));
  if (settings.demo) MASH_TRY_DO(load_demo(*core, clock.now(), random));
  MASH_TRY_DO(core->send_directory());
  MASH_TRY_DO(peers::begin(core->app(), core->database(), core->peers()));
  core->end_sessions_of_strangers();

  Publisher publisher(core->database(), core->keys(), core->folder() / "log",
                      log_origin(core->borough()));
  MASH_TRY(const auto witnessing, witnessing_of(settings, *core, publisher, clock));
  const auto& rules = core->policy().witnessing;
  const Repeater witnesses("witness.round_failed", k_witness_pause, [&] {
    if (!witnessing) return;
    // First: a round that fails is told of, too.
    core->set_notice(HubCore::Notice::witnesses,
                     witness_notice(witnessing->status(), rules, clock.now()));
    witnessing->round();
    send_receipts(core->app(), core->database(), publisher, *witnessing);
  });
  const Repeater scheduler("clock.round_failed", k_clock_pause, [&core] { core->fire_clocks(); });
  const Repeater alerts("alert.round_failed", k_alert_pause, [&core] { core->send_alerts(); });
  const Repeater teller("clock.telling_failed", k_told_pause, [&core] { core->tell_of_clocks(); });
  const Upkeep upkeep(*core);
  const Repeater announcer("live.round_failed", k_news_pause, [&core] { core->tell_news(); });
  http::Client client(door_options(settings, gate, door_certificate(settings, clock)));
  Postman postman(
      core->app(), core->database(),
      [&client](const http::Request& request) { return client.send(request); },
      [&core](const Postman::Grant& grant, pipeline::Context& c, const packages::Inward& message) {
        return core->take_in(grant, c, message);
      },
      attachments::takes_files, [&] { return leaves_now(witnessing.get(), rules, clock.now()); },
      [&core, &clock](bool answers) {
        core->set_notice(HubCore::Notice::gate, answers ? "" : away_notice(clock));
      });
  const Repeater door("door.round_failed", k_door_pause, [&] {
    const auto round = postman.round();
    if (round.products > 0 && witnessing) witnessing->soon();
    core->key_desk().gate_emptied(core->app(), round.emptied);
  });
  const ControlServer control(
      core->folder() / "control",
      [&](const json::Value& request, const Progress& progress) -> Result<json::Value> {
        if (!request.text("import_clock").empty()) {
          return invalid("import-clock", "Not while the hub runs: its clock is today's");
        }
        return run_command(*core, publisher, request, clock.now(), progress, witnessing.get());
      });
  Pages pages(settings, *core, clock);
  confinement.close();
  ready("https://hub.localhost:" + std::to_string(pages.server().port()) + "/");
  wait_for_signal();
  pages.server().stop();
  return {};
}

Result<json::Value> hub_command(const Settings& settings, const Clock& clock, Random& random,
                                const json::Value& request, const Progress& progress) {
  const Path socket = Path(settings.data) / "hub" / "control";
  auto answer = ask(socket, request, progress);
  if (answer || answer.error().code != ErrorCode::unavailable) return answer;
  claim_if_new(settings.data);
  MASH_TRY(const auto core, HubCore::open(settings, clock, random));
  Publisher publisher(core->database(), core->keys(), core->folder() / "log",
                      log_origin(core->borough()));
  return run_command(*core, publisher, request, clock.now(), progress, nullptr);
}

Result<void> with_hub(const Settings& settings, const Clock& clock, Random& random,
                      const std::function<void(const AskHub&)>& work) {
  const Path socket = Path(settings.data) / "hub" / "control";
  const Progress nobody = [](const json::Value& /*progress*/) {};
  const auto there = ask(socket, json::Object{{"command", "keys-status"}}, nobody);
  if (there || there.error().code != ErrorCode::unavailable) {
    work([&](const json::Value& request) { return ask(socket, request, nobody); });
    return {};
  }
  MASH_TRY(const auto core, HubCore::open(settings, clock, random));
  Publisher publisher(core->database(), core->keys(), core->folder() / "log",
                      log_origin(core->borough()));
  work([&](const json::Value& request) {
    return run_command(*core, publisher, request, clock.now(), nobody, nullptr);
  });
  return {};
}

}  // namespace mash::server

// SPDX-License-Identifier: MIT
// A hub whose stream of events anybody may open as often as they like, for bench/events.py, which
// opens many and asks this program for commits. Says "PORT COOKIE", then answers each line that it
// reads: "memory" with its resident kilobytes, "commit" with the time (of the monotonic clock, in
// nanoseconds) at which a new notification was durable.
//
//   events_bench FOLDER [POSTGRES_URL]
#include <chrono>
#include <fstream>
#include <iostream>

#include "hub_core.h"
#include "mash/http/server.h"
#include "mash/intake/intake.h"
#include "mash/live/live.h"
#include "repeater.h"

namespace mash::server {
namespace {

using Steady = std::chrono::steady_clock;
constexpr std::chrono::milliseconds k_longest{500};
constexpr std::chrono::milliseconds k_pause{20};  // as the product

// The hub's own pages, but with streams that are limited for all alone.
pipeline::AppOptions options_of(HubCore& core, live::News& news) {
  auto options = core.app_options(true);
  std::erase_if(options.routes, [](const auto& route) { return route.path == "/events"; });
  for (auto& route : live::routes({core.borough(), news})) {
    if (route.path == "/events") options.routes.push_back(std::move(route));
  }
  options.committed = [&news](bool sessions_end) { news.wake(sessions_end); };
  return options;
}

std::string sign_in(pipeline::App& app) {
  http::Request r;
  r.method = "POST";
  r.path = "/sign-in/demo";
  r.remote = "127.0.0.1";
  r.headers = {{"host", "hub.localhost"}, {"content-type", "application/x-www-form-urlencoded"}};
  r.body = "persona=u03";
  for (const auto& [name, value] : app.dispatch(r).headers) {
    if (name == "set-cookie") return value.substr(0, value.find(';'));
  }
  throw std::runtime_error("cannot sign in");
}

std::string resident_kilobytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return line.substr(line.find_first_of("0123456789"));
  }
  throw std::runtime_error("no VmRSS");
}

void commit(pipeline::App& app, const HubCore& core, Random& random, UtcTime now) {
  intake::NewNotification n;
  n.reference = new_id_text(random);
  n.received_at = now;
  n.danger = model::Answer::no;
  n.narrative = Sensitive(std::string(400, 'x'));
  const auto done = app.system_act<policy::Action::collect>(
      "door.collected", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        intake::add_notification(c, core.timescales(), n);
        return json::Value{};
      });
  if (!done) throw std::runtime_error(done.error().message);
}

void run(const Settings& settings) {
  const SystemClock clock;
  crypto::SystemRandom random;
  auto opened = HubCore::open(settings, clock, random);
  if (!opened) throw std::runtime_error(opened.error().message);
  HubCore& core = **opened;
  live::News news({.per_owner = 4000, .in_all = 4000});
  pipeline::App app({core.database(), clock, random, core.keys()}, options_of(core, news));
  const Repeater teller("bench.round_failed", k_pause, [&] {
    news.wait(k_longest);
    news.tell(app, core.database(), clock.now());
  });
  const auto certificate = crypto::self_signed("bench", {"127.0.0.1"}, clock.now());
  http::ServerOptions options;
  options.certificate_pem = certificate.certificate_pem;
  options.key_pem = certificate.key_pem;
  options.connection_limit = 8000;
  http::Server server(options, [&app](const http::Request& r) { return app.dispatch(r); });
  std::cout << server.port() << ' ' << sign_in(app) << std::endl;
  for (std::string line; std::getline(std::cin, line);) {
    if (line == "memory") std::cout << resident_kilobytes() << std::endl;
    if (line != "commit") continue;
    commit(app, core, random, clock.now());
    std::cout << Steady::now().time_since_epoch() / std::chrono::nanoseconds(1) << std::endl;
  }
  server.stop();
}

}  // namespace
}  // namespace mash::server

int main(int argc, char** argv) {
  mash::server::Settings settings;
  if (argc < 2) return 2;
  settings.data = argv[1];
  settings.demo = true;
  if (argc > 2) settings.database = argv[2];
  mash::server::run(settings);
  return 0;
}

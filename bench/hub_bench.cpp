// SPDX-License-Identifier: MIT
// How fast a whole hub answers, in process and on a real disk: audited reads (a page is ready when
// its entry is durable) and durable intake (a notification is decrypted, stored, clocked, recorded
// and committed). Prints one JSON object a measurement: {"name", "threads", "per_second", "p50_ms",
// "p99_ms", "processor_ms", "count"}; processor_ms is the whole process's for one work.
//
//   hub_bench FOLDER [POSTGRES_URL] [SECONDS]     (each measurement takes 5 seconds)
#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <functional>
#include <iostream>
#include <thread>
#include <vector>

#include "embedded.h"
#include "hub_core.h"
#include "mash/cases/cases.h"
#include "mash/intake/import_run.h"
#include "mash/intake/intake.h"
#include "mash/intake/sample_shift.h"

namespace mash::server {
namespace {

using Steady = std::chrono::steady_clock;
std::chrono::milliseconds length{5000};

double ms(Steady::duration d) {
  return std::chrono::duration<double, std::milli>(d).count();
}

// Runs `work` on that many threads for `length` and prints what it took.
void measure(const std::string& name, int threads, const std::function<void()>& work) {
  std::vector<std::vector<double>> times(static_cast<std::size_t>(threads));
  const auto start = Steady::now();
  const auto used = std::clock();
  std::vector<std::thread> pool;
  for (auto& mine : times) {
    pool.emplace_back([&] {
      while (Steady::now() - start < length) {
        const auto before = Steady::now();
        work();
        mine.push_back(ms(Steady::now() - before));
      }
    });
  }
  for (auto& t : pool) t.join();
  const double seconds = ms(Steady::now() - start) / 1000.0;
  const double processor = 1000.0 * static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC;
  std::vector<double> all;
  for (const auto& mine : times) all.insert(all.end(), mine.begin(), mine.end());
  std::ranges::sort(all);
  const auto at = [&all](double share) {
    return all.at(static_cast<std::size_t>(share * static_cast<double>(all.size() - 1)));
  };
  json::Value line;
  line.set("name", name);
  line.set("threads", threads);
  line.set("count", all.size());
  line.set("per_second", static_cast<double>(all.size()) / seconds);
  line.set("processor_ms", processor / static_cast<double>(all.size()));
  line.set("p50_ms", at(0.5));
  line.set("p99_ms", at(0.99));
  std::cout << json::encode(line) << std::endl;
}

http::Request page_request(const std::string& path, const std::string& cookie) {
  http::Request r;
  r.method = "GET";
  r.path = path;
  r.remote = "127.0.0.1";
  r.headers = {{"host", "hub.localhost"}, {"cookie", cookie}};
  return r;
}

std::string sign_in(HubCore& core) {
  http::Request r;
  r.method = "POST";
  r.path = "/sign-in/demo";
  r.remote = "127.0.0.1";
  r.headers = {{"host", "hub.localhost"}, {"content-type", "application/x-www-form-urlencoded"}};
  r.body = "persona=u03";
  for (const auto& [name, value] : core.app().dispatch(r).headers) {
    if (name == "set-cookie") return value.substr(0, value.find(';'));
  }
  throw std::runtime_error("cannot sign in");
}

// One more notification as the gate would hand it over.
packages::Inward sealed_notification(const HubCore& core, Random& random, UtcTime now) {
  packages::Notification n;
  n.reference = new_id_text(random);
  n.status_secret = std::string(64, '0');
  n.danger = "no";
  n.source = "1B";
  n.narrative = Sensitive(std::string(400, 'x'));
  n.people.push_back({.role = "child",
                      .given_name = Sensitive("Test"),
                      .surname = Sensitive("Child"),
                      .dob = Sensitive("2017-03-27")});
  const auto key = crypto::box_public_key(core.keys().of("box"));
  return {new_id_text(random), packages::InwardKind::notification, now,
          crypto::box_seal(key, encode(n), random)};
}

void run(const Settings& settings) {
  const SystemClock clock;
  crypto::SystemRandom random;
  auto opened = HubCore::open(settings, clock, random);
  if (!opened) throw std::runtime_error(opened.error().message);
  HubCore& core = **opened;
  auto sample =
      intake::read_import(sample_notifications(), sample_people(), intake::k_sample_import_clock);
  if (!sample) throw std::runtime_error(sample.error().message);
  const auto loaded = intake::store_import(core.app(), core.timescales(),
                                           intake::shifted(*std::move(sample), clock.now()));
  if (!loaded) throw std::runtime_error(loaded.error().message);
  const std::string cookie = sign_in(core);
  std::vector<cases::CaseHead> heads;
  core.database().read(
      [&](db::Transaction& tx) { heads = cases::open_cases(tx, 10, 0); });  // more wants a reason
  std::atomic<std::size_t> next = 0;
  for (const int threads : {1, 8, 32}) {
    measure("audited read (notification page)", threads, [&] {
      const auto& head = heads.at(next++ % heads.size());
      const auto r =
          core.app().dispatch(page_request("/case/" + head.id.text() + "/notification", cookie));
      if (r.status != 200) throw std::runtime_error("the page does not answer");
    });
  }
  for (const int threads : {1, 8, 32}) {
    measure("five audited pages of a shift", threads, [&] {
      const std::string path = "/case/" + heads.at(next++ % heads.size()).id.text();
      for (const auto& page : {std::string("/queue"), path + "/notification", path + "/family",
                               path + "/tasks", std::string("/tasks")}) {
        if (core.app().dispatch(page_request(page, cookie)).status != 200) {
          throw std::runtime_error(page + " does not answer");
        }
      }
    });
  }
  for (const int threads : {1, 8, 32}) {
    measure("durable intake (notification from the gate)", threads, [&] {
      const auto message = sealed_notification(core, random, clock.now());
      const auto done = core.app().system_act<policy::Action::collect>(
          "door.collected", [&](const auto& grant, pipeline::Context& c) -> Result<json::Value> {
            if (intake::receive(c, grant, core.timescales(), message) != intake::Received::added) {
              return invalid("notification", "not added");
            }
            return json::Value{};
          });
      if (!done) throw std::runtime_error(done.error().message);
    });
  }
}

}  // namespace
}  // namespace mash::server

int main(int argc, char** argv) {
  mash::server::Settings settings;
  if (argc < 2) return 2;
  settings.data = argv[1];
  settings.demo = true;
  for (int i = 2; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word.find(':') != std::string_view::npos) {
      settings.database = word;
    } else {
      mash::server::length = std::chrono::milliseconds(1000 * std::stoi(argv[i]));
    }
  }
  mash::server::run(settings);
  return 0;
}

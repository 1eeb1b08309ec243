// SPDX-License-Identifier: MIT
#include "simulate_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>
#include <vector>

#include "commands.h"
#include "embedded.h"
#include "folder.h"
#include "mash/simulation/simulate.h"
#include "private_memory.h"
#include "say.h"

namespace mash::server {

namespace {

namespace fs = std::filesystem;
namespace sim = mash::simulation;

constexpr int k_open_days = 14;  // what is older was dealt with long ago
constexpr std::string_view k_config = "borough.json";

Result<sim::Plan> plan_of(const SimulateArguments& a) {
  if (a.hubs != "barnfield" && a.hubs != "london")
    return invalid("hubs", "Give barnfield or london");
  sim::Plan plan{.seed = a.seed,
                 .london = a.hubs == "london",
                 .days = a.days,
                 .children = static_cast<double>(a.people)};
  // Zero stands for what nobody chose, and less is nobody.
  if (a.people < 0) return invalid("people", "Give a number of children from 2000 to 2000000");
  if (!a.until.empty()) {
    const auto day = LocalDate::parse(a.until);
    if (!day) return invalid("until", "Give a day as 2026-01-01");
    plan.until = *day;
  }
  plan.threads = a.threads > 0 ? a.threads : std::max(1U, std::thread::hardware_concurrency());
  std::error_code error;
  if (a.out.empty() || (fs::exists(a.out, error) && !fs::is_empty(a.out, error)) || error)
    return invalid("out", "Name a folder that is new or empty: files of two runs do not mix");
  return plan;
}

Result<void> write_into(const fs::path& folder, std::string_view path, std::string_view text) {
  const fs::path file = folder / path;
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  std::ofstream out(file, std::ios::binary);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (out) return {};
  return Error{ErrorCode::unavailable, "Cannot write " + file.string(), {}};
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

void say_found(const sim::Simulated& made, double seconds) {
  const auto beyond = std::count_if(made.summary.begin(), made.summary.end(),
                                    [](const auto& row) { return row.beyond(); });
  std::cout << fmt::format(
      "{} children of {} families, {} notifications to {} hubs, {:.1f} MB in {:.1f} s\n"
      "{} of {} figures differ from those they were made from by more than chance (summary.md)\n",
      made.children, made.families, made.notifications, made.hubs.size(),
      static_cast<double>(made.bytes) / 1e6, seconds, beyond, made.summary.size());
}

// Before anything is made: a folder of an installation that works takes nobody in.
Result<void> claim_folders(const SimulateArguments& a, const sim::Plan& plan,
                           const sim::Figures& figures) {
  if (a.load.empty()) return {};
  if (!plan.london) return claim_folder(a.load, true);
  for (const sim::Borough& borough : figures.boroughs)
    MASH_TRY_DO(claim_folder(fs::path(a.load) / borough.id, true));
  return {};
}

// The files of one hub, the oldest first, as any hub takes a list in.
int load_hub(const fs::path& files, const fs::path& data, const std::string& config,
             const std::string& history_before) {
  const Settings settings{.data = data.string(), .config = config};
  for (int number = 1;; ++number) {
    const std::string name = fmt::format("-{:03}.csv", number);
    ImportArguments import;
    import.notifications = (files / ("notifications" + name)).string();
    import.people = (files / ("people" + name)).string();
    import.history_before = history_before;
    if (!fs::exists(import.notifications)) return 0;
    if (const int code = import_command(settings, import); code != 0) return code;
  }
}

int load_all(const SimulateArguments& a, const sim::Plan& plan, const sim::Figures& figures,
             const sim::Simulated& made) {
  keep_memory_private();  // from here on it holds hubs' keys
  const std::string before =
      iso_utc(from_london(plan.until.plus_days(-std::min(k_open_days, plan.days)), 0, 0));
  for (const std::string& hub : made.hubs) {
    const fs::path files = fs::path(a.out) / "hubs" / hub;
    if (!plan.london) return load_hub(files, a.load, "", before);
    std::cerr << hub << "\n";
    const auto borough = std::find_if(figures.boroughs.begin(), figures.boroughs.end(),
                                      [&](const auto& one) { return one.id == hub; });
    if (const auto ok = write_into(files, k_config, borough_config(*borough)); !ok)
      return say(ok.error());
    const int code = load_hub(files, fs::path(a.load) / hub, (files / k_config).string(), before);
    if (code != 0) return code;
  }
  return 0;
}

}  // namespace

std::string borough_config(const simulation::Borough& borough) {
  std::string text(demo_borough());
  text = replaced(std::move(text), "Barnfield", borough.name);
  text = replaced(std::move(text), "barnfield", borough.id);
  return replaced(std::move(text), "\"399\"", '"' + borough.council + '"');
}

int simulate_command(const SimulateArguments& a) {
  const auto lists =
      sim::read_lists({given_names(), surnames(), place_names(), postcode_districts()});
  if (!lists) return say(lists.error());
  const auto figures = sim::read_figures(borough_figures(), simulation_assumptions());
  if (!figures) return say(figures.error());
  const auto plan = plan_of(a);
  if (!plan) return say(plan.error());
  if (const auto ok = claim_folders(a, *plan, *figures); !ok) return say(ok.error());
  const auto begin = std::chrono::steady_clock::now();
  const auto made = sim::simulate(
      *lists, *figures, *plan,
      [&](std::string_view path, std::string_view text) { return write_into(a.out, path, text); },
      [](std::size_t done, std::size_t of) { std::cerr << done << " of " << of << " hubs\n"; });
  if (!made) return say(made.error());
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  say_found(*made, took.count());
  return a.load.empty() ? 0 : load_all(a, *plan, *figures, *made);
}

}  // namespace mash::server

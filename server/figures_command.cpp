// SPDX-License-Identifier: MIT
#include "figures_command.h"

#include <filesystem>
#include <iostream>
#include <memory>

#include "mash/crypto/crypto.h"
#include "node.h"
#include "say.h"

namespace mash::server {

namespace {

Result<std::string> published_file(const Settings& settings, const std::string& quarter) {
  // A misspelt folder must not become a hub.
  if (!std::filesystem::exists(Path(settings.data) / "hub" / "keys.json")) {
    return invalid("data", "There is no hub in " + settings.data);
  }
  crypto::SystemRandom random;
  const SystemClock clock;
  MASH_TRY(const auto answer,
           hub_command(settings, clock, random,
                       json::Object{{"command", "figures"}, {"quarter", quarter}},
                       [](const json::Value& /*progress*/) {}));
  return answer.text("file");
}

int figures_command(const Settings& settings, const std::string& quarter) {
  const auto file = published_file(settings, quarter);
  if (!file) return say(file.error());
  std::cout << *file;
  return 0;
}

}  // namespace

void add_figures(CLI::App& top, Settings& settings, std::function<int()>& run) {
  auto* command = top.add_subcommand("figures", "Print the published figures of a quarter");
  auto quarter = std::make_shared<std::string>();
  command->add_option("--data", settings.data, "Folder of the installation")->required();
  command->add_option("--config", settings.config, "As given to the hub");
  command->add_option("--db", settings.database, "As given to the hub");
  command->add_option("--quarter", *quarter, "Its first month, like 2026-07")->required();
  command->callback([&settings, &run, quarter] {
    run = [&settings, quarter] { return figures_command(settings, *quarter); };
  });
}

}  // namespace mash::server

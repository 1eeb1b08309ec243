// SPDX-License-Identifier: MIT
#include "gate_core.h"

#include "mash/inbox/inbox.h"
#include "public_file.h"

namespace mash::server {

Result<std::unique_ptr<GateCore>> GateCore::open(const Settings& settings, const Clock& clock,
                                                 Random& random) {
  MASH_TRY(const PublicFile hub, read_public(settings, "hub"));
  make_folder(settings.data);
  MASH_TRY(FolderLock lock, FolderLock::take(Path(settings.data) / "gate"));
  const GateParts parts{hub.box, hub.name, hub.phone, settings.demo};
  return std::unique_ptr<GateCore>(new GateCore(settings, clock, random, std::move(lock), parts));
}

GateCore::GateCore(const Settings& settings, const Clock& clock, Random& random, FolderLock lock,
                   GateParts parts)
    : lock_(std::move(lock)),
      folder_(Path(settings.data) / "gate"),
      parts_(std::move(parts)),
      keys_(load_keys(folder_ / "keys.json", gate_key_names(), random)),
      database_(db::Database::open(database_options(settings, "gate"))),
      templates_(gate_templates()) {
  db::migrate(*database_, gate_migrations(), clock.now());
  app_ = std::make_unique<pipeline::App>(
      pipeline::Services{*database_, clock, random, keys_},
      pipeline::AppOptions{
          .templates = templates_,
          .routes = gate_routes(parts_),
          .load_person = [this](db::Transaction& tx,
                                const StaffId& id) { return inbox::load_person(tx, vault_, id); },
          .frame = [this](const pipeline::Person* person,
                          const std::string& path) { return gate_frame(parts_, person, path); },
          .cookie_name = "__Host-mash-gate",
          .idle_minutes = 30});
  door_ = std::make_unique<door::Door>(
      door::Door::Deps{*database_, clock, random, keys_, gate_takers()});
}

}  // namespace mash::server

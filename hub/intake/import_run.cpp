// SPDX-License-Identifier: MIT
#include "mash/intake/import_run.h"

#include "stored_import.h"

namespace mash::intake {

namespace {

using policy::Action;
constexpr std::size_t k_batch = 50;

// Stores everything in steps of k_batch, each in one transaction.
Result<ImportCounts> store_all(pipeline::App& app, const StoredImport& stored,
                               const ImportProgress& progress) {
  const std::span<const std::size_t> all = stored.order();
  ImportCounts total;
  for (std::size_t at = 0; at < all.size(); at += k_batch) {
    const auto batch = all.subspan(at, std::min(k_batch, all.size() - at));
    ImportCounts counts;
    MASH_TRY_DO(app.system_act<Action::log_notification>(
        "import.stored", [&](const auto& grant, pipeline::Context& c) -> Result<json::Value> {
          counts = stored.store(c, grant, batch);
          return json::Value{};
        }));
    total.added += counts.added;
    total.history += counts.history;
    total.again += counts.again;
    if (progress) progress(at + batch.size(), all.size());
  }
  return total;
}

}  // namespace

// The files are read twice: what is stored already can only be asked for once the references are
// known, and what the rows mean depends on the answers.
Result<json::Value> run_import(pipeline::App& app, const cases::Timescales& timescales,
                               const ImportFiles& files, const ImportOptions& options,
                               const ImportProgress& progress) {
  MASH_TRY_DO(check_history(options.history_before, options.clock));
  MASH_TRY(const Import first, read_import(files.notifications, files.people, options.clock));
  KnownRows known;
  MASH_TRY_DO(app.system_act<Action::log_notification>(
      "import.started", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        known = KnownRows(c, first);
        return json::Value{};
      }));
  MASH_TRY(const Import import,
           read_import(files.notifications, files.people, options.clock, known.known()));
  ImportCounts total;
  if (!options.dry_run) {
    const StoredImport stored(import, known, timescales, options);
    MASH_TRY(total, store_all(app, stored, progress));
  }
  return app.system_act<Action::log_notification>(
      options.dry_run ? "import.tried" : "import.finished",
      [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        return store_report(c, import, options, total);
      });
}

Result<ImportCounts> store_import(pipeline::App& app, const cases::Timescales& timescales,
                                  const Import& import, std::optional<UtcTime> history_before) {
  const KnownRows nothing;
  return store_all(
      app, StoredImport(import, nothing, timescales, {.history_before = history_before}), {});
}

}  // namespace mash::intake

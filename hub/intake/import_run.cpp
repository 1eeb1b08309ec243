// SPDX-License-Identifier: MIT
#include "mash/intake/import_run.h"

#include "mash/intake/sample_shift.h"
#include "stored_import.h"

namespace mash::intake {

namespace {

using policy::Action;
constexpr std::size_t k_batch = 50;

// Stores everything in steps of k_batch, each in one transaction.
Result<StoreCounts> store_all(pipeline::App& app, const cases::Timescales& timescales,
                              const Import& import, const KnownRows& known,
                              const cases::OnRed& on_red,
                              const std::function<void(std::size_t, std::size_t)>& progress) {
  const StoredImport stored(import, known, timescales, on_red);
  const std::span<const std::size_t> all = stored.order();
  StoreCounts total;
  for (std::size_t at = 0; at < all.size(); at += k_batch) {
    const auto batch = all.subspan(at, std::min(k_batch, all.size() - at));
    StoreCounts counts;
    MASH_TRY_DO(app.system_act<Action::log_notification>(
        "import.stored", [&](const auto& grant, pipeline::Context& c) -> Result<json::Value> {
          counts = stored.store(c, grant, batch);
          return json::Value{};
        }));
    total.added += counts.added;
    total.again += counts.again;
    if (progress) progress(at + batch.size(), all.size());
  }
  return total;
}

}  // namespace

// The files are read twice: what is stored already can only be asked for once the references are
// known, and what the rows mean depends on the answers.
Result<json::Value> run_import(pipeline::App& app, const cases::Timescales& timescales,
                               const ImportFiles& files, bool dry_run, UtcTime import_clock,
                               const std::function<void(std::size_t, std::size_t)>& progress,
                               const cases::OnRed& on_red) {
  MASH_TRY(const Import first, read_import(files.notifications, files.people, import_clock));
  KnownRows known;
  MASH_TRY_DO(app.system_act<Action::log_notification>(
      "import.started", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        known = KnownRows(c, first);
        return json::Value{};
      }));
  MASH_TRY(const Import import,
           read_import(files.notifications, files.people, import_clock, known.known()));
  StoreCounts total;
  if (!dry_run) {
    MASH_TRY(total, store_all(app, timescales, import, known, on_red, progress));
  }
  return app.system_act<Action::log_notification>(
      dry_run ? "import.tried" : "import.finished",
      [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        return store_report(c, import, dry_run, total);
      });
}

Result<std::int64_t> import_sample(pipeline::App& app, const cases::Timescales& timescales,
                                   const ImportFiles& files, UtcTime now) {
  MASH_TRY(Import sample, read_import(files.notifications, files.people, k_sample_import_clock));
  const Import import = shifted(std::move(sample), now);
  MASH_TRY(const StoreCounts counts, store_all(app, timescales, import, KnownRows(), {}, {}));
  return counts.added;
}

}  // namespace mash::intake

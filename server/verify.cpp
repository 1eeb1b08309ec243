// SPDX-License-Identifier: MIT
#include "verify.h"

#include "mash/audit/entry.h"
#include "mash/audit/verify.h"
#include "mash/pipeline/record.h"
#include "mash/pipeline/statements.h"
#include "witnessing.h"

namespace mash::server {

namespace {

constexpr std::int64_t k_batch = 1000;

json::Value bad(std::optional<std::uint64_t> entry, const std::string& what) {
  json::Value out;
  out.set("intact", false);
  out.set("entry", entry ? json::Value(static_cast<std::int64_t>(*entry)) : json::Value());
  out.set("what", what);
  return out;
}

// Leaves of the rows, read in batches because the log is checked from front to back.
class RowLeaves {
 public:
  explicit RowLeaves(db::Transaction& tx) : tx_(tx) {}
  std::optional<Bytes> operator()(std::uint64_t n) {
    const auto at = static_cast<std::int64_t>(n);
    if (at < first_ || at >= first_ + static_cast<std::int64_t>(leaves_.size())) {
      first_ = at;
      leaves_ = pipeline::event_leaves(tx_, first_, k_batch);
    }
    if (leaves_.empty()) return std::nullopt;
    return leaves_.at(static_cast<std::size_t>(at - first_));
  }

 private:
  db::Transaction& tx_;
  std::int64_t first_ = 0;
  std::vector<Bytes> leaves_;
};

// Empty: it goes on from there.
std::string witnessed_fault(const std::filesystem::path& tiles,
                            const std::filesystem::path& witnessed) {
  if (witnessed.empty()) return "";
  const auto log = audit::TileLog::open(tiles);
  return log ? fault_against_witnessed(*log, witnessed) : log.error().message;
}

// Which entry of this class is not what the table says; nothing: they agree.
std::optional<std::int64_t> stated_fault(db::Transaction& tx, const pipeline::KeyRing& keys,
                                         const Stated& stated) {
  auto entries = pipeline::entries_of(tx, stated.kind);
  for (const auto& line : stated.lines(tx)) {
    if (std::erase(entries, line.entry) != 1) return line.entry;
    const auto opening = pipeline::opening_of(tx, keys, line.entry);
    const auto leaf = audit::make_leaf(opening.at, stated.kind,
                                       audit::commit(opening.entry, as_bytes(line.words)));
    if (pipeline::event_leaves(tx, line.entry, 1) != std::vector<Bytes>{leaf}) return line.entry;
  }
  if (!entries.empty()) return entries.front();
  return std::nullopt;
}

json::Value verify_rows(db::Transaction& tx, const pipeline::KeyRing& keys,
                        const std::filesystem::path& tiles, const std::string& origin,
                        const std::filesystem::path& witnessed,
                        const std::vector<Stated>& all_stated) {
  const auto public_key = crypto::SigningKey(keys.of("sign")).public_key();
  RowLeaves leaves(tx);
  const auto verdict = audit::verify_log(tiles, audit::VerifierKey{origin, public_key},
                                         [&leaves](std::uint64_t n) { return leaves(n); });
  if (!verdict.intact()) {
    const auto& f = *verdict.finding;
    return bad(f.entry, f.file.empty() ? f.words : f.file + ": " + f.words);
  }
  if (const std::string fault = witnessed_fault(tiles, witnessed); !fault.empty()) {
    return bad({}, fault);
  }
  const auto rows = pipeline::event_count(tx);
  for (std::int64_t n = 0; n < rows; ++n) {
    const std::string fault = pipeline::event_fault(tx, keys, n);
    if (!fault.empty()) return bad(static_cast<std::uint64_t>(n), fault);
  }
  for (const auto& stated : all_stated) {
    if (const auto entry = stated_fault(tx, keys, stated)) {
      return bad(
          static_cast<std::uint64_t>(*entry),
          "what stands in the database is not what this entry (" + stated.kind + ") commits to");
    }
  }
  json::Value out;
  out.set("intact", true);
  out.set("size", static_cast<std::int64_t>(verdict.size));
  out.set("rows", rows);
  out.set("root", base64(verdict.root));
  return out;
}

}  // namespace

json::Value verify_record(db::Database& database, const pipeline::KeyRing& keys,
                          const std::filesystem::path& tiles, const std::string& origin,
                          const std::filesystem::path& witnessed,
                          const std::vector<Stated>& stated) {
  json::Value out;
  database.read(
      [&](db::Transaction& tx) { out = verify_rows(tx, keys, tiles, origin, witnessed, stated); });
  return out;
}

}  // namespace mash::server

// SPDX-License-Identifier: MIT
#include "verify.h"

#include "mash/audit/verify.h"
#include "mash/pipeline/record.h"
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

json::Value verify_rows(db::Transaction& tx, const pipeline::KeyRing& keys,
                        const std::filesystem::path& tiles, const std::string& origin,
                        const std::filesystem::path& witnessed) {
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
                          const std::filesystem::path& witnessed) {
  json::Value out;
  database.read(
      [&](db::Transaction& tx) { out = verify_rows(tx, keys, tiles, origin, witnessed); });
  return out;
}

}  // namespace mash::server

// SPDX-License-Identifier: MIT
// Writes a log of so many entries, in uneven batches, and prints its verifier key: for judges that
// are not ours. Usage: audit_sample FOLDER COUNT. The key is not secret: never use it elsewhere.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "mash/audit/entry.h"
#include "mash/audit/tile_log.h"

int main(int argc, char** argv) {
  using namespace mash;
  if (argc != 3) {
    fmt::print(stderr, "usage: audit_sample FOLDER COUNT\n");
    return EXIT_FAILURE;
  }
  const std::uint64_t count = std::stoull(argv[2]);
  const crypto::Key seed = *crypto::Key::from(Bytes(32, 1));
  const crypto::SigningKey key(seed);
  const std::string origin = "hub.example/audit";
  audit::TileLog log = *audit::TileLog::open(argv[1]);
  log.publish(key, origin);
  for (std::uint64_t batch = 1; log.size() < count; batch = batch * 7 % 1009) {
    std::vector<Bytes> entries;
    for (std::uint64_t n = log.size(); n < std::min(count, log.size() + batch); ++n) {
      const UtcTime time{1'795'510'800'000'000 + static_cast<std::int64_t>(n)};
      const Bytes detail = to_bytes(std::to_string(n));
      entries.push_back(audit::make_leaf(time, "case.read", audit::commit(seed, detail)));
    }
    log.append(entries);
    log.publish(key, origin);
  }
  fmt::print("{}\n", audit::verifier_key(origin, key).encode());
  return EXIT_SUCCESS;
}

// SPDX-License-Identifier: MIT
// Entries a second that are durable and signed: append and publish, in batches of 1 to 10,000.
// The folder is made below AUDIT_BENCH_FOLDER or the current one, so that the disk is a real one.
#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <filesystem>

#include "mash/audit/entry.h"
#include "mash/audit/tile_log.h"
#include "mash/audit/verify.h"

namespace mash::audit {
namespace {

constexpr std::string_view k_origin = "hub.example/audit";

const crypto::SigningKey& key() {
  static const crypto::SigningKey made(*crypto::Key::from(Bytes(32, 1)));
  return made;
}

std::filesystem::path fresh_folder() {
  const char* root = getenv("AUDIT_BENCH_FOLDER");
  std::string pattern = std::string(root == nullptr ? "." : root) + "/audit_bench_XXXXXX";
  return mkdtemp(pattern.data());
}

std::vector<Bytes> make_entries(std::uint64_t first, std::int64_t count) {
  std::vector<Bytes> out;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto micros = static_cast<std::int64_t>(first) + i;
    out.push_back(make_leaf(UtcTime{micros}, "case.read", Hash{}));
  }
  return out;
}

void append_and_publish(benchmark::State& state) {
  const std::filesystem::path folder = fresh_folder();
  TileLog log = *TileLog::open(folder);
  log.publish(key(), k_origin);
  for (auto _ : state) {
    log.append(make_entries(log.size(), state.range(0)));
    log.publish(key(), k_origin);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  std::filesystem::remove_all(folder);
}
BENCHMARK(append_and_publish)->Arg(1)->Arg(10)->Arg(100)->Arg(1000)->Arg(10'000)->UseRealTime();

void verify_whole_log(benchmark::State& state) {
  const std::filesystem::path folder = fresh_folder();
  TileLog log = *TileLog::open(folder);
  log.publish(key(), k_origin);
  log.append(make_entries(0, state.range(0)));
  log.publish(key(), k_origin);
  for (auto _ : state) {
    if (!verify_log(folder, verifier_key(k_origin, key())).intact()) state.SkipWithError("damaged");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  std::filesystem::remove_all(folder);
}
BENCHMARK(verify_whole_log)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace mash::audit

BENCHMARK_MAIN();

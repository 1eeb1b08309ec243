// SPDX-License-Identifier: MIT
// A log in a folder of its own, and ways to damage its files. For tests only.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "mash/audit/tile_log.h"
#include "mash/audit/verify.h"

namespace mash::audit {

class TemporaryFolder {
 public:
  // In memory where the system offers it: these tests write much and lose nothing with it.
  TemporaryFolder() {
    const std::filesystem::path memory = "/dev/shm";
    std::string pattern =
        (std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path()) /
        "audit_test_XXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline const crypto::SigningKey& test_key() {
  static const crypto::SigningKey key(*crypto::Key::from(Bytes(32, 1)));
  return key;
}
constexpr std::string_view k_origin = "hub.example/audit";
inline VerifierKey test_verifier() {
  return verifier_key(k_origin, test_key());
}

// Short, so that every byte of a log of them can be changed in turn.
inline std::vector<Bytes> numbered_entries(std::uint64_t begin, std::uint64_t end) {
  std::vector<Bytes> out;
  for (std::uint64_t i = begin; i < end; ++i) out.push_back(to_bytes("e" + std::to_string(i)));
  return out;
}

inline TileLog open_log(const std::filesystem::path& folder) {
  auto log = TileLog::open(folder);
  if (!log) throw std::runtime_error(log.error().message);
  if (!log->published()) log->publish(test_key(), k_origin);
  return std::move(*log);
}

// Appends entries up to `size` and publishes them.
inline void grow(TileLog& log, std::uint64_t size) {
  log.append(numbered_entries(log.size(), size));
  log.publish(test_key(), k_origin);
}

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
inline void write_text(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

// All files by relative path.
inline std::map<std::string, std::string> files_of(const std::filesystem::path& folder) {
  std::map<std::string, std::string> out;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    if (file.is_directory()) continue;
    out[std::filesystem::relative(file.path(), folder).generic_string()] = read_text(file.path());
  }
  return out;
}

}  // namespace mash::audit

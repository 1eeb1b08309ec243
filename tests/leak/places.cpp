// SPDX-License-Identifier: MIT
#include "places.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <stdexcept>

#include "mash/audit/tile_log.h"
#include "mash/pipeline/record.h"

namespace mash::leak {

namespace {

constexpr std::int64_t k_batch = 10'000;

std::string read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string rows_of(db::Transaction& tx, const std::string& table) {
  std::string out;
  for (const auto& row : tx.query("select cast(t as text) from \"" + table + "\" t")) {
    out += row.text(0) + "\n";
  }
  return out;
}

}  // namespace

std::vector<Place> files_below(const std::string& folder) {
  std::vector<Place> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) out.emplace_back(entry.path().string(), read(entry.path()));
  }
  return out;
}

std::vector<Place> places_of(const world::Room& room) {
  auto out = files_below(room.folder);
  room.database.read([&](db::Transaction& tx) {
    if (!tx.is_postgres()) return;
    const auto tables = tx.query(
        "select table_name::text from information_schema.tables where table_schema = "
        "current_schema()");
    for (const auto& row : tables) out.emplace_back(row.text(0), rows_of(tx, row.text(0)));
  });
  return out;
}

std::vector<std::string> layers_of(const std::string& text, int depth) {
  static const std::regex k_base64("[A-Za-z0-9+/]{24,}={0,2}");
  std::vector<std::string> out = {text};
  if (depth == 0) return out;
  for (std::sregex_iterator at(text.begin(), text.end(), k_base64), end; at != end; ++at) {
    const auto bytes = from_base64(at->str());
    if (!bytes) continue;
    for (auto& layer : layers_of(to_text(*bytes), depth - 1)) out.push_back(std::move(layer));
  }
  return out;
}

void publish(const world::Room& room, const std::string& folder, const std::string& origin) {
  auto log = audit::TileLog::open(folder);
  if (!log) throw std::runtime_error(log.error().message);
  std::vector<Bytes> leaves;
  room.database.read([&](db::Transaction& tx) {
    leaves = pipeline::event_leaves(tx, static_cast<std::int64_t>(log->size()), k_batch);
  });
  const crypto::SigningKey key(room.keys.of("sign"));
  if (!log->published()) log->publish(key, origin);
  log->append(leaves);
  log->publish(key, origin);
}

CapturedErrors::CapturedErrors() : file_(folder_.path() + "/errors") {
  std::fflush(stderr);
  saved_ = ::dup(STDERR_FILENO);
  const int file = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (saved_ < 0 || file < 0) throw std::runtime_error("standard error cannot be captured");
  ::dup2(file, STDERR_FILENO);
  ::close(file);
}

CapturedErrors::~CapturedErrors() {
  std::fflush(stderr);
  ::dup2(saved_, STDERR_FILENO);
  ::close(saved_);
}

std::string CapturedErrors::text() const {
  std::fflush(stderr);
  return read(file_);
}

}  // namespace mash::leak

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

}  // namespace

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

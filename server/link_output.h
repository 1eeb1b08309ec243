// SPDX-License-Identifier: MIT
// What the linkage commands say on the terminal as they go, and the files that all of them write.
#pragma once

#include <chrono>
#include <ctime>
#include <span>
#include <string>

#include "mash/linkage/table.h"

namespace mash::server {

// "scoring ... 1.2 s" on stderr as the stages pass.
class Stages {
 public:
  void begin(std::string_view stage);
  void end();

 private:
  bool open_ = false;
  std::chrono::steady_clock::time_point started_;
  std::clock_t worked_ = 0;
};

// One id in two files cannot be told apart by the id alone, so the source is written too.
bool ids_clash(const linkage::Table& table);
// `clusters` has for each record a row that names its cluster; its id is that row's record id, or
// where there are `ids`, what they have at that row.
std::string clusters_csv(const linkage::Table& table, std::span<const std::uint32_t> clusters,
                         unsigned threads, std::span<const std::string> ids = {});
// "200 records, 100 people; largest 3 records"
void say_clusters(const linkage::Table& table, std::span<const std::uint32_t> clusters);

}  // namespace mash::server

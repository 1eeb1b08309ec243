// SPDX-License-Identifier: MIT
// How many of something each network has at once. On the I/O thread alone.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "mash/base/bytes.h"

namespace mash::http {

class PerNetwork {
 public:
  // At most `limit` in all, and of one network a quarter of that, or one.
  [[nodiscard]] bool has_room(const Bytes& network, int limit) const {
    const auto found = counts_.find(network);
    const int here = found == counts_.end() ? 0 : found->second;
    return all_ < limit && here < std::max(1, limit / 4);
  }
  void enter(const Bytes& network) {
    ++all_;
    ++counts_[network];
  }
  void leave(const Bytes& network) {
    --all_;
    const auto found = counts_.find(network);
    if (--found->second == 0) counts_.erase(found);
  }

 private:
  int all_ = 0;
  std::map<Bytes, int> counts_;
};

// The room that one of them takes for as long as this is there. `all` outlives it.
class NetworkRoom {
 public:
  // nullptr: there is no room, in all or for this network.
  static std::unique_ptr<NetworkRoom> make(PerNetwork& all, const Bytes& network, int limit) {
    if (!all.has_room(network, limit)) return nullptr;
    return std::unique_ptr<NetworkRoom>(new NetworkRoom(all, network));
  }
  ~NetworkRoom() { all_.leave(network_); }
  NetworkRoom(const NetworkRoom&) = delete;
  NetworkRoom& operator=(const NetworkRoom&) = delete;

 private:
  NetworkRoom(PerNetwork& all, Bytes network) : all_(all), network_(std::move(network)) {
    all_.enter(network_);
  }
  PerNetwork& all_;
  Bytes network_;
};

}  // namespace mash::http

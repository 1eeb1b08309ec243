// SPDX-License-Identifier: MIT
// A scanner of malicious files on a Unix socket, for tests: takes one talk after the other, keeps
// what it was sent and answers what it was told to.
#pragma once

#include <functional>
#include <string>
#include <thread>

#include "mash/support/test_app.h"

namespace mash::support {

class FakeScanner {
 public:
  // Of all that was sent in one talk. After `most_read` bytes it answers without reading on.
  using Answer = std::function<std::string(const std::string& heard)>;
  explicit FakeScanner(Answer answer, std::size_t most_read = 100'000'000);
  FakeScanner(const FakeScanner&) = delete;
  FakeScanner& operator=(const FakeScanner&) = delete;
  ~FakeScanner() { end(); }

  // Listens no longer; may be called twice.
  void end();
  [[nodiscard]] const std::string& path() const { return path_; }
  // In the newest talk; after end().
  [[nodiscard]] const std::string& heard() const { return heard_; }

 private:
  void serve();

  TempFolder folder_;
  Answer answer_;
  std::size_t most_read_;
  std::string path_;
  int listener_ = -1;
  std::string heard_;
  std::thread thread_;
};

}  // namespace mash::support

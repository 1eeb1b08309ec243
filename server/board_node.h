// SPDX-License-Identifier: MIT
// A Board as a process (`openmash board serve`): a server of its own with the figures that hubs
// published, over TLS. It has no database, no hub's folder and no key of a hub, and shuts itself in
// (confined.h) to the folder that it is given. What is taken while it serves is shown from the next
// page on.
//
// Who may read: this machine alone, unless a file names readers by their certificates, as
// `openmash audit serve` does it (decision 67). Nobody is asked to sign in where nobody else can
// connect.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "board_shelf.h"
#include "mash/boardroom/site.h"
#include "node.h"

namespace mash::server {

struct BoardSettings {
  std::string dir;      // folder of this Board
  std::string readers;  // file that names whom it answers; empty: this machine
  std::string bind = "127.0.0.1";
  std::uint16_t port = 8448;
};

class BoardNode {
 public:
  // internal: what it has taken was changed or is damaged.
  static Result<std::unique_ptr<BoardNode>> open(const BoardSettings& settings, const Clock& clock);
  // Thread safety: any thread.
  http::Response answer(const http::Request& request);

 private:
  BoardNode(BoardShelf shelf, const Clock& clock);
  Result<void> look();

  BoardShelf shelf_;
  const Clock& clock_;
  boardroom::Site site_;
  std::mutex looking_;
  std::vector<std::string> listing_;
};

// Serves until SIGINT or SIGTERM. invalid_input: it would listen to others and no file names them.
Result<void> run_board(const BoardSettings& settings, const Clock& clock, const Ready& ready);

}  // namespace mash::server

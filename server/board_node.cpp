// SPDX-License-Identifier: MIT
#include "board_node.h"

#include "confined.h"
#include "log_reader.h"
#include "mash/base/log.h"
#include "mash/http/server.h"
#include "supervisor.h"

namespace mash::server {

namespace {

bool is_this_machine(const std::string& bind) {
  return bind == "::1" || bind.starts_with("127.");
}

Result<std::vector<std::string>> certificates_of(const BoardSettings& settings) {
  std::vector<std::string> out;
  if (settings.readers.empty()) {
    if (is_this_machine(settings.bind)) return out;
    return invalid("readers",
                   "Without a file of readers it listens to this machine alone (--bind 127.0.0.1). "
                   "Name in it who may read, a name and the SHA-256 of their certificate a line");
  }
  MASH_TRY(const auto text, read_named("readers", settings.readers));
  MASH_TRY(const auto readers, parse_auditors(text));
  for (const auto& reader : readers) out.push_back(reader.certificate);
  return out;
}

}  // namespace

BoardNode::BoardNode(BoardShelf shelf, const Clock& clock)
    : shelf_(std::move(shelf)), clock_(clock), site_(board::built_in_definitions()) {}

Result<std::unique_ptr<BoardNode>> BoardNode::open(const BoardSettings& settings,
                                                   const Clock& clock) {
  MASH_TRY(auto shelf, BoardShelf::at(settings.dir));
  std::unique_ptr<BoardNode> out(new BoardNode(std::move(shelf), clock));
  MASH_TRY_DO(out->look());
  return out;
}

Result<void> BoardNode::look() {
  const std::lock_guard guard(looking_);
  auto listing = shelf_.listing();
  if (listing == listing_ && !listing.empty()) return {};
  MASH_TRY(auto holdings, shelf_.read());
  site_.show(std::move(holdings));
  listing_ = std::move(listing);
  return {};
}

http::Response BoardNode::answer(const http::Request& request) {
  if (const auto looked = look(); !looked) {
    // What was read before stays on the pages; the log says which file it is.
    log::error("board.damaged", {{"why", looked.error().message}});
  }
  return site_.answer(request, clock_.now());
}

Result<void> run_board(const BoardSettings& settings, const Clock& clock, const Ready& ready) {
  MASH_TRY(const auto readers, certificates_of(settings));
  make_folder(settings.dir);
  block_signals();
  const Confinement confinement(board_room(settings));
  MASH_TRY(const auto node, BoardNode::open(settings, clock));
  const auto certificate = load_certificate(settings.dir, "board", {"localhost"}, clock.now());
  http::ServerOptions options;
  options.bind = settings.bind;
  options.port = settings.port;
  options.certificate_pem = certificate.certificate_pem;
  options.key_pem = certificate.key_pem;
  options.client_fingerprints = readers;
  options.body_limit = [](const http::Request&) { return std::uint64_t{0}; };
  http::Server server(options, [&node](const http::Request& r) { return node->answer(r); });
  confinement.close();
  ready("https://" + settings.bind + ":" + std::to_string(server.port()) + "/");
  wait_for_signal();
  server.stop();
  return {};
}

}  // namespace mash::server

// SPDX-License-Identifier: MIT
// The record's log for auditors, as C2SP tlog-tiles (`openmash audit serve`): checkpoint, tiles and
// bundles of entries, read from the log's folder and served as they are, so that software that is
// not ours can follow and verify the record without an account in either room.
//
// What not: what entries say. A leaf holds time, kind and a commitment; who did what about whom is
// sealed in the database, which this process does not open. Whom it answers: client certificates
// that a file names, for sizes and kinds are for auditors alone (decision 0039).
//
// It runs beside hub or gate, holds none of their keys and writes nothing but its own certificate.
#pragma once

#include <string>
#include <vector>

#include "folder.h"
#include "mash/http/message.h"
#include "node.h"

namespace mash::server {

struct LogReaderSettings {
  std::string log;       // the log's folder: DIR/hub/log or DIR/gate/log
  std::string data;      // its own folder, with its certificate
  std::string auditors;  // file that names whom it answers
  std::string bind = "127.0.0.1";
  std::uint16_t port = 8447;
};

struct Auditor {
  std::string name;
  std::string certificate;  // SHA-256 of it (hex)
};
// A line for each: name and fingerprint, which may have colons as OpenSSL prints it. Empty lines
// and such as begin with "#" are skipped. invalid_input names the line.
Result<std::vector<Auditor>> parse_auditors(std::string_view text);

// Thread-safe. Cost: one file read. A partial tile that has become whole may be gone (404): whoever
// asks takes the whole one, as tlog-tiles says.
http::Response answer_reader(const Path& log, const http::Request& request);

// Serves until SIGINT or SIGTERM. invalid_input: there is no log in the folder, or the file of
// auditors has faults.
Result<void> run_log_reader(const LogReaderSettings& settings, const Clock& clock,
                            const Ready& ready);

}  // namespace mash::server

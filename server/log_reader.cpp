// SPDX-License-Identifier: MIT
#include "log_reader.h"

#include <algorithm>

#include "confined.h"
#include "mash/audit/tile_name.h"
#include "mash/http/server.h"
#include "supervisor.h"

namespace mash::server {

namespace {

constexpr std::size_t k_fingerprint = 64;
constexpr const char* k_space = " \t\r";

Result<Auditor> parse_line(std::string_view line, std::size_t number) {
  const auto fault = [number](const char* what) {
    return invalid("auditors", "Line " + std::to_string(number) + ": " + what);
  };
  const auto space = line.find_last_of(" \t");
  if (space == std::string_view::npos) {
    return fault("give a name and the SHA-256 of the certificate, with a space between");
  }
  Auditor out{.name = std::string(line.substr(0, line.find_last_not_of(" \t", space) + 1)),
              .certificate = {}};
  for (const char c : line.substr(space + 1)) {
    if (c == ':') continue;
    out.certificate += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  const bool hexadecimal = std::ranges::all_of(
      out.certificate, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
  if (!hexadecimal || out.certificate.size() != k_fingerprint) {
    return fault("the SHA-256 of a certificate has 64 hexadecimal digits");
  }
  return out;
}

http::Response refuse(int status, const char* words) {
  http::Response out;
  out.status = status;
  out.set("content-type", "text/plain; charset=utf-8");
  out.body = words;
  return out;
}

}  // namespace

Result<std::vector<Auditor>> parse_auditors(std::string_view text) {
  std::vector<Auditor> out;
  std::size_t number = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    line.remove_prefix(std::min(line.find_first_not_of(k_space), line.size()));
    line = line.substr(0, line.find_last_not_of(k_space) + 1);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.empty() || line.front() == '#') continue;
    MASH_TRY(auto one, parse_line(line, number));
    out.push_back(std::move(one));
  }
  if (out.empty()) {
    return invalid("auditors",
                   "It names nobody. Add a line: a name and the SHA-256 of their "
                   "certificate");
  }
  return out;
}

http::Response answer_reader(const Path& log, const http::Request& request) {
  const std::string_view path = std::string_view(request.path).substr(1);
  const bool checkpoint = path == "checkpoint";
  if (!checkpoint && !audit::TileName::parse(path)) return refuse(404, "not here\n");
  if (request.method != "GET") {
    auto out = refuse(405, "GET it\n");
    out.set("allow", "GET, HEAD");
    return out;
  }
  auto content = read_file(log / path);
  if (!content) return refuse(404, "not here\n");
  http::Response out;
  out.status = 200;
  out.set("content-type", checkpoint ? "text/plain; charset=utf-8" : "application/octet-stream");
  // A tile never changes. The newest checkpoint does.
  out.set("cache-control", checkpoint ? "no-store" : "private, max-age=31536000, immutable");
  out.set("x-content-type-options", "nosniff");
  out.body = *std::move(content);
  return out;
}

Result<void> run_log_reader(const LogReaderSettings& settings, const Clock& clock,
                            const Ready& ready) {
  const auto text = read_file(settings.auditors);
  if (!text) return invalid("auditors", "There is no such file");
  MASH_TRY(const auto auditors, parse_auditors(*text));
  const Path log = std::filesystem::absolute(settings.log);
  if (!std::filesystem::exists(log / "checkpoint")) {
    return invalid("log",
                   "There is no log here. A hub's lies in DIR/hub/log, a gate's in "
                   "DIR/gate/log");
  }
  if (std::filesystem::exists(Path(settings.data) / "keys.json") ||
      std::filesystem::exists(Path(settings.data) / "checkpoint")) {
    return invalid("data",
                   "This is the folder of a room or of a log. Name one of its own, where "
                   "the certificate that it shows can lie");
  }
  make_folder(settings.data);
  block_signals();
  const Confinement confinement(log_reader_room(settings));
  MASH_TRY(const FolderLock lock, FolderLock::take(settings.data));
  const auto certificate = load_certificate(settings.data, "reader", {"localhost"}, clock.now());
  http::ServerOptions options;
  options.bind = settings.bind;
  options.port = settings.port;
  options.certificate_pem = certificate.certificate_pem;
  options.key_pem = certificate.key_pem;
  for (const auto& auditor : auditors) options.client_fingerprints.push_back(auditor.certificate);
  options.body_limit = [](const http::Request&) { return std::uint64_t{0}; };
  http::Server server(options, [&log](const http::Request& r) { return answer_reader(log, r); });
  confinement.close();
  ready("https://" + settings.bind + ":" + std::to_string(server.port()) + "/");
  wait_for_signal();
  server.stop();
  return {};
}

}  // namespace mash::server

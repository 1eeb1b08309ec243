// SPDX-License-Identifier: MIT
#include "confined.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

#include "alert_settings.h"
#include "clock_kept.h"
#include "folder.h"
#include "mash/base/log.h"
#include "mash/http/message.h"

namespace mash::server {

namespace {

constexpr std::uint16_t k_postgres = 5432;
constexpr std::uint16_t k_names = 53;  // of name servers, where an answer is long
constexpr const char* k_elsewhere = "/var/lib/dpkg/status";  // everybody reads it on Debian
constexpr const char* k_program = "/usr/bin/true";

// Libraries and what they read by themselves: fonts for what is printed, settings of OpenSSL.
std::vector<std::string> system_files() {
  return {"/usr",        "/lib",     "/lib64",         "/etc/ld.so.cache",
          "/etc/fonts",  "/etc/ssl", "/etc/localtime", "/var/cache/fontconfig",
          "/dev/urandom"};
}

confine::Room room_of(const Settings& settings, const std::string& side) {
  confine::Room room;
  room.owns = {Path(settings.data) / side, "/dev/null"};
  room.reads = system_files();
  room.reads.push_back(Path(settings.data) / "public");
  if (!settings.config.empty()) room.reads.push_back(settings.config);
  add_database(room, settings.database);
  return room;
}

// Names of hosts are looked up by what is in /etc, which may be replaced while it runs.
void add_names(confine::Room& room) {
  room.reads.insert(room.reads.end(), {"/etc", "/run/systemd/resolve", "/run/resolvconf"});
  room.dials.push_back(k_names);
}

void add_port(confine::Room& room, std::string_view digits) {
  std::uint16_t port = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (fault == std::errc{} && end == digits.data() + digits.size()) room.dials.push_back(port);
}

// The ports of all addresses in a text: "https://issuer.example:8443/..." and the like.
void add_ports_of(confine::Room& room, std::string_view text) {
  constexpr std::uint16_t k_https = 443;
  constexpr std::string_view k_mark = "://";
  for (auto at = text.find(k_mark); at != std::string_view::npos; at = text.find(k_mark, at + 1)) {
    std::string_view place = text.substr(at + k_mark.size());
    place = place.substr(0, place.find_first_of("/\"\\ \n"));
    const auto colon = place.rfind(':');
    if (colon == std::string_view::npos) {
      room.dials.push_back(k_https);
    } else {
      add_port(room, place.substr(colon + 1));
    }
  }
}

// The files that a settings file names, in members that end in "_file" or are called "policy".
void add_files_of(confine::Room& room, const Path& folder, const json::Value& value) {
  if (const auto* list = value.as_array()) {
    for (const auto& one : *list) add_files_of(room, folder, one);
  }
  const auto* members = value.as_object();
  if (members == nullptr) return;
  for (const auto& [name, member] : *members) {
    const auto* text = member.as_string();
    if (text != nullptr && (name.ends_with("_file") || name == "policy")) {
      room.reads.push_back(folder / *text);
      // The others hold secrets, and no addresses.
      if (name == "policy") add_ports_of(room, read_file(room.reads.back()).value_or(""));
    }
    add_files_of(room, folder, member);
  }
}

// A file of settings with addresses to dial and files to read, as --oidc and --witnesses are.
void add_settings(confine::Room& room, const std::string& file) {
  if (file.empty()) return;
  add_names(room);
  room.reads.push_back(file);
  const std::string text = read_file(file).value_or("");
  add_ports_of(room, text);
  if (const auto value = json::parse(text)) {
    add_files_of(room, Path(file).parent_path(), *value);
  }
}

bool can_open(const char* path, int flags) {
  const int file = ::open(path, flags | O_CLOEXEC, 0600);
  if (file >= 0) ::close(file);
  return file >= 0;
}

bool can_write_elsewhere() {
  constexpr const char* k_file = "/tmp/openmash-confinement";
  const bool could = can_open(k_file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW);
  if (could) ::unlink(k_file);
  return could;
}

bool can_start() {
  std::array<char*, 2> arguments = {const_cast<char*>(k_program), nullptr};
  std::array<char*, 1> environment = {nullptr};
  pid_t child = -1;
  const int failed =
      ::posix_spawn(&child, k_program, nullptr, nullptr, arguments.data(), environment.data());
  if (failed == 0) ::waitpid(child, nullptr, 0);
  return failed == 0;
}

bool can_open_socket() {
  const int line = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (line >= 0) ::close(line);
  return line >= 0;
}

}  // namespace

void add_database(confine::Room& room, const std::string& database) {
  if (db::options_for(database).engine != db::Engine::postgres) return;
  add_names(room);
  room.dials.push_back(k_postgres);
  if (const char* home = std::getenv("HOME"); home != nullptr) {
    room.reads.push_back(Path(home) / ".postgresql");
    room.reads.push_back(Path(home) / ".pgpass");
  }
  std::string_view rest = std::string_view(database).substr(database.find("//") + 2);
  std::string_view hosts = rest.substr(0, rest.find_first_of("/?"));
  hosts = hosts.substr(hosts.rfind('@') == std::string_view::npos ? 0 : hosts.rfind('@') + 1);
  while (!hosts.empty()) {
    const std::string_view host = hosts.substr(0, hosts.find(','));
    hosts.remove_prefix(std::min(hosts.size(), host.size() + 1));
    if (host.find(':') != std::string_view::npos) add_port(room, host.substr(host.rfind(':') + 1));
  }
  const auto query = std::min(rest.find('?'), rest.size());
  const auto said = http::parse_query(rest.substr(std::min(query + 1, rest.size())));
  if (!said) return;
  for (const auto& [name, value] : *said) {
    if (name == "port") add_port(room, value);
    if (name == "sslrootcert" || name == "sslcert" || name == "sslkey" || name == "sslcrl" ||
        name == "passfile") {
      room.reads.push_back(value);
    }
  }
}

confine::Room hub_room(const Settings& settings) {
  confine::Room room = room_of(settings, "hub");
  add_names(room);
  room.dials.push_back(settings.door_port);
  if (!settings.alerts.empty()) {
    const AlertNeeds needs = needs_of_alerts(settings);
    room.reads.insert(room.reads.end(), needs.files.begin(), needs.files.end());
    room.dials.insert(room.dials.end(), needs.ports.begin(), needs.ports.end());
  }
  add_settings(room, settings.witnesses);
  add_settings(room, settings.oidc);
  if (!settings.scim.empty()) room.reads.emplace_back(settings.scim);
  // It starts itself, and so pdftoppm, for strangers' files; each looks how large it is.
  room.reads.emplace_back("/proc");
  room.starts = {settings.render.front(), "/lib64/ld-linux-x86-64.so.2", "/usr/bin/pdftoppm"};
  return room;
}

confine::Room gate_room(const Settings& settings) {
  confine::Room room = room_of(settings, "gate");
  add_settings(room, settings.oidc);
  if (settings.hubs_port != 0) {
    add_names(room);
    room.dials.insert(room.dials.end(), settings.hubs_dial.begin(), settings.hubs_dial.end());
    if (settings.hubs_dial.empty()) room.dials.push_back(settings.hubs_port);
  }
  return room;
}

confine::Room witness_room(const WitnessSettings& settings) {
  confine::Room room;
  room.owns = {settings.data};
  room.reads = system_files();
  room.reads.push_back(settings.policy);
  return room;
}

confine::Room log_reader_room(const LogReaderSettings& settings) {
  confine::Room room;
  room.owns = {settings.data};
  room.reads = system_files();
  room.reads.push_back(settings.log);
  return room;
}

confine::Room board_room(const BoardSettings& settings) {
  confine::Room room;
  room.owns = {settings.dir};
  room.reads = system_files();
  return room;
}

Confinement::Confinement(confine::Room room)
    : room_(std::move(room)), landlock_(confine::hold_files(room_)) {
  log_clock();  // once it is shut in it does not ask the kernel
}

void Confinement::close() const {
  const bool held = confine::hold_calls(room_);
  log::info("process.confined", {{"landlock", landlock_}, {"seccomp", held ? "yes" : "no"}});
}

json::Value try_confinement() {
  json::Value out;
  out.set("reads_elsewhere", can_open(k_elsewhere, O_RDONLY));
  out.set("writes_elsewhere", can_write_elsewhere());
  out.set("starts_programs", can_start());
  out.set("opens_sockets", can_open_socket());
  return out;
}

}  // namespace mash::server

// SPDX-License-Identifier: MIT
#include "folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

namespace mash::server {

namespace {

[[noreturn]] void fail(const Path& path) {
  throw std::system_error(errno, std::generic_category(), path.string());
}

void sync_path(const Path& path, int flags) {
  const int f = ::open(path.c_str(), flags | O_CLOEXEC);
  if (f < 0) fail(path);
  const int result = ::fsync(f);
  ::close(f);
  if (result != 0) fail(path);
}

}  // namespace

void make_folder(const Path& folder) {
  std::filesystem::create_directories(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
}

Result<std::string> read_file(const Path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return not_found();
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Result<std::string> read_named(const std::string& option, const Path& file) {
  auto text = read_file(file);
  if (!text) return invalid(option, "There is no file " + file.string());
  return text;
}

namespace {

// Takes the file away again unless it has got its name.
class Unfinished {
 public:
  explicit Unfinished(Path file) : file_(std::move(file)) {}
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  ~Unfinished() {
    if (!file_.empty()) ::unlink(file_.c_str());
  }
  void becomes(const Path& file) {
    std::filesystem::rename(file_, file);
    file_.clear();
  }

 private:
  Path file_;
};

}  // namespace

void write_file(const Path& file, std::string_view content) {
  const Path temporary = file.string() + ".new";
  const int f = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (f < 0) fail(temporary);
  Unfinished unfinished(temporary);
  std::string_view rest = content;
  while (!rest.empty()) {
    const auto n = ::write(f, rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      ::close(f);
      fail(temporary);
    }
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  ::close(f);
  sync_path(temporary, O_WRONLY);
  unfinished.becomes(file);
  const Path folder = file.parent_path();
  sync_path(folder.empty() ? Path(".") : folder, O_RDONLY | O_DIRECTORY);
}

std::string read_or_make(const Path& file, const std::function<std::string()>& make) {
  if (auto content = read_file(file)) return *std::move(content);
  std::string content = make();
  write_file(file, content);
  return content;
}

namespace {

constexpr std::string_view k_made_for = "made-for";
constexpr std::string_view k_demonstration = "demonstration\n";
constexpr std::string_view k_work = "work\n";

// Nothing is in it but what hub and gate publish to each other, which is copied here beforehand.
bool is_new(const Path& folder) {
  if (!std::filesystem::exists(folder)) return true;
  const std::filesystem::directory_iterator all(folder);
  return std::all_of(begin(all), end(all),
                     [](const auto& entry) { return entry.path().filename() == "public"; });
}

Result<void> mark_once(const Path& folder, bool demo) {
  const auto mark = demo ? k_demonstration : k_work;
  make_folder(folder);
  if (read_or_make(folder / k_made_for, [&] { return std::string(mark); }) == mark) return {};
  return invalid("as", folder.string() +
                           (demo ? " is marked as an installation that works, and stays one"
                                 : " is marked as a demonstration, and stays one") +
                           ": name another folder with --data");
}

bool is_installation(const Path& folder) {
  return std::ranges::any_of(
      std::array{folder / k_made_for, folder / "hub" / "keys.json", folder / "gate" / "keys.json"},
      [](const Path& file) { return std::filesystem::is_regular_file(file); });
}

Error unmarked(const Path& folder) {
  return invalid("data",
                 folder.string() +
                     " holds files and does not say whether it is an installation that "
                     "works or a demonstration, which lets everybody in by a button. Name "
                     "an empty folder, or say what this one is, once: openmash mark --data " +
                     folder.string() + " --as work (or --as demonstration)");
}

}  // namespace

Result<void> claim_folder(const Path& folder, bool demo) {
  if (!read_file(folder / k_made_for)) {
    if (!is_new(folder)) return unmarked(folder);
    return mark_once(folder, demo);
  }
  const bool for_demo = *read_file(folder / k_made_for) == k_demonstration;
  if (demo == for_demo) return {};
  if (demo) {
    return invalid("demo", folder.string() +
                               " belongs to an installation that works, and a demonstration lets "
                               "everybody in by a button. Leave out --demo, or name another folder "
                               "with --data");
  }
  return invalid("data", folder.string() +
                             " was made for a demonstration, with people and cases that do not "
                             "exist. Name another folder, or add --demo to go on with it");
}

void claim_if_new(const Path& folder) {
  if (!read_file(folder / k_made_for) && is_new(folder)) {
    make_folder(folder);
    write_file(folder / k_made_for, k_work);
  }
}

Result<void> mark_folder(const Path& folder, bool demo) {
  if (is_installation(folder)) return mark_once(folder, demo);
  const std::string what = !std::filesystem::exists(folder)
                               ? "There is no folder " + folder.string()
                               : folder.string() + " is not the folder of an installation";
  return invalid("data", what +
                             ": name the one that hub or gate work in, as --data of openmash up, "
                             "hub or gate names it. A new one needs no mark");
}

pipeline::KeyRing load_keys(const Path& file, const std::vector<std::string>& names,
                            Random& random) {
  auto ring = pipeline::KeyRing::parse(
      read_or_make(file, [&] { return pipeline::KeyRing::make(names, random).encode(); }));
  if (!ring) throw std::runtime_error(file.string() + ": " + ring.error().message);
  bool more = false;
  for (const auto& name : names) {
    if (ring->has(name)) continue;
    ring->add(name, random);  // an agency that joined since
    more = true;
  }
  if (more) write_file(file, ring->encode());
  for (const auto& name : names) {
    const std::string before = name + std::string(k_key_before);
    if (ring->has(before)) {
      const auto now = ring->root_of(AgencyId::trusted(name)).now;
      ring->open(name, {now, ring->root_of(AgencyId::trusted(before)).now});
    }
  }
  return *std::move(ring);
}

crypto::Certificate load_certificate(const Path& folder, const std::string& name,
                                     const std::vector<std::string>& hosts, UtcTime now) {
  const Path certificate = folder / (name + ".crt");
  const Path key = folder / (name + ".key");
  auto have_certificate = read_file(certificate);
  auto have_key = read_file(key);
  if (have_certificate && have_key) return {*have_certificate, *have_key};
  const auto made = crypto::self_signed(name, hosts, now);
  write_file(key, made.key_pem);
  write_file(certificate, made.certificate_pem);
  return made;
}

db::Options database_options(const Settings& settings, const std::string& side) {
  if (settings.database.empty()) {
    return db::options_for((Path(settings.data) / side / (side + ".db")).string());
  }
  db::Options options = db::options_for(settings.database);
  options.schema = settings.schema.empty() ? side : settings.schema + "_" + side;
  return options;
}

Result<FolderLock> FolderLock::take(const Path& folder) {
  make_folder(folder);
  const Path path = folder / "lock";
  const int f = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (f < 0) fail(path);
  if (::flock(f, LOCK_EX | LOCK_NB) != 0) {
    ::close(f);
    return Error{ErrorCode::conflict, "Another process is using " + folder.string(), {}};
  }
  return FolderLock(f);
}

FolderLock::~FolderLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace mash::server

// SPDX-License-Identifier: MIT
#include "files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <future>
#include <system_error>

namespace mash::audit {
namespace {

// Syncing early keeps the number of open files low when millions of entries are appended at once.
constexpr std::size_t k_most_open_files = 128;
// 256 entries of the greatest length and a byte more, which shows that a file is too long.
constexpr std::size_t k_most_bytes_read = std::size_t{256} * (2 + 65'535) + 1;

[[noreturn]] void fail(const char* act) {
  throw std::system_error(errno, std::generic_category(), act);
}

void write_all(int file, ByteView content) {
  while (!content.empty()) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("writing a file of the audit log");
    content = content.subspan(static_cast<std::size_t>(written));
  }
}

int open_new(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
  if (file < 0) fail("creating a file of the audit log");
  return file;
}

int open_folder(const std::filesystem::path& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) fail("opening a folder of the audit log");
  return file;
}

// All at once (every file is new, so fdatasync would save nothing over fsync): the file system then
// writes its journal once for all of them, which on a busy disk is ten times faster than one after
// the other.
void sync_together(const std::vector<int>& files) {
  std::vector<std::future<int>> errors;
  for (const int file : files) {
    errors.push_back(
        std::async(std::launch::async, [file] { return ::fsync(file) == 0 ? 0 : errno; }));
  }
  int first_error = 0;
  for (std::future<int>& each : errors) {
    if (const int error = each.get(); first_error == 0) first_error = error;
  }
  if (first_error != 0) {
    throw std::system_error(first_error, std::generic_category(), "syncing the audit log");
  }
}

}  // namespace

std::optional<Bytes> read_file(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0 && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  if (file < 0) fail("opening a file of the audit log");
  struct stat status{};
  Bytes content;
  const bool regular = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  const auto size = static_cast<std::size_t>(status.st_size);
  if (regular) content.resize(std::min(size, k_most_bytes_read));
  std::size_t filled = 0;
  while (filled < content.size()) {
    const ssize_t got = ::read(file, content.data() + filled, content.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    filled += static_cast<std::size_t>(got);
  }
  ::close(file);
  if (!regular) return std::nullopt;
  if (filled < content.size()) fail("reading a file of the audit log");
  return content;
}

FileBatch::~FileBatch() {
  for (const int file : open_files_) ::close(file);
}

void FileBatch::write(const std::filesystem::path& path, ByteView content) {
  make_folder(path.parent_path());
  folders_.insert(path.parent_path());
  open_files_.push_back(open_new(path));
  write_all(open_files_.back(), content);
  if (open_files_.size() >= k_most_open_files) sync();
}

void FileBatch::make_folder(const std::filesystem::path& folder) {
  if (folders_.contains(folder) || std::filesystem::is_directory(folder)) return;
  make_folder(folder.parent_path());
  std::filesystem::create_directory(folder);
  folders_.insert(folder.parent_path());  // it holds a new name, too
}

void FileBatch::sync() {
  for (const std::filesystem::path& folder : folders_) open_files_.push_back(open_folder(folder));
  folders_.clear();
  sync_together(open_files_);
  for (const int file : open_files_) ::close(file);
  open_files_.clear();
}

void FileBatch::rename(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::rename(from, to);
  folders_.insert(to.parent_path());
}

}  // namespace mash::audit

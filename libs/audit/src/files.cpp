// SPDX-License-Identifier: MIT
#include "files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
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

void sync_folder(const std::filesystem::path& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) fail("opening a folder of the audit log");
  const int failed = ::fsync(file);
  ::close(file);
  if (failed != 0) fail("syncing a folder of the audit log");
}

}  // namespace

std::optional<Bytes> read_file(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0 && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  if (file < 0) fail("opening a file of the audit log");
  struct stat status{};
  Bytes content;
  const bool regular = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  if (regular)
    content.resize(std::min(static_cast<std::size_t>(status.st_size), k_most_bytes_read));
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
  for (const int file : open_files_) {
    if (::fdatasync(file) != 0) fail("syncing a file of the audit log");
  }
  for (const int file : open_files_) ::close(file);
  open_files_.clear();
  for (const std::filesystem::path& folder : folders_) sync_folder(folder);
  folders_.clear();
}

void replace_file(const std::filesystem::path& path, ByteView content) {
  std::filesystem::path fresh = path;
  fresh += ".new";
  const int file = open_new(fresh);
  try {
    write_all(file, content);
    if (::fsync(file) != 0) fail("syncing a file of the audit log");
  } catch (...) {
    ::close(file);
    throw;
  }
  ::close(file);
  std::filesystem::rename(fresh, path);
  sync_folder(path.parent_path());
}

}  // namespace mash::audit

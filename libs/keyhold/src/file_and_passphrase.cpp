// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

#include "holders.h"

namespace mash::keyhold {

namespace {

constexpr std::size_t k_line_limit = 4096;

// Holds the wrapping key itself, which came from a file or from a passphrase.
class ByKey final : public Holder {
 public:
  ByKey(const crypto::Key& by, Error otherwise) : by_(by), otherwise_(std::move(otherwise)) {}
  Result<Bytes> wrap(const crypto::Key& key, std::string_view name, Random& random) override {
    return wrap_by(by_, key, name, random);
  }
  Result<crypto::Key> unwrap(ByteView sealed, std::string_view name) override {
    auto key = unwrap_by(by_, sealed, name);
    if (!key) return otherwise_;
    return key;
  }

 private:
  crypto::Key by_;
  Error otherwise_;
};

}  // namespace

std::string bound_to(std::string_view name) {
  return "root_key\x1f" + std::string(name);
}

Bytes wrap_by(const crypto::Key& by, const crypto::Key& key, std::string_view name,
              Random& random) {
  return crypto::seal(by, key.bytes(), as_bytes(bound_to(name)), random);
}

Result<crypto::Key> unwrap_by(const crypto::Key& by, ByteView sealed, std::string_view name) {
  MASH_TRY(Bytes raw, crypto::open(by, sealed, as_bytes(bound_to(name))));
  auto key = crypto::Key::from(raw);
  wipe(raw);
  return key;
}

Result<Sensitive> read_private_line(const std::string& file, const std::string& field) {
  const int f = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (f < 0) return invalid(field, "There is no file " + file + ", or it cannot be read");
  struct stat what{};
  std::string text(k_line_limit + 1, '\0');
  const bool looked = ::fstat(f, &what) == 0;
  const auto size = ::read(f, text.data(), text.size());
  ::close(f);
  if (!looked || size < 0) return invalid(field, "The file " + file + " cannot be read");
  if ((what.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    wipe(text);
    return invalid(field, "Others may read " + file + ": make it its owner's alone (chmod 600)");
  }
  text.resize(static_cast<std::size_t>(size));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  if (text.empty() || text.size() > k_line_limit) {
    wipe(text);
    return invalid(field, "The file " + file + " has to hold one line");
  }
  return Sensitive(std::move(text));
}

Result<std::unique_ptr<Holder>> key_file_holder(const std::string& file) {
  MASH_TRY(const Sensitive line, read_private_line(file, "file"));
  auto raw = from_hex(line.reveal());
  const auto by = raw ? crypto::Key::from(*raw) : Result<crypto::Key>(raw.error());
  if (raw) wipe(*raw);
  if (!by) {
    return invalid("file", "The file " + file +
                               " holds no key of 64 hexadecimal digits: it is "
                               "damaged or another one");
  }
  return std::make_unique<ByKey>(
      *by, invalid("file", "The key in " + file +
                               " is not the one that sealed this: name the right "
                               "file, or use two recovery shares"));
}

Result<std::unique_ptr<Holder>> passphrase_holder(const crypto::PassphraseCost& cost,
                                                  const Bytes& salt, const Sensitive& passphrase) {
  if (passphrase.empty()) return invalid("passphrase", "Type the passphrase of this key");
  MASH_TRY(const crypto::Key by, crypto::key_from_passphrase(passphrase.reveal(), salt, cost));
  return std::make_unique<ByKey>(
      by, invalid("passphrase",
                  "That is not the passphrase of this key. Mind capital letters and "
                  "the keyboard's language"));
}

}  // namespace mash::keyhold

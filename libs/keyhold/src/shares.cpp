// SPDX-License-Identifier: MIT
#include "mash/keyhold/shares.h"

extern "C" {  // its header does not say so
#include <libgfshare.h>
}

#include <algorithm>
#include <memory>
#include <new>

namespace mash::keyhold {

namespace {

constexpr std::size_t k_key = 32;
constexpr std::size_t k_mark = 4;   // of the key, so that shares of two keys are not put together
constexpr std::size_t k_check = 3;  // a slip passes once in sixteen million
constexpr std::size_t k_body = 1 + k_mark + k_key;
constexpr std::size_t k_code = (k_body + k_check) * 8 / 5;  // letters and digits
static_assert(k_code == 64);
constexpr std::string_view k_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";  // RFC 4648 section 6

// The library takes its random bytes from one function of the process, and also writes over what it
// has done with by it: then zeros do.
thread_local Random* source = nullptr;
void fill_from_source(unsigned char* out, unsigned int size) {
  if (source == nullptr) {
    std::fill_n(out, size, std::uint8_t{0});
  } else {
    source->fill({out, size});
  }
}

void start_library() {
  static const bool started = [] {
    gfshare_fill_rand = fill_from_source;
    return true;
  }();
  static_cast<void>(started);
}

struct Freed {
  void operator()(gfshare_ctx* context) const { gfshare_ctx_free(context); }
};
using Context = std::unique_ptr<gfshare_ctx, Freed>;

Bytes check_of(const std::string& name, ByteView body) {
  const auto hash = crypto::sha256(as_bytes("share\x1f" + name), body);
  return {hash.begin(), hash.begin() + k_check};
}

Bytes mark_of(const std::string& name, const crypto::Key& key) {
  const crypto::Key whole = crypto::derive(key, "share-mark", name);
  return {whole.bytes().begin(), whole.bytes().begin() + k_mark};
}

struct Read {
  std::uint8_t number = 0;
  Bytes mark, part;
};

char as_printed(char c) {
  if (c >= 'a' && c <= 'z') return static_cast<char>(c - 'a' + 'A');
  if (c == '0') return 'O';
  if (c == '1') return 'I';
  if (c == '8') return 'B';
  return c;
}

Result<Bytes> digits_of(const Sensitive& code) {
  Bytes out;
  unsigned bits = 0;
  unsigned have = 0;
  std::size_t count = 0;
  for (const char typed : code.reveal()) {
    if (typed == ' ' || typed == '-' || typed == '\t' || typed == '\r') continue;
    const auto digit = k_digits.find(as_printed(typed));
    if (digit == std::string_view::npos) {
      return invalid("share", "A share has letters from A to Z and digits from 2 to 7 alone");
    }
    ++count;
    bits = (bits << 5U) | static_cast<unsigned>(digit);
    have += 5;
    if (have >= 8) {
      have -= 8;
      out.push_back(static_cast<std::uint8_t>((bits >> have) & 0xffU));
    }
  }
  if (count != k_code) {
    return invalid("share", "A share has sixteen groups of four: " + std::to_string(count) +
                                " of its 64 letters and digits were typed");
  }
  return out;
}

Result<Read> read(const std::string& name, const Sensitive& code) {
  MASH_TRY(Bytes raw, digits_of(code));
  const ByteView body = ByteView(raw).first(k_body);
  if (!std::ranges::equal(check_of(name, body), ByteView(raw).subspan(k_body))) {
    return invalid("share",
                   "There is a slip in this share, or it is another agency's: compare it "
                   "with the paper, group by group");
  }
  Read out{raw[0], {}, {}};
  out.mark.assign(body.begin() + 1, body.begin() + 1 + k_mark);
  out.part.assign(body.begin() + 1 + k_mark, body.end());
  wipe(raw);
  return out;
}

}  // namespace

std::array<Share, k_shares> split(const std::string& name, const crypto::Key& key, Random& random) {
  std::array<unsigned char, k_shares> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<unsigned char>(i + 1);
  source = &random;
  start_library();
  const Context context(gfshare_ctx_init_enc(numbers.data(), k_shares, k_shares_needed, k_key));
  if (!context) throw std::bad_alloc();
  Bytes secret(key.bytes().begin(), key.bytes().end());
  source = &random;
  gfshare_ctx_enc_setsecret(context.get(), secret.data());
  source = nullptr;
  wipe(secret);
  std::array<Share, k_shares> out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    Bytes part(k_key);
    gfshare_ctx_enc_getshare(context.get(), static_cast<unsigned char>(i), part.data());
    Bytes raw = {numbers[i]};
    for (const Bytes& more : {mark_of(name, key), part}) {
      raw.insert(raw.end(), more.begin(), more.end());
    }
    const Bytes check = check_of(name, raw);
    raw.insert(raw.end(), check.begin(), check.end());
    std::string code = crypto::base32(raw);
    for (std::size_t at = code.size() - 4; at > 0; at -= 4) code.insert(at, "-");
    out[i] = {numbers[i], Sensitive(std::move(code))};
    wipe(part);
    wipe(raw);
  }
  return out;
}

Result<crypto::Key> join(const std::string& name, const HeldKey& held, const Sensitive& one,
                         const Sensitive& other) {
  MASH_TRY(Read first, read(name, one));
  MASH_TRY(Read second, read(name, other));
  if (first.mark != second.mark) {
    return invalid("share", "These shares are of two different keys: look at their dates");
  }
  if (first.number == second.number) {
    return invalid("share", "This is the same share twice: take the one of somebody else");
  }
  start_library();
  std::array<unsigned char, k_shares_needed> numbers = {first.number, second.number};
  const Context context(gfshare_ctx_init_dec(numbers.data(), k_shares_needed, k_key));
  if (!context) throw std::bad_alloc();
  gfshare_ctx_dec_giveshare(context.get(), 0, first.part.data());
  gfshare_ctx_dec_giveshare(context.get(), 1, second.part.data());
  Bytes raw(k_key);
  gfshare_ctx_dec_extract(context.get(), raw.data());
  auto key = crypto::Key::from(raw);
  for (Bytes* done : {&raw, &first.part, &second.part}) wipe(*done);
  if (key && !is_the_key(name, held, *key)) {
    return invalid("share",
                   "These shares are of a key that was changed since: look for newer ones");
  }
  return key;
}

std::string sheet_of(const std::string& name, const std::string& agency, const Share& share,
                     const std::string& date) {
  std::string groups;
  const std::string& code = share.code.reveal();
  constexpr std::size_t k_line = 20;  // four groups and their hyphens
  for (std::size_t at = 0; at < code.size(); at += k_line) {
    std::string line = code.substr(at, k_line);
    if (line.ends_with('-')) line.pop_back();
    groups += "        " + line + "\n\n";
  }
  return "RECOVERY SHARE " + std::to_string(share.number) + " OF " + std::to_string(k_shares) +
         "\n\n"
         "Agency:  " +
         agency + " (" + name +
         ")\n"
         "Made on: " +
         date + "\n\n" + groups +
         "WHAT THIS IS\n\n"
         "The words that this agency put into the hub are sealed with its key.\n"
         "Should that key be lost (a forgotten passphrase, a broken token, a\n"
         "disk), any two of three such sheets give it back. One alone tells\n"
         "nothing. Without two of them the words are lost for good.\n\n"
         "WHAT TO DO NOW\n\n"
         "1. Keep this sheet where nobody else of the three keeps theirs: a safe,\n"
         "   or an envelope that is signed across its seal. Not in a computer, not\n"
         "   in a photograph.\n"
         "2. Three people, none of whom has two: the lead for information\n"
         "   governance, the lead for security, and a sealed envelope that the\n"
         "   agency keeps elsewhere.\n"
         "3. Once a year, and when one of them leaves: look whether all three are\n"
         "   there. If one is missing, have a new key made (openmash keys rotate)\n"
         "   and new sheets printed; then destroy the old ones.\n\n"
         "WHEN THE KEY IS LOST\n\n"
         "Two of the three go to whoever looks after the hub's machine. There:\n\n"
         "    openmash keys recover --data FOLDER --key " +
         name +
         " --by passphrase\n\n"
         "It asks for two shares and a new passphrase. Then have a new key made\n"
         "and new sheets printed: these two have been seen.\n";
}

}  // namespace mash::keyhold

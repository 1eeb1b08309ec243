// SPDX-License-Identifier: MIT
#include "cbor.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "mash/base/text.h"

namespace mash::passkey {

namespace {

// The upper three bits of the first byte.
enum class Major : std::uint8_t { unsigned_number, negative_number, bytes, text, array, map };

constexpr std::uint8_t k_false = 0xF4;
constexpr std::uint8_t k_true = 0xF5;
constexpr std::uint8_t k_null = 0xF6;

Error bad(std::string_view what) {
  return invalid("cbor", std::string(what));
}

class Reader {
 public:
  explicit Reader(ByteView& rest) : rest_(rest) {}

  Result<Cbor> value(int depth) {
    if (depth > k_cbor_depth) return bad("Nested too deeply");
    if (rest_.empty()) return bad("Ends too early");
    const std::uint8_t first = rest_.front();
    if (first == k_false || first == k_true) return simple(Cbor{first == k_true});
    if (first == k_null) return simple(Cbor{std::monostate{}});
    const unsigned major = first >> 5U;
    if (major > static_cast<unsigned>(Major::map)) return bad("Of a kind that is not expected");
    MASH_TRY(const std::uint64_t argument, head());
    switch (static_cast<Major>(major)) {
      case Major::unsigned_number:
      case Major::negative_number:
        return number(static_cast<Major>(major), argument);
      case Major::bytes:
        return bytes(argument);
      case Major::text:
        return text(argument);
      case Major::array:
        return array(argument, depth);
      case Major::map:
        return map(argument, depth);
    }
    return bad("Of a kind that is not expected");
  }

 private:
  Result<Cbor> simple(Cbor value) {
    rest_ = rest_.subspan(1);
    return value;
  }

  // The number behind the first byte's kind, in the fewest bytes that hold it.
  Result<std::uint64_t> head() {
    const std::uint8_t info = rest_.front() & 31U;
    rest_ = rest_.subspan(1);
    if (info < 24) return info;
    if (info > 27) return bad("A length that is not given beforehand");
    const std::size_t size = std::size_t{1} << (info - 24U);
    if (rest_.size() < size) return bad("Ends too early");
    std::uint64_t out = 0;
    for (const std::uint8_t byte : rest_.first(size)) out = (out << 8U) | byte;
    rest_ = rest_.subspan(size);
    const std::uint64_t least = size == 1 ? 24 : std::uint64_t{1} << (size * 4U);
    if (out < least) return bad("A number longer than it need be");
    return out;
  }

  static Result<Cbor> number(Major major, std::uint64_t argument) {
    if (argument > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return bad("A number that is too large");
    }
    const auto n = static_cast<std::int64_t>(argument);
    return Cbor{major == Major::unsigned_number ? n : -1 - n};
  }

  Result<Cbor> bytes(std::uint64_t size) {
    if (size > rest_.size()) return bad("Ends too early");
    const ByteView part = rest_.first(size);
    rest_ = rest_.subspan(size);
    return Cbor{Bytes(part.begin(), part.end())};
  }

  Result<Cbor> text(std::uint64_t size) {
    if (size > rest_.size()) return bad("Ends too early");
    std::string part = to_text(rest_.first(size));
    rest_ = rest_.subspan(size);
    if (!is_utf8(part)) return bad("A text that is not UTF-8");
    return Cbor{std::move(part)};
  }

  Result<Cbor> array(std::uint64_t count, int depth) {
    if (count > rest_.size()) return bad("Ends too early");
    Cbor::Array out;
    for (std::uint64_t i = 0; i < count; ++i) {
      MASH_TRY(Cbor one, value(depth + 1));
      out.push_back(std::move(one));
    }
    return Cbor{std::move(out)};
  }

  Result<Cbor> map(std::uint64_t count, int depth) {
    if (count > rest_.size()) return bad("Ends too early");
    Cbor::Map out;
    ByteView before;
    for (std::uint64_t i = 0; i < count; ++i) {
      const ByteView start = rest_;
      MASH_TRY(Cbor key, value(depth + 1));
      if (key.integer() == nullptr && key.text() == nullptr) {
        return bad("A key that is neither number nor text");
      }
      const ByteView encoded = start.first(start.size() - rest_.size());
      if (!before.empty() && !stands_before(before, encoded)) return bad("Keys out of order");
      before = encoded;
      MASH_TRY(Cbor one, value(depth + 1));
      out.push_back({std::move(key), std::move(one)});
    }
    return Cbor{std::move(out)};
  }

  // By kind, then by length, then by bytes (CTAP 2.1 section 8).
  static bool stands_before(ByteView a, ByteView b) {
    const unsigned kind_a = a.front() >> 5U;
    const unsigned kind_b = b.front() >> 5U;
    if (kind_a != kind_b) return kind_a < kind_b;
    if (a.size() != b.size()) return a.size() < b.size();
    return std::ranges::lexicographical_compare(a, b);
  }

  ByteView& rest_;
};

template <class Key>
const Cbor* member(const Cbor& of, const Key& key) {
  const auto* map = of.map();
  if (map == nullptr) return nullptr;
  const auto found = std::ranges::find_if(*map, [&](const CborMember& pair) {
    const auto* own = std::get_if<Key>(&pair.key.value);
    return own != nullptr && *own == key;
  });
  return found == map->end() ? nullptr : &found->value;
}

}  // namespace

const std::int64_t* Cbor::integer() const {
  return std::get_if<std::int64_t>(&value);
}
const Bytes* Cbor::bytes() const {
  return std::get_if<Bytes>(&value);
}
const std::string* Cbor::text() const {
  return std::get_if<std::string>(&value);
}
const Cbor::Map* Cbor::map() const {
  return std::get_if<Map>(&value);
}

const Cbor* Cbor::at(std::string_view key) const {
  return member(*this, std::string(key));
}

const Cbor* Cbor::at(std::int64_t key) const {
  return member(*this, key);
}

Result<Cbor> read_cbor(ByteView& rest) {
  if (rest.size() > k_cbor_bytes) return bad("Too long");
  return Reader(rest).value(1);
}

}  // namespace mash::passkey

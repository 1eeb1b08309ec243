// SPDX-License-Identifier: MIT
// Names as a vocabulary: words, variants, likely spellings.
#include <algorithm>
#include <bit>
#include <cstring>

#include "mash/linkage/compare.h"
#include "mash/linkage/parallel.h"
#include "preparing.h"

namespace mash::linkage {

namespace {

constexpr std::array<std::string_view, 18> k_particles{"van", "von", "de", "da", "di",  "du",
                                                       "del", "der", "al", "el", "bin", "ibn",
                                                       "abu", "la",  "le", "st", "mac", "o"};

std::uint32_t short_hash(std::string_view text) {
  if (text.empty()) return 0;
  const auto h = static_cast<std::uint32_t>(stable_hash(text));
  return h == 0 ? 1 : h;
}

std::string without_spaces(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ' ') out += c;
  return out;
}

std::string_view area(std::string_view postcode) {
  const bool digits =
      std::all_of(postcode.begin(), postcode.end(), [](char c) { return c >= '0' && c <= '9'; });
  const std::size_t tail = digits ? 1 : 3;
  return postcode.size() > tail + 1 ? postcode.substr(0, postcode.size() - tail) : postcode;
}

std::string_view end_of(std::string_view text, std::size_t n) {
  return text.size() > n ? text.substr(text.size() - n) : text;
}

bool is_name(Kind kind) {
  return kind == Kind::given_name || kind == Kind::middle_name || kind == Kind::surname;
}

}  // namespace

bool is_particle(std::string_view word) {
  return std::find(k_particles.begin(), k_particles.end(), word) != k_particles.end();
}

Entry make_entry(Kind kind, std::string_view text) {
  Entry e;
  std::memcpy(e.head.data(), text.data(), std::min<std::size_t>(text.size(), e.head.size()));
  e.letters = letters_of(text);
  e.length = static_cast<std::uint8_t>(std::min<std::size_t>(text.size(), 255));
  if (text.find(' ') != std::string_view::npos) e.marks |= k_several;
  if (text.size() == 1 && is_name(kind)) e.marks |= k_initial;
  switch (kind) {
    case Kind::postcode:
      e.sound = short_hash(area(text));
      break;
    case Kind::email:
      e.sound = short_hash(text.substr(0, text.find('@')));
      break;
    case Kind::phone:
      e.sound = short_hash(end_of(text, 6));
      break;
    default:
      e.sound = short_hash(sound_code(without_spaces(text)));
      break;
  }
  return e;
}

std::span<const std::uint32_t> Vocabulary::words(std::uint32_t id) const {
  if (word_begin_.empty()) return {};
  return std::span(words_).subspan(word_begin_[id], word_begin_[id + 1] - word_begin_[id]);
}

bool Vocabulary::variants(std::uint32_t a, std::uint32_t b) const {
  if (variant_begin_.empty() || (entries_[a].marks & entries_[b].marks & k_variants) == 0)
    return false;
  const auto begin = variants_.begin() + variant_begin_[a];
  return std::binary_search(begin, variants_.begin() + variant_begin_[a + 1], b);
}

void Preparing::normalise_names() {
  for (std::size_t c = 0; c < table_.columns.size(); ++c) {
    switch (table_.columns[c].role) {
      case Role::given_name:
        normalise_name_column(c, Kind::given_name);
        break;
      case Role::middle_name:
        normalise_name_column(c, Kind::middle_name);
        break;
      case Role::surname:
        normalise_name_column(c, Kind::surname);
        break;
      case Role::full_name:
        normalise_full_names(c, false);
        break;
      case Role::other_names:
        normalise_full_names(c, true);
        break;
      default:
        break;
    }
  }
}

namespace {

std::string joined(std::span<const std::string> words) {
  std::string all;
  for (const auto& w : words) all += (all.empty() ? "" : " ") + w;
  return all;
}

}  // namespace

void Preparing::normalise_name_column(std::size_t c, Kind kind) {
  const auto& texts = table_.columns[c].texts;
  Given g{.kind = kind, .values = std::vector<std::uint32_t>(texts.size(), 0)};
  for (std::uint32_t t = 1; t < texts.size(); ++t)
    g.values[t] = add(kind, joined(name_words(texts.text(t), options_.fold)));
  given_[c].push_back(std::move(g));
}

// "Surname, Given Middle" or "Given Middle Surname"; particles belong to the surname.
NameParts Preparing::part(std::string_view text) {
  NameParts out;
  std::vector<std::string> given;
  std::vector<std::string> surname;
  if (const auto comma = text.find(','); comma != std::string_view::npos) {
    surname = name_words(text.substr(0, comma), options_.fold);
    given = name_words(text.substr(comma + 1), options_.fold);
  } else {
    given = name_words(text, options_.fold);
    std::size_t first = given.empty() ? 0 : given.size() - 1;
    while (first > 1 && is_particle(given[first - 1])) --first;
    if (given.size() > 1) {
      const auto from = given.begin() + static_cast<std::ptrdiff_t>(first);
      surname.assign(from, given.end());
      given.erase(from, given.end());
    }
  }
  out.surname = add(Kind::surname, joined(surname));
  if (given.empty()) return out;
  out.given = add(Kind::given_name, given[0]);
  out.middle = add(Kind::middle_name, joined(std::span(given).subspan(1)));
  return out;
}

void Preparing::normalise_full_names(std::size_t c, bool further) {
  const auto& texts = table_.columns[c].texts;
  if (further) {
    aliases_[c].resize(texts.size());
    for (std::uint32_t t = 1; t < texts.size(); ++t) {
      auto rest = texts.text(t);
      while (!rest.empty()) {
        const auto end = std::min(rest.find_first_of(";|"), rest.size());
        auto parts = part(rest.substr(0, end));
        if (parts.surname == 0) parts.surname = parts.given;  // one word: either
        aliases_[c][t].push_back(parts);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    return;
  }
  std::array<std::vector<std::uint32_t>, 3> values;
  for (auto& v : values) v.assign(texts.size(), 0);
  for (std::uint32_t t = 1; t < texts.size(); ++t) {
    const auto parts = part(texts.text(t));
    values[0][t] = parts.given;
    values[1][t] = parts.middle;
    values[2][t] = parts.surname;
  }
  given_[c].push_back({.kind = Kind::given_name, .values = std::move(values[0])});
  given_[c].push_back({.kind = Kind::middle_name, .values = std::move(values[1])});
  given_[c].push_back({.kind = Kind::surname, .values = std::move(values[2])});
}

void Preparing::find_words() {
  auto& v = vocabulary(Kind::given_name);
  const auto whole = v.size();
  std::vector<std::vector<std::uint32_t>> lists(whole);
  for (std::uint32_t id = 1; id < whole; ++id) {
    if ((v.entries_[id].marks & k_several) == 0) continue;
    const std::string text(v.text(id));
    std::string_view rest = text;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(' '), rest.size());
      lists[id].push_back(add(Kind::given_name, rest.substr(0, end)));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  v.word_begin_.assign(v.size() + 1, 0);
  for (std::uint32_t id = 0; id < v.size(); ++id) {
    if (id < whole) v.words_.insert(v.words_.end(), lists[id].begin(), lists[id].end());
    v.word_begin_[id + 1] = static_cast<std::uint32_t>(v.words_.size());
  }
  for (const Kind kind : {Kind::given_name, Kind::middle_name, Kind::surname})
    out_.counts_[static_cast<std::size_t>(kind)].resize(v.size(), 0);
  name_counts_.assign(v.size(), 0);
  for (const Kind kind : {Kind::given_name, Kind::surname}) {
    for (std::uint32_t id = 1; id < v.size(); ++id) {
      const auto n = out_.counts_[static_cast<std::size_t>(kind)][id];
      name_counts_[id] += n;
      for (const auto w : v.words(id)) name_counts_[w] += n;
    }
  }
}

void Preparing::find_variants() {
  auto& v = vocabulary(Kind::given_name);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (auto rest = options_.variants; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto space = line.find(' ');
    if (space == std::string_view::npos) continue;
    const auto a = v.texts_.find(line.substr(0, space));
    const auto b = a == 0 ? 0 : v.texts_.find(line.substr(space + 1));
    if (a == 0 || b == 0 || a == b) continue;
    pairs.emplace_back(a, b);
    pairs.emplace_back(b, a);
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  v.variant_begin_.assign(v.size() + 1, 0);
  for (const auto& [a, b] : pairs) {
    ++v.variant_begin_[a + 1];
    v.variants_.push_back(b);
    v.entries_[a].marks |= k_variants;
  }
  for (std::uint32_t id = 0; id < v.size(); ++id) v.variant_begin_[id + 1] += v.variant_begin_[id];
}

namespace {

constexpr std::size_t k_shortest = 4;
constexpr std::size_t k_longest = 20;

bool may_be_misspelt(const Entry& e) {
  return e.length >= k_shortest && e.length <= k_longest;
}

// Hashes of the text without its i-th byte, for each i, and of the text itself.
struct Shorter {
  explicit Shorter(std::string_view text) : size(text.size() + 1) {
    std::array<char, k_longest> rest{};  // the bytes but for the i-th
    std::memcpy(rest.data(), text.data() + 1, text.size() - 1);
    for (std::size_t i = 0; i < text.size(); ++i) {
      hashes[i] = stable_hash({rest.data(), text.size() - 1});
      rest[i] = text[i];
    }
    hashes[text.size()] = stable_hash(text);
  }
  std::size_t size;
  std::array<std::uint64_t, k_longest + 1> hashes{};
};

}  // namespace

Nearest::Nearest(std::size_t texts) : slots_(std::bit_ceil(2 * texts + 1)) {}

std::size_t Nearest::place(std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_.data()[at].name != 0 && slots_.data()[at].hash != hash) at = (at + 1) & mask;
  return at;
}

std::uint32_t& Nearest::of(std::uint64_t hash) {
  auto& slot = slots_[place(hash)];
  slot.hash = hash;
  return slot.name;
}

// Ties go by the text's hash, so that the order of records does not matter.
bool Preparing::more_frequent(std::uint32_t a, std::uint32_t b) const {
  if (b == 0) return true;
  const auto& texts = out_.vocabularies_[Prepared::vocabulary_of(Kind::given_name)].texts_;
  return name_counts_[a] != name_counts_[b] ? name_counts_[a] > name_counts_[b]
                                            : texts.hash(a) < texts.hash(b);
}

namespace {

// What a name is a misspelling of is so many times as frequent.
constexpr std::uint32_t k_times = 3;

}  // namespace

// A name one edit away from one that is much more frequent is likely a misspelling of it; a short
// form stands for the full name that is more frequent.
std::uint32_t Preparing::likely_spelling(std::uint32_t id, const Nearest& nearest) const {
  const auto& v = out_.vocabularies_[Prepared::vocabulary_of(Kind::given_name)];
  std::uint32_t best = id;
  const auto consider = [&](std::uint32_t other, std::uint32_t least) {
    const bool enough = name_counts_[other] >= least * std::max(1U, name_counts_[id]);
    if (enough && more_frequent(other, best)) best = other;
  };
  if (may_be_misspelt(v[id])) {
    const Shorter shorter(v.text(id));
    for (std::size_t i = 0; i < shorter.size; ++i) nearest.will_need(shorter.hashes.data()[i]);
    for (std::size_t i = 0; i < shorter.size; ++i) {
      const auto other = nearest.find(shorter.hashes.data()[i]);
      if (other == 0 || other == id || other == best) continue;
      if (edit_distance(v.text(id), v.text(other), 1) == 1) consider(other, k_times);
    }
  }
  for (const auto form : v.forms(id)) consider(form, 1);
  return best;
}

void Preparing::find_spellings() {
  auto& v = vocabulary(Kind::given_name);
  // Rarer ones than k_times are not so many times as frequent as anything.
  const auto frequent = [&](std::uint32_t id) {
    return may_be_misspelt(v[id]) && name_counts_[id] >= k_times;
  };
  std::size_t texts = 0;
  for (std::uint32_t id = 1; id < v.size(); ++id)
    if (frequent(id)) texts += v[id].length + 1U;
  Nearest nearest(texts);
  for (std::uint32_t id = 1; id < v.size(); ++id) {
    if (!frequent(id)) continue;
    const Shorter shorter(v.text(id));
    for (std::size_t i = 0; i < shorter.size; ++i) nearest.will_need(shorter.hashes.data()[i]);
    for (std::size_t i = 0; i < shorter.size; ++i) {
      auto& best = nearest.of(shorter.hashes.data()[i]);
      if (more_frequent(id, best)) best = id;
    }
  }
  constexpr std::uint32_t piece = 4096;
  parallel((v.size() + piece - 1) / piece, options_.threads, [&](std::size_t p, unsigned) {
    const auto first = static_cast<std::uint32_t>(p * piece);
    for (auto id = std::max(1U, first); id < std::min(v.size(), first + piece); ++id)
      v.entries_[id].spelling = likely_spelling(id, nearest);
  });
}

}  // namespace mash::linkage

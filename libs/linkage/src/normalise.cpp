// SPDX-License-Identifier: MIT
#include "mash/linkage/normalise.h"

#include <algorithm>
#include <array>

namespace mash::linkage {

namespace {

// Letters with marks from U+00C0 to U+017F, as ASCII; one text a code point.
constexpr std::string_view k_latin[] = {
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e",  "e",  "i", "i", "i",  "i",   // C0
    "d", "n", "o",  "o",  "o", "o", "o",  " ", "o", "u", "u",  "u",  "u", "y", "th", "ss",  // D0
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e",  "e",  "i", "i", "i",  "i",   // E0
    "d", "n", "o",  "o",  "o", "o", "o",  " ", "o", "u", "u",  "u",  "u", "y", "th", "y",   // F0
    "a", "a", "a",  "a",  "a", "a", "c",  "c", "c", "c", "c",  "c",  "c", "c", "d",  "d",   // 100
    "d", "d", "e",  "e",  "e", "e", "e",  "e", "e", "e", "e",  "e",  "g", "g", "g",  "g",   // 110
    "g", "g", "g",  "g",  "h", "h", "h",  "h", "i", "i", "i",  "i",  "i", "i", "i",  "i",   // 120
    "i", "i", "ij", "ij", "j", "j", "k",  "k", "k", "l", "l",  "l",  "l", "l", "l",  "l",   // 130
    "l", "l", "l",  "n",  "n", "n", "n",  "n", "n", "n", "ng", "ng", "o", "o", "o",  "o",   // 140
    "o", "o", "oe", "oe", "r", "r", "r",  "r", "r", "r", "s",  "s",  "s", "s", "s",  "s",   // 150
    "s", "s", "t",  "t",  "t", "t", "t",  "t", "u", "u", "u",  "u",  "u", "u", "u",  "u",   // 160
    "u", "u", "u",  "u",  "w", "w", "y",  "y", "y", "z", "z",  "z",  "z", "z", "z",  "s",   // 170
};

std::string_view fold_point(std::uint32_t point) {
  if (point >= 0xC0 && point < 0x180) return k_latin[point - 0xC0];
  if (point >= 0x1EA0 && point <= 0x1EF9) {  // Vietnamese
    if (point < 0x1EB8) return "a";
    if (point < 0x1EC8) return "e";
    if (point < 0x1ECC) return "i";
    if (point < 0x1EE4) return "o";
    return point < 0x1EF2 ? "u" : "y";
  }
  switch (point) {
    case 0x0259:
    case 0x018F:
      return "a";  // Azerbaijani schwa
    case 0x0218:
    case 0x0219:
      return "s";
    case 0x021A:
    case 0x021B:
      return "t";
    case 0x2018:
    case 0x2019:
    case 0x02BC:
    case 0x02BB:
    case 0x00B4:
      return "'";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
      return "-";
    default:
      break;
  }
  return point >= 0x0300 && point < 0x0370 ? "" : " ";  // combining marks vanish
}

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}
bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool is_ascii(std::string_view s) {
  return std::none_of(s.begin(), s.end(), [](char c) { return (c & 0x80) != 0; });
}

std::string folded(std::string_view text, const Fold& fold) {
  return is_ascii(text) ? std::string(text) : fold(text);
}

std::vector<std::string> words_of(std::string_view plain_text) {
  std::vector<std::string> words;
  while (!plain_text.empty()) {
    const auto end = std::min(plain_text.find(' '), plain_text.size());
    if (end > 0) words.emplace_back(plain_text.substr(0, end));
    plain_text.remove_prefix(std::min(end + 1, plain_text.size()));
  }
  return words;
}

template <std::size_t N>
bool any_of(const std::array<std::string_view, N>& list, std::string_view wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

constexpr std::array<std::string_view, 14> k_titles{"mr",   "mrs",  "ms",     "miss", "dr",
                                                    "prof", "rev",  "master", "sir",  "dame",
                                                    "lord", "lady", "mx",     "jr"};
constexpr std::array<std::string_view, 16> k_nobody{
    "unknown",   "not known", "none",       "null",     "n a",    "not recorded", "unk", "xxx",
    "not given", "no name",   "not stated", "declined", "unborn", "not named",    "tbc", "anon"};
// Said of a child that has no name yet; a name behind it is the mother's.
constexpr std::array<std::string_view, 8> k_unnamed{"baby",   "infant",  "twin",   "triplet",
                                                    "unborn", "newborn", "foetus", "babe"};
constexpr std::array<std::string_view, 9> k_no_home{
    "no fixed abode", "nfa",     "homeless", "no fixed address", "unknown",
    "not known",      "refused", "no abode", "of no fixed abode"};

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& w : words) all += (all.empty() ? "" : " ") + w;
  return all;
}

}  // namespace

std::string fold_latin(std::string_view utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto b = static_cast<unsigned char>(utf8[i]);
    if (b < 0x80) {
      out += utf8[i++];
      continue;
    }
    const std::size_t n = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
    std::uint32_t point = b & (0x7FU >> n);
    for (std::size_t k = 1; k < n && i + k < utf8.size(); ++k)
      point = (point << 6U) | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
    i += n;
    out += fold_point(point);
  }
  return out;
}

std::string plain(std::string_view text, const Fold& fold) {
  std::string out;
  for (const char raw : folded(text, fold)) {
    const char c = lower(raw);
    if (is_letter(c) || is_digit(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::vector<std::string> name_words(std::string_view text, const Fold& fold) {
  std::string joined_text;
  for (const char c : folded(text, fold))
    if (c != '\'' && c != '`') joined_text += c;
  const std::string all = plain(joined_text, fold);
  if (any_of(k_nobody, all)) return {};
  auto words = words_of(all);
  while (words.size() > 1 && any_of(k_titles, words.front())) words.erase(words.begin());
  if (!words.empty() && any_of(k_unnamed, words[0])) return {};
  return words;
}

namespace {

// Spellings of one sound. The longest that fits is taken; upper case is a sound, '.' is silent.
struct Spelling {
  std::string_view letters;
  std::string_view sound;
  bool vowel = false;  // ends in one
};
constexpr Spelling k_spellings[] = {
    {"shch", "S"}, {"tsch", "C"}, {"sch", "S"},      {"tch", "C"},      {"dzh", "J"},
    {"dsch", "J"}, {"chr", "KR"}, {"kh", "K"},       {"ch", "C"},       {"ck", "K"},
    {"cz", "C"},   {"sh", "S"},   {"sz", "S"},       {"th", "T"},       {"dh", "T"},
    {"bh", "P"},   {"ph", "F"},   {"gh", "K"},       {"zh", "J"},       {"ts", "S"},
    {"tz", "S"},   {"dj", "J"},   {"ce", "S", true}, {"ci", "S", true}, {"cy", "S", true},
    {"qu", "K"},   {"x", "KS"},   {"b", "P"},        {"p", "P"},        {"c", "K"},
    {"k", "K"},    {"q", "K"},    {"g", "K"},        {"d", "T"},        {"t", "T"},
    {"f", "F"},    {"v", "F"},    {"w", "F"},        {"s", "S"},        {"z", "S"},
    {"j", "J"},    {"l", "L"},    {"m", "M"},        {"n", "N"},        {"r", "R"},
};

const Spelling* spelling_at(std::string_view rest) {
  static const auto by_letter = [] {
    std::array<std::vector<const Spelling*>, 26> lists;
    for (const auto& s : k_spellings)
      lists[static_cast<std::size_t>(s.letters[0] - 'a')].push_back(&s);
    return lists;
  }();
  if (rest.empty() || !is_letter(rest[0])) return nullptr;
  for (const auto* s : by_letter[static_cast<std::size_t>(rest[0] - 'a')])
    if (rest.starts_with(s->letters)) return s;
  return nullptr;
}

// The first sound, where it is a vowel, a glide (yusuf, jusuf, iusuf) or an h. Gives the bytes
// used.
std::size_t first_sound(std::string_view name, std::string& code) {
  if (name.empty()) return 0;
  const char c = name[0];
  const bool glide = name.size() > 1 && (c == 'y' || c == 'j' || (c == 'i' && is_vowel(name[1])));
  if (glide) {
    code = "J";
  } else if (c == 'h') {
    code = "H";
  } else if (spelling_at(name) == nullptr) {
    code = "A";
  }
  return code.size();
}

}  // namespace

std::string sound_code(std::string_view name) {
  std::string code;
  std::size_t i = first_sound(name, code);
  char last = code.empty() || code == "A" ? 'a' : code[0];  // the sound before, 'a' for a vowel
  while (i < name.size() && code.size() < 8) {
    const auto* s = spelling_at(name.substr(i));
    if (s == nullptr) {  // a vowel, or an h that is not heard
      if (name[i] != 'h') last = 'a';
      ++i;
      continue;
    }
    for (const char c : s->sound) {
      if (c != last) code += c;
      last = c;
    }
    i += s->letters.size();
    if (s->vowel) last = 'a';
  }
  code.resize(std::min<std::size_t>(code.size(), 8));
  return code;
}

std::string postcode(std::string_view text) {
  std::string out;
  for (const char raw : text) {
    const char c = lower(raw);
    if (is_letter(c) || is_digit(c)) out += c;
  }
  if (out.size() > 3 && std::all_of(out.begin(), out.end(), [](char c) { return c == '0'; }))
    return {};
  return out;
}

Identifier identifier(std::string_view text) {
  Identifier id;
  for (const char raw : text) {
    const char c = lower(raw);
    if (is_letter(c) || is_digit(c)) id.text += c;
  }
  return id;
}

Identifier nhs_number(std::string_view text) {
  auto id = identifier(text);
  if (id.text.size() != 10 || !std::all_of(id.text.begin(), id.text.end(), is_digit)) return id;
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) sum += (id.text[i] - '0') * static_cast<int>(10 - i);
  const int check = (11 - sum % 11) % 11;
  const bool alike = id.text.find_first_not_of(id.text[0]) == std::string::npos;
  id.verified = check != 10 && check == id.text[9] - '0' && !alike;
  return id;
}

Identifier upn(std::string_view text) {
  // Check letter, three digits of the authority, four of the school, two of the year, three serial.
  static constexpr std::string_view k_letters = "abcdefghjklmnpqrtuvwxyz";
  auto id = identifier(text);
  if (id.text.size() != 13 || !std::all_of(id.text.begin() + 1, id.text.begin() + 12, is_digit))
    return id;
  const char last = id.text[12];
  const auto value = is_digit(last) ? static_cast<std::size_t>(last - '0') : k_letters.find(last);
  if (value == std::string_view::npos) return id;
  std::size_t sum = value * 13;
  for (std::size_t i = 1; i < 12; ++i) sum += static_cast<std::size_t>(id.text[i] - '0') * (i + 1);
  id.verified = k_letters[sum % 23] == id.text[0];
  return id;
}

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> k_street_words{{
    {"st", "street"},
    {"str", "street"},
    {"rd", "road"},
    {"ave", "avenue"},
    {"av", "avenue"},
    {"ln", "lane"},
    {"cl", "close"},
    {"dr", "drive"},
    {"cres", "crescent"},
    {"ct", "court"},
    {"pl", "place"},
    {"gdns", "gardens"},
    {"sq", "square"},
    {"terr", "terrace"},
    {"pde", "parade"},
    {"hse", "house"},
}};

bool has_digit(std::string_view s) {
  return std::any_of(s.begin(), s.end(), is_digit);
}

}  // namespace

std::string street_words(std::string_view text, const Fold& fold) {
  auto words = words_of(plain(text, fold));
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (const auto& [brief, full] : k_street_words)
      if (words[i] == brief && (brief != "st" || i > 0)) words[i] = full;
  }
  auto all = joined(words);
  return any_of(k_no_home, all) ? std::string() : all;
}

Street split_address(std::string_view text, const Fold& fold) {
  auto words = words_of(street_words(text, fold));
  Street out;
  if (any_of(k_no_home, joined(words))) return out;
  std::size_t at = 0;
  if (words.size() > 1 && (words[0] == "flat" || words[0] == "apartment" || words[0] == "unit"))
    at = 1;
  while (at < words.size() && at < 3 && (has_digit(words[at]) || words[at].size() == 1)) {
    out.house += (out.house.empty() ? "" : " ") + words[at];
    ++at;
  }
  if (out.house.empty()) at = 0;
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(at));
  out.street = joined(words);
  return out;
}

std::string phone(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (is_digit(c)) digits += c;
  if (digits.starts_with("0044")) digits.erase(0, 4);
  if (digits.size() > 10 && digits.starts_with("44")) digits.erase(0, 2);
  if (digits.size() > 9 && digits.starts_with("0")) digits.erase(0, 1);
  return digits.size() < 5 ? std::string() : digits;
}

std::string email(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ' ') out += lower(c);
  const auto at = out.find('@');
  return at == std::string::npos || at == 0 ? std::string() : out;
}

char sex(std::string_view text) {
  const std::string s = plain(text, fold_latin);
  if (s == "f" || s == "female" || s == "woman" || s == "girl" || s == "k" || s == "w" ||
      s == "2" || s == "weiblich")
    return 'f';
  if (s == "m" || s == "male" || s == "man" || s == "boy" || s == "1" || s == "maennlich")
    return 'm';
  return 0;
}

}  // namespace mash::linkage

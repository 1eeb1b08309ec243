// SPDX-License-Identifier: MIT
#include "mash/simulation/damage.h"

#include <array>
#include <span>
#include <utility>
#include <vector>

namespace mash::simulation {
namespace {

using Rule = std::pair<std::string_view, std::string_view>;

// How names of each tradition vary in Latin letters; each rule also works backwards.
constexpr std::array<Rule, 12> k_english{{{"y", "ie"},
                                          {"c", "k"},
                                          {"ll", "l"},
                                          {"tt", "t"},
                                          {"nn", "n"},
                                          {"ph", "f"},
                                          {"ey", "y"},
                                          {"ai", "ay"},
                                          {"ie", "ei"},
                                          {"son", "sen"},
                                          {"th", "t"},
                                          {"ck", "k"}}};
constexpr std::array<Rule, 12> k_south_asian{{{"ee", "i"},
                                              {"oo", "u"},
                                              {"aa", "a"},
                                              {"v", "w"},
                                              {"th", "t"},
                                              {"sh", "s"},
                                              {"dh", "d"},
                                              {"kh", "k"},
                                              {"j", "z"},
                                              {"ph", "f"},
                                              {"gh", "g"},
                                              {"ai", "ay"}}};
constexpr std::array<Rule, 13> k_arabic{{{"ou", "u"},
                                         {"oo", "u"},
                                         {"ee", "i"},
                                         {"aa", "a"},
                                         {"kh", "k"},
                                         {"dh", "d"},
                                         {"gh", "g"},
                                         {"q", "k"},
                                         {"ch", "sh"},
                                         {"j", "g"},
                                         {"ss", "s"},
                                         {"o", "u"},
                                         {"w", "ou"}}};
constexpr std::array<Rule, 10> k_west_african{{{"ou", "u"},
                                               {"kw", "qu"},
                                               {"ch", "sh"},
                                               {"gb", "b"},
                                               {"dj", "j"},
                                               {"nn", "n"},
                                               {"mm", "m"},
                                               {"oo", "o"},
                                               {"ie", "i"},
                                               {"ck", "k"}}};
constexpr std::array<Rule, 13> k_slavic{{{"ei", "ey"},
                                         {"iy", "y"},
                                         {"ii", "y"},
                                         {"w", "v"},
                                         {"sz", "sh"},
                                         {"cz", "ch"},
                                         {"ks", "x"},
                                         {"ia", "ya"},
                                         {"yu", "iu"},
                                         {"zh", "j"},
                                         {"ts", "c"},
                                         {"kh", "h"},
                                         {"ov", "off"}}};
constexpr std::array<Rule, 10> k_turkish{{{"ş", "sh"},
                                          {"ç", "ch"},
                                          {"ö", "oe"},
                                          {"ü", "ue"},
                                          {"ğ", "gh"},
                                          {"c", "j"},
                                          {"v", "w"},
                                          {"y", "i"},
                                          {"k", "c"},
                                          {"z", "s"}}};

std::span<const Rule> rules(Origin origin) {
  switch (origin) {
    case Origin::english:
      return k_english;
    case Origin::south_asian:
      return k_south_asian;
    case Origin::arabic:
      return k_arabic;
    case Origin::west_african:
      return k_west_african;
    case Origin::slavic:
      return k_slavic;
    case Origin::turkish:
      return k_turkish;
  }
  return {};
}

constexpr std::array<Rule, 32> k_plain{
    {{"ı", "i"}, {"İ", "I"}, {"ş", "s"}, {"Ş", "S"}, {"ç", "c"}, {"Ç", "C"}, {"ğ", "g"},
     {"Ğ", "G"}, {"ö", "o"}, {"Ö", "O"}, {"ü", "u"}, {"Ü", "U"}, {"ł", "l"}, {"Ł", "L"},
     {"ś", "s"}, {"ń", "n"}, {"ó", "o"}, {"ą", "a"}, {"ę", "e"}, {"ź", "z"}, {"ż", "z"},
     {"ć", "c"}, {"č", "c"}, {"Č", "C"}, {"ř", "r"}, {"á", "a"}, {"í", "i"}, {"é", "e"},
     {"ň", "n"}, {"ý", "y"}, {"ï", "i"}, {"ě", "e"}}};

constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The keys beside a to z on a UK keyboard.
constexpr std::array<std::string_view, 26> k_beside{
    "sqz", "vn", "xv", "sf", "wr", "dg", "fh", "gj", "uo", "hk", "jl", "k",  "n",
    "bm",  "ip", "o",  "wa", "et", "ad", "ry", "yi", "cb", "qe", "zc", "tu", "xa"};

char neighbour(char c, Stream& stream) {
  if (is_digit(c)) return static_cast<char>('0' + stream.below(10));
  const bool big = c < 'a';
  const auto place = static_cast<std::size_t>(c - (big ? 'A' : 'a'));
  const char hit = stream.pick(k_beside.at(place));
  return big ? static_cast<char>(hit - 'a' + 'A') : hit;
}

}  // namespace

std::string mistype(std::string_view text, Stream& stream) {
  std::string out(text);
  if (out.size() < 2) return out;
  const std::size_t at = stream.below(out.size());
  const auto plain_at = [&](std::size_t i) {
    return i < out.size() && (is_letter(out[i]) || is_digit(out[i]));
  };
  if (!plain_at(at)) return out;
  switch (stream.below(4)) {
    case 0:
      out.erase(at, 1);
      break;
    case 1:
      out.insert(at, 1, is_letter(out[at]) && at == 0 ? out[at] : neighbour(out[at], stream));
      break;
    case 2:
      if (plain_at(at + 1)) std::swap(out[at], out[at + 1]);
      break;
    default:
      out[at] = neighbour(out[at], stream);
  }
  return out;
}

std::string respell(const Name& name, std::string_view now, Origin origin, Stream& stream) {
  if (!name.spellings.empty() && stream.chance(0.7)) {
    const std::string& other = stream.pick(name.spellings);
    return other == now ? name.text : other;
  }
  const auto all = rules(origin);
  const std::size_t first = stream.below(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto [from, to] = all[(first + i) % all.size()];
    for (int way = 0; way < 2; ++way, std::swap(from, to)) {
      const std::size_t at = now.find(from, 1);  // the capital stays
      if (at == std::string_view::npos) continue;
      return std::string(now.substr(0, at)).append(to).append(now.substr(at + from.size()));
    }
  }
  return std::string(now);
}

std::string plain(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80U) {
      out += text[i++];
      continue;
    }
    std::size_t taken = 0;
    for (const auto& [from, to] : k_plain) {
      if (text.substr(i).starts_with(from)) {
        out += to;
        taken = from.size();
        break;
      }
    }
    if (taken == 0) out += text[i];
    i += taken == 0 ? 1 : taken;
  }
  return out;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

}  // namespace mash::simulation

// SPDX-License-Identifier: MIT
// Text about people in one form, so that equal things are equal bytes.
//
// What: lower-case ASCII names, codes that sound alike across languages, dates, postcodes,
// identifiers with their check digits, addresses, phones, e-mail addresses.
// What not: no Unicode tables beyond Latin letters with marks: a caller that has ICU passes its
// transliteration as a Fold, which is asked only for texts with other bytes.
// Thread safety: pure functions. Cost: 0.1 to 1 microsecond a text; called once a distinct text.
// Sources: NHS number check digit, NHS Data Dictionary "NHS NUMBER" (modulus 11); UPN check letter,
// DfE "Unique pupil numbers", 2019, 5.1 (modulus 23); postcode form, Royal Mail "Programmer's
// Guide", 2011.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace mash::linkage {

// Any script to ASCII letters. The default knows Latin letters with marks and drops the rest.
using Fold = std::function<std::string(std::string_view)>;
std::string fold_latin(std::string_view utf8);

// Letters, digits and single spaces, lower case.
std::string plain(std::string_view text, const Fold& fold);

// Words of a name without titles or punctuation; nothing for placeholders ("unknown", "baby of
// jane"). Names joined by hyphens are two words, apostrophes join ("o'neil" is "oneil").
std::vector<std::string> name_words(std::string_view text, const Fold& fold);

// How a name sounds, coarsely, across English, South Asian, Arabic, West African, Slavic and
// Turkish spellings: muhammad, mohamed and mehmet agree, so do aliyev and aliev, yusuf and youssef.
// Up to 8 letters; empty for an empty name.
std::string sound_code(std::string_view plain_name);

// A day, or what is known of it: 0 where a part is missing. Packed as year * 512 + month * 32 +
// day.
struct PartialDate {
  std::uint16_t year = 0;
  std::uint8_t month = 0;
  std::uint8_t day = 0;
  [[nodiscard]] std::uint32_t packed() const;
  static PartialDate unpack(std::uint32_t packed) {
    // Two digits a byte: century, year, month, day.
    const std::uint32_t bytes = (packed & 0x0F0F0F0FU) + 10 * (packed >> 4U & 0x0F0F0F0FU);
    const std::uint32_t year = 100 * (bytes >> 24U) + (bytes >> 16U & 0xFFU);
    const std::uint32_t month = bytes >> 8U & 0xFFU;
    const std::uint32_t day = bytes & 0xFFU;
    if (year > 9999 || month > 99 || day > 99) return {};
    return {.year = static_cast<std::uint16_t>(year),
            .month = static_cast<std::uint8_t>(month),
            .day = static_cast<std::uint8_t>(day)};
  }
  bool operator==(const PartialDate&) const = default;
};

constexpr bool has_day(std::uint32_t packed) {
  return (packed & 0xFFU) != 0;
}

// Order of numbers like 03/04/2015. A file is judged as a whole.
enum class DateOrder : std::uint8_t { day_first, month_first };

// ISO, yyyymmdd, yyyy/mm/dd, dd/mm/yyyy, 3 April 2015, Apr 2015, 2015. Nothing known: all 0.
PartialDate read_date(std::string_view text, DateOrder order);
// month_first only if some text allows no other reading and none contradicts.
DateOrder guess_date_order(const std::vector<std::string_view>& texts);

// Upper-case without space ("N15AA"); what is no UK postcode is kept as plain text.
std::string postcode(std::string_view text);
// Digits and letters only. `verified` is true if a check digit that the kind has is right.
struct Identifier {
  std::string text;
  bool verified = false;
};
Identifier nhs_number(std::string_view text);
Identifier upn(std::string_view text);
Identifier identifier(std::string_view text);

// "12a high st" is house "12a" and street "high street"; a flat's number goes before the house.
struct Street {
  std::string house;
  std::string street;
};
Street split_address(std::string_view text, const Fold& fold);
// Words of streets in full: st, rd, ave, ln.
std::string street_words(std::string_view text, const Fold& fold);

// National digits: +44, 0044 and 0 in front are one.
std::string phone(std::string_view text);
// Lower case; empty if there is no '@'.
std::string email(std::string_view text);
// 'f', 'm', or 0.
char sex(std::string_view text);

}  // namespace mash::linkage

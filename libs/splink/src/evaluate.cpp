// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <cmath>

#include "alike.h"
#include "characters.h"
#include "expression.h"
#include "times.h"

namespace mash::splink {

namespace {

Value of_text(std::string text) {
  return {.type = Type::text, .text = std::move(text)};
}
Value of_text(std::u32string_view points) {
  return of_text(to_utf8(points));
}
Value of_number(double number, Type type = Type::number) {
  if (std::isnan(number)) return {};
  return {.type = type, .number = number};
}

std::string_view trimmed(std::string_view s, bool front, bool back) {
  while (front && s.starts_with(' ')) s.remove_prefix(1);
  while (back && s.ends_with(' ')) s.remove_suffix(1);
  return s;
}

// Latin, Greek and Cyrillic letters.
char32_t cased(char32_t c, bool lower) {
  const auto moves = [&](char32_t first, char32_t last, char32_t by) {
    const char32_t base = lower ? 0 : by;
    return c >= first + base && c <= last + base;
  };
  const auto move = [&](char32_t by) { return lower ? c + by : c - by; };
  if (moves('A', 'Z', 32) || (moves(0xC0, 0xDE, 32) && c != 0xD7 && c != 0xF7) ||
      (moves(0x391, 0x3A9, 32) && c != 0x3C2) || moves(0x410, 0x42F, 32))
    return move(32);
  if (moves(0x400, 0x40F, 80)) return move(80);
  const bool even = (c & 1U) == 0;
  if ((c >= 0x100 && c <= 0x137 && c != 0x130 && c != 0x131) || (c >= 0x14A && c <= 0x177))
    return even == lower ? move(1) : c;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return even != lower ? move(1) : c;
  return c;
}
std::string cased(std::string_view text, bool lower) {
  std::u32string points = code_points(text);
  for (char32_t& c : points) c = cased(c, lower);
  return to_utf8(points);
}

// From the character `start` (1 is the first, -1 the last, 0 stands before the first) so many; a
// negative number of characters is taken from before the start.
std::u32string substring(std::u32string_view text, double start, double count) {
  const auto size = static_cast<double>(text.size());
  double from = start > 0 ? start - 1 : start < 0 ? size + start : -1;
  if (start == 0 && std::isinf(count)) from = 0;
  double to = from + count;
  if (count < 0) std::swap(from, to);
  from = std::clamp(from, 0.0, size);
  to = std::clamp(to, 0.0, size);
  if (to <= from) return {};
  return std::u32string(
      text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
}

// As many from the end given; a negative number leaves so many at the other end.
std::u32string part(std::u32string_view text, double count, bool left) {
  const auto size = static_cast<double>(text.size());
  const double n = std::clamp(count >= 0 ? count : size + count, 0.0, size);
  const auto k = static_cast<std::size_t>(n);
  return std::u32string(left ? text.substr(0, k) : text.substr(text.size() - k));
}

std::vector<std::string> split(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  if (separator.empty()) return {std::string(text)};
  for (;;) {
    const auto end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

Value split_part(std::string_view text, std::string_view separator, double n) {
  const auto parts = split(text, separator);
  const double at = n > 0 ? n - 1 : static_cast<double>(parts.size()) + n;
  if (!(at >= 0) || at >= static_cast<double>(parts.size())) return of_text(std::string());
  return of_text(parts[static_cast<std::size_t>(at)]);
}

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
  std::string out;
  for (;;) {
    const auto at = what.empty() ? std::string_view::npos : text.find(what);
    out += text.substr(0, at);
    if (at == std::string_view::npos) return out;
    out += with;
    text.remove_prefix(at + what.size());
  }
}

// A list as DuckDB writes it into CSV: "[a, b]".
Value list_of(std::string_view text) {
  if (!text.starts_with('[') || !text.ends_with(']')) return {};
  text = text.substr(1, text.size() - 2);
  Value value{.type = Type::list};
  if (trimmed(text, true, true).empty()) return value;
  for (const auto& part : split(text, ",")) {
    auto item = trimmed(part, true, true);
    if (item == "NULL") continue;
    if (item.size() >= 2 && item.front() == '\'' && item.back() == '\'')
      item = item.substr(1, item.size() - 2);
    value.list.emplace_back(item);
  }
  return value;
}

std::optional<double> number_of(std::string_view text, const std::string& type) {
  text = trimmed(text, true, true);
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (type == "float" || type == "float4" || type == "real")
    return static_cast<double>(static_cast<float>(number));
  if (type.find("int") != std::string::npos) return std::round(number);
  return number;
}

std::vector<std::string> common(std::vector<std::string> a, std::vector<std::string> b) {
  std::sort(a.begin(), a.end());
  a.erase(std::unique(a.begin(), a.end()), a.end());
  std::sort(b.begin(), b.end());
  std::vector<std::string> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

class Evaluator {
 public:
  explicit Evaluator(Cells& record) : record_(record) {}

  Value run(const Expression& e) {
    switch (e.fn) {
      case Fn::column: {
        const auto cell = record_.cell(e.text);
        return cell ? of_text(std::string(*cell)) : Value{};
      }
      case Fn::constant:
        return {.type = e.type, .number = e.number, .text = e.text};
      case Fn::both:
      case Fn::either:
        return several(e);
      case Fn::cases:
        return chosen(e);
      case Fn::coalesce:
      case Fn::greatest:
      case Fn::least:
        return best(e);
      default:
        break;
    }
    std::vector<Value> args;
    args.reserve(e.args.size());
    for (const auto& a : e.args) args.push_back(run(a));
    if (e.fn == Fn::is_null || e.fn == Fn::is_not_null)
      return of_number(args[0].is_null() == (e.fn == Fn::is_null) ? 1 : 0, Type::boolean);
    if (e.fn == Fn::nullif) {
      return !args[0].is_null() && !args[1].is_null() && args[0].text == args[1].text
                 ? Value{}
                 : std::move(args[0]);
    }
    if (e.fn == Fn::list_intersect && args[1].is_null()) args[1].type = Type::list;
    if (std::any_of(args.begin(), args.end(), [](const Value& v) { return v.is_null(); }))
      return {};
    if (e.type == Type::text) return text(e, args);
    if (e.type == Type::boolean) return comparison(e.fn, args);
    if (e.type == Type::number) return number(e, args);
    return other(e, args);
  }

 private:
  Value several(const Expression& e) {
    const double deciding = e.fn == Fn::both ? 0 : 1;
    bool unknown = false;
    for (const auto& a : e.args) {
      const Value v = run(a);
      if (v.is_null()) {
        unknown = true;
      } else if (v.number == deciding) {
        return v;
      }
    }
    return unknown ? Value{} : of_number(1 - deciding, Type::boolean);
  }

  Value chosen(const Expression& e) {
    for (std::size_t i = 0; i + 1 < e.args.size(); i += 2) {
      const Value when = run(e.args[i]);
      if (!when.is_null() && when.number == 1) return run(e.args[i + 1]);
    }
    return run(e.args.back());
  }

  Value best(const Expression& e) {
    Value found;
    for (const auto& a : e.args) {
      Value v = run(a);
      if (v.is_null()) continue;
      if (e.fn == Fn::coalesce) return v;
      if (found.is_null() ||
          (e.fn == Fn::greatest ? v.number > found.number : v.number < found.number))
        found = std::move(v);
    }
    return found;
  }

  static Value text(const Expression& e, const std::vector<Value>& args) {
    const std::string& s = args[0].text;
    const auto n = [&](std::size_t i) { return args[i].number; };
    switch (e.fn) {
      case Fn::lower:
      case Fn::upper:
        return of_text(cased(s, e.fn == Fn::lower));
      case Fn::trim:
      case Fn::ltrim:
      case Fn::rtrim:
        return of_text(std::string(trimmed(s, e.fn != Fn::rtrim, e.fn != Fn::ltrim)));
      case Fn::substring:
        return of_text(substring(code_points(s), n(1), args.size() > 2 ? n(2) : HUGE_VAL));
      case Fn::left:
      case Fn::right:
        return of_text(part(code_points(s), n(1), e.fn == Fn::left));
      case Fn::regexp_extract:
        return of_text(e.pattern->extract(code_points(s), static_cast<std::size_t>(e.number)));
      case Fn::replace:
        return of_text(replaced(s, args[1].text, args[2].text));
      case Fn::split_part:
        return split_part(s, args[1].text, n(2));
      default:
        return of_text(s + args[1].text);
    }
  }

  static Value comparison(Fn fn, const std::vector<Value>& args) {
    if (fn == Fn::negation) return of_number(1 - args[0].number, Type::boolean);
    const bool texts = args[0].type == Type::text;
    const double a = args[0].number;
    const double b = args[1].number;
    bool yes = false;
    switch (fn) {
      case Fn::equal:
      case Fn::unequal:
        yes = (texts ? args[0].text == args[1].text : a == b) == (fn == Fn::equal);
        break;
      case Fn::less:
        yes = a < b;
        break;
      case Fn::less_equal:
        yes = a <= b;
        break;
      case Fn::greater:
        yes = a > b;
        break;
      default:
        yes = a >= b;
    }
    return of_number(yes ? 1 : 0, Type::boolean);
  }

  Value number(const Expression& e, const std::vector<Value>& args) {
    if (e.fn == Fn::to_number) return cast(e, args[0]);
    const double a = args[0].number;
    switch (e.fn) {
      case Fn::length:
        return of_number(static_cast<double>(code_points(args[0].text).size()));
      case Fn::epoch:
        return of_number(a);
      case Fn::abs:
        return of_number(std::abs(a));
      case Fn::floor:
        return of_number(std::floor(a));
      case Fn::negative:
        return of_number(-a);
      case Fn::list_size:
        return of_number(static_cast<double>(args[0].list.size()));
      case Fn::date_diff:
        return of_number(date_diff(e.text, a, args[1].number));
      case Fn::add:
        return of_number(a + args[1].number);
      case Fn::subtract:
        return of_number(a - args[1].number);
      case Fn::multiply:
        return of_number(a * args[1].number);
      case Fn::divide:
        return of_number(a / args[1].number);
      default:
        return of_number(similarity(e.fn, args[0].text, args[1].text));
    }
  }

  Value cast(const Expression& e, const Value& arg) {
    if (arg.type == Type::number) {
      return of_number(e.text.find("int") != std::string::npos ? std::round(arg.number)
                                                               : arg.number);
    }
    const auto found = number_of(arg.text, e.text);
    if (!found) {
      record_.failed |= e.strict;
      return {};
    }
    return of_number(*found);
  }

  static double similarity(Fn fn, std::string_view a, std::string_view b) {
    const Text x{a, is_ascii(a)};
    const Text y{b, is_ascii(b)};
    const int most = static_cast<int>(a.size() + b.size());
    switch (fn) {
      case Fn::levenshtein:
        return levenshtein(x, y, most);
      case Fn::damerau_levenshtein:
        return damerau_levenshtein(x, y, most);
      case Fn::jaro:
        return jaro(x, y);
      case Fn::jaro_winkler:
        return jaro_winkler(x, y);
      default:
        return jaccard(x, y);
    }
  }

  Value other(const Expression& e, const std::vector<Value>& args) {
    switch (e.fn) {
      case Fn::parse_time: {
        const auto t = parse_time(args[0].text, e.text);
        return t ? of_number(*t, Type::time) : Value{};
      }
      case Fn::to_time: {
        if (args[0].type == Type::time) {
          return of_number(
              e.text == "timestamp" ? args[0].number : std::floor(args[0].number / 86'400) * 86'400,
              Type::time);
        }
        const auto t = parse_iso(args[0].text, e.text != "timestamp");
        if (!t) record_.failed |= e.strict;
        return t ? of_number(*t, Type::time) : Value{};
      }
      case Fn::string_split:
        return {.type = Type::list, .list = split(args[0].text, args[1].text)};
      case Fn::to_list:
        return list_of(args[0].text);
      default:
        return {.type = Type::list, .list = common(args[0].list, args[1].list)};
    }
  }

  Cells& record_;
};

}  // namespace

Value evaluate(const Expression& e, Cells& record) {
  return Evaluator(record).run(e);
}

}  // namespace mash::splink

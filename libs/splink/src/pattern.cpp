// SPDX-License-Identifier: MIT
#include "pattern.h"

#include <algorithm>

#include "characters.h"

namespace mash::splink {

namespace {
constexpr std::size_t k_most_steps = 2'000;
constexpr int k_deepest = 20;
constexpr int k_most_repeats = 100;
constexpr char32_t k_last_point = 0x10FFFF;

Error refused(std::string_view what) {
  return invalid("sql",
                 "the regular expression has " + std::string(what) + ", which is not supported");
}
}  // namespace

class PatternParser {
 public:
  explicit PatternParser(std::u32string pattern) : rest_(std::move(pattern)) {}

  Result<Pattern> whole() {
    Steps all = {save(0)};
    MASH_TRY(const auto body, either());
    if (at_ != rest_.size()) return refused("a ) too many");
    append(all, body);
    all.push_back(save(1));
    all.push_back({.kind = Kind::match});
    out_.steps_ = std::move(all);
    return std::move(out_);
  }

 private:
  using Step = Pattern::Step;
  using Kind = Step::Kind;
  using Steps = std::vector<Step>;

  static Step save(std::size_t place) {
    return {.kind = Kind::save, .a = static_cast<std::uint32_t>(place)};
  }
  // Targets are relative to the piece until it is appended.
  static void append(Steps& to, const Steps& piece) {
    const auto base = static_cast<std::uint32_t>(to.size());
    for (Step s : piece) {
      if (s.kind == Kind::split || s.kind == Kind::jump) {
        s.a += base;
        s.b += base;
      }
      to.push_back(std::move(s));
    }
  }
  [[nodiscard]] bool more() const { return at_ < rest_.size(); }

  Result<Steps> either() {
    if (++depth_ > k_deepest) return refused("groups nested too deeply");
    MASH_TRY(auto left, row());
    while (more() && rest_[at_] == '|') {
      ++at_;
      MASH_TRY(const auto right, row());
      Steps both = {
          {.kind = Kind::split, .a = 1, .b = static_cast<std::uint32_t>(left.size() + 2)}};
      append(both, left);
      both.push_back(
          {.kind = Kind::jump, .a = static_cast<std::uint32_t>(left.size() + right.size() + 2)});
      append(both, right);
      left = std::move(both);
    }
    --depth_;
    return left;
  }

  Result<Steps> row() {
    Steps all;
    while (more() && rest_[at_] != '|' && rest_[at_] != ')') {
      MASH_TRY(auto piece, atom());
      MASH_TRY(piece, repeated(std::move(piece)));
      append(all, piece);
      if (all.size() > k_most_steps) return refused("too many parts");
    }
    return all;
  }

  Result<Steps> repeated(Steps piece) {
    if (!more()) return piece;
    int least = 0;
    int most = -1;
    switch (rest_[at_]) {
      case '*':
        break;
      case '+':
        least = 1;
        break;
      case '?':
        most = 1;
        break;
      case '{': {
        MASH_TRY_DO(counts(least, most));
        break;
      }
      default:
        return piece;
    }
    ++at_;
    if (more() &&
        (rest_[at_] == '?' || rest_[at_] == '*' || rest_[at_] == '+' || rest_[at_] == '{'))
      return refused("a repeated repeat or a lazy one");
    return times(piece, least, most);
  }

  // "{2,5}", up to its last character.
  Result<bool> counts(int& least, int& most) {
    const auto number = [&](int& n) {
      n = 0;
      bool any = false;
      for (++at_; more() && rest_[at_] >= '0' && rest_[at_] <= '9' && n <= k_most_repeats; ++at_) {
        n = n * 10 + static_cast<int>(rest_[at_] - '0');
        any = true;
      }
      return any;
    };
    if (!number(least) || !more()) return refused("a { without counts");
    most = least;
    if (rest_[at_] == ',' && !number(most)) most = -1;
    if (!more() || rest_[at_] != '}' || least > k_most_repeats || most > k_most_repeats ||
        (most >= 0 && most < least))
      return refused("counts out of range");
    return true;
  }

  static Result<Steps> times(const Steps& piece, int least, int most) {
    if (piece.size() * static_cast<std::size_t>(std::max({least, most, 1})) > k_most_steps)
      return refused("too many repeats");
    const auto n = static_cast<std::uint32_t>(piece.size());
    Steps all;
    for (int i = 0; i < least; ++i) append(all, piece);
    if (most < 0) {
      Steps loop = {{.kind = Kind::split, .a = 1, .b = n + 2}};
      append(loop, piece);
      loop.push_back({.kind = Kind::jump, .a = 0});
      append(all, loop);
      return all;
    }
    Steps optional;
    for (int i = least; i < most; ++i) {
      Steps outer = {{.kind = Kind::split,
                      .a = 1,
                      .b = static_cast<std::uint32_t>(1 + piece.size() + optional.size())}};
      append(outer, piece);
      append(outer, optional);
      optional = std::move(outer);
    }
    append(all, optional);
    return all;
  }

  Result<Steps> atom() {
    const char32_t c = rest_[at_++];
    switch (c) {
      case '(':
        return group();
      case '[':
        return set();
      case '.':
        return Steps{{.kind = Kind::set, .negated = true, .ranges = {{'\n', '\n'}}}};
      case '^':
        return Steps{{.kind = Kind::begin}};
      case '$':
        return Steps{{.kind = Kind::end}};
      case '*':
      case '+':
      case '?':
      case '{':
        return refused("a repeat of nothing");
      case '\\': {
        Step step{.kind = Kind::set};
        MASH_TRY_DO(escaped(step));
        return Steps{std::move(step)};
      }
      default:
        return Steps{{.kind = Kind::set, .ranges = {{c, c}}}};
    }
  }

  Result<Steps> group() {
    std::size_t number = 0;
    if (more() && rest_[at_] == '?') {
      if (at_ + 1 >= rest_.size() || rest_[at_ + 1] != ':') return refused("a (?");
      at_ += 2;
    } else {
      number = ++out_.groups_;
    }
    MASH_TRY(const auto body, either());
    if (!more() || rest_[at_] != ')') return refused("a ( that is never closed");
    ++at_;
    if (number == 0) return body;
    Steps all = {save(2 * number)};
    append(all, body);
    all.push_back(save(2 * number + 1));
    return all;
  }

  // After a backslash.
  Result<bool> escaped(Step& step) {
    if (!more()) return refused("a backslash at its end");
    const char32_t c = rest_[at_++];
    switch (c) {
      case 'd':
        step.ranges.push_back({'0', '9'});
        return true;
      case 'w':
        for (const auto& r : {Pattern::Range{'0', '9'}, {'A', 'Z'}, {'a', 'z'}, {'_', '_'}})
          step.ranges.push_back(r);
        return true;
      case 's':
        for (const char32_t s : U" \t\n\r\f")
          if (s != 0) step.ranges.push_back({s, s});
        return true;
      default:
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
          return refused("a backslash before a letter or digit");
        step.ranges.push_back({c, c});
        return true;
    }
  }

  Result<Steps> set() {
    Step step{.kind = Kind::set};
    if (more() && rest_[at_] == '^') {
      step.negated = true;
      ++at_;
    }
    for (bool first = true;; first = false) {
      if (!more()) return refused("a [ that is never closed");
      char32_t c = rest_[at_++];
      if (c == ']' && !first) break;
      if (c == '[' && more() && rest_[at_] == ':') return refused("a named class");
      if (c == '\\') {
        MASH_TRY_DO(escaped(step));
        continue;
      }
      char32_t last = c;
      if (at_ + 1 < rest_.size() && rest_[at_] == '-' && rest_[at_ + 1] != ']') {
        last = rest_[at_ + 1];
        at_ += 2;
        if (last == '\\' || last < c) return refused("a range that cannot be");
      }
      step.ranges.push_back({c, last});
    }
    return Steps{std::move(step)};
  }

  std::u32string rest_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Pattern out_;
};

Result<Pattern> Pattern::compile(std::string_view pattern) {
  return PatternParser(code_points(pattern)).whole();
}

bool Pattern::fits(const Step& step, char32_t c) {
  if (c > k_last_point) return false;
  const bool in = std::any_of(step.ranges.begin(), step.ranges.end(),
                              [&](const Range& r) { return c >= r.first && c <= r.last; });
  return in != step.negated;
}

// All ways through the pattern at once, the preferred first (Pike's machine).
class Pattern::Run {
 public:
  Run(const Pattern& pattern, std::u32string_view text)
      : pattern_(pattern), text_(text), seen_(pattern.steps_.size(), 0) {}

  std::vector<std::size_t> first() {
    std::vector<Thread> now;
    std::vector<std::size_t> found;
    for (std::size_t at = 0; at <= text_.size(); ++at) {
      if (found.empty())
        follow({0, std::vector<std::size_t>(2 * pattern_.groups_ + 2, k_none)}, at, now);
      std::vector<Thread> next;
      ++round_;
      for (auto& thread : now) {
        const Step& step = pattern_.steps_[thread.step];
        if (step.kind == Step::Kind::match) {
          found = std::move(thread.saved);
          break;
        }
        if (at < text_.size() && fits(step, text_[at])) {
          ++thread.step;
          follow(std::move(thread), at + 1, next);
        }
      }
      now = std::move(next);
      if (now.empty() && !found.empty()) break;
    }
    return found;
  }

  static constexpr std::size_t k_none = ~std::size_t{0};

 private:
  // Up to the steps that read a character, in the order of preference.
  void follow(Thread start, std::size_t at, std::vector<Thread>& into) {
    std::vector<Thread> open;
    open.push_back(std::move(start));
    while (!open.empty()) {
      Thread t = std::move(open.back());
      open.pop_back();
      if (seen_[t.step] == round_) continue;
      seen_[t.step] = round_;
      const Step& step = pattern_.steps_[t.step];
      switch (step.kind) {
        case Step::Kind::jump:
          t.step = step.a;
          open.push_back(std::move(t));
          break;
        case Step::Kind::split:
          open.push_back({step.b, t.saved});
          open.push_back({step.a, std::move(t.saved)});
          break;
        case Step::Kind::save:
          t.saved[step.a] = at;
          ++t.step;
          open.push_back(std::move(t));
          break;
        case Step::Kind::begin:
        case Step::Kind::end:
          if (at != (step.kind == Step::Kind::begin ? 0 : text_.size())) break;
          ++t.step;
          open.push_back(std::move(t));
          break;
        default:
          into.push_back(std::move(t));
      }
    }
  }

  const Pattern& pattern_;
  std::u32string_view text_;
  std::vector<std::uint32_t> seen_;
  std::uint32_t round_ = 1;
};

std::u32string Pattern::extract(std::u32string_view text, std::size_t group) const {
  const auto saved = Run(*this, text).first();
  if (saved.empty() || saved[2 * group] == Run::k_none || saved[2 * group + 1] == Run::k_none)
    return {};
  return std::u32string(text.substr(saved[2 * group], saved[2 * group + 1] - saved[2 * group]));
}

}  // namespace mash::splink

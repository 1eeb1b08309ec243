// SPDX-License-Identifier: MIT
#include "sql_words.h"
#include "mash/base/ascii.h"

#include <array>
#include <charconv>

namespace mash::splink {

namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
// Names may have letters of any script.
bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Reader {
 public:
  explicit Reader(std::string_view sql) : rest_(sql) {}

  Result<std::vector<Word>> all() {
    for (;;) {
      while (!rest_.empty() && is_space(rest_.front())) rest_.remove_prefix(1);
      if (rest_.empty()) break;
      MASH_TRY(auto word, next());
      words_.push_back(std::move(word));
    }
    words_.push_back({});
    return std::move(words_);
  }

 private:
  Result<Word> next() {
    const char c = rest_.front();
    if (c == '\'') return quoted(Word::Kind::text);
    if (c == '"' || c == '`') return quoted(Word::Kind::quoted);
    if (is_digit(c) || (c == '.' && rest_.size() > 1 && is_digit(rest_[1]))) return number();
    if (is_name(c)) {
      std::size_t n = 1;
      while (n < rest_.size() && (is_name(rest_[n]) || is_digit(rest_[n]))) ++n;
      Word word{.kind = Word::Kind::name, .text = std::string(rest_.substr(0, n))};
      word.lower = ascii_lower(word.text);
      rest_.remove_prefix(n);
      return word;
    }
    return sign();
  }

  // A doubled quotation mark stands for one.
  Result<Word> quoted(Word::Kind kind) {
    const char mark = rest_.front();
    Word word{.kind = kind};
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] != mark) {
        word.text += rest_[i];
      } else if (i + 1 < rest_.size() && rest_[i + 1] == mark) {
        word.text += rest_[i++];
      } else {
        rest_.remove_prefix(i + 1);
        return word;
      }
    }
    return invalid("sql", "a quotation mark is never closed");
  }

  Result<Word> number() {
    Word word{.kind = Word::Kind::number};
    const auto [end, fault] =
        std::from_chars(rest_.data(), rest_.data() + rest_.size(), word.number);
    if (fault != std::errc{}) return invalid("sql", "a number is out of range");
    const auto n = static_cast<std::size_t>(end - rest_.data());
    word.text = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return word;
  }

  Result<Word> sign() {
    static constexpr std::array<std::string_view, 20> k_signs{
        "<=", ">=", "<>", "!=", "==", "||", "::", "<", ">", "=",
        "(",  ")",  ",",  ".",  "+",  "-",  "*",  "/", "[", "]"};
    for (const auto s : k_signs) {
      if (!rest_.starts_with(s)) continue;
      rest_.remove_prefix(s.size());
      return Word{.kind = Word::Kind::sign, .text = std::string(s)};
    }
    return invalid("sql", std::string("the sign \"") + rest_.front() + "\" is not supported");
  }

  std::string_view rest_;
  std::vector<Word> words_;
};

}  // namespace

Result<std::vector<Word>> words_of(std::string_view sql) {
  return Reader(sql).all();
}

}  // namespace mash::splink

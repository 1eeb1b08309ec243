// SPDX-License-Identifier: MIT
#include "sql.h"

#include <algorithm>
#include <array>

#include "sql_words.h"

namespace mash::splink {

namespace {

constexpr int k_deepest = 24;
constexpr std::size_t k_longest = 20'000;

class Parser {
 public:
  Parser(std::vector<Word> words, Naming naming) : words_(std::move(words)), naming_(naming) {}

  Result<Node> whole() {
    MASH_TRY(auto node, any());
    if (here().kind != Word::Kind::end) return refused();
    return node;
  }

 private:
  using Op = Node::Op;

  [[nodiscard]] const Word& here() const { return words_[at_]; }
  [[nodiscard]] Error refused() const {
    if (here().kind == Word::Kind::end) return invalid("sql", "the condition ends too early");
    return invalid("sql", "\"" + here().text + "\" is not supported here");
  }
  bool take_sign(std::string_view sign) {
    if (here().kind != Word::Kind::sign || here().text != sign) return false;
    ++at_;
    return true;
  }
  bool take_word(std::string_view word) {
    if (here().kind != Word::Kind::name || here().lower != word) return false;
    ++at_;
    return true;
  }
  Result<bool> need_sign(std::string_view sign) {
    if (take_sign(sign)) return true;
    return refused();
  }
  static Node make(Op op, std::vector<Node> args) { return {.op = op, .args = std::move(args)}; }

  Result<Node> any() {
    if (++depth_ > k_deepest) return invalid("sql", "the condition is nested too deeply");
    auto node = either();
    --depth_;
    return node;
  }

  // Long rows of AND or OR are one node with many arguments, so that trees stay flat.
  Result<Node> either() {
    MASH_TRY(auto first, both());
    std::vector<Node> args;
    args.push_back(std::move(first));
    while (take_word("or")) {
      MASH_TRY(auto next, both());
      args.push_back(std::move(next));
    }
    if (args.size() == 1) return std::move(args[0]);
    return make(Op::either, std::move(args));
  }

  Result<Node> both() {
    MASH_TRY(auto first, negation());
    std::vector<Node> args;
    args.push_back(std::move(first));
    while (take_word("and")) {
      MASH_TRY(auto next, negation());
      args.push_back(std::move(next));
    }
    if (args.size() == 1) return std::move(args[0]);
    return make(Op::both, std::move(args));
  }

  Result<Node> negation() {
    bool negative = false;
    while (take_word("not")) negative = !negative;
    MASH_TRY(auto node, predicate());
    if (!negative) return node;
    return make(Op::negation, {std::move(node)});
  }

  Result<Node> predicate() {
    MASH_TRY(auto node, sum());
    static constexpr std::array<std::pair<std::string_view, Op>, 8> k_signs{
        {{"=", Op::equal},
         {"==", Op::equal},
         {"<>", Op::unequal},
         {"!=", Op::unequal},
         {"<=", Op::less_equal},
         {">=", Op::greater_equal},
         {"<", Op::less},
         {">", Op::greater}}};
    for (const auto& [sign, op] : k_signs) {
      if (!take_sign(sign)) continue;
      MASH_TRY(auto other, sum());
      return make(op, {std::move(node), std::move(other)});
    }
    if (take_word("is")) {
      const bool is_not = take_word("not");
      if (!take_word("null")) return refused();
      return make(is_not ? Op::is_not_null : Op::is_null, {std::move(node)});
    }
    return node;
  }

  Result<Node> sum() {
    MASH_TRY(auto node, product());
    for (int terms = 0;; ++terms) {
      Op op = Op::add;
      if (take_sign("-")) {
        op = Op::subtract;
      } else if (take_sign("||")) {
        op = Op::concat;
      } else if (!take_sign("+")) {
        return node;
      }
      if (terms == k_deepest) return refused();
      MASH_TRY(auto other, product());
      node = make(op, {std::move(node), std::move(other)});
    }
  }

  Result<Node> product() {
    MASH_TRY(auto node, sign());
    for (int factors = 0;; ++factors) {
      Op op = Op::multiply;
      if (take_sign("/")) {
        op = Op::divide;
      } else if (!take_sign("*")) {
        return node;
      }
      if (factors == k_deepest) return refused();
      MASH_TRY(auto other, sign());
      node = make(op, {std::move(node), std::move(other)});
    }
  }

  Result<Node> sign() {
    bool negative = false;
    for (;;) {
      if (take_sign("-")) {
        negative = !negative;
      } else if (!take_sign("+")) {
        break;
      }
    }
    MASH_TRY(auto node, primary());
    if (take_sign("::")) {
      MASH_TRY(auto type, type_name());
      node = make(Op::cast, {std::move(node)});
      node.text = std::move(type);
    }
    if (!negative) return node;
    return make(Op::negative, {std::move(node)});
  }

  Result<Node> primary() {
    const Word word = here();
    if (take_sign("(")) {
      MASH_TRY(auto node, any());
      MASH_TRY_DO(need_sign(")"));
      return node;
    }
    switch (word.kind) {
      case Word::Kind::number:
        ++at_;
        return Node{.op = Op::number, .number = word.number};
      case Word::Kind::text:
        ++at_;
        return Node{.op = Op::text, .text = word.text};
      case Word::Kind::quoted:
        ++at_;
        return column(word.text);
      case Word::Kind::name:
        return named();
      default:
        return refused();
    }
  }

  Result<Node> named() {
    const Word word = here();
    static constexpr std::array<std::string_view, 12> k_reserved{
        "and", "or", "then", "when", "end", "else", "as", "is", "in", "between", "like", "not"};
    if (std::find(k_reserved.begin(), k_reserved.end(), word.lower) != k_reserved.end())
      return refused();
    ++at_;
    if (word.lower == "null") return Node{.op = Op::null};
    if (word.lower == "true" || word.lower == "false")
      return Node{.op = Op::boolean, .number = word.lower == "true" ? 1.0 : 0.0};
    if (word.lower == "case") return cases();
    if (take_sign("(")) {
      if (word.lower == "cast" || word.lower == "try_cast") return cast(word.lower == "cast");
      return call(word.lower);
    }
    return column(word.text);
  }

  Result<Node> call(std::string name) {
    Node node{.op = Op::call, .text = std::move(name)};
    if (take_sign(")")) return node;
    for (;;) {
      MASH_TRY(auto arg, any());
      node.args.push_back(std::move(arg));
      if (take_sign(")")) return node;
      MASH_TRY_DO(need_sign(","));
    }
  }

  Result<Node> cast(bool strict) {
    MASH_TRY(auto arg, any());
    if (!take_word("as")) return refused();
    MASH_TRY(auto type, type_name());
    MASH_TRY_DO(need_sign(")"));
    return Node{
        .op = strict ? Op::cast : Op::try_cast, .text = std::move(type), .args = {std::move(arg)}};
  }

  Result<std::string> type_name() {
    if (here().kind != Word::Kind::name) return refused();
    return words_[at_++].lower;
  }

  Result<Node> cases() {
    Node node{.op = Op::cases};
    while (take_word("when")) {
      MASH_TRY(auto when, any());
      if (!take_word("then")) return refused();
      MASH_TRY(auto then, any());
      node.args.push_back(std::move(when));
      node.args.push_back(std::move(then));
    }
    if (node.args.empty()) return refused();
    Node otherwise{.op = Op::null};
    if (take_word("else")) {
      MASH_TRY(otherwise, any());
    }
    node.args.push_back(std::move(otherwise));
    if (!take_word("end")) return refused();
    return node;
  }

  Result<Node> column(std::string name) {
    Node node{.op = Op::column};
    if (naming_ == Naming::table) {
      const bool left = name == "l" || name == "L";
      if ((!left && name != "r" && name != "R") || !take_sign(".") ||
          (here().kind != Word::Kind::name && here().kind != Word::Kind::quoted))
        return invalid("sql", "\"" + name + "\": columns of blocking rules are l.name or r.name");
      node.side = left ? Side::left : Side::right;
      node.text = words_[at_++].text;
      return node;
    }
    const bool left = name.ends_with("_l") || name.ends_with("_L");
    if (name.size() < 3 || (!left && !name.ends_with("_r") && !name.ends_with("_R")))
      return invalid("sql", "\"" + name + "\": columns end in _l or _r");
    node.side = left ? Side::left : Side::right;
    name.resize(name.size() - 2);
    node.text = std::move(name);
    return node;
  }

  std::vector<Word> words_;
  Naming naming_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

void write(const Node& node, std::string& out) {
  out += static_cast<char>('A' + static_cast<int>(node.op));
  if (node.op == Node::Op::number || node.op == Node::Op::boolean) {
    out += std::to_string(node.number);
  } else if (!node.text.empty()) {
    out += std::to_string(node.text.size()) + ":" + node.text;
  }
  if (node.args.empty()) return;
  out += '(';
  for (const auto& a : node.args) write(a, out);
  out += ')';
}

}  // namespace

Result<Node> parse_sql(std::string_view sql, Naming naming) {
  if (sql.size() > k_longest) return invalid("sql", "the condition is too long");
  MASH_TRY(auto words, words_of(sql));
  return Parser(std::move(words), naming).whole();
}

std::string canonical(const Node& node) {
  std::string out;
  write(node, out);
  return out;
}

unsigned sides(const Node& node) {
  unsigned found = static_cast<unsigned>(node.side);
  for (const auto& a : node.args) found |= sides(a);
  return found;
}

}  // namespace mash::splink

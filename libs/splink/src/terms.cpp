// SPDX-License-Identifier: MIT
#include "terms.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

#include "mash/base/ascii.h"
#include "mash/base/assert.h"
#include "mash/linkage/parallel.h"
#include "sql_words.h"

namespace mash::splink {

namespace {
constexpr double k_null = std::numeric_limits<double>::quiet_NaN();
}

std::optional<std::size_t> find_column(const linkage::Table& table, std::string_view name) {
  const auto& columns = table.columns;
  for (std::size_t c = 0; c < columns.size(); ++c)
    if (columns[c].header == name) return c;
  for (std::size_t c = 0; c < columns.size(); ++c)
    if (ascii_lower(columns[c].header) == ascii_lower(name)) return c;
  return std::nullopt;
}

std::uint32_t Terms::Pool::add(std::string_view text) {
  if (text.empty()) return 1;
  const std::uint32_t id = texts.add(text) + 1;
  if (id == ascii.size()) ascii.push_back(is_ascii(text) ? 1 : 0);
  return id;
}

// Evaluates an expression for records, once for each distinct value if it is of one column only.
class Terms::Column {
 public:
  Column(const Expression& e, const linkage::Table& table) : e_(e), table_(table) {
    std::vector<std::string> names;
    columns_of(e, names);
    for (const auto& name : names) at_.emplace(name, *find_column(table, name));
  }

  // Calls use(value) for each record in order, with the value's number where it has been before.
  template <class Keep>
  auto each(std::span<const std::uint32_t> order, Keep&& keep) {
    using Kept = decltype(keep(Value{}));
    std::vector<Kept> out;
    out.reserve(order.size());
    if (at_.size() == 1) {
      const auto& column = table_.columns[at_.begin()->second];
      std::vector<Kept> of_value;
      of_value.reserve(column.texts.size());
      for (std::uint32_t id = 0; id < column.texts.size(); ++id)
        of_value.push_back(keep(run([&](const std::string&) { return cell(column, id); })));
      for (const auto row : order) out.push_back(of_value[column.ids[row]]);
      return out;
    }
    for (const auto row : order) {
      out.push_back(keep(run([&](const std::string& name) {
        const auto& column = table_.columns[at_.at(name)];
        return cell(column, column.ids[row]);
      })));
    }
    return out;
  }

  [[nodiscard]] Result<bool> check() const {
    if (!failed_) return true;
    return invalid("model", "column \"" + (at_.empty() ? std::string() : at_.begin()->first) +
                                "\" is used as a number or date, but some record has something "
                                "else in it; mend it or use TRY_CAST in the model");
  }

 private:
  static std::optional<std::string_view> cell(const linkage::Column& column, std::uint32_t id) {
    if (id == 0) return std::nullopt;
    return column.texts.text(id);
  }
  template <class Cell>
  Value run(Cell&& cell) {
    Cells record{.cell = cell};
    auto value = evaluate(e_, record);
    failed_ |= record.failed;
    return value;
  }

  const Expression& e_;
  const linkage::Table& table_;
  std::map<std::string, std::size_t> at_;
  bool failed_ = false;
};

Term Terms::put(const std::string& key, Entry entry) {
  const auto [at, is_new] = known_.emplace(key, static_cast<Term>(entries_.size()));
  if (is_new) {
    joined_.push_back(at->second);
    entries_.push_back(std::move(entry));
  }
  return at->second;
}

Term Terms::add(const Expression& e) {
  return put(e.canonical, {.expression = e});
}

Term Terms::add_log_frequency(const std::string& column) {
  return put("tf:" + column,
             {.expression = {.fn = Fn::column, .type = Type::number, .text = column},
              .log_frequency = true});
}

void Terms::join(Term a, Term b) {
  const auto root = [&](Term t) {
    while (joined_[t] != t) t = joined_[t];
    return t;
  };
  a = root(a);
  b = root(b);
  joined_[std::max(a, b)] = std::min(a, b);
}

std::vector<std::string> Terms::columns() const {
  std::vector<std::string> names;
  for (const auto& e : entries_) columns_of(e.expression, names);
  return names;
}

// The texts and lists of one pool.
Result<bool> Terms::build_pool(std::size_t pool, const linkage::Table& table,
                               std::span<const std::uint32_t> order) {
  for (Term t = 0; t < entries_.size(); ++t) {
    const auto& e = entries_[t].expression;
    if (pool_[t] != pool || (e.type != Type::text && e.type != Type::list)) continue;
    Column column(e, table);
    auto& p = pools_[pool];
    std::vector<std::uint32_t> ids;
    if (e.type == Type::text) {
      ids = column.each(order, [&](const Value& v) { return v.is_null() ? 0 : p.add(v.text); });
    } else {
      auto& lists = lists_.at(t);
      ids = column.each(order, [&](const Value& v) {
        if (v.is_null()) return std::uint32_t{0};
        std::vector<std::uint32_t> items;
        for (const auto& item : v.list) items.push_back(p.add(item));
        std::sort(items.begin(), items.end());
        items.erase(std::unique(items.begin(), items.end()), items.end());
        lists.items.insert(lists.items.end(), items.begin(), items.end());
        lists.begin.push_back(static_cast<std::uint32_t>(lists.items.size()));
        return static_cast<std::uint32_t>(lists.begin.size() - 2);
      });
    }
    MASH_TRY_DO(column.check());
    for (std::size_t row = 0; row < ids.size(); ++row)
      ids_[row * id_stride_ + place_[t]] = ids[row];
  }
  return true;
}

void Terms::log_frequencies(Term term, const linkage::Table& table,
                            std::span<const std::uint32_t> order) {
  const auto& column = table.columns[*find_column(table, entries_[term].expression.text)];
  std::vector<double> log_share(column.texts.size(), k_null);
  std::vector<std::uint64_t> count(column.texts.size(), 0);
  std::uint64_t all = 0;
  for (const auto row : order) {
    ++count[column.ids[row]];
    all += column.ids[row] != 0 ? 1 : 0;
  }
  for (std::size_t id = 1; id < count.size(); ++id) {
    if (count[id] > 0)
      log_share[id] = std::log2(static_cast<double>(count[id]) / static_cast<double>(all));
  }
  for (std::size_t row = 0; row < order.size(); ++row)
    numbers_[row * number_stride_ + place_[term]] = log_share[column.ids[order[row]]];
}

Result<bool> Terms::build_numbers(Term term, const linkage::Table& table,
                                  std::span<const std::uint32_t> order) {
  const auto& entry = entries_[term];
  if (entry.log_frequency) {
    log_frequencies(term, table, order);
    return true;
  }
  Column column(entry.expression, table);
  const auto numbers =
      column.each(order, [](const Value& v) { return v.is_null() ? k_null : v.number; });
  MASH_TRY_DO(column.check());
  for (std::size_t row = 0; row < numbers.size(); ++row)
    numbers_[row * number_stride_ + place_[term]] = numbers[row];
  return true;
}

Result<bool> Terms::build(const linkage::Table& table, std::span<const std::uint32_t> order,
                          unsigned threads) {
  std::string missing;
  for (const auto& name : columns())
    if (!find_column(table, name)) missing += (missing.empty() ? "\"" : ", \"") + name + "\"";
  if (!missing.empty())
    return invalid("model", "the model needs columns that the files do not have: " + missing);
  rows_ = static_cast<std::uint32_t>(order.size());
  pool_.resize(entries_.size());
  place_.resize(entries_.size());
  std::map<Term, std::uint32_t> pool_of;
  std::vector<Term> numeric;
  for (Term t = 0; t < entries_.size(); ++t) {
    Term root = t;
    while (joined_[root] != root) root = joined_[root];
    const Type type = entries_[t].expression.type;
    if (type == Type::text || type == Type::list) {
      pool_[t] = pool_of.emplace(root, static_cast<std::uint32_t>(pool_of.size())).first->second;
      place_[t] = static_cast<std::uint32_t>(id_stride_++);
      if (type == Type::list) lists_[t];
    } else {
      pool_[t] = ~std::uint32_t{0};
      place_[t] = static_cast<std::uint32_t>(number_stride_++);
      numeric.push_back(t);
    }
  }
  pools_.resize(pool_of.size());
  ids_.resize(order.size() * id_stride_);
  numbers_.resize(order.size() * number_stride_);
  std::vector<Result<bool>> done(pools_.size() + numeric.size(), true);
  linkage::parallel(done.size(), threads, [&](std::size_t piece, unsigned) {
    done[piece] = piece < pools_.size()
                      ? build_pool(piece, table, order)
                      : build_numbers(numeric[piece - pools_.size()], table, order);
  });
  for (auto& d : done) MASH_TRY_DO(std::move(d));
  return true;
}

}  // namespace mash::splink

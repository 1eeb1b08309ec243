// SPDX-License-Identifier: MIT
#include "mash/board/publication.h"

#include <algorithm>
#include <array>

#include "mash/base/bytes.h"
#include "mash/json/value.h"

namespace mash::board {

namespace {

constexpr std::string_view k_head = "openmash figures 1\n";
constexpr std::string_view k_sign = "sign ";
constexpr std::int64_t k_step = 5;          // shown counts are multiples of it
constexpr std::int64_t k_least = 10;        // of what is shown and not 0: 8 is rounded to 10
constexpr std::int64_t k_most = 1'000'000;  // more than all children of London in no quarter
constexpr std::size_t k_longest = 80;       // letters of a name

struct State {
  Attained state{};
  std::string_view code;
  std::string_view words;
};
constexpr std::array<State, 4> k_states{{{Attained::not_said, "NOT_SAID", "Not said"},
                                         {Attained::attained, "ATTAINED", "Attained"},
                                         {Attained::partly, "PARTLY", "Partly"},
                                         {Attained::no, "NOT", "Not attained"}}};

json::Value cells_to_json(const Cells& cells) {
  json::Array out;
  for (const auto& cell : cells) out.push_back(cell ? json::Value(*cell) : json::Value{});
  return out;
}

json::Value tables_to_json(const std::map<std::string, Cells, std::less<>>& tables) {
  json::Object out;
  for (const auto& [id, cells] : tables) out.emplace_back(id, cells_to_json(cells));
  return out;
}

json::Value elements_to_json(const Definitions& all, const Publication& publication) {
  json::Object out;
  for (const auto& element : all.elements) {
    const auto at = publication.elements.find(element.code);
    const Element one = at == publication.elements.end() ? Element{} : at->second;
    json::Object made{{"state", json::Value(code_of(one.state))}};
    if (one.state != Attained::not_said) {
      made.emplace_back("evidence", one.evidence);
      made.emplace_back("since", one.since.iso());
    }
    out.emplace_back(element.code, std::move(made));
  }
  return out;
}

// The first fault counts.
class Reader {
 public:
  explicit Reader(const json::Value& from) : from_(from) {}
  std::string line(const char* name) {
    auto out = from_.text(name);
    const bool printable = std::ranges::none_of(
        out, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
    if (out.empty() || out.size() > k_longest || !printable) fail(name, "Give one short line");
    return out;
  }
  LocalDate day(const json::Value& from, const char* name) {
    const auto out = LocalDate::parse(from.text(name));
    if (!out) fail(name, "Give a date, year first");
    return out.value_or(LocalDate{});
  }
  void only(const json::Value& of, const char* name, const std::vector<std::string_view>& members) {
    const auto* object = of.as_object();
    if (object == nullptr) {
      fail(name, "Give an object");
      return;
    }
    for (const auto& [key, value] : *object) {
      if (std::ranges::find(members, key) == members.end())
        fail(name, "Take out what is not known");
    }
  }
  void fail(std::string_view name, const std::string& message) {
    if (!fault_) fault_ = invalid(std::string(name), message);
  }
  [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }

 private:
  const json::Value& from_;
  std::optional<Error> fault_;
};

std::map<std::string, Cells, std::less<>> read_tables(const Definitions& all,
                                                      const json::Value& from, const char* name,
                                                      Reader& in) {
  std::map<std::string, Cells, std::less<>> out;
  const auto* tables = from.as_object();
  if (tables == nullptr) {
    in.fail(name, "Give tables by their ids");
    return out;
  }
  for (const auto& [id, value] : *tables) {
    const auto* table = find_table(all, id);
    const auto* cells = value.as_array();
    if (table == nullptr || cells == nullptr ||
        cells->size() != grid_of(all, *table, Totals::with).size()) {
      in.fail(name, "Give tables of the list, with a number or null for each cell");
      continue;
    }
    auto& to = out[id];
    for (const auto& cell : *cells) {
      const auto* number = cell.as_int();
      const bool fits = number != nullptr && *number <= k_most &&
                        (*number == 0 || (*number >= k_least && *number % k_step == 0));
      if (!cell.is_null() && !fits) in.fail(name, "A count is hidden or rounded, never exact");
      to.push_back(fits ? std::optional(*number) : std::nullopt);
    }
  }
  return out;
}

void read_elements(const Definitions& all, const json::Value& from, Publication& to, Reader& in) {
  std::vector<std::string_view> codes;
  for (const auto& element : all.elements) {
    codes.push_back(element.code);
    const auto& one = from[element.code];
    in.only(one, "elements", {"state", "evidence", "since"});
    const auto state = attained_of(one.text("state"), "elements");
    if (!state) {
      in.fail("elements", "Say of each how far it is");
      continue;
    }
    auto& made = to.elements[element.code];
    made.state = *state;
    if (made.state == Attained::not_said) continue;
    made.evidence = one.text("evidence");
    made.since = in.day(one, "since");
    if (std::ranges::find(all.evidence, made.evidence, &Named::code) == all.evidence.end()) {
      in.fail("elements", "Name evidence of the list");
    }
  }
  in.only(from, "elements", codes);
}

std::string_view member_of(std::string_view file) {
  file.remove_prefix(k_head.size());
  return file.substr(0, file.find('\n'));
}

Error not_a_publication() {
  return invalid("file", "This is no file of figures that a hub published");
}

bool has_form(std::string_view file) {
  return file.size() <= k_largest_file && file.starts_with(k_head) && file.ends_with('\n') &&
         std::ranges::count(file, '\n') == 3;
}

}  // namespace

std::string_view code_of(Attained state) {
  return std::ranges::find(k_states, state, &State::state)->code;
}

std::string_view words_of(Attained state) {
  return std::ranges::find(k_states, state, &State::state)->words;
}

Result<Attained> attained_of(std::string_view code, std::string_view field) {
  const auto* at = std::ranges::find(k_states, code, &State::code);
  if (at == k_states.end()) return invalid(std::string(field), "Choose how far it is");
  return at->state;
}

std::string encode(const Definitions& all, const Publication& publication) {
  const json::Value out = json::Object{{"hub", publication.hub},
                                       {"name", publication.name},
                                       {"quarter", publication.quarter.code()},
                                       {"definitions", publication.definitions},
                                       {"policy", publication.policy},
                                       {"simulated", publication.simulated},
                                       {"published", publication.published.iso()},
                                       {"tables", tables_to_json(publication.shown.quarter)},
                                       {"year", tables_to_json(publication.shown.year)},
                                       {"elements", elements_to_json(all, publication)}};
  return json::encode(out);
}

Result<Publication> decode(const Definitions& all, std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  Reader in(file);
  in.only(file, "file",
          {"hub", "name", "quarter", "definitions", "policy", "simulated", "published", "tables",
           "year", "elements"});
  Publication out{.hub = in.line("hub"),
                  .name = in.line("name"),
                  .policy = in.line("policy"),
                  .simulated = file.flag("simulated"),
                  .published = in.day(file, "published")};
  if (file["simulated"].as_bool() == nullptr) in.fail("simulated", "Say true or false");
  const auto quarter = Quarter::parse(file.text("quarter"));
  if (!quarter) in.fail("quarter", "Give the quarter by its first month");
  out.quarter = quarter.value_or(Quarter{});
  const auto version = file.number("definitions");
  if (version != all.version) {
    in.fail("definitions", "It was made with another list of tables than this version knows");
  }
  out.definitions = all.version;
  out.shown.quarter = read_tables(all, file["tables"], "tables", in);
  out.shown.year = read_tables(all, file["year"], "year", in);
  read_elements(all, file["elements"], out, in);
  if (in.fault()) return *in.fault();
  return out;
}

std::string sign(const Definitions& all, const Publication& publication,
                 const crypto::SigningKey& key) {
  std::string out = std::string(k_head) + encode(all, publication) + "\n";
  const auto signature = key.sign(as_bytes(out));
  out += std::string(k_sign) + base64(signature) + "\n";
  return out;
}

Result<std::string> hub_of(std::string_view file) {
  if (!has_form(file)) return not_a_publication();
  const auto members = json::parse(member_of(file));
  if (!members || members->text("hub").empty()) return not_a_publication();
  return members->text("hub");
}

Result<Publication> open(const Definitions& all, std::string_view file,
                         const crypto::PublicKey& key) {
  if (!has_form(file)) return not_a_publication();
  const auto members = member_of(file);
  const auto signed_part = file.substr(0, k_head.size() + members.size() + 1);
  auto last = file.substr(signed_part.size());
  if (!last.starts_with(k_sign)) return not_a_publication();
  last.remove_prefix(k_sign.size());
  last.remove_suffix(1);
  const auto signature = from_base64(last);
  if (!signature || !crypto::verify(key, as_bytes(signed_part), *signature)) {
    return invalid("file", "It was not signed by this hub, or was changed since");
  }
  return decode(all, members);
}

std::string encode(const Counted& counted) {
  json::Object out;
  for (const auto& [id, counts] : counted) {
    json::Array cells;
    for (const auto count : counts) cells.emplace_back(count);
    out.emplace_back(id, std::move(cells));
  }
  return json::encode(json::Value(std::move(out)));
}

Result<Counted> decode_counted(const Definitions& all, std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  Counted out;
  for (const auto& table : all.tables) {
    const auto* cells = file[table.id].as_array();
    if (cells == nullptr || cells->size() != grid_of(all, table, Totals::without).size()) {
      return invalid(table.id, "The counts are not of this list of tables");
    }
    auto& to = out[table.id];
    for (const auto& cell : *cells) {
      if (cell.as_int() == nullptr) return invalid(table.id, "A count is a whole number");
      to.push_back(*cell.as_int());
    }
  }
  return out;
}

}  // namespace mash::board

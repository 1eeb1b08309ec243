// SPDX-License-Identifier: MIT
#include "extract.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "mash/base/text.h"
#include "mash/linkage/csv.h"
#include "mash/linkage/normalise.h"
#include "reasons.h"

namespace mash::people {

namespace {

using linkage::Role;

Error at_list(std::string message) {
  return Error{ErrorCode::invalid_input, "There is a problem", {{"list", std::move(message)}}};
}

// "2017-03-09", "2017-03", "2017" or "".
std::string iso(linkage::PartialDate d) {
  if (d.year == 0) return "";
  std::array<char, 16> text{};
  const int length = d.month == 0 ? 4 : d.day == 0 ? 7 : 10;
  std::snprintf(text.data(), text.size(), "%04u-%02u-%02u", unsigned{d.year}, unsigned{d.month},
                unsigned{d.day});
  return {text.data(), static_cast<std::size_t>(length)};
}

// What is said in the columns of a role, in their order.
class Cells {
 public:
  Cells(const linkage::Table& table, std::uint32_t row) : table_(table), row_(row) {}

  [[nodiscard]] std::string of(Role role, std::string_view between = " ") const {
    std::string out;
    for (const auto& column : table_.columns) {
      if (column.role != role || column.ids[row_] == 0) continue;
      if (!out.empty()) out += between;
      out += one_line(column.texts.text(column.ids[row_]));
    }
    return out;
  }

 private:
  const linkage::Table& table_;
  std::uint32_t row_;
};

// Of the first column of dates that says something; or from columns of day, month and year.
std::string born(const linkage::Table& table, const std::vector<linkage::DateOrder>& orders,
                 std::uint32_t row) {
  for (std::size_t k = 0; k < table.columns.size(); ++k) {
    const auto& column = table.columns[k];
    if (column.role != Role::dob || column.ids[row] == 0) continue;
    auto date = iso(linkage::read_date(column.texts.text(column.ids[row]), orders[k]));
    if (!date.empty()) return date;
  }
  const Cells cells(table, row);
  const auto year = cells.of(Role::dob_year);
  if (year.empty()) return "";
  auto text = year;
  const auto month = cells.of(Role::dob_month);
  const auto day = cells.of(Role::dob_day);
  if (!month.empty()) text = (day.empty() ? "" : day + " ") + month + " " + year;
  return iso(linkage::read_date(text, linkage::DateOrder::day_first));
}

void part_full_name(Statement& said, const std::string& full) {
  const auto comma = full.find(',');
  if (comma != std::string::npos) {
    said.surname = Sensitive(full.substr(0, comma));
    said.given_name =
        Sensitive(full.substr(std::min(full.find_first_not_of(' ', comma + 1), full.size())));
    return;
  }
  const auto space = full.rfind(' ');
  if (space == std::string::npos) {
    said.given_name = Sensitive(full);
    return;
  }
  said.given_name = Sensitive(full.substr(0, space));
  said.surname = Sensitive(full.substr(space + 1));
}

Statement said_in(const linkage::Table& table, const std::vector<linkage::DateOrder>& orders,
                  std::uint32_t row) {
  const Cells cells(table, row);
  Statement s;
  s.given_name = Sensitive(cells.of(Role::given_name));
  s.surname = Sensitive(cells.of(Role::surname));
  if (s.given_name.empty() && s.surname.empty()) part_full_name(s, cells.of(Role::full_name));
  s.other_names = Sensitive(cells.of(Role::other_names, "; "));
  s.dob = Sensitive(born(table, orders, row));
  if (const char code = linkage::sex(cells.of(Role::sex)); code != 0) {
    s.sex = Sensitive(std::string(1, code == 'f' ? 'F' : 'M'));
  }
  const auto nhs = linkage::nhs_number(cells.of(Role::nhs_number));
  s.nhs_number = Sensitive(nhs.text);
  s.nhs_number_valid = nhs.verified;
  const auto upn = linkage::upn(cells.of(Role::upn));
  s.upn = Sensitive(upn.text);
  s.upn_valid = upn.verified;
  std::string address = cells.of(Role::address);
  if (address.empty()) {
    address = cells.of(Role::house);
    const auto street = cells.of(Role::street);
    if (!address.empty() && !street.empty()) address += ' ';
    address += street;
  }
  s.address_line = Sensitive(std::move(address));
  s.postcode = Sensitive(cells.of(Role::postcode));
  return s;
}

bool names_somebody(const linkage::Header& header) {
  return std::ranges::any_of(header.columns, [](const linkage::ColumnRole& c) {
    return c.role == Role::given_name || c.role == Role::surname || c.role == Role::full_name;
  });
}

std::vector<linkage::DateOrder> date_orders(const linkage::Table& table) {
  std::vector<linkage::DateOrder> out;
  for (const auto& column : table.columns) {
    std::vector<std::string_view> texts;
    if (column.role == Role::dob) {
      for (std::uint32_t id = 1; id < column.texts.size(); ++id) {
        texts.push_back(column.texts.text(id));
      }
    }
    out.push_back(linkage::guess_date_order(texts));
  }
  return out;
}

// Roles that are compared here; others are read by `openmash link` and said to be left out.
bool is_compared(Role role) {
  constexpr std::array k_compared = {
      Role::given_name, Role::surname, Role::full_name, Role::other_names, Role::sex,
      Role::dob,        Role::dob_day, Role::dob_month, Role::dob_year,    Role::nhs_number,
      Role::upn,        Role::house,   Role::street,    Role::address,     Role::postcode};
  return std::ranges::find(k_compared, role) != k_compared.end();
}

std::string role_in_words(Role role) {
  if (role == Role::dob) return "date of birth";
  if (role == Role::nhs_number) return "NHS number";
  if (role == Role::upn) return "unique pupil number";
  std::string out(linkage::role_name(role));  // "given_name"
  std::ranges::replace(out, '_', ' ');
  return out;
}

void say_columns(const linkage::Header& header, const std::string& id_column, Extract& out) {
  for (const auto& column : header.columns) {
    const std::string name = one_line(column.header);
    if (column.header == id_column) {
      out.read.push_back(name + ": reference");
    } else if (is_compared(column.role)) {
      out.read.push_back(name + ": " + role_in_words(column.role));
    } else {
      out.left_out.push_back(name);
    }
  }
}

}  // namespace

Result<Extract> read_extract(std::string_view csv, const std::string& id_column) {
  const linkage::Input input{.name = "the list", .bytes = csv, .id_column = id_column};
  const auto columns = linkage::column_names(input);
  if (!columns) return at_list(columns.error().message);
  if (std::ranges::find(*columns, id_column) == columns->end()) {
    return Error{
        ErrorCode::invalid_input,
        "There is a problem",
        {{"id_column",
          "The list has no such column. Enter the words that stand above the references"}}};
  }
  const auto header = linkage::read_header(input);
  if (!header) return at_list(header.error().message);
  if (!names_somebody(*header)) {
    return at_list("No column of names was recognised. Call one “Surname”, “Given name” or “Name”");
  }
  const auto table = linkage::read_table({&input, 1}, {&*header, 1}, 1);
  if (!table) return at_list(table.error().message);
  if (table->rows() > k_most_listed) {
    return at_list("The list has " + std::to_string(table->rows()) +
                   " people. Part it into lists of " + std::to_string(k_most_listed));
  }
  Extract out;
  say_columns(*header, id_column, out);
  const auto orders = date_orders(*table);
  for (std::uint32_t row = 0; row < table->rows(); ++row) {
    out.people.push_back({.row = row + 2,
                          .reference = one_line(table->id(row)),
                          .said = said_in(*table, orders, row)});
  }
  return out;
}

std::vector<Found> find_known(const Recogniser& recogniser, Extract extract,
                              const std::set<CaseId>& hidden) {
  std::vector<Found> out;
  for (auto& listed : extract.people) {
    auto shown = recogniser.look_up(listed.said, hidden).shown;
    std::erase_if(
        shown, [](const Candidate& c) { return c.why.total < linkage::score_of(k_may_be_same); });
    if (shown.empty()) continue;
    if (shown.size() > k_most_for_one) shown.erase(shown.begin() + k_most_for_one, shown.end());
    out.push_back({.listed = std::move(listed), .candidates = std::move(shown)});
  }
  std::ranges::sort(out, [](const Found& a, const Found& b) {
    const auto one = a.candidates.front().why.total;
    const auto other = b.candidates.front().why.total;
    return one != other ? one > other : a.listed.row < b.listed.row;
  });
  return out;
}

}  // namespace mash::people

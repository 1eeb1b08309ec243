// SPDX-License-Identifier: MIT
#include "statement.h"

#include <array>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "person_store.h"

namespace mash::people {

namespace {

struct Part {
  std::string_view name;
  Sensitive Statement::* value;
};
constexpr std::array k_parts = {
    Part{"given_name", &Statement::given_name},
    Part{"surname", &Statement::surname},
    Part{"other_names", &Statement::other_names},
    Part{"dob", &Statement::dob},
    Part{"expected_dob", &Statement::expected_dob},
    Part{"sex", &Statement::sex},
    Part{"nhs_number", &Statement::nhs_number},
    Part{"upn", &Statement::upn},
    Part{"address_line", &Statement::address_line},
    Part{"postcode", &Statement::postcode},
    Part{"school", &Statement::school},
    Part{"relationship", &Statement::relationship},
    Part{"notes", &Statement::notes},
};

Statement from_row(const StatementRow& row, const json::Value& words) {
  Statement s = statement_of_words(words);
  s.id = row.id;
  s.case_id = row.case_id;
  s.notification = row.notification;
  s.person = row.person;
  s.role = row.role;
  s.said_by = row.said_by;
  s.at = row.at;
  s.version = row.version;
  return s;
}

pipeline::Label label_of(const StatementRow& row) {
  return {.owner = pipeline::k_front_door,
          .kind = "statement",
          .case_id = row.case_id,
          .row = row.id.text()};
}

// The first character of UTF-8 text.
std::string initial(const std::string& text) {
  std::size_t n = 1;
  while (n < text.size() && (static_cast<unsigned char>(text[n]) & 0xC0U) == 0x80U) ++n;
  return text.substr(0, n);
}

std::set<CaseId> cases_of(const std::vector<StatementRow>& rows) {
  std::set<CaseId> out;
  for (const auto& row : rows) out.insert(row.case_id);
  return out;
}

}  // namespace

json::Value words_of_statement(const Statement& s) {
  json::Value out = json::Object{};
  for (const Part& p : k_parts) {
    if (!(s.*p.value).empty()) out.set(p.name, (s.*p.value).reveal());
  }
  out.set("nhs_number_valid", s.nhs_number_valid);
  out.set("upn_valid", s.upn_valid);
  return out;
}

Statement statement_of_words(const json::Value& words) {
  Statement s;
  for (const Part& p : k_parts) s.*p.value = Sensitive(words.text(p.name));
  s.nhs_number_valid = words.flag("nhs_number_valid");
  s.upn_valid = words.flag("upn_valid");
  return s;
}

std::string Statement::display_name() const {
  if (given_name.empty() && surname.empty()) return "Name not known";
  if (given_name.empty()) return surname.reveal();
  if (surname.empty()) return given_name.reveal();
  return given_name.reveal() + " " + surname.reveal();
}

std::string Statement::short_name() const {
  if (given_name.empty() || surname.empty()) return display_name();
  return given_name.reveal() + " " + initial(surname.reveal()) + ".";
}

StatementId add_statement(pipeline::Context& c, const Statement& statement) {
  MASH_ASSERT(statement.person.empty());
  StatementRow row{.id = StatementId::make(c.random),
                   .case_id = statement.case_id,
                   .notification = statement.notification,
                   .said_by = statement.said_by,
                   .role = statement.role,
                   .at = statement.at == UtcTime{} ? c.now : statement.at,
                   .version = 1};
  row.sealed =
      c.vault.seal(c.tx, label_of(row), json::encode(words_of_statement(statement)), c.random);
  insert_statement(c.tx, row);
  c.touch(row.id.text());
  c.changed("statement", row.id.text());
  return row.id;
}

Statement open_statement(db::Transaction& tx, const pipeline::Vault& vault,
                         const policy::Proof& proof, const StatementRow& row) {
  return from_row(row, vault.open_json(tx, proof, label_of(row), row.sealed));
}

std::vector<Statement> open_statements(db::Transaction& tx, const pipeline::Vault& vault,
                                       const policy::Proof& proof,
                                       const std::vector<StatementRow>& rows) {
  const pipeline::FetchedKeys keys(tx, cases_of(rows));
  std::vector<Statement> out;
  out.reserve(rows.size());
  for (const auto& row : rows) {
    out.push_back(from_row(row, vault.open_json(keys, proof, label_of(row), row.sealed)));
  }
  return out;
}

std::vector<Statement> open_for_index(db::Transaction& tx, const pipeline::Vault& vault,
                                      const std::vector<StatementRow>& rows) {
  const pipeline::FetchedKeys keys(tx, cases_of(rows));
  std::vector<Statement> out;
  out.reserve(rows.size());
  for (const auto& row : rows) {
    const auto words = json::parse(vault.open_for_index(keys, label_of(row), row.sealed).reveal());
    if (!words) throw std::runtime_error("sealed content is not JSON: statement " + row.id.text());
    out.push_back(from_row(row, *words));
  }
  return out;
}

std::set<CaseId> hidden_in(pipeline::Context& c, const CaseId& id) {
  auto hidden = cases::barred_cases(c.tx, c.principal.person);
  return hidden.contains(id) ? std::set<CaseId>() : hidden;
}

std::map<CaseId, std::vector<Statement>> statements_in(pipeline::Context& c,
                                                       const policy::Proof& proof,
                                                       const std::set<CaseId>& ids) {
  auto rows = statement_rows(c.tx, ids);
  std::optional<std::set<CaseId>> hidden;
  for (auto& row : rows) {
    if (row.named == row.person) continue;
    if (!hidden) hidden = cases::barred_cases(c.tx, c.principal.person);
    if (hidden->empty() || hidden->contains(row.case_id)) continue;  // as hidden_in
    row.person = person_now(c.tx, row.named, *hidden);
  }
  std::map<CaseId, std::vector<Statement>> out;
  for (auto& s : open_statements(c.tx, c.vault, proof, rows)) {
    out[s.case_id].push_back(std::move(s));
  }
  return out;
}

std::vector<Statement> statements_of(pipeline::Context& c, const policy::Proof& proof,
                                     const CaseId& id) {
  return std::move(statements_in(c, proof, {id})[id]);
}

}  // namespace mash::people

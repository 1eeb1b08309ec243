// SPDX-License-Identifier: MIT
// Statements between their rows and their words.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "mash/pipeline/vault.h"
#include "mash/policy/policy.h"
#include "people_store.h"

namespace mash::people {

Statement open_statement(db::Transaction& tx, const pipeline::Vault& vault,
                         const policy::Proof& proof, const StatementRow& row);
std::vector<Statement> open_statements(db::Transaction& tx, const pipeline::Vault& vault,
                                       const policy::Proof& proof,
                                       const std::vector<StatementRow>& rows);
// For the index alone.
std::vector<Statement> open_for_index(db::Transaction& tx, const pipeline::Vault& vault,
                                      const std::vector<StatementRow>& rows);

// Of several cases at the cost of few statements; a case that nobody was named in has none.
std::map<CaseId, std::vector<Statement>> statements_in(pipeline::Context& c,
                                                       const policy::Proof& proof,
                                                       const std::set<CaseId>& ids);

// The words of a statement alone, for whoever keeps them under another seal.
json::Value words_of_statement(const Statement& s);
Statement statement_of_words(const json::Value& words);

// Cases whose joins play no part in who somebody of case `id` is, to whoever acts: those hidden
// from them. None where `id` is itself hidden: the answer is the hub's own and is shown to nobody.
std::set<CaseId> hidden_in(pipeline::Context& c, const CaseId& id);

// Derived from the statements of one case, nothing read: subjects in the order of their first
// statement; other_cases is not counted.
std::vector<Subject> subjects_from(const std::vector<Statement>& statements, LocalDate today);

// "9", "8 or 9" where only the year is known, "under 1" or "".
std::string age_in_words(std::string_view dob, LocalDate today);

}  // namespace mash::people

// SPDX-License-Identifier: MIT
// A look-up as an act that is kept: of which statement, by whom, when, and whom it showed; and what
// was answered. Not here: how people are recognised (index.h), the pages (pages.h).
#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mash/people/routes.h"
#include "people_store.h"

namespace mash::people {

// Older than this, somebody may have come in meanwhile who was not shown.
inline constexpr Duration k_search_holds = Duration::minutes(30);

enum class Verdict { same, different, unsure };

struct Search {
  std::string id;
  CaseId case_id;
  StatementId statement;
  std::int64_t statement_version = 0;
  UtcTime at;
  std::vector<Candidate> candidates;
  [[nodiscard]] bool is_fresh(UtcTime now) const { return now - at < k_search_holds; }
};

// Looks up and keeps what was found; the id of the search.
std::string start_search(pipeline::Context& c, const Recogniser& recogniser, const Statement& said);
// Keeps a look-up of a statement: whom it shows, and that others may be named in hidden cases.
std::string keep_search(pipeline::Context& c, const Statement& said, const LookedUp& found);
// The hub itself found somebody alike in these cases, of which somebody may not know: a look-up
// that shows nobody is kept, so that a cleared person looks.
void ask_the_cleared(pipeline::Context& c, const Statement& said, const std::set<CaseId>& hidden);
// Others may have looked these statements of a case up without being shown a match in a case that
// this reader may know of: settled, now that the reader is shown everybody who is alike, or only
// those in the cases `shown`.
void settle_hidden(pipeline::Context& c, const CaseId& id, const std::set<StatementId>& said,
                   const std::optional<std::set<CaseId>>& shown = std::nullopt);
// The own search in the path parts {case} and {search}; not_found for all others.
Result<Search> find_search(pipeline::Context& c, const policy::Proof& proof);

// The own look-ups of whoever waits in the case of the path that can still be answered.
std::vector<Search> own_searches(pipeline::Context& c, const policy::Proof& proof);

// What is known of a candidate outside hidden cases. Nothing of what came after this transaction
// began: the index may be ahead of it.
std::vector<StatementRow> visible_rows(db::Transaction& tx, const Candidate& candidate,
                                       const std::set<CaseId>& hidden);
// The newest judgement that is about one of these.
std::optional<Judgement> judgement_of(const std::vector<Judgement>& judged,
                                      const std::vector<StatementRow>& rows);

// What the engine weighed, as it is kept under a seal.
json::Value encode_why(const linkage::Explanation& why);

// Candidates as they are kept under a seal: {"candidates": [...]}.
json::Value encode_candidates(const std::vector<Candidate>& candidates);
std::vector<Candidate> decode_candidates(const json::Value& sealed);

struct Answers {
  std::array<std::optional<Verdict>, Recogniser::k_most> of;  // by the candidate's place
  bool none_of_these = false;
};
// Checks the answers against what was shown, keeps them and says who the statement is about, if
// they do; in which cases somebody is now identified. invalid_input: answers that contradict each
// other or say nothing. conflict: the statement or the chosen person is no longer as it was shown.
Result<std::set<CaseId>> answer_search(pipeline::Context& c, const Search& search,
                                       const Answers& answers);

// Writes that a statement is about this person. `kind` is one of Identification's.
void identify(pipeline::Context& c, const StatementRow& row, const PersonId& person,
              std::string_view kind, const std::string& search);

// Takes back who a statement is about; and of the other statement, if one answer said of both that
// they are one person and nobody has joined them since. In which cases somebody no longer is
// identified. conflict: it is about nobody, or something else is kept (Deps::kept) of the person in
// this case, which would be of nobody.
Result<std::set<CaseId>> undo_identification(pipeline::Context& c, const policy::Proof& proof,
                                             const Deps& deps, const StatementRow& row);

}  // namespace mash::people

namespace mash::model {

template <>
inline constexpr auto k_words<people::Verdict> = std::to_array<Word<people::Verdict>>({
    {people::Verdict::same, "same", "Same person"},
    {people::Verdict::different, "different", "Not the same"},
    {people::Verdict::unsure, "unsure", "Not sure"},
});

}  // namespace mash::model

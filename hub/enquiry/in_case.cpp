// SPDX-License-Identifier: MIT
#include "mash/enquiry/in_case.h"

#include <algorithm>

#include "enquiry_words.h"

namespace mash::enquiry {

namespace {

void add_line(std::string& text, const Sensitive& more) {
  if (more.empty()) return;
  if (!text.empty()) text += "\n";
  text += more.reveal();
}

}  // namespace

std::vector<EnquiryInCase> enquiries_in(db::Transaction& tx, const CaseId& id) {
  std::vector<EnquiryInCase> out;
  for (const auto& row : enquiries_of_case(tx, id)) {
    EnquiryInCase one{.id = row.id, .agency = row.agency};
    const auto answers = returns_of(tx, row.id);
    for (const auto& answer : answers) {
      if (!answer.sealed.empty()) one.answers.push_back(answer.version);
    }
    // Each answer and each widening is one version of the row.
    one.version = row.version - static_cast<std::int64_t>(answers.size());
    out.push_back(std::move(one));
  }
  return out;
}

std::optional<EnquiryWords> words_of_enquiry(pipeline::Context& c, const policy::Proof& proof,
                                             const CaseId& id, const EnquiryId& enquiry) {
  auto row = find_enquiry(c.tx, enquiry);
  if (!row || row->case_id != id) return std::nullopt;
  row->answer.reset();
  const auto whole = open_enquiry(c, proof, *row, {});
  std::string about, questions = whole.questions.reveal();
  for (const auto& asked : whole.asked) {
    add_line(about, asked.names);
    add_line(questions, asked.question);
  }
  return EnquiryWords{.agency = row->agency,
                      .at = row->sent_at,
                      .about = Sensitive(about),
                      .questions = Sensitive(questions)};
}

std::optional<AnsweredWords> words_of_answer(pipeline::Context& c, const policy::Proof& proof,
                                             const CaseId& id, const EnquiryId& enquiry,
                                             std::int64_t version) {
  auto row = find_enquiry(c.tx, enquiry);
  if (!row || row->case_id != id || c.keys.is_sealed(row->agency.text())) return std::nullopt;
  const auto all = returns_of(c.tx, enquiry);
  const auto found = std::ranges::find(all, version, &ReturnRow::version);
  if (found == all.end()) return std::nullopt;
  row->answer = *found;
  const auto whole = open_enquiry(c, proof, *row, {});
  std::string words;
  for (const auto& one : answer_words(whole)) add_line(words, Sensitive(*one.as_string()));
  return AnsweredWords{
      .at = found->returned_at, .kind = model::words_of(found->kind), .words = Sensitive(words)};
}

}  // namespace mash::enquiry

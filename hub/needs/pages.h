// SPDX-License-Identifier: MIT
// The pages of this slice, and what they share.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mash/needs/needs.h"
#include "mash/picture/picture.h"
#include "mash/research/flag_rates.h"
#include "told.h"

namespace mash::needs {

std::vector<pipeline::Route> needs_routes(const Deps& deps);
std::vector<pipeline::Route> fairness_routes(const Deps& deps);
std::vector<pipeline::Route> back_test_routes(const Deps& deps);
std::vector<pipeline::Route> agencies_routes(const Deps& deps);

// The record without what is hidden from whoever asks, and with the groups of its people.
using Reading = research::KeptRecord::Grouped;
std::shared_ptr<const research::Record> record_for(pipeline::Context& c, const Deps& deps);
Reading reading_for(pipeline::Context& c, const Deps& deps);

// A question above a table with the answers that it may have; the first where nothing was sent.
struct Answer {
  const char* code = "";
  const char* words = "";
};
struct Question {
  const char* name = "";
  const char* label = "";
  std::span<const Answer> answers;
};
const Answer& answer_of(const pipeline::Context& c, const Question& question);
pipeline::Field field_of(const Question& question);
json::Value select_of(const pipeline::Context& c, const Question& question);
// "?by=SEX&kind=ALL": what was answered, for a link to the same table.
std::string query_of(const pipeline::Context& c, std::span<const Question> questions);

// By which group; and the kind of group that an answer stands for.
extern const Question k_by_group;
research::GroupBy group_of(const Answer& by);

pipeline::Download csv_of(const char* name, const html::TableOptions& table);

}  // namespace mash::needs

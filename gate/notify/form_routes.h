// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "mash/notify/notify.h"

namespace mash::notify {

struct Draft;
using SharedDeps = std::shared_ptr<const Deps>;

std::vector<pipeline::Route> form_routes(const SharedDeps& deps);    // start, questions, leaving
std::vector<pipeline::Route> child_routes(const SharedDeps& deps);   // the list of children
std::vector<pipeline::Route> file_routes(const SharedDeps& deps);    // photographs and documents
std::vector<pipeline::Route> check_routes(const SharedDeps& deps);   // check, send, confirmation
std::vector<pipeline::Route> status_routes(const SharedDeps& deps);  // /notify/status

// What to say of files that are not here any more; false where there are none.
json::Value files_gone_words(const Draft& draft);

// Where those go who have no draft (any more).
inline constexpr const char* k_expired = "/notify/expired";

struct Question;
// The page "notify/question" for one question.
struct Frame {
  std::string action;
  std::string back;
  std::string step;
};
pipeline::View question_view(const Deps& deps, const Frame& frame, Question question);

}  // namespace mash::notify

// SPDX-License-Identifier: MIT
#include "board.h"
#include "mash/live/live.h"
#include "wall.h"

namespace mash::live {

namespace {

using pipeline::Context;
using pipeline::Kind;
using policy::Action;

constexpr std::size_t k_most_cases = 12;  // open on the screens of one browser

// "ID.ID": an address holds one value of a name.
Result<std::set<CaseId>> cases_of(std::string_view text) {
  std::set<CaseId> out;
  while (!text.empty()) {
    const auto end = std::min(text.find('.'), text.size());
    auto id = CaseId::parse(text.substr(0, end));
    if (!id || out.size() == k_most_cases) {
      return invalid("cases", "Name at most 12 cases by their ids, with a full stop between two");
    }
    out.insert(*std::move(id));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

Result<pipeline::Reply> listen(const Deps& deps, Context& c) {
  MASH_TRY(auto watched, cases_of(c.input.text("cases")));
  auto stream = deps.news.open(c, {std::move(watched), c.input.flag("board")});
  if (!stream) {
    return Error{ErrorCode::too_many_requests, "Too many pages of yours are listening", {}};
  }
  return pipeline::Reply(pipeline::Events{std::move(stream)});
}

pipeline::Route events(const Deps& deps) {
  return pipeline::page<Action::read_tasks>(
      {.path = "/events",
       .summary = "What is new, as it happens (text/event-stream): numbers and ids only",
       .event = "live.listened",
       .fields =
           {{.name = "cases", .label = "Cases on the screen", .max = 400},
            {.name = "board", .label = "The board", .kind = Kind::choice, .choices = {"yes"}}},
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return listen(deps, c); },
       .background = true});
}

}  // namespace

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out{events(deps), board_page(deps)};
  add_wall_routes(out, deps);
  return out;
}

}  // namespace mash::live

// SPDX-License-Identifier: MIT
#include "discussions.h"

#include <algorithm>

#include "desks.h"
#include "mash/base/assert.h"
#include "mash/model/stored.h"
#include "tasks.h"

namespace mash::casework {

namespace {

pipeline::Label label_of(const DiscussionRow& row) {
  return {.owner = row.owner, .kind = "discussion", .case_id = row.case_id, .row = row.id};
}

pipeline::Label label_of(const ContributionRow& row) {
  return {.owner = row.agency,
          .kind = "contribution",
          .case_id = row.case_id,
          .row = row.id,
          .version = row.version};
}

}  // namespace

std::string add_discussion(pipeline::Context& c, const NewDiscussion& discussion) {
  DiscussionRow row{.id = new_id_text(c.random),
                    .case_id = c.case_id,
                    .kind = discussion.kind,
                    .owner = desk_of(c.principal),
                    .recorded_at = c.now,
                    .recorded_by = c.principal.person};
  json::Value v = json::Object{};
  v.set("held_at", discussion.words.held_at.micros);
  v.set("others", discussion.words.others.reveal());
  v.set("decided", discussion.words.decided.reveal());
  json::Array seats;
  for (const Seat seat : discussion.words.seats) seats.emplace_back(model::code_of(seat));
  v.set("seats", std::move(seats));
  row.sealed = c.vault.seal(c.tx, label_of(row), json::encode(v), c.random);
  insert_discussion(c.tx, row);
  c.touch(row.id);
  for (const auto& who : discussion.attended) insert_attended(c.tx, row.id, who);
  for (const auto& [agency, words] : discussion.contributions) contribute(c, row, agency, words);
  // One held before it was needed is another one; what another agency writes down is no end of it.
  const auto task = open_task(c.tx, row.case_id, TaskKind::strategy_discussion);
  const bool complete = discussion.kind == DiscussionKind::strategy &&
                        empty_seats_in_words(row, discussion.words).empty();
  if (complete && task && task->desk == row.owner && discussion.words.held_at >= task->created_at) {
    finish_task(c, *task, "Held. See the record of the discussion.", discussion.words.held_at);
  }
  c.changed("case", row.case_id.text());
  return row.id;
}

DiscussionWords open_discussion(pipeline::Context& c, const policy::Proof& proof,
                                const DiscussionRow& row) {
  const json::Value v = c.vault.show_json(c.tx, proof, label_of(row), row.sealed, {"decided"});
  DiscussionWords out{.held_at = UtcTime{v.number("held_at", row.recorded_at.micros)},
                      .others = Sensitive(v.text("others")),
                      .decided = Sensitive(v.text("decided"))};
  const auto* seats = v["seats"].as_array();
  MASH_ASSERT(seats != nullptr);
  for (const auto& seat : *seats) out.seats.insert(model::stored<Seat>(*seat.as_string()));
  return out;
}

std::string empty_seats_in_words(const DiscussionRow& row, const DiscussionWords& words) {
  if (row.kind != DiscussionKind::strategy) return "";
  std::vector<std::string> empty;
  for (const auto& seat : model::k_words<Seat>) {
    if (!words.seats.contains(seat.value)) empty.emplace_back(seat.words);
  }
  std::string out;
  for (std::size_t i = 0; i < empty.size(); ++i) {
    if (i > 0) {
      out += i + 1 == empty.size() ? " and " : ", ";
      empty[i].front() = static_cast<char>(empty[i].front() + ('a' - 'A'));
    }
    out += empty[i];
  }
  return out.empty() ? out : out + " did not take part";
}

std::string discussion_title(pipeline::Context& c, const policy::Proof& proof,
                             const DiscussionRow& row) {
  const auto words = open_discussion(c, proof, row);
  const bool complete = empty_seats_in_words(row, words).empty();
  return std::string(model::words_of(row.kind)) + (complete ? "" : " (incomplete)") + ", " +
         plain_time(words.held_at);
}

Sensitive open_contribution(pipeline::Context& c, const policy::Proof& proof,
                            const ContributionRow& row) {
  return Sensitive(
      c.vault.show_json(c.tx, proof, label_of(row), row.sealed, {"words"}).text("words"));
}

void contribute(pipeline::Context& c, const DiscussionRow& discussion, const AgencyId& agency,
                const Sensitive& words) {
  ContributionRow row{.id = new_id_text(c.random),
                      .discussion = discussion.id,
                      .case_id = discussion.case_id,
                      .agency = agency,
                      .written_for = desk_of(c.principal),
                      .written_by = c.principal.person,
                      .written_at = c.now};
  for (const auto& before : contributions(c.tx, discussion.id)) {
    if (before.agency == agency) row.version = std::max(row.version, before.version + 1);
  }
  json::Value v = json::Object{};
  v.set("words", words.reveal());
  row.sealed = c.vault.seal(c.tx, label_of(row), json::encode(v), c.random);
  insert_contribution(c.tx, row);
  c.touch(row.id);
  c.changed("case", discussion.case_id.text());
}

bool stands(const ContributionRow& row) {
  return row.written_for == row.agency || row.confirmed_at.has_value();
}

}  // namespace mash::casework

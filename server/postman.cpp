// SPDX-License-Identifier: MIT
#include "postman.h"

#include <algorithm>

#include "mash/base/log.h"

namespace mash::server {

namespace {
constexpr int k_batch = 50;
// As many in a round as come in while the round before lasts, and enough that a rush is soon in; a
// hub that stops waits for the round.
constexpr int k_batches = 20;
}  // namespace

Postman::Postman(pipeline::App& app, db::Database& database, door::DoorClient::Send send,
                 TakeIn take_in, TakesFiles takes_files, Leaves leaves, Heard heard)
    : app_(app),
      database_(database),
      client_(std::move(send)),
      take_in_(std::move(take_in)),
      takes_files_(std::move(takes_files)),
      leaves_(std::move(leaves)),
      heard_(std::move(heard)) {}

Postman::Round Postman::round() {
  Round round;
  round.answers = exchange(round);
  if (answers_ != round.answers) {
    answers_ = round.answers;
    log::info(round.answers ? "door.open" : "door.no_answer");
    heard_(round.answers);
  }
  return round;
}

// At once while there is more than one batch: whoever waits for the next round waits for the pause
// too. Not where something stayed: it would come again. What goes out waits for one batch and not
// for a rush: a withdrawal must not come behind a hundred photographs.
bool Postman::exchange(Round& round) {
  for (int n = 1; n <= k_batches; ++n) {
    if (!collect(round) || !deliver(round)) return false;
    if (round.collected < n * k_batch) break;
  }
  return true;
}

// One transaction a message: a message that cannot be taken in does not hold up the others.
bool Postman::collect(Round& round) {
  bool files = true;
  database_.read([&](db::Transaction& tx) { files = takes_files_(tx); });
  const auto collected = client_.collect(k_batch, files);
  if (!collected) return false;
  const bool nothing = files && collected->messages.empty() && collected->damaged == 0;
  round.emptied = nothing ? collected->seals_to : "";
  std::vector<std::string> taken;
  for (const auto& message : collected->messages) {
    const auto done = app_.system_act<policy::Action::collect>(
        "door.collected", [&](const Grant& grant, pipeline::Context& c) -> Result<json::Value> {
          MASH_TRY_DO(take_in_(grant, c, message));
          return json::Value{};
        });
    if (done) {
      taken.push_back(message.id);
    } else {
      ++round.stayed;
      log::error("door.not_taken_in", {{"message", message.id}, {"why", done.error().message}});
    }
  }
  round.collected += static_cast<int>(taken.size());
  if (taken.empty()) return true;
  return client_.collected(taken).has_value();
}

// One transaction each: it is on the record of its case. If it is not kept, the next round has the
// same answer.
void Postman::set_aside(const door::Refused& refused) {
  const auto why = post::refusal_of(refused.code);
  log::error("door.package_refused", {{"package", refused.id}, {"why", post::words_of(why)}});
  const auto done = app_.system_act<policy::Action::collect>(
      "package.refused", [&](const Grant&, pipeline::Context& c) -> Result<json::Value> {
        post::set_aside(c, refused.id, why);
        return json::Value{};
      });
  if (!done) log::error("door.not_set_aside", {{"package", refused.id}});
}

bool Postman::deliver(Round& round) {
  const auto which = leaves_();
  bool any = false;
  database_.read([&](db::Transaction& tx) { any = post::any_waiting(tx, which); });
  if (!any) return true;
  std::vector<packages::Outward> packages;
  const auto opened = app_.system_act<policy::Action::collect>(
      "package.opened", [&](const Grant& grant, pipeline::Context& c) -> Result<json::Value> {
        packages = post::waiting(c, grant, which, k_batch);
        for (auto& p : packages) p.unwitnessed = which == post::Which::at_once;
        for (const auto& p : packages) c.touch(p.id);
        return json::Value{};
      });
  if (!opened) return true;
  const auto delivered = client_.deliver(packages);
  if (!delivered) return false;
  for (const auto& r : delivered->refused) {
    ++round.stayed;
    set_aside(r);
  }
  if (delivered->stored.empty()) return true;
  const auto noted = app_.system_act<policy::Action::collect>(
      "package.delivered", [&](const Grant&, pipeline::Context& c) -> Result<json::Value> {
        post::delivered(c, delivered->stored);
        return json::Value{};
      });
  if (noted) {
    round.delivered += static_cast<int>(delivered->stored.size());
    round.products += static_cast<int>(std::ranges::count_if(packages, [&](const auto& p) {
      return p.kind == mash::packages::OutwardKind::product &&
             std::ranges::find(delivered->stored, p.id) != delivered->stored.end();
    }));
  }
  return noted.has_value();
}

}  // namespace mash::server

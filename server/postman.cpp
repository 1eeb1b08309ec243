// SPDX-License-Identifier: MIT
#include "postman.h"

#include "mash/base/log.h"
#include "mash/post/post.h"

namespace mash::server {

namespace {
constexpr std::chrono::milliseconds k_pause{500};
constexpr int k_batch = 50;
}  // namespace

Postman::Postman(pipeline::App& app, db::Database& database, door::DoorClient::Send send,
                 TakeIn take_in, Heard heard)
    : app_(app),
      database_(database),
      client_(std::move(send)),
      take_in_(std::move(take_in)),
      heard_(std::move(heard)),
      repeater_(std::make_unique<Repeater>("door.round_failed", k_pause, [this] { round(); })) {}

void Postman::round() {
  const bool answers = collect() && deliver();
  if (answers_ == answers) return;
  answers_ = answers;
  log::info(answers ? "door.open" : "door.no_answer");
  heard_(answers);
}

// One transaction a message: a message that cannot be taken in does not hold up the others.
bool Postman::collect() {
  const auto collected = client_.collect(k_batch);
  if (!collected) return false;
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
      log::error("door.not_taken_in", {{"message", message.id}, {"why", done.error().message}});
    }
  }
  if (taken.empty()) return true;
  return client_.collected(taken).has_value();
}

bool Postman::deliver() {
  bool any = false;
  database_.read([&](db::Transaction& tx) { any = post::any_waiting(tx); });
  if (!any) return true;
  std::vector<packages::Outward> packages;
  const auto opened = app_.system_act<policy::Action::collect>(
      "package.opened", [&](const Grant& grant, pipeline::Context& c) -> Result<json::Value> {
        packages = post::waiting(c, grant, k_batch);
        for (const auto& p : packages) c.touch(p.id);
        return json::Value{};
      });
  if (!opened) return true;
  const auto delivered = client_.deliver(packages);
  if (!delivered) return false;
  for (const auto& r : delivered->refused) {
    log::error("door.package_refused", {{"package", r.id}, {"why", r.why}});
  }
  if (delivered->stored.empty()) return true;
  const auto noted = app_.system_act<policy::Action::collect>(
      "package.delivered", [&](const Grant&, pipeline::Context& c) -> Result<json::Value> {
        post::delivered(c, delivered->stored);
        return json::Value{};
      });
  return noted.has_value();
}

}  // namespace mash::server

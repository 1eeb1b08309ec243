// SPDX-License-Identifier: MIT
// A hub with cases and alerts, a page that opens a case, and senders that note what they are given.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "mash/alerts/delivery.h"
#include "mash/alerts/schema.h"
#include "mash/alerts/templates.h"
#include "mash/barnfield/hub.h"
#include "mash/cases/bars.h"
#include "mash/cases/clocks.h"
#include "mash/cases/walls.h"
#include "mash/shift/routes.h"
#include "mash/shift/schema.h"
#include "mash/shift/templates.h"

namespace mash::alerts {

struct Post {
  std::vector<std::string> said;        // "address id"
  std::vector<alert::Outcome> answers;  // of the next tries; then accepted
  alert::Outcome take(const std::string& to, const alert::Message& message) {
    said.push_back(to + " " + message.id.text());
    if (answers.empty()) return alert::Outcome::accepted;
    const auto next = answers.front();
    answers.erase(answers.begin());
    return next;
  }
};
struct NotedEmail : alert::EmailSender {
  explicit NotedEmail(Post& to) : post(to) {}
  alert::Outcome send(const alert::Message& m, const alert::EmailAddress& to, UtcTime) override {
    return post.take(to.reveal(), m);
  }
  Post& post;
};
struct NotedText : alert::TextSender {
  explicit NotedText(Post& to) : post(to) {}
  alert::Outcome send(const alert::Message& m, const alert::MobileNumber& to, UtcTime) override {
    return post.take(to.reveal(), m);
  }
  Post& post;
};

// People as in barnfield.json: u03 is the manager, u04 the deputy, u22 and u40 the emergency duty
// team, u01 screens, u21 runs the system, u18 is the analyst.
struct World {
  Post emails, texts;
  Senders senders{std::make_unique<NotedEmail>(emails), std::make_unique<NotedText>(texts)};
  Deps deps{barnfield::borough(), built_in_alert_policy(), senders.channels()};
  // Hears of each entry, too.
  std::function<void(const pipeline::Event&)> also;
  support::TestApp app;
  Delivery delivery{app.app(), app.database(), deps, senders};

  explicit World(db::Engine engine, bool configured = true,
                 std::function<void(const pipeline::Event&)> hears = {})
      : also(std::move(hears)), app(options(engine, configured)) {
    if (!configured) senders = {};
  }

  support::TestAppOptions options(db::Engine engine, bool configured) {
    if (!configured) deps.channels = {};
    auto own = routes(deps);
    own.push_back(pipeline::page<policy::Action::read_case>(
        {.path = "/case/{case}",
         .summary = "A case (tests)",
         .event = "case.read",
         .facts = cases::case_facts,
         .run = [](const auto&, pipeline::Context&) -> Result<pipeline::Reply> {
           return pipeline::View{.page = "alerts/alerts", .title = "Case"};
         }}));
    own.push_back(pipeline::page<policy::Action::read_queue>(
        {.path = "/queue",
         .summary = "The top of the queue (tests)",
         .event = "queue.list",
         .facts = pipeline::no_facts,
         .run = [this](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
           json::Value data = json::Object{};
           data.set("alerts", notice(c, deps));
           return pipeline::View{.page = "alerts/alerts", .title = "Queue", .data = data};
         }}));
    auto out = barnfield::hub(engine, {{.name = "shift",
                                        .schema = shift::schema(),
                                        .templates = shift::templates(),
                                        .routes = shift::routes({deps.borough})},
                                       {.name = "alerts",
                                        .schema = schema(),
                                        .templates = templates(),
                                        .routes = std::move(own)}});
    out.noticed = [this](db::Transaction& tx, const pipeline::Event& event) {
      noticed(tx, event);
      if (also) also(event);
    };
    return out;
  }

  // In the rota, for all of 24 November 2026.
  void enter(const std::string& person, const std::string& duty, const std::string& deputy = "") {
    const auto a = app.submit("u03", "/rota",
                              {{"person", person},
                               {"duty", duty},
                               {"from-day", "24"},
                               {"from-month", "11"},
                               {"from-year", "2026"},
                               {"from_time", "0:00"},
                               {"until-day", "24"},
                               {"until-month", "11"},
                               {"until-year", "2026"},
                               {"until_time", "23:59"},
                               {"deputy", deputy}});
    if (a.status != 303) throw std::runtime_error("not entered: " + a.body);
  }
  CaseId add_red() {
    const auto id = CaseId::make(app.random());
    barnfield::as_system(app, [&](const auto&, pipeline::Context& c) {
      cases::add_case(c, id, c.now, true);
      begin_walk(c, deps, id);
    });
    return id;
  }
  void bar(const CaseId& id, const char* staff) {
    barnfield::as_system(app, [&](const auto&, pipeline::Context& c) {
      cases::set_bar(c, id, StaffId::trusted(staff), "planted-reason");
    });
  }
  void raise_wall(const CaseId& id) {
    barnfield::as_system(app, [&](const auto&, pipeline::Context& c) {
      cases::set_wall_keepers(c.tx, {StaffId::trusted("u52")});
      cases::raise_wall(c, id);
    });
  }
  int walk() { return walk_on(app.app(), app.database(), deps, app.clock().now()); }
  Delivery::Round send() { return delivery.round(app.clock().now()); }
  void minutes(int n) { app.clock().advance(Duration::minutes(n)); }
  // Who has a row in the outbox by e-mail, in the order in which it was written.
  std::vector<std::string> told() {
    std::vector<std::string> out;
    app.database().read([&](db::Transaction& tx) {
      for (const auto& r : tx.query(
               "select person from alert where channel = 'email' order by written_at, person")) {
        out.push_back(r.text(0));
      }
    });
    return out;
  }
  // Who was told since this was asked last, by e-mail; and of what kind.
  std::vector<std::string> told_now(const char* kind) {
    std::vector<std::string> out;
    app.database().write([&](db::Transaction& tx) {
      for (const auto& r : tx.query("select person, kind from alert where channel = 'email'"
                                    " order by person")) {
        out.push_back(r.text(0) + (r.text(1) == kind ? "" : " " + r.text(1)));
      }
      tx.execute("delete from alert");
    });
    return out;
  }
  int clocks() { return tell_of_clocks(app.app(), app.database(), deps, app.clock().now()); }
  CaseId add_with_clock(model::Stage stage, model::Rating rating, const char* agency = "") {
    const auto id = CaseId::make(app.random());
    barnfield::as_system(app, [&](const auto&, pipeline::Context& c) {
      cases::add_case(c, id, c.now, false);
      cases::set_rating(c, id, rating, model::NeedLevel::level_2);
      cases::start_clock(c, barnfield::timescales(), id, stage, rating, c.now,
                         AgencyId::trusted(agency));
    });
    return id;
  }
  json::Value top(const char* who) {
    const auto answer = app.get(who, "/queue");
    if (answer.status != 200) throw std::runtime_error("no queue");
    return answer.json()["alerts"];
  }
};

}  // namespace mash::alerts

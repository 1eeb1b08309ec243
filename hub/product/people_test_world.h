// SPDX-License-Identifier: MIT
// For tests: the case of product_test_world.h with the pages on which people are added, identified,
// joined and parted, so that who is decided changes after the decision.
#pragma once

#include "mash/decision/decisions.h"
#include "mash/people/routes.h"
#include "mash/people/templates.h"
#include "product_test_world.h"

namespace mash::product::sample {

inline constexpr people::NameLists k_names = {.variants = "", .shares = ""};

inline support::TestAppOptions with_people(db::Engine engine, people::Recogniser& recogniser,
                                           std::vector<pipeline::Route> more) {
  auto o = options(engine);
  for (auto& route : more) o.routes.push_back(std::move(route));
  for (auto& route : people::routes({borough(), recogniser,
                                     [](auto& c, auto& proof, auto& id) {
                                       auto kept = decision::kept_decisions(c, borough(), id);
                                       for (auto& k : kept_children(c, proof, deps(), id))
                                         kept.push_back(k);
                                       return kept;
                                     },
                                     [](auto& c, auto& proof, auto& id) {
                                       decision::people_changed(c, proof, deciding(), id);
                                       people_changed(c, proof, id);
                                     },
                                     contact_changed})) {
    o.routes.push_back(std::move(route));
  }
  o.templates.insert(o.templates.end(), people::templates().begin(), people::templates().end());
  return o;
}

struct Index {
  people::PersonIndex index_{k_names};
};

class Family : protected Index, public Hub {
 protected:
  explicit Family(std::vector<pipeline::Route> more = {})
      : Hub(with_people(GetParam(), index_, std::move(more))) {}

  void decide(const PersonId& child, const std::string& outcome) {
    app_.clock().advance(Duration::seconds(1));
    Hub::decide(child, outcome);
  }
  // "Amara Quillfeather: S17_ASSESSMENT, before EARLY_HELP"
  std::vector<std::string> decided() {
    std::vector<std::string> out;
    as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
      for (const auto& child : decision::by_child(c, proof, case_.id)) {
        std::string text = child.child.name + ":";
        for (const auto& d : child.conflicting) {
          text += " differs " + std::string(model::code_of(d.outcome));
        }
        if (child.standing) text += " " + std::string(model::code_of(child.standing->outcome));
        for (const auto& d : child.earlier) text += ", " + std::string(model::code_of(d.outcome));
        out.push_back(text);
      }
    });
    return out;
  }
  std::vector<std::string> running() {
    std::vector<std::string> out;
    app_.database().read([&](db::Transaction& tx) {
      out.clear();
      for (const auto& d : cases::clocks_of(tx, case_.id)) {
        if (!d.met_at && !d.withdrawn) out.emplace_back(model::code_of(d.stage));
      }
    });
    return out;
  }
  // Of these, what somebody owes from the decision on: "DECIDE", "DISSEMINATE assess".
  std::vector<std::string> owed() {
    auto out = clocks();
    std::erase_if(out, [](const std::string& clock) {
      return !clock.starts_with("D") && !clock.starts_with("FEEDBACK") &&
             !clock.starts_with("LATE");
    });
    return out;
  }
  std::string compose(const std::vector<PersonId>& children, const std::string& recipient) {
    json::Array list;
    for (const auto& child : children) list.emplace_back(child.text());
    const auto a = app_.post(k_manager, path("/products/new"),
                             body({{"recipient", recipient},
                                   {"children", std::move(list)},
                                   {"asked", "See the child and assess"},
                                   {"by_when", "by 5pm on 26 November"},
                                   {"why", "Neighbours worry"},
                                   {"inform", "KNOWS"},
                                   {"places", places()},
                                   {"others", json::Array{"NONE"}}}));
    EXPECT_EQ(a.status, 200) << a.body;
    return a.location;
  }
  PersonId add_child(const std::string& name) { return say_new(add("child", name)); }
  // A letter for one child; answers its path.
  std::string send_for(const PersonId& child, const std::string& recipient = "assess") {
    const auto letter = compose({child}, recipient);
    const auto a = send(letter);
    EXPECT_EQ(a.status, 200) << a.body;
    return letter;
  }
  void send_safety() {
    ASSERT_EQ(app_.post(k_duty, path("/safety"),
                        body({{"recipient", "assess"},
                              {"who", "Amara"},
                              {"where", "At home"},
                              {"asked", "See her"},
                              {"by_when", "today"}}))
                  .status,
              200);
  }
  void accept(const std::string& letter, std::int64_t version = 1) {
    act(letter, packages::InwardKind::product_accepted, "", version);
  }
  void close() {
    decide(case_.amara, "S47");
    accept(send_for(case_.amara));
    ASSERT_EQ(tell("They will visit").status, 200);
    ASSERT_EQ(head().state, model::NotificationState::closed);
  }
  void be(model::NotificationState state, model::Rating rating) {
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      cases::set_state(c, case_.id, state);
      cases::set_rating(c, case_.id, rating, std::nullopt);
    });
  }
  std::vector<std::string> written(const std::string& product) {
    std::vector<std::string> out;
    const auto a = app_.get(k_manager, product);
    EXPECT_EQ(a.status, 200) << a.body;
    const auto check = a.json()["check"]["package"];
    for (const auto& child : *check["children"].as_array()) out.push_back(child.text("name"));
    return out;
  }
  // Adds somebody; answers the look-up of who it is.
  std::string add(const std::string& role, const std::string& given_name,
                  const std::string& surname = "Orlop") {
    app_.clock().advance(Duration::seconds(1));
    const auto a =
        app_.post(k_screener, path("/people/add"),
                  body({{"role", role}, {"given_name", given_name}, {"surname", surname}}));
    EXPECT_EQ(a.status, 200) << a.body;
    return a.location;
  }
  // It is somebody new; answers a child who is not decided then.
  PersonId say_new(const std::string& search) {
    app_.clock().advance(Duration::seconds(1));
    EXPECT_EQ(app_.post(k_screener, search, body({{"outcome", "new"}})).status, 200);
    PersonId out;
    as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
      for (const auto& child : decision::by_child(c, proof, case_.id)) {
        if (!child.standing) out = child.child.person;
      }
    });
    return out;
  }
  // It is the first who was found.
  void say_same(const std::string& search) {
    app_.clock().advance(Duration::seconds(1));
    const auto found = app_.get(k_screener, search).json();
    ASSERT_FALSE(found["candidates"].as_array()->empty());
    const auto a = app_.post(k_screener, search, body({{"outcome", "save"}, {"answer_1", "same"}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }
  void undo(const std::string& search) {
    app_.clock().advance(Duration::seconds(1));
    const auto statement = app_.get(k_screener, search).json().text("statement");
    const auto a = app_.post(k_screener, path("/people/undo"),
                             body({{"statement", statement}, {"version", "2"}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }
};

}  // namespace mash::product::sample

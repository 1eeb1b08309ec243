// SPDX-License-Identifier: MIT
// For tests: cases about the same people, so that repeat rules are hit, and two managers who decide
// and sign.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "decision_test_world.h"
#include "mash/cases/bars.h"
#include "mash/decision/decisions.h"

namespace mash::decision::sample {

using model::NotificationState;
using model::PersonRole;
using model::Rating;

inline constexpr people::NameLists k_names = {.variants = "", .shares = ""};
inline constexpr const char* k_road = "12 Thistledown Road";

class RepeatTest : public testing::TestWithParam<db::Engine> {
 protected:
  PersonId new_person() {
    PersonId out;
    as_system(app_, [&out](const policy::Proof&, pipeline::Context& c) {
      out = PersonId::make(c.random);
      c.tx.execute("insert into person (id, created_at, created_by) values ($1, $2, $3)",
                   {out, c.now, StaffId::trusted(k_screener)});
    });
    return out;
  }
  // A case that waits for a decision, received then, in which these people live together.
  CaseId add(const std::string& received, Rating rating,
             const std::vector<std::pair<PersonId, PersonRole>>& people, const char* source = "",
             const char* address = k_road) {
    CaseId id;
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      id = CaseId::make(c.random);
      cases::add_case(c, id, *parse_iso(received), false);
      cases::set_rating(c, id, rating, model::NeedLevel::level_1);
      cases::set_state(c, id, NotificationState::triaged);
      cases::start_clock_to_decide(c, timescales(), id, rating, c.now);
      for (const auto& [person, role] : people) {
        people::Statement said;
        said.case_id = id;
        said.role = role;
        said.given_name = Sensitive("Amara");
        said.surname = Sensitive("Quillfeather");
        said.address_line = Sensitive(address);
        said.postcode = Sensitive("BF1 2AB");
        const auto statement = people::add_statement(c, said);
        c.tx.execute("update statement set person_id = $2, version = version + 1 where id = $1",
                     {statement, person});
      }
    });
    if (*source != '\0') sources_[id] = {source};
    return id;
  }
  CaseId add(const std::string& received, Rating rating, const PersonId& child,
             const char* source = "") {
    return add(received, rating, {{child, PersonRole::child}}, source);
  }
  static std::string tab(const CaseId& id) { return "/case/" + id.text() + "/decision"; }
  static std::string path(const CaseId& id, const PersonId& child) {
    return tab(id) + "/" + child.text();
  }
  void decide(const CaseId& id, const PersonId& child, const std::string& outcome,
              const std::string& who = k_manager) {
    app_.clock().advance(Duration::minutes(1));
    const auto form = app_.get(who, path(id, child)).json()["form"];
    const auto a = app_.post(who, path(id, child),
                             body({{"outcome", outcome},
                                   {"level", "1"},
                                   {"reason", "Nothing new was said"},
                                   {"evidence", "The zebra notebook"},
                                   {"without_reason", "They can follow"},
                                   {"version", form.text("version")}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }
  json::Value child_on_page(const CaseId& id, const std::string& who = k_deputy) {
    const auto a = app_.get(who, tab(id));
    EXPECT_EQ(a.status, 200);
    return a.json()["children"].as_array()->at(0);
  }
  // Why a second manager must sign, as this reader is told.
  std::vector<std::string> why(const CaseId& id, const std::string& who = k_deputy) {
    std::vector<std::string> out;
    const auto proposed = child_on_page(id, who)["proposed"];
    if (const auto* list = proposed["why"].as_array()) {
      for (const auto& one : *list) {
        out.push_back(one.text("text"));
        for (const auto& other : *one["others"].as_array()) out.push_back(other.text("href"));
      }
    }
    return out;
  }
  bool decided(const CaseId& id) { return model::is_decided(barnfield::head_of(app_, id).state); }
  bool clock_runs(const CaseId& id) {
    bool out = false;
    app_.database().read([&](db::Transaction& tx) {
      out = cases::running_clock(tx, id, model::Stage::decide).has_value();
    });
    return out;
  }
  support::Answer sign(const CaseId& id, const PersonId& child, const std::string& who) {
    return app_.post(who, path(id, child) + "/sign", to_sign(app_, tab(id), who));
  }
  void bar(const CaseId& id, const char* staff) {
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      cases::set_bar(c, id, StaffId::trusted(staff), "Planted: her sister");
    });
  }
  std::int64_t waits() { return app_.count("hidden_repeat where settled_at is null"); }
  // The police have said what they know, or have been asked again.
  void answer_police(const CaseId& id) {
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      add_enquiry(c, id, "police");
      answer_enquiry(c, id, "police");
    });
  }
  void silence_police(const CaseId& id) {
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      c.tx.execute("update enquiry set state = 'SENT' where case_id = $1", {id});
    });
  }
  // Does the page of this case ask this reader to decide again for a repeat that others do not see?
  bool asked_again(const CaseId& id, const std::string& who) {
    return child_on_page(id, who)["hidden_repeat"].as_object() != nullptr;
  }

  std::map<CaseId, std::set<std::string>> sources_;
  people::RepeatPolicy policy_ = people::built_in_repeat_policy();
  people::PersonIndex index_{k_names};
  support::TestApp app_{options(
      GetParam(), Deps{.borough = borough(),
                       .timescales = timescales(),
                       .repeats = people::RepeatWatch{index_, policy_, [this](auto&, auto& ids) {
                                                        auto out = sources_;
                                                        std::erase_if(out, [&ids](const auto& one) {
                                                          return !ids.contains(one.first);
                                                        });
                                                        return out;
                                                      }}})};
};

}  // namespace mash::decision::sample

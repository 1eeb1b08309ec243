// SPDX-License-Identifier: MIT
// Goal: nobody alone decides to do less than help for a child who comes again and again; the second
// manager sees why; and whoever may not know of a case learns nothing from it, while no repeat is
// lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "decision_test_world.h"
#include "mash/cases/bars.h"
#include "mash/decision/decisions.h"

namespace mash::decision {
namespace {

using model::NotificationState;
using model::PersonRole;
using model::Rating;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

constexpr people::NameLists k_names = {.variants = "", .shares = ""};
constexpr const char* k_road = "12 Thistledown Road";

class RepeatSignature : public testing::TestWithParam<db::Engine> {
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

TEST_P(RepeatSignature, B13_the_third_blue_of_a_household_waits_for_a_second_manager) {
  const auto amara = new_person();
  const auto obi = new_person();
  const auto first = add("2026-08-26T09:00:00Z", Rating::blue, obi);  // 90 days
  const auto second = add("2026-10-01T09:00:00Z", Rating::blue, obi);
  const auto third = add("2026-11-24T09:00:00Z", Rating::blue,
                         {{amara, PersonRole::child}, {obi, PersonRole::parent}});
  decide(third, amara, "NFA");
  EXPECT_THAT(why(third),
              ElementsAre("3 cases name this child or somebody who lives with them since 26 August "
                          "2026, this one included; the others were rated Blue.",
                          "/case/" + first.text(), "/case/" + second.text()));
  EXPECT_FALSE(decided(third));
  EXPECT_TRUE(clock_runs(third)) << "nothing waits without a clock";
  EXPECT_THAT(app_.page(k_deputy, tab(third)).body,
              HasSubstr("This counts only when a second manager has signed."));
  EXPECT_NE(sign(third, amara, k_manager).status, 200) << "not the one who proposed it";
  EXPECT_FALSE(decided(third));
  EXPECT_EQ(sign(third, amara, k_deputy).status, 200);
  EXPECT_TRUE(decided(third));
  EXPECT_FALSE(clock_runs(third));
}

TEST_P(RepeatSignature, B13_blues_of_another_household_rating_or_time_do_not_count) {
  const auto amara = new_person();
  const auto obi = new_person();
  add("2026-08-25T09:00:00Z", Rating::blue, obi);  // 91 days
  add("2026-10-01T09:00:00Z", Rating::blue, obi);
  add("2026-10-02T09:00:00Z", Rating::green, {{obi, PersonRole::parent}});
  add("2026-10-03T09:00:00Z", Rating::blue, new_person());  // at the address, not of the household
  const auto third = add("2026-11-24T09:00:00Z", Rating::blue,
                         {{amara, PersonRole::child}, {obi, PersonRole::parent}});
  decide(third, amara, "NFA");
  EXPECT_THAT(why(third), IsEmpty());
  EXPECT_TRUE(decided(third));
}

TEST_P(RepeatSignature, F01_the_boundary_day_counts_and_the_day_after_does_not) {
  const auto hit_on = [this](const char* day) {
    const auto child = new_person();
    add("2025-11-24T08:00:00Z", Rating::green, child, "2A");
    add("2026-05-03T08:00:00Z", Rating::green, child, "6");
    const auto third = add(day, Rating::green, child, "3A");
    decide(third, child, "INFORMATION_AND_ADVICE");
    return why(third);
  };
  const auto on_the_day = hit_on("2026-11-24T23:59:00Z");
  ASSERT_EQ(on_the_day.size(), 6U) << "by child and by sources, each with two earlier cases";
  EXPECT_EQ(on_the_day[0], "3 cases name this child since 24 November 2025, this one included.");
  EXPECT_THAT(on_the_day[3], HasSubstr("they came from 3 kinds of source"));
  EXPECT_THAT(hit_on("2026-11-25T00:00:00Z"), IsEmpty());
}

TEST_P(RepeatSignature, three_sources_of_one_household_count_however_often_one_of_them_tells) {
  const auto told_by = [this](const char* second) {
    const auto amara = new_person();
    const auto obi = new_person();
    add("2026-02-01T09:00:00Z", Rating::green, {{obi, PersonRole::child}}, "2A");
    add("2026-03-01T09:00:00Z", Rating::green, {{obi, PersonRole::child}}, second);
    const auto third = add("2026-11-24T09:00:00Z", Rating::green,
                           {{amara, PersonRole::child}, {obi, PersonRole::parent}}, "6");
    decide(third, amara, "UNIVERSAL");
    return why(third).size();
  };
  EXPECT_EQ(told_by("2A"), 0U);
  EXPECT_EQ(told_by("3A"), 3U);
}

TEST_P(RepeatSignature, each_scope_counts_its_own_cases) {
  const auto amara = new_person();
  const auto dale = new_person();
  add("2026-08-01T09:00:00Z", Rating::green, amara);
  add("2026-08-02T09:00:00Z", Rating::green, {{dale, PersonRole::adult_of_concern}}, "",
      "9 Elm Row");
  add("2026-08-03T09:00:00Z", Rating::green, new_person());  // at the address
  policy_.rules = {{.id = "any", .count = 2, .window = {12, people::RepeatWindow::Unit::months}}};
  const auto text_of = [&](people::RepeatScope scope) {
    policy_.rules.front().scope = scope;
    const auto id =
        add("2026-11-24T09:00:00Z", Rating::green,
            {{amara, PersonRole::child}, {dale, PersonRole::adult_of_concern}}, "", "8 Elm Row");
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      cases::set_state(c, id, NotificationState::triaged);
      people::Statement said;  // the child is at another address too
      said.case_id = id;
      said.role = PersonRole::child;
      said.address_line = Sensitive(k_road);
      said.postcode = Sensitive("BF1 2AB");
      c.tx.execute("update statement set person_id = $2, version = version + 1 where id = $1",
                   {people::add_statement(c, said), amara});
    });
    decide(id, amara, "NFA");
    const auto all = why(id);
    return all.empty() ? std::string() : all.front();
  };
  // Each time one more of this family's own cases is there.
  using enum people::RepeatScope;
  EXPECT_EQ(text_of(child), "2 cases name this child since 24 November 2025, this one included.");
  EXPECT_THAT(text_of(adult), HasSubstr("3 cases name another adult of concern"));
  EXPECT_THAT(text_of(address), HasSubstr("5 cases name somebody at an address of this child"));
  EXPECT_THAT(text_of(household), HasSubstr("6 cases name this child or somebody who lives"));
}

TEST_P(RepeatSignature, a_child_who_gets_help_needs_nobody_more) {
  const auto child = new_person();
  for (const char* day : {"2026-08-01T09:00:00Z", "2026-09-01T09:00:00Z"}) {
    add(day, Rating::blue, child);
  }
  const auto third = add("2026-11-24T09:00:00Z", Rating::blue, child);
  decide(third, child, "EARLY_HELP");
  EXPECT_TRUE(decided(third));
}

TEST_P(RepeatSignature, a_desk_learns_nothing_of_repeats_from_what_waits_or_was_signed) {
  const auto child = new_person();
  add("2026-08-01T09:00:00Z", Rating::green, child);
  add("2026-09-01T09:00:00Z", Rating::green, child);
  const auto id = add("2026-11-24T09:00:00Z", Rating::green, child);
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::add_member(c.tx, id, AgencyId::trusted("police"), c.now);
  });
  const auto undecided = json::encode(child_on_page(id, k_police));
  decide(id, child, "NFA");
  EXPECT_EQ(json::encode(child_on_page(id, k_police)), undecided);
  ASSERT_EQ(sign(id, child, k_deputy).status, 200);
  const auto standing = child_on_page(id, k_police)["standing"];
  EXPECT_EQ(standing.text("outcome"), "No further action");
  EXPECT_EQ(standing.text("signed"), "");
  EXPECT_NE(child_on_page(id, k_screener)["standing"].text("signed"), "");
}

TEST_P(RepeatSignature, whoever_may_not_know_of_a_case_sees_nothing_that_depends_on_it) {
  const auto child = new_person();
  const auto hidden = add("2026-08-01T09:00:00Z", Rating::green, child);
  add("2026-09-01T09:00:00Z", Rating::green, child);
  bar(hidden, k_screener);
  const auto id = add("2026-11-24T09:00:00Z", Rating::green, child);
  decide(id, child, "NFA");
  EXPECT_TRUE(decided(id)) << "a decision that waits would show that there are more cases";
  EXPECT_FALSE(asked_again(id, k_screener));
  EXPECT_THAT(app_.page(k_screener, tab(id)).body, Not(HasSubstr(hidden.text())));
  EXPECT_TRUE(asked_again(id, k_deputy)) << "no repeat is lost";
}

TEST_P(RepeatSignature, a_hidden_repeat_waits_for_another_manager_who_may_know_of_it) {
  const auto child = new_person();
  const auto hidden = add("2026-08-01T09:00:00Z", Rating::green, child);
  const auto also = add("2026-09-01T09:00:00Z", Rating::green, child);
  bar(hidden, k_manager);
  const auto id = add("2026-11-24T09:00:00Z", Rating::green, child);
  decide(id, child, "NFA");
  EXPECT_FALSE(asked_again(id, k_manager));
  EXPECT_THAT(app_.page(k_manager, tab(id)).body, Not(HasSubstr(hidden.text())));
  ASSERT_TRUE(asked_again(id, k_deputy));
  EXPECT_THAT(app_.page(k_deputy, tab(id)).body, HasSubstr("href=\"/case/" + hidden.text()));
  decide(id, child, "NFA");
  EXPECT_TRUE(asked_again(id, k_deputy)) << "the same one again is not a second one";
  decide(id, child, "NFA", k_deputy);
  EXPECT_TRUE(decided(id)) << "two have decided, and one of them knew";
  EXPECT_FALSE(asked_again(id, k_deputy));
  bar(also, k_deputy);
  EXPECT_FALSE(asked_again(id, k_deputy));
}

TEST_P(RepeatSignature, a_hidden_repeat_no_longer_waits_once_the_child_is_helped) {
  const auto child = new_person();
  const auto hidden = add("2026-08-01T09:00:00Z", Rating::green, child);
  add("2026-09-01T09:00:00Z", Rating::green, child);
  bar(hidden, k_screener);
  const auto id = add("2026-11-24T09:00:00Z", Rating::green, child);
  decide(id, child, "NFA");
  ASSERT_TRUE(asked_again(id, k_deputy));
  decide(id, child, "FAMILY_HELP");
  EXPECT_FALSE(asked_again(id, k_deputy));
}

TEST_P(RepeatSignature, a_reason_shows_no_case_that_was_hidden_from_the_reader_since) {
  const auto child = new_person();
  const auto later_hidden = add("2026-08-01T09:00:00Z", Rating::green, child);
  add("2026-09-01T09:00:00Z", Rating::green, child);
  const auto id = add("2026-11-24T09:00:00Z", Rating::green, child);
  decide(id, child, "NFA");
  ASSERT_EQ(why(id, k_screener).size(), 3U);
  bar(later_hidden, k_screener);
  EXPECT_THAT(why(id, k_screener),
              ElementsAre("The rules of this hub ask a second manager to look."))
      << "an empty place would tell that something is hidden";
  EXPECT_THAT(app_.page(k_screener, tab(id)).body, Not(HasSubstr(later_hidden.text())));
  EXPECT_EQ(why(id, k_deputy).size(), 3U);
}

TEST_P(RepeatSignature, a_proposal_answers_no_hidden_repeat_and_a_signature_does) {
  const auto child = new_person();
  const auto hidden = add("2026-08-01T09:00:00Z", Rating::green, child);
  add("2026-09-01T09:00:00Z", Rating::green, child);
  bar(hidden, k_manager);
  const auto id = add("2026-11-24T09:00:00Z", Rating::red, child);
  answer_police(id);
  decide(id, child, "NFA");
  ASSERT_TRUE(decided(id));
  ASSERT_TRUE(asked_again(id, k_deputy));
  silence_police(id);
  decide(id, child, "NFA", k_deputy);
  EXPECT_EQ(why(id).size(), 1U);
  EXPECT_EQ(waits(), 1) << "what is only proposed answers nothing";
  ASSERT_EQ(sign(id, child, k_manager).status, 200);
  EXPECT_EQ(waits(), 1) << "nor does who may not know of it, and has asked for it";
  decide(id, child, "NFA", k_manager);
  ASSERT_EQ(sign(id, child, k_deputy).status, 200);
  EXPECT_EQ(waits(), 0);
}

TEST_P(RepeatSignature, what_is_only_proposed_starts_no_hidden_repeat) {
  const auto child = new_person();
  const auto hidden = add("2026-08-01T09:00:00Z", Rating::green, child);
  add("2026-09-01T09:00:00Z", Rating::green, child);
  bar(hidden, k_screener);
  const auto id = add("2026-11-24T09:00:00Z", Rating::red, child);
  decide(id, child, "NFA");
  EXPECT_EQ(waits(), 0);
  ASSERT_EQ(sign(id, child, k_deputy).status, 200);
  EXPECT_EQ(waits(), 1);
  EXPECT_FALSE(asked_again(id, k_manager)) << "who proposed it";
  EXPECT_TRUE(asked_again(id, k_deputy)) << "who was not told of it when they signed";
}

TEST_P(RepeatSignature, what_is_proposed_in_a_decided_case_waits_against_a_clock) {
  const auto child = new_person();
  const auto sister = new_person();
  for (const char* day : {"2026-08-01T09:00:00Z", "2026-09-01T09:00:00Z"}) {
    add(day, Rating::green, child);
  }
  const auto id = add("2026-11-24T09:00:00Z", Rating::green,
                      {{child, PersonRole::child}, {sister, PersonRole::child}});
  decide(id, child, "EARLY_HELP");
  decide(id, sister, "EARLY_HELP");
  ASSERT_TRUE(decided(id));
  ASSERT_FALSE(clock_runs(id));
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::set_state(c, id, NotificationState::closed);
  });
  decide(id, child, "NFA");
  EXPECT_TRUE(clock_runs(id));
  EXPECT_EQ(barnfield::head_of(app_, id).state, NotificationState::feedback_sent) << "on the lists";
  decide(id, sister, "FAMILY_HELP");
  EXPECT_TRUE(clock_runs(id)) << "nobody has signed";
  ASSERT_EQ(sign(id, child, k_deputy).status, 200);
  EXPECT_FALSE(clock_runs(id));
}

TEST_P(RepeatSignature, of_cases_hidden_from_different_managers_each_is_told_what_they_may_know) {
  const auto child = new_person();
  const auto from_manager = add("2026-08-01T09:00:00Z", Rating::green, child);
  const auto from_deputy = add("2026-08-02T09:00:00Z", Rating::green, child);
  add("2026-08-03T09:00:00Z", Rating::green, child);
  bar(from_manager, k_manager);
  bar(from_deputy, k_deputy);
  const auto id = add("2026-11-24T09:00:00Z", Rating::green, child);
  decide(id, child, "NFA");
  ASSERT_TRUE(asked_again(id, k_deputy)) << "three without what is hidden from them";
  const auto page = app_.page(k_deputy, tab(id)).body;
  EXPECT_THAT(page, HasSubstr(from_manager.text()));
  EXPECT_THAT(page, Not(HasSubstr(from_deputy.text())));
  decide(id, child, "NFA", k_deputy);
  EXPECT_EQ(waits(), 0) << "two have decided, and one of them knew";
}

TEST_P(RepeatSignature, nobody_is_told_of_a_repeat_that_counts_only_with_what_is_hidden_from_them) {
  const auto child = new_person();
  bar(add("2026-08-01T09:00:00Z", Rating::green, child), k_screener);
  bar(add("2026-08-02T09:00:00Z", Rating::green, child), k_deputy);
  const auto id = add("2026-11-24T09:00:00Z", Rating::green, child);
  decide(id, child, "NFA");
  EXPECT_FALSE(asked_again(id, k_deputy)) << "two cases are no repeat: there must be another";
  EXPECT_EQ(waits(), 2);
}

INSTANTIATE_TEST_SUITE_P(Engines, RepeatSignature,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::decision

// SPDX-License-Identifier: MIT
// Goal: from a case other hubs are asked whether they know a child; the page says of each what it
// answered and what that proves; the other hub answers by itself, keeps who asked and why, and
// never learns of whom. A child of whom only walled cases speak is answered as a twin is.
#include "mash/pointers/pointers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

#include "mash/barnfield/hub.h"
#include "mash/cases/walls.h"
#include "mash/people/people.h"
#include "mash/pointers/schema.h"
#include "mash/pointers/templates.h"
#include "mash/support/engines.h"

namespace mash::pointers {
namespace {

using barnfield::body;
using testing::HasSubstr;
using testing::Not;

constexpr const char* k_screener = "u02";
constexpr const char* k_manager = "u03";
constexpr const char* k_police = "u07";
constexpr const char* k_data_protection = "u20";

people::Statement child(const std::string& given, const std::string& surname,
                        const std::string& born, const std::string& number = "") {
  people::Statement s;
  s.role = model::PersonRole::child;
  s.given_name = Sensitive(given);
  s.surname = Sensitive(surname);
  s.dob = Sensitive(born);
  s.nhs_number = Sensitive(number);
  s.nhs_number_valid = !number.empty();
  s.postcode = Sensitive("BF1 2AB");
  return s;
}
// Numbers of the range that is given to nobody.
people::Statement amara() {
  return child("Plantedgiven", "Plantedsurname", "2017-03-09", "9990000042");
}
people::Statement twin_of_amara() {
  return child("Zoltan", "Plantedsurname", "2017-03-09");
}
people::Statement stranger() {
  return child("Ottoline", "Featherstone", "2011-12-01", "9990000069");
}

pointer::Policy small_policy() {
  pointer::Policy out = pointer::built_in_policy();
  out.list_round = 64;
  return out;
}

class OneHub {
 public:
  OneHub(db::Engine engine, std::string id, std::uint64_t seed)
      : id_(std::move(id)),
        app_(options(engine, seed)),
        known_(std::make_unique<Known>(app_.keys(), policy_)) {}

  support::TestApp& app() { return app_; }
  pointer::Policy& policy() { return policy_; }
  const std::string& id() const { return id_; }
  std::deque<std::string>& sent() { return sent_; }

  CaseId add_case(const std::vector<people::Statement>& said, bool walled = false) {
    const auto id = CaseId::make(app_.random());
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      cases::add_case(c, id, c.now, false);
      for (auto s : said) {
        s.case_id = id;
        people::add_statement(c, s);
      }
      if (walled) cases::raise_wall(c, id);
    });
    return id;
  }
  int round() {
    return pointers::round(app_.app(), app_.database(), vault_, deps(), *known_,
                           app_.clock().now());
  }
  void take(const std::string& from, const std::string& word) {
    barnfield::as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      pointers::take(c, grant, deps(), *known_, from, word);
    });
  }
  void forget() { known_ = std::make_unique<Known>(app_.keys(), policy_); }
  static std::string path(const CaseId& id) { return "/case/" + id.text() + "/other-hubs"; }
  std::string first_child(const CaseId& id) {
    std::string out;
    app_.database().read([&](db::Transaction& tx) {
      out = tx.query("select id from statement where case_id = $1 order by id limit 1", {id})
                .at(0)
                .text(0);
    });
    return out;
  }
  support::Answer ask(const CaseId& id, const std::string& who = k_screener) {
    return app_.post(who, path(id), body({{"child", first_child(id)}, {"reason", "moved-in"}}));
  }
  json::Value said(const CaseId& id, std::size_t enquiry = 0) {
    const auto page = app_.get(k_screener, path(id)).json();
    const auto* all = page["enquiries"].as_array();
    return (*(*all).at(enquiry)["hubs"].as_array()).at(0);
  }
  std::string state(const CaseId& id) { return said(id).text("state"); }

 private:
  Deps deps() {
    return {barnfield::borough(),
            policy_,
            {[this](db::Transaction&, UtcTime) {
               return std::vector<OtherHub>{{id_ == "one" ? "two" : "one", "The other hub"}};
             },
             [this](pipeline::Context&, const pointer::HubId&, const std::string& word) {
               sent_.push_back(word);
             }}};
  }
  support::TestAppOptions options(db::Engine engine, std::uint64_t seed) {
    auto out = barnfield::hub(engine, {{.name = "pointers",
                                        .schema = schema(),
                                        .templates = templates(),
                                        .routes = routes(deps())}});
    out.routes.push_back(beside_route());
    out.seed = seed;
    return out;
  }

  pipeline::Route beside_route() {
    return pipeline::page<policy::Action::read_case>(
        {.path = "/test/{case}/beside",
         .summary = "What stands beside a case (tests)",
         .event = "test.beside",
         .facts = cases::case_facts,
         .run = [this](const auto& grant, pipeline::Context& c) -> Result<pipeline::Reply> {
           json::Value data = json::Object{};
           for (const auto& link : beside_case(c, grant, deps(), c.case_id)) {
             data.set("text", link.text);
             data.set("href", link.href);
           }
           return pipeline::View{.page = "pipeline/error", .title = "", .data = std::move(data)};
         }});
  }

  std::string id_;
  pointer::Policy policy_ = small_policy();
  std::deque<std::string> sent_;
  support::TestApp app_;
  pipeline::Vault vault_{app_.keys()};
  std::unique_ptr<Known> known_;
};

class PointersTest : public testing::TestWithParam<db::Engine> {
 protected:
  // All that both have to say, until they have nothing more.
  void talk() {
    while (!one_.sent().empty() || !two_.sent().empty()) {
      pass(one_, two_);
      pass(two_, one_);
    }
  }
  static void pass(OneHub& from, OneHub& to) {
    std::deque<std::string> words;
    words.swap(from.sent());
    for (const auto& word : words) to.take(from.id(), word);
  }
  template <class Word>
  static Word taken(OneHub& from) {
    auto word = std::get<Word>(pointer::decode(from.sent().front()).value());
    from.sent().pop_front();
    return word;
  }
  std::string asked_page(const char* who = k_data_protection) {
    return two_.app().page(who, "/hubs/asked").body;
  }

  OneHub one_{GetParam(), "one", 1};
  OneHub two_{GetParam(), "two", 2};
};

TEST_P(PointersTest, FB11_a_child_who_is_known_there_is_said_to_be_and_one_who_is_not_is_not) {
  two_.add_case({amara()});
  EXPECT_EQ(two_.round(), 1);
  EXPECT_EQ(two_.round(), 0) << "it has it";
  talk();
  const auto here = one_.add_case({amara()});
  ASSERT_EQ(one_.ask(here).status, 200);
  EXPECT_EQ(one_.state(here), "NOT ANSWERED");
  talk();
  EXPECT_EQ(one_.state(here), "KNOWN THERE");
  const auto other = one_.add_case({stranger()});
  ASSERT_EQ(one_.ask(other).status, 200);
  talk();
  EXPECT_EQ(one_.state(other), "Not known there");
  const auto page = one_.app().page(k_manager, OneHub::path(here)).body;
  EXPECT_THAT(page, HasSubstr("Plantedgiven Plantedsurname, born 9 March 2017"));
  EXPECT_THAT(page, HasSubstr("It is not certain"));
  EXPECT_THAT(page, HasSubstr("href=\"/hubs/write\""));
  EXPECT_THAT(page, HasSubstr("Kwame Boateng"));
  EXPECT_THAT(one_.said(other).text("means"), HasSubstr("up to 4 hours old"));
}

TEST_P(PointersTest, WhoIsAskedBeforeItsListHasComeIsAskedThenAndSilenceIsNotNotKnown) {
  two_.add_case({amara()});
  const auto here = one_.add_case({amara()});
  ASSERT_EQ(one_.ask(here).status, 200);
  EXPECT_TRUE(one_.sent().empty());
  EXPECT_EQ(one_.state(here), "NOT ANSWERED");
  EXPECT_THAT(one_.said(here).text("means"), HasSubstr("Its list has not come yet"));
  two_.round();
  talk();
  EXPECT_EQ(one_.state(here), "KNOWN THERE");
}

TEST_P(PointersTest, AChildOfWalledCasesAloneIsAnsweredAsATwinIs) {
  const auto here = one_.add_case({amara()});
  two_.add_case({amara()}, true);
  two_.round();
  talk();
  ASSERT_EQ(one_.ask(here).status, 200);
  talk();
  EXPECT_EQ(one_.state(here), "ASK THEM");
  OneHub three{GetParam(), "two", 3};
  three.add_case({twin_of_amara()});
  three.round();
  OneHub asker{GetParam(), "one", 4};
  const auto there = asker.add_case({amara()});
  pass(three, asker);
  ASSERT_EQ(asker.ask(there).status, 200);
  for (int i = 0; i < 4; ++i) {
    pass(asker, three);
    pass(three, asker);
  }
  EXPECT_EQ(asker.state(there), "ASK THEM");
  EXPECT_EQ(asker.said(there).text("means"), one_.said(here).text("means"));
}

TEST_P(PointersTest, WhatAWalledCaseSaysAddsNothingToAChildWhoIsKnown) {
  const auto open = two_.add_case({twin_of_amara()});
  PersonId person;
  barnfield::as_system(two_.app(), [&](const auto&, pipeline::Context& c) {
    person = barnfield::identify(c, StatementId::trusted(two_.first_child(open)));
  });
  two_.round();
  const auto without = two_.sent();
  two_.sent().clear();
  // The same child under another name, in a case behind a wall.
  const auto walled = two_.add_case({amara()}, true);
  two_.app().database().write([&](db::Transaction& tx) {
    tx.execute("update statement set person_id = $1 where case_id = $2", {person, walled});
  });
  two_.app().come_back_after(Duration::minutes(two_.policy().list_minutes));
  EXPECT_EQ(two_.round(), 0) << "the list is the same";
  EXPECT_FALSE(without.empty());
}

TEST_P(PointersTest, TheOtherHubKeepsWhoAskedAndWhyAndNeverOfWhom) {
  two_.add_case({stranger()});
  two_.round();
  talk();
  EXPECT_THAT(asked_page(), HasSubstr("No other hub has asked."));
  const auto here = one_.add_case({amara()});
  ASSERT_EQ(one_.ask(here).status, 200);
  talk();
  for (const char* who : {k_data_protection, k_manager}) {
    const auto page = asked_page(who);
    EXPECT_THAT(page, HasSubstr("Kwame Boateng"));
    EXPECT_THAT(page, HasSubstr("The family has moved here, or is placed here"));
    EXPECT_THAT(page, HasSubstr("The other hub: 1 time"));
    EXPECT_THAT(page, Not(HasSubstr("Planted")));
    EXPECT_THAT(page, Not(HasSubstr(here.text())));
  }
  EXPECT_EQ(two_.app().get(k_screener, "/hubs/asked").status, 404);
  EXPECT_EQ(two_.app().get(k_police, "/hubs/asked").status, 404);
  EXPECT_FALSE(two_.app().is_stored("Kwame Boateng")) << "sealed";
  EXPECT_TRUE(two_.app().is_stored("moved-in")) << "the search finds what is in clear";
  for (auto* hub : {&one_, &two_}) {
    EXPECT_FALSE(hub->app().is_stored("Plantedgiven"));
    EXPECT_FALSE(hub->app().is_stored("9990000042"));
  }
}

TEST_P(PointersTest, NothingIsChosenBeforeAndAFaultNamesItsField) {
  const auto here = one_.add_case({amara(), twin_of_amara()});
  const auto page = one_.app().page(k_screener, OneHub::path(here)).body;
  EXPECT_THAT(page, Not(HasSubstr(" checked")));
  EXPECT_THAT(page, HasSubstr("Zoltan Plantedsurname"));
  const auto empty = one_.app().post(k_screener, OneHub::path(here), body({}));
  EXPECT_EQ(empty.status, 422);
  EXPECT_THAT(empty.body, HasSubstr("Select about which child you ask"));
  EXPECT_THAT(empty.body, HasSubstr("Select why you ask"));
  const auto other = one_.add_case({stranger()});
  const auto of_another =
      one_.app().post(k_screener, OneHub::path(here),
                      body({{"child", one_.first_child(other)}, {"reason", "moved-in"}}));
  EXPECT_EQ(of_another.status, 422);
  const auto curious =
      one_.app().post(k_screener, OneHub::path(here),
                      body({{"child", one_.first_child(here)}, {"reason", "curiosity"}}));
  EXPECT_EQ(curious.status, 422);
  const auto nameless = one_.add_case({child("", "", "")});
  EXPECT_THAT(one_.ask(nameless).body, HasSubstr("Too little is known of the child"));
  EXPECT_EQ(one_.app().count("pointer_enquiry"), 0);
}

TEST_P(PointersTest, OnlyTheFrontDoorAsks) {
  const auto here = one_.add_case({amara()});
  EXPECT_EQ(one_.ask(here, k_police).status, 404);
  EXPECT_EQ(one_.app().get(k_police, OneHub::path(here)).status, 404);
  EXPECT_EQ(one_.ask(here, k_data_protection).status, 404);
  const auto walled = one_.add_case({amara()}, true);
  EXPECT_EQ(one_.app().get(k_screener, OneHub::path(walled)).status, 404);
}

TEST_P(PointersTest, WhoeverAsksTooOftenIsToldWhatElseToDo) {
  one_.policy().user_a_day = 3;
  two_.policy().user_a_day = 2;
  two_.round();
  talk();
  const auto here = one_.add_case({amara()});
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(one_.ask(here).status, 200);
    talk();
    one_.app().clock().advance(Duration::minutes(1));
  }
  EXPECT_EQ(one_.state(here), "NOT ANSWERED");
  EXPECT_THAT(one_.said(here).text("means"), HasSubstr("as often as it answers one person"));
  EXPECT_EQ(one_.said(here, 1).text("state"), "Not known there");
  const auto refused = one_.ask(here);
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("Ring the other hub"));
  EXPECT_EQ(one_.ask(here, k_manager).status, 200) << "a colleague";
  EXPECT_THAT(asked_page(), HasSubstr("this person had asked as often as one may in a day"));
  EXPECT_THAT(asked_page(), HasSubstr("The other hub: 2 times"));
}

TEST_P(PointersTest, WhatWasRefusedAndIsAskedAgainTheNextDayCounts) {
  two_.policy().user_a_day = 1;
  two_.round();
  talk();
  const auto here = one_.add_case({amara()});
  std::vector<std::string> asks;
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(one_.ask(here).status, 200);
    asks.push_back(one_.sent().front());
    one_.sent().clear();
    two_.take("one", asks.back());
  }
  two_.app().come_back_after(Duration::days(1));
  two_.sent().clear();
  two_.take("one", asks[1]);
  EXPECT_EQ(taken<pointer::Evaluated>(two_).batch.elements.size(), two_.policy().batch);
  two_.take("one", asks[2]);
  EXPECT_EQ(taken<pointer::Refused>(two_).why, pointer::Why::quota_user);
}

TEST_P(PointersTest, HubsThatWereKilledGoOnAndWordsThatComeTwiceCountOnce) {
  two_.add_case({amara()});
  two_.round();
  talk();
  const auto here = one_.add_case({amara()});
  ASSERT_EQ(one_.ask(here).status, 200);
  const std::string asked = one_.sent().front();
  for (int i = 0; i < 3; ++i) {
    two_.forget();
    two_.take("one", asked);
  }
  EXPECT_EQ(two_.app().count("pointer_given"), 1);
  one_.sent().clear();
  pass(two_, one_);
  one_.forget();
  EXPECT_EQ(one_.sent().size(), 1U) << "the hits, once";
  two_.forget();
  talk();
  EXPECT_EQ(one_.state(here), "KNOWN THERE");
}

TEST_P(PointersTest, OtherHitsForTheSameEnquiryAreNotAnswered) {
  two_.add_case({amara()});
  two_.round();
  talk();
  const auto here = one_.add_case({amara()});
  ASSERT_EQ(one_.ask(here).status, 200);
  pass(one_, two_);
  pass(two_, one_);
  auto hits = taken<pointer::Confirm>(one_);
  two_.take("one", pointer::encode(hits));
  EXPECT_EQ(taken<pointer::Answer>(two_).says, pointer::Says::known);
  hits.tags.front()[0] ^= 1U;
  two_.take("one", pointer::encode(hits));
  EXPECT_TRUE(two_.sent().empty());
}

TEST_P(PointersTest, WhatIsNotProvedIsNoAnswerAndWhatDoesNotReadIsPutAway) {
  two_.add_case({amara()});
  two_.round();
  talk();
  const auto here = one_.add_case({amara()});
  ASSERT_EQ(one_.ask(here).status, 200);
  pass(one_, two_);
  auto evaluated = taken<pointer::Evaluated>(two_);
  one_.take("somebody", pointer::encode(evaluated));
  EXPECT_EQ(one_.state(here), "NOT ANSWERED") << "of another hub";
  std::swap(evaluated.batch.elements[0], evaluated.batch.elements[1]);
  one_.take("two", pointer::encode(evaluated));
  EXPECT_THAT(one_.said(here).text("means"), HasSubstr("not proved to be its answer"));
  one_.take("two", "rubbish");
  one_.take("two",
            pointer::encode(pointer::Answer{.id = evaluated.id, .says = pointer::Says::known}));
  EXPECT_EQ(one_.state(here), "NOT ANSWERED") << "never asked to confirm";
  EXPECT_TRUE(one_.sent().empty());
}

TEST_P(PointersTest, TheListFollowsThePeopleOfTheHubButNotAtOnce) {
  two_.round();
  talk();
  two_.add_case({amara()});
  EXPECT_EQ(two_.round(), 0);
  const auto here = one_.add_case({amara()});
  ASSERT_EQ(one_.ask(here).status, 200);
  talk();
  EXPECT_EQ(one_.state(here), "Not known there");
  two_.app().come_back_after(Duration::minutes(two_.policy().list_minutes));
  one_.app().come_back_after(Duration::minutes(two_.policy().list_minutes));
  EXPECT_EQ(two_.round(), 1);
  talk();
  ASSERT_EQ(one_.ask(here).status, 200);
  talk();
  EXPECT_EQ(one_.state(here), "KNOWN THERE");
  EXPECT_EQ(one_.app().count("pointer_list"), 1) << "the old one is gone";
}

TEST_P(PointersTest, ANewKeyIsAskedByOnceItsListIsHere) {
  two_.add_case({amara()});
  two_.round();
  talk();
  const auto days = Duration::days(two_.policy().epoch_days);
  for (auto* hub : {&one_, &two_}) hub->app().come_back_after(days);
  const auto here = one_.add_case({amara()});
  ASSERT_EQ(one_.ask(here).status, 200);
  pass(one_, two_);
  pass(two_, one_);
  EXPECT_THAT(one_.said(here).text("means"), HasSubstr("Its list has not come yet"));
  two_.round();
  talk();
  EXPECT_EQ(one_.state(here), "KNOWN THERE");
}

TEST_P(PointersTest, ACaseSaysWhatOthersKnow) {
  two_.add_case({amara()});
  two_.round();
  talk();
  const auto here = one_.add_case({amara()});
  ASSERT_EQ(one_.ask(here).status, 200);
  talk();
  const auto page = one_.app().get(k_screener, "/test/" + here.text() + "/beside").json();
  EXPECT_EQ(page.text("text"), "Other hubs: 1 knows a child of this case");
  EXPECT_EQ(page.text("href"), OneHub::path(here));
}

INSTANTIATE_TEST_SUITE_P(Engines, PointersTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::pointers

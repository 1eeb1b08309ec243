// SPDX-License-Identifier: MIT
// Goal: an analyst reads the names of one pattern only for a purpose, once a manager who did not
// ask has cleared it, for a time, and each look stands in the case.
#include "mash/findings/names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "findings_test_world.h"
#include "mash/cases/purposes.h"

namespace mash::findings {
namespace {

using barnfield::body;
using ::testing::HasSubstr;
using ::testing::Not;
using Form = std::vector<std::pair<std::string, std::string>>;

constexpr const char* k_why = "The school has to be told whom it concerns.";

class NamesTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  NamesTest() {
    cases_ = hub_.repeat(person("A"));
    hub_.look();
    path_ = hub_.path(k_analyst);
  }
  int ask(const char* who = k_analyst) {
    return hub_.app.submit(who, path_ + "/names", {{"purpose", "SAFEGUARD_NOW"}, {"need", k_why}})
        .status;
  }
  std::string request() {
    std::string out;
    hub_.app.database().read([&](db::Transaction& tx) {
      out = tx.query("select id from finding_names order by asked_at desc, id limit 1")
                .front()
                .text(0);
    });
    return "/patterns/names/" + out;
  }
  support::Answer answer(const char* who, const char* what) {
    return hub_.app.submit(who, request(), {{"answer", what}, {"words", "Only for that call."}});
  }
  support::Answer names(const char* who, std::size_t i = 0) {
    return hub_.app.page(who, path_ + "/names/" + cases_.at(i).text());
  }

  Hub hub_{GetParam()};
  std::vector<CaseId> cases_;
  std::string path_;
};

TEST_P(NamesTest, F07_names_need_a_purpose_and_a_second_person) {
  EXPECT_EQ(names(k_analyst).status, 404);
  const auto bare = hub_.app.submit(k_analyst, path_ + "/names", {});
  EXPECT_THAT(bare.body, HasSubstr("Choose for what you need the names"));
  EXPECT_THAT(bare.body, HasSubstr("Say why you need the names"));
  ASSERT_EQ(ask(), 303);
  EXPECT_FALSE(hub_.app.is_stored(k_why));
  EXPECT_EQ(names(k_analyst).status, 404);
  for (const char* who : {k_analyst, "u02", k_police}) {
    EXPECT_EQ(answer(who, "CLEARED").status, 404) << who;
  }
  EXPECT_THAT(hub_.app.page(k_manager, "/patterns/names").body, HasSubstr(k_why));
  ASSERT_EQ(answer(k_manager, "CLEARED").status, 303);
  const auto read = names(k_analyst);
  ASSERT_EQ(read.status, 200);
  EXPECT_THAT(read.body, HasSubstr("Amara Quillfeather"));
  EXPECT_THAT(read.body, Not(HasSubstr("Thistledown")));
  // It is a look at that case, and so were the two that were refused.
  EXPECT_EQ(hub_.app.count("audit_event where kind = 'finding.names-read' and case_id = '" +
                           cases_[0].text() + "'"),
            3);
  const auto looks = hub_.app.page(k_manager, "/case/" + cases_[0].text() + "/looks").body;
  const auto* manager = barnfield::borough().find_staff(StaffId::trusted(k_manager));
  EXPECT_THAT(looks, HasSubstr("these were cleared for them by " + manager->name.reveal()));
  EXPECT_THAT(looks, HasSubstr(cases::purpose_words("SAFEGUARD_NOW").substr(0, 20)));
  EXPECT_THAT(looks, Not(HasSubstr("broken the glass")));
  // And it opens nothing else.
  EXPECT_EQ(hub_.app.get(k_analyst, "/case/" + cases_[0].text()).status, 404);
  EXPECT_THAT(hub_.app.page(k_analyst, path_).body, Not(HasSubstr("Quillfeather")));
}

TEST_P(NamesTest, NobodyClearsWhatTheyAskedForThemselves) {
  ASSERT_EQ(ask(k_manager), 303);
  EXPECT_EQ(answer(k_manager, "CLEARED").status, 404);
  EXPECT_EQ(answer(k_deputy, "CLEARED").status, 303);
}

TEST_P(NamesTest, ARefusalSaysWhyAndOpensNothing) {
  ask();
  ASSERT_EQ(answer(k_deputy, "REFUSED").status, 303);
  EXPECT_EQ(names(k_analyst).status, 404);
  EXPECT_THAT(hub_.app.page(k_analyst, path_).body, HasSubstr("Only for that call."));
  EXPECT_EQ(answer(k_manager, "CLEARED").status, 409);
  EXPECT_EQ(ask(), 303);  // with other words
}

TEST_P(NamesTest, ItEndsByItselfAndIsOfTheEvidenceThatLayThere) {
  ask();
  answer(k_manager, "CLEARED");
  EXPECT_EQ(ask(), 422);
  const auto later = hub_.tell(1, {{person("A"), model::PersonRole::child}});
  hub_.look_now();
  EXPECT_EQ(names(k_analyst).status, 200);
  EXPECT_EQ(hub_.app.get(k_analyst, path_ + "/names/" + later.text()).status, 404);
  // The page says which one is not among them, and what runs stays while it is asked for.
  const auto page = hub_.app.page(k_analyst, path_).body;
  EXPECT_THAT(page, HasSubstr("Not cleared, since it was added later: Case "));
  EXPECT_THAT(page, HasSubstr("Ask for the names"));
  ASSERT_EQ(ask(), 303);
  EXPECT_THAT(hub_.app.page(k_manager, "/patterns/names").body, HasSubstr("of 4 cases"));
  EXPECT_EQ(names(k_analyst).status, 200);
  EXPECT_THAT(hub_.app.page(k_analyst, path_).body, HasSubstr("Who is named in"));
  answer(k_manager, "CLEARED");
  EXPECT_EQ(hub_.app.get(k_analyst, path_ + "/names/" + later.text()).status, 200);
  EXPECT_EQ(ask(), 422);
  hub_.app.come_back_after(Duration::days(7));
  EXPECT_EQ(names(k_analyst).status, 404);
  EXPECT_THAT(hub_.app.page(k_analyst, "/patterns/names").body, HasSubstr("It ended "));
}

TEST_P(NamesTest, OfWhatNoLongerHoldsNoNamesAreClearedAndNoneAskedFor) {
  ASSERT_EQ(ask(), 303);
  hub_.app.come_back_after(Duration::days(90));
  hub_.look();
  ASSERT_EQ(hub_.shown(k_analyst, "?state=OVER"), 1U);
  EXPECT_THAT(answer(k_manager, "CLEARED").body, HasSubstr("The pattern no longer holds"));
  ASSERT_EQ(answer(k_manager, "REFUSED").status, 303);
  EXPECT_EQ(ask(), 422);
  EXPECT_THAT(hub_.app.page(k_analyst, path_).body, Not(HasSubstr("Ask for the names")));
}

TEST_P(NamesTest, TheAnswersOfOthersDoNotPushOutOnesOwn) {
  ask();
  answer(k_manager, "REFUSED");
  const auto own = request();
  hub_.app.come_back_after(Duration::hours(1));
  for (int i = 0; i < 51; ++i) {
    ASSERT_EQ(ask(k_manager), 303);
    hub_.app.database().write([&](db::Transaction& tx) {
      tx.execute(
          "update finding_names set answer = 'REFUSED', answered_by = 'u04', answer_sealed ="
          " sealed, answered_at = $1, ends_at = $1 where answer is null",
          {hub_.app.clock().now()});
    });
  }
  EXPECT_THAT(hub_.app.page(k_analyst, "/patterns/names").body, HasSubstr("Only for that call."));
  const auto one = hub_.app.page(k_manager, own).body;
  EXPECT_THAT(one, HasSubstr("A request for names"));
  EXPECT_THAT(one, Not(HasSubstr("Nobody waits for names.")));
}

TEST_P(NamesTest, WhatIsHiddenIsHiddenFromTheClearedToo) {
  ask();
  answer(k_manager, "CLEARED");
  hub_.bar(cases_[1], k_analyst);
  EXPECT_EQ(names(k_analyst, 0).status, 404);
  EXPECT_EQ(names(k_analyst, 1).status, 404);
}

// The pattern stands for them without that case, and the request was made with it.
TEST_P(NamesTest, WhoMayNotKnowOfOneCaseNeitherReadsNorClearsARequest) {
  const auto more =
      hub_.tell(20, {{person("A"), model::PersonRole::child}}, model::ReferralSource::housing);
  hub_.look_now();
  ASSERT_EQ(ask(), 303);
  hub_.bar(more, k_deputy);
  hub_.look_now();
  ASSERT_EQ(hub_.shown(k_deputy), 1U);
  EXPECT_THAT(hub_.app.page(k_deputy, "/patterns/names").body, Not(HasSubstr(k_why)));
  EXPECT_EQ(answer(k_deputy, "CLEARED").status, 404);
  EXPECT_THAT(hub_.app.page(k_manager, "/patterns/names").body, HasSubstr(k_why));
  EXPECT_EQ(answer(k_manager, "CLEARED").status, 303);
}

INSTANTIATE_TEST_SUITE_P(Engines, NamesTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::findings

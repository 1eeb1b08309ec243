// SPDX-License-Identifier: MIT
// Goal: the receiving team hears of each Red at once where the policy says so, once, and reads no
// more than who, where and what is asked (scenario B01).
#include "mash/product/product.h"
#include "product_test_world.h"

namespace mash::product {
namespace {

using packages::OutwardKind;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

class TellTeamTest : public Hub {
 protected:
  void becomes_red(const Deps& d = deps()) { becomes_red(case_.id, d); }
  void becomes_red(const CaseId& id, const Deps& d = deps()) {
    as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      telling_receiving_team(d)(c, grant, id);
    });
  }
  // A manager rates it; `since` is what the hub knows of the rating before.
  void rate(model::Rating rating) {
    as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      const auto before = cases::find_case(c.tx, case_.id)->rating;
      cases::set_rating(c, case_.id, rating, model::NeedLevel::level_3);
      tell_of_rating(c, grant, deps(), case_.id, before, rated_at_);
      rated_at_ = c.now;
    });
    app_.clock().advance(Duration::minutes(5));
  }
  // The same with the manager's own grant and name, as in their act.
  void rate_by_hand(model::Rating rating) {
    as_system(app_, [&](const auto& grant, pipeline::Context& system) {
      const policy::Principal manager{StaffId::trusted(k_manager), AgencyId::trusted("csc"),
                                      policy::Role::mash_manager, policy::Side::hub, false};
      pipeline::Context c{.tx = system.tx,
                          .now = system.now,
                          .random = system.random,
                          .vault = system.vault,
                          .keys = system.keys,
                          .templates = system.templates,
                          .principal = manager,
                          .person_name = "",
                          .person_description = "",
                          .session = {},
                          .request = system.request,
                          .input = system.input};
      const auto before = cases::find_case(c.tx, case_.id)->rating;
      cases::set_rating(c, case_.id, rating, model::NeedLevel::level_3);
      tell_of_rating(c, grant, deps(), case_.id, before, rated_at_);
    });
    app_.clock().advance(Duration::minutes(5));
  }
  UtcTime answer_clock() {
    std::optional<cases::Deadline> clock;
    app_.database().read([&](db::Transaction& tx) {
      clock = cases::running_clock(tx, case_.id, model::Stage::disseminate,
                                   AgencyId::trusted("assess"));
    });
    return clock.value_or(cases::Deadline{}).started_at;
  }
  std::size_t told() { return sent(OutwardKind::product).size(); }
  support::Answer write_by_hand() {
    return app_.post(k_duty, path("/safety"),
                     body({{"recipient", "assess"},
                           {"who", "Amara"},
                           {"where", "At home"},
                           {"asked", "See her"},
                           {"by_when", "today"}}));
  }
  UtcTime rated_at_ = app_.clock().now();
  CaseId add(const intake::NewNotification& n) {
    CaseId id;
    as_system(app_, [&](const auto&, pipeline::Context& c) {
      id = intake::add_notification(c, timescales(), n);
    });
    return id;
  }
};

// B01: what the team reads.
TEST_P(TellTeamTest, it_reads_who_where_and_what_is_asked_and_the_hub_waits_for_its_answer) {
  becomes_red();
  ASSERT_EQ(sent(OutwardKind::product).size(), 1U);
  const auto p = last_product();
  EXPECT_TRUE(p.safety);
  EXPECT_EQ(p.recipient.text(), "assess");
  EXPECT_EQ(p.version, 1);
  EXPECT_EQ(p.why,
            "Who: Amara Quillfeather, born 9 March 2017\nWhere: Now: At 12 Thistledown Road");
  EXPECT_THAT(p.asked, HasSubstr("The hub has rated this Red"));
  EXPECT_THAT(p.by_when, HasSubstr("Now"));
  EXPECT_THAT(p.known, IsEmpty());
  const std::string all = to_text(packages::encode(p));
  EXPECT_THAT(all, Not(HasSubstr("Heard crying"))) << "what was told is not passed on";
  EXPECT_THAT(all, Not(HasSubstr("Nuttall"))) << "nor who told it";
  EXPECT_EQ(head().state, model::NotificationState::analysis);
  EXPECT_THAT(clocks(), testing::Contains("DISSEMINATE assess"));
  const auto page = app_.page(k_manager, path("/products")).body;
  EXPECT_THAT(page, HasSubstr("Version 1 (safety product): Sent"));
  EXPECT_THAT(page, HasSubstr("The hub itself"));
}

// What is known in another case is not for everybody, so that it says the same whether or not there
// is anything.
constexpr std::string_view k_phone_first =
    "Before you contact the family, phone the hub: it may know more of how to reach them safely";

TEST_P(TellTeamTest, H18_it_reads_first_how_the_family_is_reached) {
  auto n = notification(model::ReferrerClass::professional);
  n.danger = model::Answer::yes;
  n.family_contact = Sensitive("Mornings, her mobile");
  n.interpreter = model::Answer::yes;
  const CaseId id = add(n);
  as_system(app_, [&](const auto& grant, pipeline::Context& c) {
    telling_receiving_team(deps())(c, grant, id);
  });
  EXPECT_EQ(last_product().contact,
            "Reaching a parent safely: Mornings, her mobile\nAn interpreter is needed\n" +
                std::string(k_phone_first))
      << "whatever else is known";
}

TEST_P(TellTeamTest, it_is_told_once_and_again_only_after_a_recall) {
  becomes_red();
  becomes_red();
  EXPECT_EQ(sent(OutwardKind::product).size(), 1U);
  const std::string product = "/products/" + last_product().id.text();
  ASSERT_EQ(app_.post(k_manager, product + "/recall", body({{"why", "SENT_IN_ERROR"}})).status,
            200);
  becomes_red();
  EXPECT_EQ(sent(OutwardKind::product).size(), 2U);
  EXPECT_EQ(last_product().version, 2);
}

// E07: before any decision.
TEST_P(TellTeamTest, a_team_that_rejects_it_leaves_the_case_where_it_is_and_with_whom) {
  auto n = notification(model::ReferrerClass::professional);
  n.danger = model::Answer::yes;
  const CaseId id = add(n);
  becomes_red(id);
  app_.database().write([&](db::Transaction& tx) {
    tx.execute("update case_file set taken_by = $2 where id = $1", {id, k_screener});
  });
  act("/products/" + last_product().id.text(), packages::InwardKind::product_rejected, "Not ours");
  app_.database().read([&](db::Transaction& tx) {
    const auto head = *cases::find_case(tx, id);
    EXPECT_EQ(head.state, model::NotificationState::received) << "nobody has decided yet";
    EXPECT_EQ(head.taken_by.text(), k_screener) << "E07: never with nobody";
  });
  const auto page = app_.page(k_manager, "/case/" + id.text() + "/products").body;
  EXPECT_THAT(page, HasSubstr("decide who else must know"));
  EXPECT_THAT(page, HasSubstr("Not ours"));
}

TEST_P(TellTeamTest, a_team_that_refused_it_is_told_of_the_next_rise) {
  becomes_red();
  act("/products/" + last_product().id.text(), packages::InwardKind::product_rejected, "Not ours");
  becomes_red();
  EXPECT_EQ(sent(OutwardKind::product).size(), 2U);
}

TEST_P(TellTeamTest, a_team_that_refused_it_is_not_told_again_of_the_same_red) {
  becomes_red();
  act("/products/" + last_product().id.text(), packages::InwardKind::product_rejected, "Not ours");
  as_system(app_, [&](const auto& grant, pipeline::Context& c) {
    tell_of_rating(c, grant, deps(), case_.id, model::Rating::red, c.now);
  });
  EXPECT_EQ(sent(OutwardKind::product).size(), 1U);
}

TEST_P(TellTeamTest, a_team_that_was_written_to_by_hand_knows) {
  rate(model::Rating::green);
  ASSERT_EQ(write_by_hand().status, 200);
  rate(model::Rating::red);
  EXPECT_EQ(told(), 1U) << "what a person wrote says more";
  rate(model::Rating::green);
  EXPECT_THAT(sent(OutwardKind::withdrawal), IsEmpty()) << "nor does the hub take it back";
  rate(model::Rating::red);
  EXPECT_EQ(told(), 2U) << "but a later rise is news";
}

TEST_P(TellTeamTest, each_rise_to_red_is_told_once_and_a_fall_takes_it_back) {
  rate(model::Rating::green);
  EXPECT_EQ(told(), 0U);
  rate(model::Rating::red);
  rate(model::Rating::red);
  EXPECT_EQ(told(), 1U) << "a Red that stays Red is one rise";
  const auto first_clock = answer_clock();
  rate(model::Rating::green);
  const auto back = sent(OutwardKind::withdrawal);
  ASSERT_EQ(back.size(), 1U);
  const auto withdrawal = *packages::decode_withdrawal(back.front().body);
  EXPECT_EQ(withdrawal.version, 1);
  EXPECT_THAT(withdrawal.why, HasSubstr("no longer rates this Red"));
  EXPECT_THAT(clocks(), Not(testing::Contains("DISSEMINATE assess"))) << "nobody waits for them";
  rate(model::Rating::blue);
  EXPECT_EQ(sent(OutwardKind::withdrawal).size(), 1U) << "taken back once";
  rate(model::Rating::red);
  rate(model::Rating::red);
  EXPECT_EQ(told(), 2U);
  EXPECT_EQ(last_product().version, 2);
  EXPECT_GT(answer_clock(), first_clock) << "a clock of its own";
  // and a receipt of its own
  const std::string product = "/products/" + last_product().id.text();
  act(product, packages::InwardKind::product_accepted, "", 1);
  EXPECT_THAT(clocks(), testing::Contains("DISSEMINATE assess")) << "version 1 answers nothing";
  act(product, packages::InwardKind::product_accepted, "", 2);
  EXPECT_THAT(clocks(), Not(testing::Contains("DISSEMINATE assess")));
  EXPECT_THAT(app_.page(k_manager, path("/products")).body,
              HasSubstr("Version 2 (safety product): Accepted"));
}

TEST_P(TellTeamTest, what_leaves_with_a_managers_rating_is_the_hubs_own_and_falls_with_it) {
  rate_by_hand(model::Rating::red);
  EXPECT_THAT(app_.page(k_manager, path("/products")).body, HasSubstr("The hub itself"));
  rate_by_hand(model::Rating::green);
  ASSERT_EQ(sent(OutwardKind::withdrawal).size(), 1U);
}

TEST_P(TellTeamTest, once_it_is_decided_a_fall_leaves_what_they_act_on) {
  rate(model::Rating::green);
  rate(model::Rating::red);
  decide();
  rate(model::Rating::green);
  EXPECT_THAT(sent(OutwardKind::withdrawal), IsEmpty());
  rate(model::Rating::red);
  EXPECT_EQ(told(), 2U) << "a rise is told all the same";
}

TEST_P(TellTeamTest, before_the_rating_it_says_so_and_names_whom_nobody_has_looked_up) {
  auto n = notification(model::ReferrerClass::professional);
  n.danger = model::Answer::yes;
  n.where_now = {};
  n.people[0].said.address_line = Sensitive("12 Thistledown Road");
  n.people[0].said.postcode = Sensitive("BQ1 1AA");
  n.people[0].said.school = Sensitive("Quillgate Primary School");
  n.people.push_back(n.people[0]);
  n.people[1].said.given_name = Sensitive("Tobi");
  n.people[1].said.role = model::PersonRole::sibling;
  becomes_red(add(n));
  const auto p = last_product();
  EXPECT_THAT(p.asked, HasSubstr("in danger now"));
  EXPECT_THAT(p.asked, HasSubstr("has not rated it yet"));
  EXPECT_EQ(p.why,
            "Who: Amara Quillfeather, born 9 March 2017\nTobi Quillfeather, born 9 March 2017\n"
            "Where: Home: 12 Thistledown Road, BQ1 1AA\nSchool: Quillgate Primary School");
}

TEST_P(TellTeamTest, of_a_proposed_red_it_says_who_thinks_so) {
  rate(model::Rating::provisional_red);
  EXPECT_THAT(last_product().asked,
              AllOf(HasSubstr("Whoever looked at it first in the hub thinks"),
                    HasSubstr("A manager has not rated it yet"), Not(HasSubstr("in danger now"))));
  rate(model::Rating::green);
  EXPECT_EQ(sent(OutwardKind::withdrawal).size(), 1U);
}

TEST_P(TellTeamTest, A04_free_words_of_a_sender_who_is_not_to_be_named_do_not_go_unread) {
  auto n = notification(model::ReferrerClass::member_of_public);
  n.danger = model::Answer::yes;
  n.wants_anonymity = true;
  n.family_contact = Sensitive("I am her sister, ring me");
  n.needs = Sensitive("She does not hear well, I live next door");
  n.interpreter = model::Answer::yes;
  n.language = Sensitive("Tigrinya");
  n.people.clear();
  becomes_red(add(n));
  EXPECT_EQ(last_product().why,
            "Who: Nobody is named.\nWhere: Not known to us here. Phone the hub.");
  EXPECT_EQ(last_product().contact,
            "An interpreter is needed\nLanguage: Tigrinya\n" + std::string(k_phone_first));
}

TEST_P(TellTeamTest, where_the_policy_tells_nobody_nobody_is_told) {
  static const cases::Timescales k_southwark{
      *model::policy_in_force(borough().timescales.policies, "southwark-like", {2026, 11, 24}),
      borough().default_calendar()};
  becomes_red({borough(), k_southwark});
  EXPECT_THAT(sent(OutwardKind::product), IsEmpty());
}

// A12: whoever gives early help to Amara.
class TellLeadTest : public TellTeamTest {
 protected:
  void tell_lead(const std::vector<PersonId>& children) {
    as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      tell_early_help(c, grant, deps(), case_.id, children);
    });
    letter_ = last_product().id;
  }
  void lead_answers(packages::InwardKind kind, std::int64_t version = 1) {
    Deps with_hook = deps();
    with_hook.on_not_theirs = [this](auto&, const CaseId& id, const AgencyId& team,
                                     std::optional<UtcTime> by_when) {
      EXPECT_EQ(id, case_.id);
      EXPECT_EQ(team.text(), "ehteam");
      EXPECT_TRUE(by_when.has_value());
      ++not_theirs_;
    };
    const packages::ProductAct a{.product = letter_,
                                 .version = version,
                                 .person = StaffId::trusted("r02"),
                                 .agency = AgencyId::trusted("ehteam")};
    as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      receive(
          c, grant, with_hook,
          {.id = new_id_text(c.random), .kind = kind, .at = c.now, .body = packages::encode(a)});
    });
  }
  ProductId letter_;
  int not_theirs_ = 0;
};

TEST_P(TellLeadTest, A12_they_read_who_and_what_is_asked_and_no_more) {
  tell_lead({case_.amara});
  ASSERT_EQ(told(), 1U);
  const auto p = last_product();
  EXPECT_EQ(p.recipient.text(), "ehteam");
  EXPECT_EQ(p.why, "Who: Amara Quillfeather, born 9 March 2017");
  EXPECT_THAT(p.asked, HasSubstr("For the early help lead."));
  EXPECT_THAT(p.by_when, HasSubstr("Accept or reject it by "));
  EXPECT_EQ(p.contact, k_phone_first) << "whatever the hub knows of how they are reached";
  EXPECT_TRUE(p.only_tells);
  EXPECT_EQ(p.unknown, "");
  const std::string all = to_text(packages::encode(p));
  for (const char* kept : {"Heard crying", "Nuttall", "Thistledown", "Red", "school1"}) {
    EXPECT_THAT(all, Not(HasSubstr(kept)));
  }
  EXPECT_THAT(clocks(), testing::Contains("DISSEMINATE ehteam")) << "until somebody takes it";
  tell_lead({case_.amara});
  EXPECT_EQ(told(), 1U) << "once";
}

// Nor do they infer it from how much time they have, or from when they are told of that.
TEST_P(TellLeadTest, A12_their_time_is_the_same_whatever_the_case_is_rated) {
  const auto clock = [this] {
    std::optional<cases::Deadline> out;
    app_.database().read([&](db::Transaction& tx) {
      out = cases::running_clock(tx, case_.id, model::Stage::disseminate,
                                 AgencyId::trusted("ehteam"));
    });
    return out.value_or(cases::Deadline{});
  };
  rate(model::Rating::green);
  tell_lead({case_.amara});
  const auto before = clock();
  ASSERT_TRUE(last_product().accept_by);
  EXPECT_EQ(*last_product().accept_by, before.due_at);
  as_system(app_, [&](const auto&, pipeline::Context& c) {
    auto only_told = timescales();
    only_told.only_told = AgencyId::trusted("ehteam");
    cases::set_rating(c, case_.id, model::Rating::red, model::NeedLevel::level_4);
    cases::re_rate_clocks(c, only_told, case_.id, model::Rating::green, model::Rating::red);
  });
  EXPECT_EQ(clock().id, before.id);
  EXPECT_EQ(clock().rating, cases::k_whatever_rating) << "no alert is urgent";
}

TEST_P(TellLeadTest, A12_in_a_red_case_their_time_is_that_of_any_other) {
  as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::set_rating(c, case_.id, model::Rating::red, model::NeedLevel::level_4);
  });
  tell_lead({case_.amara});
  const auto p = last_product();
  const auto due = model::due(timescales().policy, timescales().calendar, model::Stage::disseminate,
                              model::Rating::green, AgencyId::trusted("ehteam"), p.issued_at);
  ASSERT_TRUE(due);
  EXPECT_EQ(p.accept_by, due->at);
  EXPECT_THAT(p.by_when, HasSubstr(plain_time(due->at)));
  EXPECT_FALSE(p.urgent);
}

TEST_P(TellLeadTest, A12_what_is_decided_stands_whatever_they_say_to_it) {
  tell_lead({case_.amara});
  decide("S17_ASSESSMENT");
  const auto before = head().state;
  lead_answers(packages::InwardKind::product_rejected);
  EXPECT_EQ(head().state, before) << "nobody decides anew for that";
  EXPECT_THAT(clocks(), Not(testing::Contains("DECIDE")));
  EXPECT_EQ(not_theirs_, 1) << "somebody here finds out who does help";
  tell_lead({case_.amara});
  EXPECT_EQ(told(), 1U) << "they are not told again of the same child";
}

TEST_P(TellLeadTest, A12_the_case_does_not_close_before_they_have_it) {
  tell_lead({case_.amara});
  decide();
  const auto product = compose({});
  ASSERT_EQ(send(product).status, 200);
  act(product, packages::InwardKind::product_accepted);
  ASSERT_EQ(tell("Thank you").status, 200);
  EXPECT_EQ(head().state, model::NotificationState::feedback_sent);
  lead_answers(packages::InwardKind::product_accepted);
  EXPECT_EQ(head().state, model::NotificationState::closed);
  EXPECT_EQ(not_theirs_, 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, TellLeadTest, both_engines(), engine_name);
INSTANTIATE_TEST_SUITE_P(Engines, TellTeamTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::product

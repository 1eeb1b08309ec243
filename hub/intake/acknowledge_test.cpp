// SPDX-License-Identifier: MIT
// Goal: whoever told us hears in time that it arrived: by the gate's receipt, else from one of us.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "intake_test_world.h"

namespace mash::intake {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* k_question = "Has the person who told us been told that it arrived?";

class AcknowledgeTest : public testing::TestWithParam<db::Engine> {
 protected:
  World world_{GetParam()};

  CaseId by_gate(UtcTime received_at) {
    packages::Notification n;
    n.reference = "7KQ4-XM2P-M";
    n.status_secret = std::string(64, 'a');
    n.danger = "no";
    n.source = "1B";
    n.concerns = {"domestic_abuse"};
    n.narrative = Sensitive("He shouts at night.");
    EXPECT_EQ(world_.receive_inward(world_.inward_of(to_text(encode(n)), received_at)),
              Received::added);
    return world_.a_case();
  }
  CaseId by_telephone() {
    NewNotification n;
    n.reference = "T-1";
    n.received_at = world_.app.clock().now();
    n.channel = model::Channel::phone;
    CaseId id;
    const auto done = world_.app.app().system_act<policy::Action::log_notification>(
        "test.added", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          id = add_notification(c, world_.timescales, n);
          return json::Value{};
        });
    EXPECT_TRUE(done.has_value());
    return id;
  }
  cases::Deadline clock(const CaseId& id) {
    cases::Deadline out;
    world_.app.database().read([&](db::Transaction& tx) {
      for (const auto& d : cases::clocks_of(tx, id)) {
        if (d.stage == model::Stage::acknowledge) out = d;
      }
    });
    return out;
  }
  std::string page(const CaseId& id, const char* who = k_officer) {
    return world_.app.page(who, "/case/" + id.text() + "/notification").body;
  }
  support::Answer say(const CaseId& id, const char* told, const char* who = k_officer) {
    const std::vector<std::pair<std::string, std::string>> form =
        *told == '\0' ? std::vector<std::pair<std::string, std::string>>{}
                      : std::vector<std::pair<std::string, std::string>>{{"told", told}};
    return world_.app.submit(who, "/case/" + id.text() + "/acknowledged", form);
  }
};

// A21: a hub that was away for ten days.
TEST_P(AcknowledgeTest, the_gates_receipt_is_the_acknowledgement_however_late_it_is_collected) {
  const UtcTime told = world_.app.clock().now();
  world_.app.clock().set(told + Duration::days(10));
  const CaseId id = by_gate(told);
  EXPECT_EQ(clock(id).met_at, told);
  EXPECT_FALSE(clock(id).breached_at.has_value());
  EXPECT_THAT(page(id), HasSubstr("was told that it arrived: 24 November 2026 at 9:00am"));
  EXPECT_THAT(page(id), Not(HasSubstr(k_question)));
}

TEST_P(AcknowledgeTest, whoever_telephoned_is_told_by_one_of_us) {
  const CaseId id = by_telephone();
  EXPECT_FALSE(clock(id).met_at.has_value());
  EXPECT_THAT(page(id), HasSubstr(k_question));
  EXPECT_THAT(page(id), Not(HasSubstr(" checked")));
  const auto refused = say(id, "");
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("Select whether the person who told us has been told"));
  EXPECT_EQ(say(id, "yes").location, "/case/" + id.text() + "/notification");
  const auto met = clock(id).met_at;
  EXPECT_EQ(met, world_.app.clock().now());
  EXPECT_THAT(page(id), Not(HasSubstr(k_question)));
  world_.app.clock().advance(Duration::minutes(1));
  EXPECT_EQ(say(id, "nobody").status, 303) << "saying it again changes nothing";
  EXPECT_EQ(clock(id).met_at, met);
  EXPECT_FALSE(clock(id).withdrawn);
}

TEST_P(AcknowledgeTest, told_too_late_is_met_and_stays_a_breach) {
  const CaseId id = by_telephone();
  const UtcTime due = clock(id).due_at;
  world_.app.clock().set(due + Duration::hours(1));
  say(id, "yes");
  EXPECT_TRUE(clock(id).met_at.has_value());
  EXPECT_EQ(clock(id).breached_at, due);
}

// A03: an anonymous caller.
TEST_P(AcknowledgeTest, where_nobody_can_be_told_the_clock_ends) {
  const CaseId id = by_telephone();
  EXPECT_EQ(say(id, "nobody").status, 303);
  EXPECT_TRUE(clock(id).withdrawn);
  EXPECT_FALSE(clock(id).met_at.has_value());
}

TEST_P(AcknowledgeTest, a_desk_reads_that_nobody_was_told_and_cannot_say_otherwise) {
  const CaseId id = by_telephone();
  EXPECT_EQ(say(id, "yes", k_police).status, 404);
  world_.app.database().write([&](db::Transaction& tx) {
    cases::add_member(tx, id, AgencyId::trusted("police"), world_.app.clock().now());
  });
  EXPECT_THAT(page(id, k_police), HasSubstr("has not been told yet that it arrived"));
  EXPECT_THAT(page(id, k_police), Not(HasSubstr(k_question)));
  EXPECT_EQ(say(id, "yes", k_police).status, 404);
  EXPECT_FALSE(clock(id).met_at.has_value());
}

INSTANTIATE_TEST_SUITE_P(Engines, AcknowledgeTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::intake

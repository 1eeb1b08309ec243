// SPDX-License-Identifier: MIT
// Goal: an owner signs exactly what it lets out, as its recipient will read it; what is of the
// highest sensitivity takes two people; nobody signs what is another's, and what changed meanwhile
// is not signed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "disclosure_test_world.h"
#include "mash/base/base64url.h"
#include "mash/login/step_up.h"
#include "mash/support/engines.h"
#include "mash/support/software_passkey.h"

namespace mash::disclosure::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* k_origin = "https://hub.localhost";

class SigningTest : public DisclosureTest {
 protected:
  // A passkey that counts, as if a colleague had answered for it.
  void has_passkey(const std::string& person, const std::string& agency) {
    auto& device =
        devices_.try_emplace(person, support::SoftwarePasskey::from_seed(person)).first->second;
    const auto word = passkey::countersign(passkey::enrolment_key(app_.keys().of(agency)),
                                           {.agency = AgencyId::trusted(agency),
                                            .person = StaffId::trusted(person),
                                            .credential_id = device.id(),
                                            .public_key = device.public_key(),
                                            .origin = k_origin,
                                            .enrolled_at = UtcTime{1},
                                            .confirmed_by = StaffId::trusted("deputy"),
                                            .confirmed_at = UtcTime{2}});
    app_.database().write([&](db::Transaction& tx) {
      tx.execute(
          "insert into passkey (id, person, agency, credential, public_key, origin, sign_count,"
          " enrolled_at, name_sealed, enrolment, agency_signature, confirmed_by, confirmed_at)"
          " values ($1, $1, $2, $3, $4, $5, 0, 1, $6, $7, $8, 'deputy', 2)",
          {person, agency, device.id(), device.public_key(), k_origin, Bytes{}, word.record,
           Bytes(word.signature.begin(), word.signature.end())});
    });
  }
  support::Answer sign_page(const std::string& who) { return app_.get(who, page() + "/sign"); }
  json::Value signed_form(const std::string& who) {
    const json::Value form = sign_page(who).json()["form"];
    const json::Value options = *json::parse(form.text("options"));
    const auto answer = devices_.at(who).sign(
        {.expected = {.rp_id = options.text("rp"),
                      .origin = k_origin,
                      .challenge = *from_base64url(options.text("challenge"))}});
    return body({{"step_up", form.text("token")},
                 {"credential", base64url(answer.credential_id)},
                 {"authenticator_data", base64url(answer.authenticator_data)},
                 {"client_data", base64url(answer.client_data_json)},
                 {"signature", base64url(answer.signature)}});
  }
  support::Answer sign(const std::string& who) {
    return app_.post(who, page() + "/sign", signed_form(who));
  }
  std::string released(int sensitivity = 0) {
    const auto item = write("u08", "Two calls in May", sensitivity);
    ask({item});
    EXPECT_EQ(app_.post("u08", page(), decision(item, "RELEASED")).status, 200);
    return item;
  }

  std::map<std::string, support::SoftwarePasskey> devices_;
};

TEST_P(SigningTest, whoever_decides_is_led_to_sign_what_leaves) {
  has_passkey("u08", "police");
  const auto item = write("u08", "Two calls in May");
  ask({item});
  const auto decided = app_.post("u08", page(), decision(item, "RELEASED"));
  EXPECT_EQ(decided.location, page() + "/sign");
  EXPECT_THAT(app_.page("u08", page() + "/sign").body, HasSubstr("Two calls in May"));
  EXPECT_EQ(sign("u08").location, "/releases");
  EXPECT_THAT(app_.page("u08", page() + "/sign").body,
              HasSubstr("Nothing of your agency waits for your signature"));
  EXPECT_EQ(app_.count("signed_release"), 1);
}

TEST_P(SigningTest, what_stays_is_not_signed_and_leads_nowhere) {
  has_passkey("u08", "police");
  const auto item = write("u08", "Two calls in May");
  ask({item});
  const auto decided = app_.post(
      "u08", page(),
      decision(item, "WITHHELD",
               {{"withhold-1", "CONFIDENTIAL_SOURCE"}, {"why-1", "A source"}, {"harm-1", "no"}}));
  EXPECT_EQ(decided.location, "/releases");
  EXPECT_TRUE(sign_page("u08").json().flag("nothing"));
}

TEST_P(SigningTest, what_changed_since_the_page_was_opened_is_not_signed) {
  has_passkey("u08", "police");
  const auto item = released();
  const auto form = signed_form("u08");
  std::vector<std::pair<std::string, json::Value>> more = {{"wording-1", "Calls in May"}};
  app_.database().read([&](db::Transaction& tx) {
    more.emplace_back("standing-1", tx.query("select id from release_event").front().text(0));
  });
  ASSERT_EQ(app_.post("u08", page(), decision(item, "RELEASED_GIST", more)).status, 200);
  const auto late = app_.post("u08", page() + "/sign", form);
  EXPECT_EQ(late.status, 422);
  EXPECT_THAT(late.body, HasSubstr("signed something else"));
  EXPECT_EQ(app_.count("signed_release"), 0);
  EXPECT_EQ(sign("u08").status, 200);
}

TEST_P(SigningTest, what_left_can_be_signed_when_its_decision_has_run_out) {
  has_passkey("u08", "police");
  released();
  left() = app_.clock().now();
  app_.clock().advance(Duration::minutes(1));
  app_.database().write([&](db::Transaction& tx) {
    tx.execute("update release_event set expires_at = $1", {app_.clock().now()});
  });
  EXPECT_THAT(app_.page("u08", page() + "/sign").body, HasSubstr("Two calls in May"));
  EXPECT_EQ(sign("u08").status, 200);
}

TEST_P(SigningTest, what_left_and_what_may_leave_next_are_told_apart) {
  has_passkey("u08", "police");
  const auto item = released();
  left() = app_.clock().now();
  app_.clock().advance(Duration::minutes(1));
  std::vector<std::pair<std::string, json::Value>> more = {{"wording-1", "Calls in May"}};
  app_.database().read([&](db::Transaction& tx) {
    more.emplace_back("standing-1", tx.query("select id from release_event").front().text(0));
  });
  ASSERT_EQ(app_.post("u08", page(), decision(item, "RELEASED_GIST", more)).status, 200);
  const json::Value lines = sign_page("u08").json()["lines"];
  ASSERT_EQ(lines.as_array()->size(), 2U);
  EXPECT_EQ((*lines.as_array())[0].text("text"), "Two calls in May");
  EXPECT_FALSE((*lines.as_array())[0].flag("next"));
  EXPECT_TRUE((*lines.as_array())[1].flag("next"));
  EXPECT_EQ(sign("u08").status, 200);
}

TEST_P(SigningTest, the_highest_sensitivity_takes_two_people) {
  has_passkey("u08", "police");
  has_passkey("u31", "police");
  released(3);
  EXPECT_THAT(app_.page("u08", page() + "/sign").body,
              HasSubstr("Two people of your agency have to sign this"));
  ASSERT_EQ(sign("u08").status, 200);
  EXPECT_TRUE(sign_page("u08").json().flag("nothing")) << "not twice by one";
  EXPECT_THAT(app_.page("u31", page() + "/sign").body, HasSubstr("Somebody else has signed it"));
  ASSERT_EQ(sign("u31").status, 200);
  EXPECT_EQ(app_.count("signed_release"), 2);
}

// By which two people find out that a page shows other words than those that are signed.
TEST_P(SigningTest, both_read_the_same_code_of_what_they_sign) {
  has_passkey("u08", "police");
  has_passkey("u31", "police");
  released(3);
  const auto code = [&](const std::string& who) {
    const json::Value page = sign_page(who).json();
    return (*page["lines"].as_array())[0].text("code");
  };
  const std::string first = code("u08");
  EXPECT_EQ(first.size(), 9U);
  EXPECT_EQ(code("u31"), first);
  ASSERT_EQ(sign("u08").status, 200);
  EXPECT_EQ(code("u31"), first);
  EXPECT_THAT(app_.page("u31", page() + "/sign").body, HasSubstr(first));
}

TEST_P(SigningTest, of_what_is_not_so_sensitive_one_signature_is_enough) {
  has_passkey("u08", "police");
  has_passkey("u31", "police");
  released();
  ASSERT_EQ(sign("u08").status, 200);
  EXPECT_TRUE(sign_page("u31").json().flag("nothing"));
}

TEST_P(SigningTest, another_agency_and_nobody_are_answered_alike) {
  has_passkey("u08", "police");
  has_passkey("u10", "health");
  released();
  const auto form = signed_form("u08");
  EXPECT_EQ(sign_page("u10").status, 404);
  EXPECT_EQ(app_.get("u08", "/releases/00000000000000000000000000/sign").status, 404);
  EXPECT_EQ(app_.post("u10", page() + "/sign", form).status, 404);
  EXPECT_EQ(app_.post("u07", page() + "/sign", form).status, 404) << "who does not release";
  EXPECT_EQ(app_.count("signed_release"), 0);
}

TEST_P(SigningTest, without_a_passkey_the_page_says_what_to_do) {
  released();
  EXPECT_THAT(app_.page("u08", page() + "/sign").body, HasSubstr("You have no passkey"));
  EXPECT_EQ(app_.post("u08", page() + "/sign", body({})).status, 422);
}

INSTANTIATE_TEST_SUITE_P(Engines, SigningTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::disclosure::testing

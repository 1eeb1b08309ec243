// SPDX-License-Identifier: MIT
// Goal: somebody of an agency who releases for it seals what it holds and opens it by its
// passphrase; nobody else can, for no other agency, and the passphrase comes back on no page.
#include "mash/compartment/compartment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "mash/barnfield/hub.h"
#include "mash/compartment/templates.h"
#include "mash/login/agencies.h"
#include "mash/login/passkeys.h"
#include "mash/login/presence.h"
#include "mash/login/schema.h"
#include "mash/login/templates.h"
#include "mash/support/test_app.h"

namespace mash::compartment {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* k_passphrase = "seven otters under the bridge";
constexpr const char* k_supervisor = "u08";  // releases for the police
constexpr const char* k_researcher = "u07";  // of the police, and does not
constexpr const char* k_housing = "u12";
constexpr const char* k_manager = "u03";

class CompartmentTest : public testing::Test {
 protected:
  CompartmentTest() {
    for (const char* agency : {"police", "housing"}) {
      standing_[AgencyId::trusted(agency)].by_passphrase = true;
    }
  }
  Keys keys() {
    return {[this](const AgencyId& agency) { return standing_[agency]; },
            [this](const AgencyId& agency, const Sensitive& typed) {
              auto& one = standing_[agency];
              one.open = typed.reveal() == k_passphrase;
              one.last_try = one.open ? "" : "That is not the passphrase.";
            },
            [this](const AgencyId& agency) { standing_[agency].open = false; }};
  }
  bool open(const std::string& agency) { return standing_[AgencyId::trusted(agency)].open; }

  std::map<AgencyId, Standing> standing_;
  support::TestApp app_{barnfield::hub(
      db::Engine::sqlite,
      {{.name = "login", .schema = login::schema()},
       {.name = "agencies", .schema = login::agencies_schema()},
       {.name = "agency_signed_in", .schema = login::agency_signed_in_schema()},
       {.name = "passkeys", .schema = login::passkeys_schema(), .templates = login::templates()},
       {.name = "compartment",
        .templates = templates(),
        .routes = routes({barnfield::borough(), keys()})}})};
};

TEST_F(CompartmentTest, its_releaser_seals_and_opens_it) {
  EXPECT_THAT(app_.page(k_supervisor, "/sealing").body, HasSubstr("Seal it now"));
  EXPECT_EQ(app_.submit(k_supervisor, "/sealing/seal", {}).status, 303);
  EXPECT_FALSE(open("police"));
  EXPECT_TRUE(open("housing"));
  EXPECT_THAT(app_.page(k_supervisor, "/sealing").body, HasSubstr("It is sealed"));
  EXPECT_EQ(app_.submit(k_supervisor, "/sealing/open", {{"passphrase", "not that one"}}).status,
            303);
  const auto page = app_.page(k_supervisor, "/sealing").body;
  EXPECT_THAT(page, HasSubstr("That is not the passphrase."));
  EXPECT_THAT(page, Not(HasSubstr("not that one")));
  EXPECT_EQ(app_.submit(k_supervisor, "/sealing/open", {{"passphrase", k_passphrase}}).status, 303);
  EXPECT_TRUE(open("police"));
  EXPECT_FALSE(app_.is_stored(k_passphrase));
}

TEST_F(CompartmentTest, nobody_else_does) {
  for (const char* who : {k_researcher, k_manager, ""}) {
    EXPECT_NE(app_.get(who, "/sealing").status, 200) << who;
    app_.submit(who, "/sealing/seal", {});
    app_.submit(who, "/sealing/open", {{"passphrase", k_passphrase}});
    EXPECT_TRUE(open("police")) << who;
  }
  app_.submit(k_housing, "/sealing/seal", {});
  EXPECT_TRUE(open("police")) << "another agency's";
  EXPECT_FALSE(open("housing"));
}

// A press in a session that was left open seals nothing (login/presence.h has the other ways).
TEST_F(CompartmentTest, who_signed_in_long_ago_shows_first_that_it_is_they) {
  app_.page(k_supervisor, "/sealing");
  app_.clock().advance(login::k_fresh_session);
  EXPECT_THAT(app_.page(k_supervisor, "/sealing").body, HasSubstr("sign out and in again"));
  const auto page = app_.submit(k_supervisor, "/sealing/seal", {});
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body, HasSubstr("You signed in more than 5 minutes ago"));
  EXPECT_TRUE(open("police"));
}

TEST_F(CompartmentTest, an_empty_passphrase_is_asked_for_again) {
  app_.submit(k_supervisor, "/sealing/seal", {});
  const auto page = app_.submit(k_supervisor, "/sealing/open", {{"passphrase", ""}});
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body, HasSubstr("Passphrase of your agency"));
  EXPECT_FALSE(open("police"));
}

TEST_F(CompartmentTest, what_no_passphrase_opens_is_said) {
  standing_[AgencyId::trusted("police")] = {.open = true, .by_itself = true};
  EXPECT_THAT(app_.page(k_supervisor, "/sealing").body,
              HasSubstr("Nobody can open it again from this page"));
  app_.submit(k_supervisor, "/sealing/seal", {});
  const auto page = app_.page(k_supervisor, "/sealing").body;
  EXPECT_THAT(page, HasSubstr("cannot be opened here"));
  EXPECT_THAT(page, Not(HasSubstr("type=\"password\"")));
}

}  // namespace
}  // namespace mash::compartment

// SPDX-License-Identifier: MIT
// Goal: what the hub has published is at its gate for anybody, byte for byte as it was signed, and
// stands; what is no such file is refused.
#include "mash/published/published.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/board/publication.h"
#include "mash/crypto/crypto.h"
#include "mash/published/schema.h"
#include "mash/published/templates.h"
#include "mash/support/engines.h"
#include "mash/support/test_app.h"

namespace mash::published {
namespace {

using testing::HasSubstr;

std::string signed_file(int month, const char* name = "Barnfield") {
  const auto& all = board::built_in_definitions();
  const std::vector<std::uint8_t> seed(32, 7);
  return board::sign(all,
                     {.hub = "barnfield",
                      .name = name,
                      .quarter = {2026, month},
                      .definitions = all.version,
                      .policy = "merton-like 1",
                      .simulated = true,
                      .published = {2026, 11, 24}},
                     crypto::SigningKey(crypto::Key::from(seed).value()));
}

class PublishedTest : public testing::TestWithParam<db::Engine> {
 protected:
  PublishedTest()
      : app_({.engine = GetParam(),
              .migrations = {{2, "published", schema()}},
              .routes = routes(),
              .templates = std::vector<html::Source>(templates())}) {}
  std::optional<Error> bring(const std::string& quarter, const std::string& file) {
    const pipeline::Vault vault(app_.keys());
    const auto body = encode(packages::Figures{quarter, file});
    std::optional<Error> out;
    app_.database().write([&](db::Transaction& tx) {
      door::Arrival a{tx, vault, app_.random(), app_.clock().now(), app_.clock().now(), body};
      out = takers().at(packages::OutwardKind::figures)(a);
    });
    return out;
  }
  support::TestApp app_;
};

TEST_P(PublishedTest, F08_anybody_reads_them_as_they_were_signed) {
  EXPECT_THAT(app_.page("", "/figures").body, HasSubstr("has not published any figures yet"));
  EXPECT_EQ(app_.get("", "/figures/2026-07").status, 404);
  EXPECT_FALSE(bring("2026-04", signed_file(4)));
  EXPECT_FALSE(bring("2026-07", signed_file(7)));
  const auto page = app_.page("", "/figures");
  EXPECT_THAT(page.body, HasSubstr("July to September 2026</a>, published 24 November 2026"));
  const auto file = app_.get("", "/figures/2026-07");
  EXPECT_EQ(file.status, 200);
  EXPECT_EQ(file.body, signed_file(7));
  EXPECT_EQ(app_.get("", "/figures/2026-10").status, 404);
}

TEST_P(PublishedTest, WhatStandsIsNotChanged) {
  EXPECT_FALSE(bring("2026-07", signed_file(7)));
  EXPECT_FALSE(bring("2026-07", signed_file(7))) << "twice is once";
  const auto refused = bring("2026-07", signed_file(7, "Barnfield MASH"));
  ASSERT_TRUE(refused);
  EXPECT_THAT(refused->message, HasSubstr("they stand"));
  EXPECT_EQ(app_.get("", "/figures/2026-07").body, signed_file(7));
}

TEST_P(PublishedTest, WhatIsNoSuchFileIsRefused) {
  EXPECT_TRUE(bring("2026-07", "Amara"));
  EXPECT_TRUE(bring("2026-08", signed_file(7)));
  EXPECT_TRUE(bring("../x", signed_file(7)));
  EXPECT_EQ(app_.count("published_figures"), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, PublishedTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::published

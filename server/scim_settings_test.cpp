// SPDX-License-Identifier: MIT
// Goal: the file of --scim is taken as its operator meant it or refused by name, and a token that
// was made opens with what stands in the file.
#include "scim_settings.h"

#include <gtest/gtest.h>

#include <iostream>
#include <sstream>

#include "commands.h"
#include "embedded.h"
#include "folder.h"
#include "mash/crypto/crypto.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

const std::string k_hash(64, 'a');

class ScimSettings : public testing::Test {
 protected:
  Result<provision::Systems> load(const std::string& text) {
    Settings settings;
    settings.scim = folder_.path() + "/scim.json";
    write_file(settings.scim, text);
    return load_systems(settings, *model::parse_borough(*json::parse(demo_borough())));
  }
  std::string fault(const std::string& text) {
    const auto systems = load(text);
    return systems ? "none" : systems.error().faults.front().field;
  }
  static std::string system(const std::string& agency, const std::string& hashes) {
    return R"({"agency":")" + agency + R"(","tokens_sha256":[)" + hashes + "]}";
  }
  static std::string file(const std::string& systems) { return R"({"systems":[)" + systems + "]}"; }

  support::TempFolder folder_;
  const std::string a_ = "\"" + k_hash + "\"";
  const std::string b_ = "\"" + std::string(64, 'b') + "\"";
};

TEST_F(ScimSettings, each_agency_has_its_tokens) {
  const auto systems = load(file(system("police", a_ + "," + b_)));
  ASSERT_TRUE(systems) << systems.error().message;
  ASSERT_EQ(systems->size(), 1U);
  EXPECT_EQ(systems->front().agency.text(), "police");
  EXPECT_EQ(systems->front().token_hashes.size(), 2U);
  EXPECT_TRUE(
      load_systems(Settings{}, *model::parse_borough(*json::parse(demo_borough())))->empty());
}

TEST_F(ScimSettings, a_fault_is_named) {
  EXPECT_EQ(fault("{}"), "scim.systems");
  EXPECT_EQ(fault(R"({"systems":[],"more":1})"), "scim.more");
  EXPECT_EQ(fault(file(system("nobody", a_))), "scim.systems[0].agency");
  EXPECT_EQ(fault(file(R"({"agency":"police","tokens_sha256":[],"token":"x"})")),
            "scim.systems[0].token");
  for (const std::string& hashes : {std::string(), std::string("\"aa\""), a_ + "," + b_ + "," + a_,
                                    "\"" + std::string(63, 'a') + "g\"", a_ + "," + a_}) {
    EXPECT_EQ(fault(file(system("police", hashes))), "scim.systems[0].tokens_sha256") << hashes;
  }
  EXPECT_EQ(fault(file(system("police", a_) + "," + system("police", b_))),
            "scim.systems[1].agency");
  EXPECT_EQ(fault(file(system("police", a_) + "," + system("health", a_))),
            "scim.systems[1].tokens_sha256");
  Settings missing;
  missing.scim = folder_.path() + "/no-such-file";
  const auto none = load_systems(missing, *model::parse_borough(*json::parse(demo_borough())));
  EXPECT_EQ(none.error().faults.front().field, "scim");
}

TEST_F(ScimSettings, a_new_token_opens_with_the_line_that_is_printed) {
  std::ostringstream out;
  std::ostringstream err;
  auto* const before_out = std::cout.rdbuf(out.rdbuf());
  auto* const before_err = std::cerr.rdbuf(err.rdbuf());
  const int code = scim_token_command();
  std::cout.rdbuf(before_out);
  std::cerr.rdbuf(before_err);
  EXPECT_EQ(code, 0);
  const std::string token = out.str().substr(0, out.str().find('\n'));
  EXPECT_EQ(token.size(), 64U);
  const std::string line = err.str().substr(err.str().find("\"tokens_sha256\""));
  const auto systems = load(file(R"({"agency":"police",)" + line + "}"));
  ASSERT_TRUE(systems) << systems.error().message;
  http::Request r;
  r.headers = {{"authorization", "Bearer " + token}};
  EXPECT_EQ(provision::find_system(*systems, r), &systems->front());
  r.headers = {{"authorization", "Bearer " + k_hash}};
  EXPECT_EQ(provision::find_system(*systems, r), nullptr) << "the hash opens nothing";
  EXPECT_EQ(err.str().find(token), std::string::npos);
}

}  // namespace
}  // namespace mash::server

// SPDX-License-Identifier: MIT
// Goal: whom a hub asks to witness its record is read strictly: each fault names the member and the
// way out, and a file that would ask nobody, or believe anybody, is refused.
#include "witnesses.h"

#include <gtest/gtest.h>

#include "folder.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

class WitnessesTest : public testing::Test {
 protected:
  WitnessesTest() {
    settings_.witnesses = folder_.path() + "/witnesses.json";
    police_ = key("police.example/witness", audit::KeyType::cosigner);
    policy("https://police.example:8446/", "quorum police\n");
    certificates(R"({"police": ")" + k_hash + R"("})");
  }
  audit::VerifierKey key(const char* name, audit::KeyType type = audit::KeyType::signer) {
    return audit::verifier_key(name, crypto::SigningKey(crypto::Key::make(random_)), type);
  }
  void policy(const std::string& url, const std::string& rest, const std::string& before = "") {
    write_file(folder_.path() + "/policy",
               before + "witness police " + police_.encode() + " " + url + "\n" + rest);
  }
  void certificates(const std::string& json, const std::string& more = "") {
    write_file(settings_.witnesses, R"({"policy": "policy", "certificates": )" + json + more + "}");
  }
  std::string fault() {
    const auto read = load_witnesses(settings_, log_);
    if (read) return "";
    return read.error().faults.empty() ? read.error().message : read.error().faults.front().field;
  }
  WitnessPlace place() { return load_witnesses(settings_, log_)->value().places.at("police"); }

  const std::string k_hash = std::string(64, 'a');
  support::TempFolder folder_;
  support::SeededRandom random_{3};
  Settings settings_;
  audit::VerifierKey log_ = key("openmash/test");
  audit::VerifierKey police_;
};

TEST_F(WitnessesTest, an_address_says_where_to_ask) {
  EXPECT_EQ(place().host, "police.example");
  EXPECT_EQ(place().port, 8446);
  EXPECT_EQ(place().path, "/add-checkpoint");
  EXPECT_EQ(place().certificate, k_hash);
  policy("https://police.example/under/a/prefix", "quorum police\n");
  EXPECT_EQ(place().port, 443);
  EXPECT_EQ(place().path, "/under/a/prefix/add-checkpoint");
  settings_.witnesses.clear();
  EXPECT_EQ(load_witnesses(settings_, log_)->has_value(), false);
}

TEST_F(WitnessesTest, each_fault_names_its_member) {
  for (const char* url : {"", "http://police.example/", "https:///", "https://police.example:0/",
                          "https://police.example:99999/", "https://police.example:84x/",
                          "https://police.example/?a", "https://po_lice/"}) {
    policy(url, "quorum police\n");
    EXPECT_EQ(fault(), "policy") << url;
  }
  policy("https://police.example/", "quorum none\n");
  EXPECT_EQ(fault(), "policy") << "nobody is enough";
  write_file(folder_.path() + "/policy", "quorum none\n");
  EXPECT_EQ(fault(), "policy") << "nobody to ask";
  policy("https://police.example/", "quorum police\n", "log " + key("other").encode() + "\n");
  EXPECT_EQ(fault(), "policy") << "another hub's";
  policy("https://police.example/", "quorum police\n", "log " + log_.encode() + "\n");
  EXPECT_EQ(fault(), "");
  for (const std::string& bad : {std::string("{}"), std::string(R"({"police": "ab"})"),
                                 R"({"police": ")" + std::string(64, 'A') + R"("})"}) {
    certificates(bad);
    EXPECT_EQ(fault(), "certificates.police") << bad;
  }
  certificates(R"({"police": ")" + k_hash + R"(", "army": ")" + k_hash + R"("})");
  EXPECT_EQ(fault(), "certificates.army");
  certificates("[]");
  EXPECT_EQ(fault(), "certificates");
  certificates("{}", R"(, "other": 1)");
  EXPECT_EQ(fault(), "other");
  write_file(settings_.witnesses, R"({"policy": "nowhere", "certificates": {}})");
  EXPECT_EQ(fault(), "policy");
  write_file(settings_.witnesses, R"({"certificates": {}})");
  EXPECT_EQ(fault(), "policy");
  write_file(settings_.witnesses, "[");
  EXPECT_EQ(fault(), "witnesses");
  settings_.witnesses += "-not-there";
  EXPECT_EQ(fault(), "witnesses");
}

}  // namespace
}  // namespace mash::server

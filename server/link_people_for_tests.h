// SPDX-License-Identifier: MIT
// A folder with a file of invented people, for tests of `openmash link`.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "link_command.h"
#include "mash/support/test_app.h"

namespace mash::server {

class LinkPeople : public testing::Test {
 protected:
  // What the command says when it refuses.
  std::string refusal(const LinkArguments& a) {
    testing::internal::CaptureStderr();
    EXPECT_EQ(link_command(a), 2);
    return testing::internal::GetCapturedStderr();
  }
  std::string path(const std::string& name) { return folder_.path() + "/" + name; }
  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(path(name)) << text;
    return path(name);
  }
  std::string read(const std::string& name) {
    std::ostringstream text;
    text << std::ifstream(path(name)).rdbuf();
    return text.str();
  }
  // A made-up word that no other number gives.
  static std::string word(unsigned n) {
    static constexpr const char* parts[] = {"ka", "lo",  "mi",  "ren", "sha", "to",
                                            "ve", "dan", "bel", "ja",  "wim"};
    std::string out;
    for (n = n * 7919 + 1234; n > 0; n /= 11) out += parts[n % 11];
    return out;
  }
  // Two records of each of 40 people, the second with another spelling.
  std::string people() {
    std::string out = "nr;First Name;Last Name;Date of Birth;Post Code\n";
    for (unsigned i = 0; i < 40; ++i) {
      const std::string rest = ";" + std::to_string(1950 + i * 7 % 60) + "-0" +
                               std::to_string(1 + i % 9) + "-1" + std::to_string(i * 3 % 10) +
                               ";N" + std::to_string(1 + i * 11 % 20) + " " +
                               std::to_string(i % 10) + "AB\n";
      out += "a" + std::to_string(i) + ";" + word(i) + ";" + word(i + 100) + rest;
      out += "b" + std::to_string(i) + ";" + word(i) + ";" + word(i + 100) + "n" + rest;
    }
    return write("people.csv", out);
  }
  // Who is who in it, in two groups.
  static std::string truth() {
    std::string out = "record,person,group\n";
    for (int i = 0; i < 40; ++i) {
      const std::string rest =
          std::to_string(i) + "," + std::to_string(i) + "," + (i % 2 == 0 ? "even" : "odd") + "\n";
      out += "a" + rest + "b" + rest;
    }
    return out;
  }
  LinkArguments arguments() {
    return {.inputs = {people()}, .id = "nr", .clusters = path("clusters.csv"), .threads = 2};
  }

  support::TempFolder folder_;
};

}  // namespace mash::server

// SPDX-License-Identifier: MIT
// A folder of CSV files, for tests of `openmash patterns`.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "mash/support/test_app.h"

namespace mash::server {

class PatternFiles : public testing::Test {
 protected:
  std::string path(const std::string& name) { return folder_.path() + "/" + name; }
  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }
  static std::string read(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }
  // What a command says on stderr that ends with this code.
  template <class Command, class Arguments>
  static std::string said(const Command& command, const Arguments& a, int code = 2) {
    testing::internal::CaptureStderr();
    EXPECT_EQ(command(a), code);
    return testing::internal::GetCapturedStderr();
  }

 private:
  support::TempFolder folder_;
};

}  // namespace mash::server

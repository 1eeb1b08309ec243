// SPDX-License-Identifier: MIT
// Goal: headers and cookies are found as RFC 9110 and RFC 6265 say.
#include "mash/http/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mash::http {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(Message, HeaderIsTheFirstOfItsName) {
  Request request;
  request.headers = {{"accept", "a"}, {"x", "1"}, {"x", "2"}};
  EXPECT_EQ(request.header("x"), "1");
  EXPECT_EQ(request.header("X"), "1");
  EXPECT_EQ(request.header("none"), "");
}

TEST(Message, Cookies) {
  Request request;
  request.headers = {{"cookie", "a=1; __Host-s=abc=; b; a=2"}, {"cookie", "c=3"}};
  EXPECT_EQ(request.cookie("a"), "1");
  EXPECT_EQ(request.cookie("__Host-s"), "abc=");
  EXPECT_EQ(request.cookie("b"), "");
  EXPECT_EQ(request.cookie("c"), "3");
  EXPECT_EQ(request.cookie("s"), "");
  EXPECT_EQ(request.cookie("A"), "");
}

TEST(Message, SetReplacesAndAddKeeps) {
  Response response;
  response.add("Set-Cookie", "a=1");
  response.add("set-cookie", "b=2");
  EXPECT_THAT(response.headers, ElementsAre(Pair("set-cookie", "a=1"), Pair("set-cookie", "b=2")));
  response.set("SET-COOKIE", "c=3");
  EXPECT_THAT(response.headers, ElementsAre(Pair("set-cookie", "c=3")));
}

TEST(Message, PercentEncodeKeepsUnreserved) {
  EXPECT_EQ(percent_encode("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(percent_encode("a b/\xC3\xA9%+"), "a%20b%2F%C3%A9%25%2B");
}

}  // namespace
}  // namespace mash::http

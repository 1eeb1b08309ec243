// SPDX-License-Identifier: MIT
// Goal: heads that other programs may read differently are refused, and none that we write can be
// split by its content.
#include "wire.h"

#include <gtest/gtest.h>

namespace mash::http {
namespace {

using std::string_view_literals::operator""sv;

TEST(Wire, CleanHeads) {
  EXPECT_TRUE(is_clean_head("GET / HTTP/1.1\r\nhost: a\r\n\r\n"));
  EXPECT_FALSE(is_clean_head("GET / HTTP/1.1\r\nhost: a\r\n b\r\n\r\n"));
  EXPECT_FALSE(is_clean_head("GET / HTTP/1.1\r\nhost: a\r\n\tb\r\n\r\n"));
  EXPECT_FALSE(is_clean_head(" GET / HTTP/1.1\r\n\r\n"));
  EXPECT_FALSE(is_clean_head("GET / HTTP/1.1\r\nhost: a\nb: c\r\n\r\n"));
  EXPECT_FALSE(is_clean_head("GET / HTTP/1.1\r\nhost: a\rb\r\n\r\n"));
  EXPECT_FALSE(is_clean_head("GET / HTTP/1.1\r\nhost: a\0b\r\n\r\n"sv));
  EXPECT_FALSE(is_clean_head("GET / HTTP/1.1\r\nhost: a"));
}

TEST(Wire, PathsAreDecoded) {
  EXPECT_EQ(decode_path("/"), "/");
  EXPECT_EQ(decode_path("/cases/01ABC"), "/cases/01ABC");
  EXPECT_EQ(decode_path("/a%20b/caf%C3%A9/"), "/a b/caf\xC3\xA9/");
  EXPECT_EQ(decode_path("/a+b"), "/a+b");
  EXPECT_EQ(decode_path("/..a/b..c/..."), "/..a/b..c/...");
}

TEST(Wire, PathsThatCouldBeReadInTwoWaysAreRefused) {
  for (const char* bad :
       {"",       "*",        "cases", "http://a/b", "//",      "/a//b",  "/.",      "/..",
        "/a/./b", "/a/../b",  "/a/..", "/%2e%2e/b",  "/a/.%2E", "/a%2Fb", "/a\\b",   "/a%5Cb",
        "/a%00",  "/a%0D%0A", "/a%7F", "/a%",        "/a%4",    "/a%zz",  "/%C0%AF", "/%ff"}) {
    EXPECT_FALSE(decode_path(bad).has_value()) << bad;
  }
}

TEST(Wire, ResponseHead) {
  Response response;
  response.body = "hello";
  response.set("Content-Type", "text/html");
  EXPECT_EQ(response_head(response, true),
            "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 5\r\n\r\n");
  EXPECT_EQ(response_head(response, false),
            "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 5\r\n"
            "connection: close\r\n\r\n");
}

TEST(Wire, AnswersWithoutABodyHaveNoLength) {
  Response response;
  response.status = 304;
  EXPECT_EQ(response_head(response, true), "HTTP/1.1 304 Not Modified\r\n\r\n");
  EXPECT_FALSE(may_have_body(204));
  EXPECT_TRUE(may_have_body(200));
}

TEST(Wire, RequestHead) {
  Request request;
  request.method = "POST";
  request.path = "/a";
  request.query = "b=c";
  request.headers = {{"x-y", "z"}};
  request.body = "12";
  EXPECT_EQ(request_head(request, "host:1"),
            "POST /a?b=c HTTP/1.1\r\nhost: host:1\r\nx-y: z\r\ncontent-length: 2\r\n\r\n");
}

TEST(WireDeathTest, HeaderInjectionStopsTheProcess) {
  Response response;
  EXPECT_DEATH(response.set("location", "/a\r\nset-cookie: b"), "");
  response.headers = {{"location", "/a\nb"}};
  EXPECT_DEATH(response_head(response, true), "");
  response.headers = {{"bad name", "a"}};
  EXPECT_DEATH(response_head(response, true), "");
  response.headers = {{"content-length", "7"}};
  EXPECT_DEATH(response_head(response, true), "");
  Request request;
  request.method = "GET";
  request.path = "/a b";
  EXPECT_DEATH(request_head(request, "host"), "");
}

}  // namespace
}  // namespace mash::http

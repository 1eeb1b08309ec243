// SPDX-License-Identifier: MIT
// Goal: one network cannot flood the hub, its neighbours notice nothing of that, and whoever wants
// to read, to leave or to wait for their turn always can.
#include "mash/notify/rate_limit.h"

#include <gtest/gtest.h>

#include "mash/notify/notify.h"
#include "mash/support/test_app.h"

namespace mash::notify {
namespace {

constexpr const char* k_here = "203.0.113.9";

class RateLimitTest : public testing::Test {
 protected:
  std::optional<Duration> send(const std::string& path, const std::string& from = k_here,
                               const std::string& method = "POST") {
    http::Request r;
    r.method = method;
    r.path = path;
    r.remote = from;
    return limiter_.wait_for(r, now_);
  }
  std::optional<Duration> upload(std::size_t kilobytes, const std::string& from = k_here) {
    http::Request r;
    r.method = "POST";
    r.path = std::string(k_files_path);
    r.remote = from;
    r.body = std::string(kilobytes * 1024 - 1, 'x');
    return limiter_.wait_for(r, now_);
  }
  std::optional<Duration> start(const std::string& from = k_here) {
    return send(std::string(k_start_path), from);
  }

  support::SeededRandom random_{3};
  RateLimiter limiter_{{.starts = 3,
                        .answers = 5,
                        .minutes = 60,
                        .bits = {},
                        .files = {.count = 1000, .minutes = 1000, .bits = {}}},
                       random_};
  UtcTime now_ = *parse_iso("2026-11-24T09:00:00+00:00");
};

TEST_F(RateLimitTest, AShareIsThereAtOnceAndComesBackBitByBit) {
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(start()) << i;
  EXPECT_EQ(start(), Duration::minutes(20));
  EXPECT_EQ(start(), Duration::minutes(20)) << "asking in vain costs nothing";
  now_ = now_ + Duration::minutes(19);
  EXPECT_EQ(start(), Duration::minutes(1));
  now_ = now_ + Duration::minutes(1);
  EXPECT_FALSE(start());
  EXPECT_TRUE(start());
  now_ = now_ + Duration::hours(1);
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(start()) << i;
  EXPECT_TRUE(start());
}

TEST_F(RateLimitTest, OtherNetworksHaveSharesOfTheirOwn) {
  while (!start()) continue;
  EXPECT_FALSE(start("203.0.113.10"));
  EXPECT_FALSE(start("2001:db8::1"));
  while (!start("2001:db8::1")) continue;
  EXPECT_TRUE(start("2001:db8::ffff")) << "one customer has the 56 bits";
  EXPECT_TRUE(start("::ffff:203.0.113.9"));
}

TEST_F(RateLimitTest, AnswersHaveAShareOfTheirOwn) {
  while (!start()) continue;
  for (const char* path : {"/notify/danger", "/notify/what", "/notify/send", "/notify/status"}) {
    EXPECT_FALSE(send(path)) << path;
  }
  EXPECT_FALSE(send("/notify/child/1"));
  EXPECT_TRUE(send("/notify/danger"));
}

TEST_F(RateLimitTest, H17_of_files_one_network_sends_so_many_kilobytes_a_day) {
  EXPECT_FALSE(upload(700));
  EXPECT_FALSE(upload(300));
  EXPECT_EQ(upload(1), Duration::minutes(1));
  EXPECT_FALSE(upload(900, "203.0.113.10"));
  EXPECT_FALSE(send("/notify/what")) << "words are still taken";
  now_ = now_ + Duration::minutes(500);
  EXPECT_TRUE(upload(501));
  EXPECT_FALSE(upload(500));
  http::Request r;
  r.method = "POST";
  r.path = std::string(k_files_path);
  EXPECT_EQ(wait_query(r, 7), "minutes=7&files=yes");
  r.path = "/notify/what";
  EXPECT_EQ(wait_query(r, 7), "minutes=7");
}

TEST_F(RateLimitTest, ReadingAndLeavingAreNeverLimited) {
  for (int i = 0; i < 100; ++i) {
    start();
    send("/notify/what");
  }
  for (const char* path : {"/notify", "/notify/call-999", "/notify/danger", "/notify/exit"}) {
    EXPECT_FALSE(send(path, k_here, "GET")) << path;
  }
  EXPECT_FALSE(send(std::string(k_exit_path)));
  EXPECT_FALSE(send("/sign-in")) << "not a part of the form";
}

}  // namespace
}  // namespace mash::notify

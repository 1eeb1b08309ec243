// SPDX-License-Identifier: MIT
// Goal: a new certificate is taken as soon as both its files are there, and one that ends within
// thirty days is told of until it is replaced.
#include "pages_certificate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/support/test_app.h"

namespace mash::server {
namespace {

using testing::HasSubstr;

class PagesCertificateTest : public testing::Test {
 protected:
  PagesCertificateTest() { put(first_); }
  static crypto::Certificate made(const char* at) {
    return crypto::self_signed("pages", {"hub.example"}, *parse_iso(at));
  }
  void put(const crypto::Certificate& one) const {
    write_file(folder() / "pages.crt", one.certificate_pem);
    write_file(folder() / "pages.key", one.key_pem);
  }
  Path folder() const { return folder_.path(); }
  std::string on(const char* at) { return watched_.round(*parse_iso(at)); }

  support::TempFolder folder_;
  crypto::Certificate first_ = made("2016-12-09T09:00:00Z");  // ends on 10 December 2026
  std::vector<std::string> shown_;
  bool refuses_ = false;
  PagesCertificate watched_{folder_.path(), first_,
                            [this](const crypto::Certificate& next) -> Result<void> {
                              if (refuses_) return invalid("certificate", "No pair");
                              shown_.push_back(next.certificate_pem);
                              return {};
                            }};
};

TEST_F(PagesCertificateTest, its_end_is_told_of_from_thirty_days_before) {
  EXPECT_EQ(on("2026-11-10T08:59:59Z"), "");
  EXPECT_THAT(on("2026-11-10T09:00:01Z"), HasSubstr("ends on 10 December 2026"));
  EXPECT_THAT(on("2026-12-10T09:00:01Z"), HasSubstr("ended on 10 December 2026"));
  EXPECT_TRUE(shown_.empty()) << "what is shown already is not shown again";
}

TEST_F(PagesCertificateTest, the_log_has_it_once_a_day) {
  testing::internal::CaptureStderr();
  for (const auto* at : {"2026-12-01T09:00:00Z", "2026-12-01T09:00:05Z", "2026-12-02T09:00:00Z"}) {
    on(at);
  }
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, HasSubstr("\"pages.certificate_ends\",\"days\":\"9\""));
  EXPECT_THAT(log, HasSubstr("\"days\":\"8\""));
  EXPECT_EQ(std::ranges::count(log, '\n'), 2);
}

TEST_F(PagesCertificateTest, a_new_one_is_shown_once_and_ends_the_warning) {
  const auto next = made("2026-12-01T09:00:00Z");
  put(next);
  EXPECT_EQ(on("2026-12-01T09:00:00Z"), "");
  EXPECT_EQ(on("2026-12-01T09:00:05Z"), "");
  EXPECT_THAT(shown_, testing::ElementsAre(next.certificate_pem));
}

TEST_F(PagesCertificateTest, one_that_is_refused_leaves_what_there_was_until_both_files_are_new) {
  const auto next = made("2026-12-01T09:00:00Z");
  write_file(folder() / "pages.crt", next.certificate_pem);
  refuses_ = true;
  EXPECT_THAT(on("2026-12-01T09:00:00Z"), HasSubstr("ends on 10 December 2026"));
  EXPECT_THAT(on("2026-12-01T09:00:05Z"), HasSubstr("ends on 10 December 2026"));
  write_file(folder() / "pages.key", next.key_pem);
  refuses_ = false;
  EXPECT_EQ(on("2026-12-01T09:00:10Z"), "");
  EXPECT_THAT(shown_, testing::ElementsAre(next.certificate_pem));
}

TEST_F(PagesCertificateTest, one_that_has_ended_takes_no_good_ones_place) {
  const auto ended = made("2016-11-01T09:00:00Z");
  put(ended);
  on("2026-11-05T09:00:00Z");
  EXPECT_TRUE(shown_.empty());
  // Where that which is shown has ended too, whoever runs the machine has their way.
  const auto later = made("2016-12-08T09:00:00Z");
  put(later);
  on("2026-12-11T09:00:00Z");
  EXPECT_THAT(shown_, testing::ElementsAre(later.certificate_pem));
}

TEST_F(PagesCertificateTest, a_file_that_is_away_changes_nothing) {
  std::filesystem::remove(folder() / "pages.key");
  EXPECT_EQ(on("2026-11-01T09:00:00Z"), "");
  EXPECT_TRUE(shown_.empty());
}

}  // namespace
}  // namespace mash::server

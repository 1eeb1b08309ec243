// SPDX-License-Identifier: MIT
// Goal: an issuer's answer sends nothing of what we say to another address.
#include "mash/oidc/call.h"

#include <gtest/gtest.h>

#include "mash/support/redirecting_server.h"

namespace mash::oidc {
namespace {

TEST(CallTest, a_redirect_is_an_answer_and_is_not_followed) {
  support::RedirectingServer server;
  const auto answer = network("")({.address = server.address() + "/token",
                                   .form = Sensitive(std::string("code=1")),
                                   .authorization = Sensitive(std::string("Basic eA=="))});
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->status, 307);
  EXPECT_EQ(server.calls(), 1);
}

}  // namespace
}  // namespace mash::oidc

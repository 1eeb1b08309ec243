// SPDX-License-Identifier: MIT
// Goal: addresses of one network count as one, others never do, and no text breaks it.
#include "mash/http/address.h"

#include <gtest/gtest.h>

namespace mash::http {
namespace {

Bytes of(std::string_view address, int ipv4 = 32, int ipv6 = 56) {
  return network_of(address, {.ipv4 = ipv4, .ipv6 = ipv6});
}

TEST(Address, LeadingBitsSayWhoseNetworkItIs) {
  EXPECT_EQ(of("203.0.113.9"), (Bytes{4, 203, 0, 113, 9}));
  EXPECT_EQ(of("203.0.113.9", 24), (Bytes{4, 203, 0, 113, 0}));
  EXPECT_EQ(of("203.0.113.255", 25), (Bytes{4, 203, 0, 113, 128}));
  EXPECT_EQ(of("203.0.113.9", 0), (Bytes{4, 0, 0, 0, 0}));
  EXPECT_EQ(of("2001:db8:1:2ab::1"), of("2001:db8:1:2cd:ffff::2"));
  EXPECT_NE(of("2001:db8:1:2ab::1"), of("2001:db8:1:3ab::1"));
  EXPECT_NE(of("2001:db8::1", 32, 128), of("2001:db8::2", 32, 128));
}

TEST(Address, OneKindIsNeverTakenForTheOther) {
  EXPECT_EQ(of("::ffff:203.0.113.9"), of("203.0.113.9"));
  EXPECT_NE(of("::", 0, 0), of("0.0.0.0", 0, 0));
}

TEST(Address, WhatIsNoAddressIsNoNetwork) {
  for (const char* text : {"", "localhost", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4 ", ":::"}) {
    EXPECT_TRUE(of(text).empty()) << text;
  }
}

}  // namespace
}  // namespace mash::http

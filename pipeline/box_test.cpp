// SPDX-License-Identifier: MIT
// Goal: what was sealed to the key before opens as long as that is kept, and not a moment longer.
#include "mash/pipeline/box.h"

#include <gtest/gtest.h>

namespace mash::pipeline {
namespace {

TEST(OpenBox, takes_the_key_of_now_and_the_one_before_while_it_is_kept) {
  crypto::SystemRandom random;
  const crypto::Key before = crypto::Key::make(random);
  const crypto::Key now = crypto::Key::make(random);
  const Bytes old = crypto::box_seal(crypto::box_public_key(before), as_bytes("old"), random);
  const Bytes fresh = crypto::box_seal(crypto::box_public_key(now), as_bytes("new"), random);
  KeyRing keys;
  keys.open("box", {crypto::LockedKey(now), crypto::LockedKey(before)});
  EXPECT_EQ(to_text(*open_box(keys, old)), "old");
  EXPECT_EQ(to_text(*open_box(keys, fresh)), "new");
  EXPECT_FALSE(open_box(keys, as_bytes("of nobody")));
  keys.open("box", {crypto::LockedKey(now)});
  EXPECT_FALSE(open_box(keys, old));
  EXPECT_EQ(to_text(*open_box(keys, fresh)), "new");
}

}  // namespace
}  // namespace mash::pipeline

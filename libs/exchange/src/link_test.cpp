// SPDX-License-Identifier: MIT
#include "mash/exchange/link.h"

#include <gtest/gtest.h>

#include <limits>
#include <map>

#include "hubs_for_tests.h"
#include "mash/base/id.h"

namespace mash::exchange {
namespace {

// What one side keeps of the line.
struct Kept {
  std::map<std::int64_t, crypto::Hash> hashes;
  [[nodiscard]] HashAt at() const {
    return [this](std::int64_t number) {
      const auto found = hashes.find(number);
      return found == hashes.end() ? std::nullopt : std::optional(found->second);
    };
  }
  void keep(const Word& word) { hashes[word.number] = hash_of(word); }
};

class Link : public testing::Test {
 protected:
  Word write() {
    Word word;
    word.id = new_id_text(random_);
    word.from = "ashby";
    word.to = "barnfield";
    word.kind = "letter";
    word = next_word(sending_, word);
    sent_.keep(word);
    return word;
  }
  Taken come(const Word& word) {
    const Taken taken = take(receiving_, word, stored_.at());
    if (taken == Taken::fresh) stored_.keep(word);
    return taken;
  }
  Receipt receipt(bool wants = false) {
    return receipt_of(receiving_, "barnfield", "ashby", wants, k_now);
  }
  Noted heard(const Receipt& receipt) { return note(sending_, receipt, sent_.at()); }

  SeededRandom random_{1};
  Sending sending_;
  Receiving receiving_;
  Kept sent_, stored_;
};

TEST_F(Link, takes_each_word_once_and_in_order) {
  const Word first = write();
  const Word second = write();
  EXPECT_EQ(come(second), Taken::early);
  EXPECT_EQ(come(first), Taken::fresh);
  EXPECT_EQ(come(first), Taken::again);
  EXPECT_EQ(come(second), Taken::fresh);
  EXPECT_EQ(come(first), Taken::again);
  EXPECT_EQ(heard(receipt()), Noted::more);
  EXPECT_EQ(sending_.received, 2);
}

TEST_F(Link, an_old_receipt_takes_nothing_back) {
  come(write());
  const Receipt old = receipt();
  come(write());
  EXPECT_EQ(heard(receipt()), Noted::more);
  EXPECT_EQ(heard(old), Noted::same);
  EXPECT_EQ(sending_.received, 2);
}

TEST_F(Link, what_is_missing_is_asked_for) {
  write();
  const Word second = write();
  EXPECT_EQ(come(second), Taken::early);
  const Receipt wants = receipt(true);
  EXPECT_EQ(wants.line, 0) << "nothing of any line has come";
  EXPECT_EQ(heard(wants), Noted::resend);
  EXPECT_EQ(sending_.received, 0);
}

TEST_F(Link, a_reader_that_was_restored_gets_again_what_had_a_receipt) {
  const Word first = write();
  const Word second = write();
  const Word third = write();
  come(first);
  const auto backup = std::pair(receiving_, stored_);
  come(second);
  EXPECT_EQ(heard(receipt()), Noted::more);
  std::tie(receiving_, stored_) = backup;
  EXPECT_EQ(come(third), Taken::early);
  EXPECT_EQ(heard(receipt(true)), Noted::resend);
  EXPECT_EQ(come(second), Taken::fresh);
  EXPECT_EQ(come(third), Taken::fresh);
}

TEST_F(Link, another_word_under_an_old_number_is_refused) {
  come(write());
  const auto backup = sending_;
  come(write());
  sending_ = backup;
  EXPECT_EQ(come(write()), Taken::forked);
  come(write());
  EXPECT_EQ(receipt().number, 2) << "what follows it is refused as well";
}

TEST_F(Link, a_writer_that_was_restored_hears_of_it_and_begins_a_new_line) {
  come(write());
  const auto backup = std::pair(sending_, sent_);
  come(write());
  std::tie(sending_, sent_) = backup;
  const Receipt knows_more = receipt();
  EXPECT_EQ(heard(knows_more), Noted::forked);
  begin_line(sending_, knows_more.line);
  sent_ = {};
  EXPECT_EQ(heard(knows_more), Noted::same) << "of the line before";
  const Word anew = write();
  EXPECT_EQ(anew.line, 2);
  EXPECT_EQ(come(anew), Taken::fresh);
  EXPECT_EQ(heard(receipt()), Noted::more);
  EXPECT_EQ(sending_.received, 1);
}

TEST_F(Link, a_receipt_of_a_line_that_cannot_be_is_not_believed) {
  come(write());
  Receipt forged = receipt();
  forged.line = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(heard(forged), Noted::same);
  EXPECT_EQ(heard(receipt()), Noted::more) << "the line goes on";
}

TEST_F(Link, a_new_line_begins_at_its_first_word) {
  come(write());
  begin_line(sending_, 0);
  const Word first = write();
  const Word second = write();
  EXPECT_EQ(come(second), Taken::early);
  EXPECT_EQ(heard(receipt(true)), Noted::resend) << "of the line before, and wants this one";
  EXPECT_EQ(come(first), Taken::fresh);
  EXPECT_EQ(come(second), Taken::fresh);
}

TEST_F(Link, a_receipt_for_other_words_is_seen) {
  const Word word = write();
  come(word);
  Receipt other = receipt();
  other.last[0] ^= 1U;
  EXPECT_EQ(heard(other), Noted::forked);
  EXPECT_EQ(sending_.received, 0);
}

}  // namespace
}  // namespace mash::exchange

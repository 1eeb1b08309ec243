// SPDX-License-Identifier: MIT
// The side that is asked whether it knows a child, and answers without anybody being asked.
//
// What: refuses or evaluates an enquiry, answers hits, and says what to keep of each for those who
// look after it (manager, data protection officer, an auditor).
// What not: which hub has asked (the exchange knows, by its signature), storage, time.
// Of a child it does not know the hub learns nothing: it evaluates what it cannot read and is sent
// no tags. Never looked up: what was asked and did not hit.
// Thread safety: const members may be called concurrently. Cost: an evaluation of 24, 4 ms.
#pragma once

#include <optional>
#include <string>

#include "mash/pointer/list.h"
#include "mash/pointer/policy.h"
#include "mash/pointer/register.h"
#include "mash/pointer/words.h"

namespace mash::pointer {

// What the hub keeps of an enquiry, beside the asking hub and the time.
struct Logged {
  EnquiryId id;
  Epoch epoch;
  Purpose purpose;
  crypto::Hash commitment{};
  crypto::Hash elements{};
  std::optional<Why> refused = {};
  bool operator==(const Logged&) const = default;
};

// What is known of the asking hub before this enquiry. A repeated word (same id, same elements)
// does not count twice.
struct Before {
  std::int64_t of_user = 0;  // evaluated of this person in this hub's day
  std::int64_t of_hub = 0;
  std::optional<Logged> same_id = {};
};

// The key of an epoch. The root lies with the hub's keys; whoever has it can guess children.
crypto::voprf::Evaluator key_of_epoch(const crypto::Key& root, const Epoch& epoch);
Tag tag_of(const crypto::voprf::Evaluator& key, const Token& token);

class Desk {
 public:
  // `known` is closed, by tag_of(key_of_epoch(root, epoch)). Filled up with tags that follow from
  // the root: which ones are made up does not show when lists of two days are compared.
  Desk(const crypto::Key& root, Epoch epoch, std::int64_t edition, const Register& known,
       const Policy& policy);

  [[nodiscard]] const List& list() const { return list_; }

  struct Done {
    Word word;  // Evaluated or Refused
    Logged log;
  };
  [[nodiscard]] Done evaluate(const Ask& ask, const Before& before, Random& random) const;

  // Of an enquiry that was evaluated: `asked` as logged. invalid_input: it was not, or the hits
  // are more than could be. An answer is given once; what is asked again with the same hits is
  // answered the same (the caller keeps the hash of the first).
  [[nodiscard]] Result<Answer> answer(const Confirm& hits, const Logged& asked) const;

 private:
  [[nodiscard]] std::optional<Why> refuses(const Ask& ask, const Before& before) const;

  const Register& known_;
  const Policy& policy_;
  crypto::voprf::Evaluator key_;
  List list_;
};

// Of a child who is known through sealed items alone only this much is entered: what a twin or
// another relative shares too. It is answered as they are: ask. It has no forename and no numbers,
// so that no token can tell more, in the list as in the answer.
Normal uncertain_part(Normal child);

}  // namespace mash::pointer

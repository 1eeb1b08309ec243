// SPDX-License-Identifier: MIT
// The side that asks other hubs whether they know a child.
//
// What: blinds the child's tokens for each hub, checks what comes back, looks the tags up in that
// hub's list and makes the hits to confirm; and the proof, for an auditor, of what was asked.
// What not: no network, no clock, no storage. Whoever keeps the seed and the tokens (both as
// secret as the child's name) makes the same enquiry again after a crash.
// What a hub is told if it does not know the child: that somebody was asked about. The words for
// two hubs have nothing in common.
// Errors: invalid_input for an answer that is not one to this enquiry or whose proof does not hold;
// such a hub has not answered.
// Thread safety: const members. Cost: libs/crypto/README.md, voprf; batch times for each hub.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "mash/pointer/list.h"
#include "mash/pointer/policy.h"
#include "mash/pointer/tokens.h"
#include "mash/pointer/words.h"

namespace mash::pointer {

using HubId = std::string;  // as the directory of hubs has it

// None of the asked tokens is in the hub's list.
struct NoHit {};
using Heard = std::variant<NoHit, Confirm>;

class Enquiry {
 public:
  // `seed` is random and new for each enquiry. invalid_input: nothing is known of the child by
  // which it could be asked for, or more tokens than the batch has.
  static Result<Enquiry> begin(const crypto::Key& seed, std::vector<Token> tokens, Fields known,
                               std::size_t batch);

  // By the key of this name. Asked again by the same key, the same word.
  [[nodiscard]] Ask ask(const HubId& hub, const Epoch& epoch, const Purpose& purpose) const;
  [[nodiscard]] Result<Heard> hear(const HubId& hub, const List& list,
                                   const Evaluated& evaluated) const;
  [[nodiscard]] EnquiryId id(const HubId& hub, const Epoch& epoch) const;

  // What an auditor of that hub is given to see what was asked.
  struct Opening {
    crypto::Key seed;
    std::vector<Token> tokens;
  };
  [[nodiscard]] Opening opening(const HubId& hub, const Epoch& epoch) const;

 private:
  Enquiry(const crypto::Key& seed, std::vector<Token> tokens, Fields known, std::size_t batch)
      : seed_(seed), tokens_(std::move(tokens)), known_(known), batch_(batch) {}

  crypto::Key seed_;
  std::vector<Token> tokens_;
  Fields known_;
  std::size_t batch_;
};

// Whether exactly these tokens were asked for, and none beside: the commitment and the blinded
// elements follow from the opening. The elements may be known by their hash alone (desk.h).
bool opens(const crypto::Hash& commitment, const crypto::Hash& elements, std::size_t batch,
           const Enquiry::Opening& opening);
crypto::Hash hash_of_elements(const Ask& ask);

}  // namespace mash::pointer

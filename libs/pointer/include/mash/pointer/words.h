// SPDX-License-Identifier: MIT
// What hubs say to each other when one asks whether another knows a child.
//
// What: the list of tags in parts, the enquiry with who asks and why, the evaluation with its
// proof or a refusal, the hits to confirm, the answer. One strict form each.
// What not: who carries them and who signs them (the exchange between hubs); no name of a child, no
// birth date and no number stands in any of them.
// Sizes: an enquiry and its evaluation have the same for each child, known or not; so have the
// hits and the answer, and only a hub that was hit is sent hits.
// Errors: invalid_input that names the member, never what stood there. Thread safety: values and
// pure functions. Cost: microseconds; a part of a list, a millisecond.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/base/result.h"
#include "mash/crypto/voprf.h"
#include "mash/pointer/register.h"

namespace mash::pointer {

using EnquiryId = std::string;  // 32 digits 0-9, a-f; random
using Epoch = std::string;      // a-z, 0-9, '-': the name of a key

// A piece of the list of tags (filter.h).
struct ListPart {
  Epoch epoch;
  std::int64_t edition = 1;  // the higher replaces the lower
  crypto::voprf::Element key{};
  std::int64_t part = 1;  // of `parts`
  std::int64_t parts = 1;
  Bytes piece;
  bool operator==(const ListPart&) const = default;
};

// Who asks, and why; one line each.
struct Purpose {
  std::string user;       // a named person, as the other hub's officers shall read it
  std::string agency;     // for which they work
  std::string reason;     // a code of the policy
  std::string reference;  // by which the asking hub finds the case; says nothing of it
  bool operator==(const Purpose&) const = default;
};

struct Ask {
  EnquiryId id;
  Epoch epoch;
  Purpose purpose;
  crypto::Hash commitment{};
  std::vector<crypto::voprf::Element> elements;
  bool operator==(const Ask&) const = default;
};

struct Evaluated {
  EnquiryId id;
  crypto::voprf::Evaluated batch;
};

enum class Why {
  quota_user,  // this person has asked often today
  quota_hub,   // this hub has
  epoch,       // of another key: fetch the list again
  reason,      // no reason that this hub's policy has
  size,        // not as many elements as the policy has
  replay,      // another enquiry had this id
  element,     // one is no element
};
inline constexpr int k_whys = 7;
struct Refused {
  EnquiryId id;
  Why why = Why::epoch;
  bool operator==(const Refused&) const = default;
};

// What is in the list, and as many random tags as fill it up: a miss is never sent.
struct Confirm {
  EnquiryId id;
  Fields asked = 0;  // what the asker knows of the child
  std::vector<Tag> tags;
  bool operator==(const Confirm&) const = default;
};

enum class Says {
  known,
  ask,  // may be: a person asks a person. Proves nothing
  not_known,
};
struct Answer {
  EnquiryId id;
  Says says = Says::not_known;
  bool operator==(const Answer&) const = default;
};

using Word = std::variant<ListPart, Ask, Evaluated, Refused, Confirm, Answer>;
std::string encode(const Word& word);
Result<Word> decode(std::string_view text);

}  // namespace mash::pointer

// SPDX-License-Identifier: MIT
// Who must have seen a checkpoint before it is believed: a policy file of C2SP tlog-policy.
//
//   log hub.example/audit+0531639b+AYqI...
//   witness police police.example/witness+e07e32fb+BIE5... https://police.example/witness/
//   witness health ...
//   group partners 2 police health lacs         # or: all, any
//   quorum partners                             # or a witness's name, or: none
//
// A line names only what stands above it. Each name is a member once at most in the whole file, so
// that nobody counts twice. Refused beyond the specification: a key that two of the file share,
// whatever they are, and a line that begins with a word it does not have, since a policy that is
// understood in part is weaker than the one that was written. Lines end in a newline, blank lines
// and those that begin with # are nothing. At most 64 KiB.
//
// Not here: how old a cosignature may be, what to do without a quorum, asking witnesses.
// Errors: ErrorCode::invalid_input; those of a policy name the line and how to mend it.
// Thread safety: immutable once parsed. Cost: 50 microseconds for each signature by somebody known.
// Source: https://c2sp.org/tlog-policy
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/audit/checkpoint.h"
#include "mash/base/time.h"

namespace mash::audit {

struct KnownLog {
  VerifierKey key;  // a signer; its name is the origin
  std::string url;  // may be empty
};
struct KnownWitness {
  std::string name;  // in this file
  VerifierKey key;   // a cosigner
  std::string url;   // may be empty
};

// What there is to be said for a checkpoint that one of the logs signed.
struct Witnessed {
  struct By {
    std::string witness;  // its name in the policy
    UtcTime at;
    bool operator==(const By&) const = default;
  };
  Checkpoint checkpoint;
  std::vector<By> by;   // in the order of the policy, whether it counts towards the quorum or not
  bool quorum = false;  // there are enough of them
};

class WitnessPolicy {
 public:
  static Result<WitnessPolicy> parse(std::string_view text);

  [[nodiscard]] const std::vector<KnownLog>& logs() const { return logs_; }
  [[nodiscard]] const std::vector<KnownWitness>& witnesses() const { return witnesses_; }
  [[nodiscard]] bool wants_quorum() const { return quorum_.has_value(); }

  // Lines by keys that the policy does not name are ignored. An error if none of its logs has
  // signed, or if a log or witness that it names has a line there that is not good.
  [[nodiscard]] Result<Witnessed> examine(std::string_view note) const;
  // The same for this log (a signer) alone. An error if the policy names logs and not this one.
  [[nodiscard]] Result<Witnessed> examine(std::string_view note, const VerifierKey& log) const;

 private:
  friend class PolicyReader;
  // A witness, or a group of names that stand before it.
  struct Name {
    std::string name;
    std::optional<std::size_t> witness;  // in witnesses_
    std::size_t threshold = 1;
    std::vector<std::size_t> members;  // in names_
    bool is_member = false;            // of some group
  };
  [[nodiscard]] Result<Witnessed> count(const Checkpoint& checkpoint, const Note& note) const;

  std::vector<KnownLog> logs_;
  std::vector<KnownWitness> witnesses_;
  std::vector<Name> names_;
  std::optional<std::size_t> quorum_;  // in names_; nothing: none is wanted
};

}  // namespace mash::audit

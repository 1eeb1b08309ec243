// SPDX-License-Identifier: MIT
#include "mash/pointer/desk.h"

#include <algorithm>

#include "mash/crypto/random_from.h"
#include "mash/pointer/enquiry.h"

namespace mash::pointer {

namespace {

List list_of(const crypto::Key& root, Epoch epoch, std::int64_t edition,
             const crypto::voprf::Element& key, const Register& known, std::size_t round) {
  crypto::RandomFrom padding(crypto::derive(root, "pointer padding", epoch));
  const auto tags = known.tags();
  return {std::move(epoch), edition, key, Filter::make(tags, round, padding)};
}

}  // namespace

crypto::voprf::Evaluator key_of_epoch(const crypto::Key& root, const Epoch& epoch) {
  return crypto::voprf::Evaluator::derive(crypto::derive(root, "pointer key", epoch),
                                          as_bytes("openmash pointer 1"));
}

Tag tag_of(const crypto::voprf::Evaluator& key, const Token& token) {
  const auto output = key.output(as_bytes(token.text));
  Tag out;
  std::copy_n(output.begin(), out.size(), out.begin());
  return out;
}

Desk::Desk(const crypto::Key& root, Epoch epoch, std::int64_t edition, const Register& known,
           const Policy& policy)
    : known_(known),
      policy_(policy),
      key_(key_of_epoch(root, epoch)),
      list_(list_of(root, std::move(epoch), edition, key_.public_key(), known, policy.list_round)) {
}

std::optional<Why> Desk::refuses(const Ask& ask, const Before& before) const {
  if (ask.epoch != list_.epoch) return Why::epoch;
  if (ask.elements.size() != policy_.batch) return Why::size;
  if (policy_.reason(ask.purpose.reason) == nullptr) return Why::reason;
  if (before.same_id && before.same_id->elements != hash_of_elements(ask)) return Why::replay;
  // The same once more tells the asker nothing new.
  if (before.same_id && !before.same_id->refused) return std::nullopt;
  if (before.of_user >= policy_.user_a_day) return Why::quota_user;
  if (before.of_hub >= policy_.hub_a_day) return Why::quota_hub;
  return std::nullopt;
}

Desk::Done Desk::evaluate(const Ask& ask, const Before& before, Random& random) const {
  Done out{.word = Refused{.id = ask.id},
           .log = {.id = ask.id,
                   .epoch = ask.epoch,
                   .purpose = ask.purpose,
                   .commitment = ask.commitment,
                   .elements = hash_of_elements(ask)}};
  out.log.refused = refuses(ask, before);
  if (!out.log.refused) {
    auto evaluated = key_.evaluate(ask.elements, random);
    if (evaluated) {
      out.word = Evaluated{.id = ask.id, .batch = *std::move(evaluated)};
      return out;
    }
    out.log.refused = Why::element;
  }
  out.word = Refused{.id = ask.id, .why = *out.log.refused};
  return out;
}

Result<Answer> Desk::answer(const Confirm& hits, const Logged& asked) const {
  if (hits.id != asked.id || asked.refused) return invalid("id", "This was not evaluated here.");
  if (asked.epoch != list_.epoch) return invalid("epoch", "The key has changed. Ask again.");
  if (hits.tags.size() != policy_.batch) return invalid("tags", "Send as many as the policy has.");
  const auto pointed = known_.answer(hits.tags, hits.asked);
  const double bits = pointed.empty() ? 0 : pointed.front().bits;
  Says says = Says::not_known;
  if (bits >= policy_.ask_bits) says = Says::ask;
  if (bits >= policy_.known_bits) says = Says::known;
  return Answer{.id = hits.id, .says = says};
}

Normal uncertain_part(Normal child) {
  child.forenames.clear();
  child.nhs_number.clear();
  child.upn.clear();
  return child;
}

}  // namespace mash::pointer

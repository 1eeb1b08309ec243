// SPDX-License-Identifier: MIT
#include "mash/pointer/enquiry.h"

#include <algorithm>
#include <stdexcept>

#include "mash/crypto/random_from.h"

namespace mash::pointer {

namespace {

using crypto::voprf::Question;

// All that is random about the words to one hub under one key.
crypto::Key seed_for(const crypto::Key& seed, const HubId& hub, const Epoch& epoch) {
  return crypto::derive(crypto::derive(seed, "pointer hub", hub), "pointer epoch", epoch);
}

crypto::RandomFrom random_for(const crypto::Key& seed, std::string_view purpose) {
  return crypto::RandomFrom(crypto::derive(seed, "pointer random", purpose));
}

constexpr std::size_t k_made_up = 32;

// The tokens, and as many random ones as fill the batch: those begin as no token does.
std::vector<Bytes> inputs_of(const crypto::Key& seed, const std::vector<Token>& tokens,
                             std::size_t batch) {
  std::vector<Bytes> out;
  for (const Token& t : tokens) out.push_back(to_bytes(t.text));
  auto random = random_for(seed, "made-up tokens");
  while (out.size() < batch) {
    Bytes made_up(k_made_up);
    random.fill(made_up);
    made_up.front() = 0;
    out.push_back(std::move(made_up));
  }
  return out;
}

void add_size(Bytes& text, std::size_t size) {
  for (unsigned i = 0; i < 4; ++i) text.push_back(static_cast<std::uint8_t>(size >> (8 * i)));
}

crypto::Hash commitment_to(const crypto::Key& seed, const std::vector<Bytes>& inputs) {
  Bytes text = to_bytes("openmash pointer commitment 1\n");
  const crypto::Key nonce = crypto::derive(seed, "pointer commitment", "");
  text.insert(text.end(), nonce.bytes().begin(), nonce.bytes().end());
  for (const Bytes& input : inputs) {
    add_size(text, input.size());
    text.insert(text.end(), input.begin(), input.end());
  }
  return crypto::sha256(text);
}

// Of inputs that are short and not found by anybody who wants a bad one: only our bug fails.
Question blinded(const crypto::Key& seed, std::vector<Bytes> inputs) {
  auto random = random_for(seed, "blinds");
  auto out = Question::blind(std::move(inputs), random);
  if (!out) throw std::logic_error("an enquiry cannot be blinded: " + out.error().message);
  return *std::move(out);
}

crypto::Hash hash_of(std::span<const crypto::voprf::Element> elements) {
  Bytes all;
  for (const auto& e : elements) all.insert(all.end(), e.begin(), e.end());
  return crypto::sha256(all);
}

Tag tag_of(const crypto::voprf::Output& output) {
  Tag out;
  std::copy_n(output.begin(), out.size(), out.begin());
  return out;
}

}  // namespace

Result<Enquiry> Enquiry::begin(const crypto::Key& seed, std::vector<Token> tokens, Fields known,
                               std::size_t batch) {
  if (tokens.empty()) {
    return invalid("child",
                   "Too little is known of the child to ask. Give a number, or a name with the "
                   "birth date or a postcode.");
  }
  if (tokens.size() > batch) return invalid("tokens", "There are more than the policy allows.");
  return Enquiry(seed, std::move(tokens), known, batch);
}

EnquiryId Enquiry::id(const HubId& hub, const Epoch& epoch) const {
  const crypto::Key whole = crypto::derive(seed_for(seed_, hub, epoch), "pointer id", "");
  return hex(whole.bytes().first(16));
}

Ask Enquiry::ask(const HubId& hub, const Epoch& epoch, const Purpose& purpose) const {
  const crypto::Key seed = seed_for(seed_, hub, epoch);
  auto inputs = inputs_of(seed, tokens_, batch_);
  Ask out{.id = id(hub, epoch), .epoch = epoch, .purpose = purpose};
  out.commitment = commitment_to(seed, inputs);
  const Question question = blinded(seed, std::move(inputs));
  out.elements.assign(question.elements().begin(), question.elements().end());
  return out;
}

Result<Heard> Enquiry::hear(const HubId& hub, const List& list, const Evaluated& evaluated) const {
  if (evaluated.id != id(hub, list.epoch)) {
    return invalid("id", "This answers another enquiry.");
  }
  const crypto::Key seed = seed_for(seed_, hub, list.epoch);
  const Question question = blinded(seed, inputs_of(seed, tokens_, batch_));
  MASH_TRY(const auto outputs, question.finish(list.key, evaluated.batch));
  Confirm hits{.id = evaluated.id, .asked = known_, .tags = {}};
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const Tag tag = tag_of(outputs[i]);
    if (list.filter.may_hold(tag)) hits.tags.push_back(tag);
  }
  if (hits.tags.empty()) return Heard(NoHit{});
  auto random = random_for(seed, "made-up tags");
  while (hits.tags.size() < batch_) random.fill(hits.tags.emplace_back());
  std::ranges::sort(hits.tags);
  return Heard(std::move(hits));
}

Enquiry::Opening Enquiry::opening(const HubId& hub, const Epoch& epoch) const {
  return {.seed = seed_for(seed_, hub, epoch), .tokens = tokens_};
}

bool opens(const crypto::Hash& commitment, const crypto::Hash& elements, std::size_t batch,
           const Enquiry::Opening& opening) {
  if (opening.tokens.size() > batch) return false;
  auto inputs = inputs_of(opening.seed, opening.tokens, batch);
  if (commitment_to(opening.seed, inputs) != commitment) return false;
  return hash_of(blinded(opening.seed, std::move(inputs)).elements()) == elements;
}

crypto::Hash hash_of_elements(const Ask& ask) {
  return hash_of(ask.elements);
}

}  // namespace mash::pointer

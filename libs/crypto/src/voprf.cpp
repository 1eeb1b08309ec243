// SPDX-License-Identifier: MIT
#include "mash/crypto/voprf.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "start_sodium.h"

namespace mash::crypto::voprf {

namespace {

using Wide = std::array<std::uint8_t, 64>;

// Mode 1 of RFC 9497 is the one with a proof.
std::string dst(std::string_view purpose) {
  return std::string(purpose) + "OPRFV1-" + '\x01' + "-ristretto255-SHA512";
}

// Grows a message by pieces; numbers are big-endian.
class Message {
 public:
  Message& bytes(ByteView piece) {
    all_.insert(all_.end(), piece.begin(), piece.end());
    return *this;
  }
  Message& words(std::string_view piece) { return bytes(as_bytes(piece)); }
  Message& one(std::size_t number) {
    all_.push_back(static_cast<std::uint8_t>(number));
    return *this;
  }
  Message& two(std::size_t number) { return one(number >> 8U).one(number & 0xffU); }
  Message& with_size(ByteView piece) { return two(piece.size()).bytes(piece); }
  [[nodiscard]] ByteView view() const { return all_; }
  [[nodiscard]] Wide sha512() const {
    Wide out;
    crypto_hash_sha512(out.data(), all_.data(), all_.size());
    return out;
  }
  Message() = default;
  Message(const Message&) = delete;
  Message& operator=(const Message&) = delete;
  ~Message() { sodium_memzero(all_.data(), all_.size()); }

 private:
  Bytes all_;
};

// expand_message_xmd of RFC 9380, 5.3.1, with SHA-512, to 64 bytes: one block.
Wide expanded(ByteView message, const std::string& tag) {
  static const Bytes block(128, 0);
  Message first;
  first.bytes(block).bytes(message).two(sizeof(Wide)).one(0).words(tag).one(tag.size());
  Message second;
  second.bytes(first.sha512()).one(1).words(tag).one(tag.size());
  return second.sha512();
}

Scalar reduced(Wide wide) {
  Scalar out;
  crypto_core_ristretto255_scalar_reduce(out.data(), wide.data());
  sodium_memzero(wide.data(), wide.size());
  return out;
}

Scalar hash_to_scalar(ByteView message, const std::string& tag = dst("HashToScalar-")) {
  return reduced(expanded(message, tag));
}

Scalar random_scalar(Random& random) {
  Wide wide;
  Scalar out{};
  while (sodium_is_zero(out.data(), out.size()) == 1) {
    random.fill(wide);
    out = reduced(wide);
  }
  sodium_memzero(wide.data(), wide.size());
  return out;
}

bool is_identity(const Element& e) {
  return sodium_is_zero(e.data(), e.size()) == 1;
}

bool is_valid(const Element& e) {
  return !is_identity(e) && crypto_core_ristretto255_is_valid_point(e.data()) == 1;
}

// Of valid elements; the result may be the identity, which libsodium calls an error.
Element times(const Scalar& n, const Element& e) {
  Element out{};
  if (crypto_scalarmult_ristretto255(out.data(), n.data(), e.data()) != 0) out = Element{};
  return out;
}

Element times_base(const Scalar& n) {
  Element out{};
  if (crypto_scalarmult_ristretto255_base(out.data(), n.data()) != 0) out = Element{};
  return out;
}

Element plus(const Element& a, const Element& b) {
  Element out{};
  if (crypto_core_ristretto255_add(out.data(), a.data(), b.data()) != 0) {
    throw std::logic_error("an element was added that is none");
  }
  return out;
}

Element hash_to_group(ByteView input) {
  static const std::string k_tag = dst("HashToGroup-");
  Wide wide = expanded(input, k_tag);
  Element out{};
  crypto_core_ristretto255_from_hash(out.data(), wide.data());
  sodium_memzero(wide.data(), wide.size());
  return out;
}

Output finished(ByteView input, const Element& evaluated) {
  return Message().with_size(input).with_size(evaluated).words("Finalize").sha512();
}

// The weight of each pair of a batch, so that one proof holds for all. RFC 9497, 2.2.1.
std::vector<Scalar> weights(const Element& key, std::span<const Element> asked,
                            std::span<const Element> answered) {
  static const std::string k_seed_tag = dst("Seed-");
  const Wide seed = Message().with_size(key).with_size(as_bytes(k_seed_tag)).sha512();
  std::vector<Scalar> out;
  out.reserve(asked.size());
  for (std::size_t i = 0; i < asked.size(); ++i) {
    Message m;
    m.with_size(seed).two(i).with_size(asked[i]).with_size(answered[i]).words("Composite");
    out.push_back(hash_to_scalar(m.view()));
  }
  return out;
}

Element weighed(std::span<const Scalar> weight, std::span<const Element> elements) {
  Element sum{};
  for (std::size_t i = 0; i < elements.size(); ++i) {
    sum = plus(sum, times(weight[i], elements[i]));
  }
  return sum;
}

Scalar challenge(const Element& key, const Element& m, const Element& z, const Element& t2,
                 const Element& t3) {
  Message all;
  all.with_size(key).with_size(m).with_size(z).with_size(t2).with_size(t3).words("Challenge");
  return hash_to_scalar(all.view());
}

struct Halves {
  Scalar c;
  Scalar s;
};

Halves halves(const Proof& proof) {
  Halves out;
  std::copy_n(proof.begin(), out.c.size(), out.c.begin());
  std::copy_n(proof.begin() + 32, out.s.size(), out.s.begin());
  return out;
}

// A number below the order of the group has one form only.
bool is_canonical(const Scalar& s) {
  Wide wide{};
  std::ranges::copy(s, wide.begin());
  return reduced(wide) == s;
}

bool holds(const Element& key, std::span<const Element> asked, const Evaluated& answer) {
  const auto [c, s] = halves(answer.proof);
  if (!is_canonical(c) || !is_canonical(s)) return false;
  const auto weight = weights(key, asked, answer.elements);
  const Element m = weighed(weight, asked);
  const Element z = weighed(weight, answer.elements);
  const Element t2 = plus(times_base(s), times(c, key));
  const Element t3 = plus(times(s, m), times(c, z));
  return equal_in_constant_time(challenge(key, m, z, t2, t3), c);
}

bool fits(std::size_t count) {
  return count >= 1 && count <= k_batch_limit;
}

}  // namespace

Evaluator Evaluator::derive(const Key& seed, ByteView info) {
  start_sodium();
  static const std::string k_tag = dst("DeriveKeyPair");
  Evaluator out;
  for (std::size_t counter = 0; sodium_is_zero(out.secret_.data(), 32) == 1; ++counter) {
    if (counter > 255) throw std::runtime_error("no key follows from this seed");
    Message m;
    m.bytes(seed.bytes()).with_size(info).one(counter);
    out.secret_ = hash_to_scalar(m.view(), k_tag);
  }
  out.public_ = times_base(out.secret_);
  return out;
}

Evaluator::~Evaluator() {
  sodium_memzero(secret_.data(), secret_.size());
}

Result<Evaluated> Evaluator::evaluate(std::span<const Element> blinded, Random& random) const {
  if (!fits(blinded.size())) return invalid("elements", "Ask for 1 to 1,024 at a time.");
  if (!std::ranges::all_of(blinded, is_valid)) {
    return invalid("elements", "One is not an element of ristretto255 (RFC 9496).");
  }
  Evaluated out;
  for (const Element& e : blinded) out.elements.push_back(times(secret_, e));
  const Element m = weighed(weights(public_, blinded, out.elements), blinded);
  const Element z = times(secret_, m);
  Scalar r = random_scalar(random);
  const Scalar c = challenge(public_, m, z, times_base(r), times(r, m));
  Scalar product;
  Scalar s;
  crypto_core_ristretto255_scalar_mul(product.data(), c.data(), secret_.data());
  crypto_core_ristretto255_scalar_sub(s.data(), r.data(), product.data());
  std::ranges::copy(c, out.proof.begin());
  std::ranges::copy(s, out.proof.begin() + 32);
  sodium_memzero(r.data(), r.size());
  sodium_memzero(product.data(), product.size());
  return out;
}

Output Evaluator::output(ByteView input) const {
  const Element e = hash_to_group(input);
  if (is_identity(e)) throw std::runtime_error("this input has no output");
  return finished(input, times(secret_, e));
}

Result<Question> Question::blind(std::vector<Bytes> inputs, Random& random) {
  start_sodium();
  if (!fits(inputs.size())) return invalid("inputs", "Ask for 1 to 1,024 at a time.");
  Question out;
  out.inputs_ = std::move(inputs);
  for (const Bytes& input : out.inputs_) {
    if (input.size() > 0xffffU) return invalid("inputs", "One is longer than 65,535 bytes.");
    const Element e = hash_to_group(input);
    if (is_identity(e)) return invalid("inputs", "One cannot be blinded.");
    out.blinds_.push_back(random_scalar(random));
    out.blinded_.push_back(times(out.blinds_.back(), e));
  }
  return out;
}

Question::~Question() {
  for (auto& blind : blinds_) sodium_memzero(blind.data(), blind.size());
  for (auto& input : inputs_) sodium_memzero(input.data(), input.size());
}

Result<std::vector<Output>> Question::finish(const Element& public_key,
                                             const Evaluated& answer) const {
  if (answer.elements.size() != blinded_.size()) {
    return invalid("elements", "There are not as many answers as questions.");
  }
  if (!is_valid(public_key)) return invalid("public_key", "Not an element of ristretto255.");
  if (!std::ranges::all_of(answer.elements, is_valid)) {
    return invalid("elements", "One is not an element of ristretto255 (RFC 9496).");
  }
  if (!holds(public_key, blinded_, answer)) {
    return invalid("proof", "It does not hold: another key was used than was published.");
  }
  std::vector<Output> out;
  out.reserve(inputs_.size());
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    Scalar inverse;
    crypto_core_ristretto255_scalar_invert(inverse.data(), blinds_[i].data());
    out.push_back(finished(inputs_[i], times(inverse, answer.elements[i])));
    sodium_memzero(inverse.data(), inverse.size());
  }
  return out;
}

}  // namespace mash::crypto::voprf

// SPDX-License-Identifier: MIT
// Goal: both sides agree with RFC 9497, and an answer under another key is found out.
#include "mash/crypto/voprf.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mash::crypto::voprf {
namespace {

Bytes bytes_of(std::string_view text) {
  return from_hex(text).value();
}

Element element(std::string_view text) {
  Element out{};
  std::ranges::copy(bytes_of(text), out.begin());
  return out;
}

// Hands out the scalars of the vectors, each as 64 bytes that reduce to it.
class Given final : public Random {
 public:
  explicit Given(const std::vector<std::string>& scalars) {
    for (const auto& s : scalars) scalars_.push_back(bytes_of(s));
  }
  void fill(std::span<std::uint8_t> out) override {
    std::ranges::fill(out, std::uint8_t{0});
    std::ranges::copy(scalars_.at(next_++), out.begin());
  }

 private:
  std::vector<Bytes> scalars_;
  std::size_t next_ = 0;
};

// RFC 9497, A.1.2: one key for all vectors.
Evaluator published() {
  return Evaluator::derive(Key::from(Bytes(32, 0xa3)).value(), as_bytes("test key"));
}

struct Vector {
  std::vector<std::string> inputs, blinds, blinded, evaluated;
  std::string proof_scalar, proof;
  std::vector<std::string> outputs;
};

const std::string k_blind = "64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706";
const std::string k_second_blind =
    "222a5e897cf59db8145db8d16e597e8facb80ae7d4e26d9881aa6f61d645fc0e";
const std::string k_long_input = "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a";
const std::string k_blinded = "863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945";
const std::string k_evaluated = "aa8fa048764d5623868679402ff6108d2521884fa138cd7f9c7669a9a014267e";
const std::string k_output =
    "b58cfbe118e0cb94d79b5fd6a6dafb98764dff49c14e1770b566e42402da1a7d"
    "a4d8527693914139caee5bd03903af43a491351d23b430948dd50cde10d32b3c";
const std::string k_second_output =
    "8a9a2f3c7f085b65933594309041fc1898d42d0858e59f90814ae90571a6df60"
    "356f4610bf816f27afdd84f47719e480906d27ecd994985890e5f539e7ea74b6";

const std::vector<Vector>& vectors() {
  static const std::vector<Vector> all = {
      {{"00"},
       {k_blind},
       {k_blinded},
       {k_evaluated},
       k_second_blind,
       "ddef93772692e535d1a53903db24367355cc2cc78de93b3be5a8ffcc6985dd06"
       "6d4346421d17bf5117a2a1ff0fcb2a759f58a539dfbe857a40bce4cf49ec600d",
       {k_output}},
      {{k_long_input},
       {k_blind},
       {"cc0b2a350101881d8a4cba4c80241d74fb7dcbfde4a61fde2f91443c2bf9ef0c"},
       {"60a59a57208d48aca71e9e850d22674b611f752bed48b36f7a91b372bd7ad468"},
       k_second_blind,
       "401a0da6264f8cf45bb2f5264bc31e109155600babb3cd4e5af7d181a2c9dc0a"
       "67154fabf031fd936051dec80b0b6ae29c9503493dde7393b722eafdf5a50b02",
       {k_second_output}},
      {{"00", k_long_input},
       {k_blind, k_second_blind},
       {k_blinded, "90a0145ea9da29254c3a56be4fe185465ebb3bf2a1801f7124bbbadac751e654"},
       {k_evaluated, "cc5ac221950a49ceaa73c8db41b82c20372a4c8d63e5dded2db920b7eee36a2a"},
       "419c4f4f5052c53c45f3da494d2b67b220d02118e0857cdbcf037f9ea84bbe0c",
       "cc203910175d786927eeb44ea847328047892ddf8590e723c37205cb74600b0a"
       "5ab5337c8eb4ceae0494c2cf89529dcf94572ed267473d567aeed6ab873dee08",
       {k_output, k_second_output}}};
  return all;
}

TEST(Voprf, agrees_with_rfc_9497) {
  const Evaluator key = published();
  EXPECT_EQ(hex(key.public_key()),
            "c803e2cc6b05fc15064549b5920659ca4a77b2cca6f04f6b357009335476ad4e");
  for (const Vector& v : vectors()) {
    std::vector<Bytes> inputs;
    for (const auto& i : v.inputs) inputs.push_back(bytes_of(i));
    Given blinds(v.blinds);
    const auto question = Question::blind(inputs, blinds);
    ASSERT_TRUE(question);
    for (std::size_t i = 0; i < v.inputs.size(); ++i) {
      EXPECT_EQ(hex(question->elements()[i]), v.blinded[i]);
    }
    Given proof_scalar({v.proof_scalar});
    const auto answer = key.evaluate(question->elements(), proof_scalar);
    ASSERT_TRUE(answer);
    EXPECT_EQ(hex(answer->proof), v.proof);
    const auto outputs = question->finish(key.public_key(), *answer);
    ASSERT_TRUE(outputs) << outputs.error().message;
    for (std::size_t i = 0; i < v.inputs.size(); ++i) {
      EXPECT_EQ(hex(answer->elements[i]), v.evaluated[i]);
      EXPECT_EQ(hex((*outputs)[i]), v.outputs[i]);
      EXPECT_EQ(hex(key.output(inputs[i])), v.outputs[i]);
    }
  }
}

std::vector<Bytes> some_inputs(int count) {
  std::vector<Bytes> out;
  for (int i = 0; i < count; ++i) out.push_back(to_bytes("input " + std::to_string(i)));
  return out;
}

TEST(Voprf, fresh_blinds_hide_that_the_same_was_asked) {
  SystemRandom random;
  const auto once = Question::blind(some_inputs(1), random).value();
  const auto twice = Question::blind(some_inputs(1), random).value();
  EXPECT_NE(once.elements()[0], twice.elements()[0]);
  const Evaluator key = published();
  EXPECT_EQ(once.finish(key.public_key(), key.evaluate(once.elements(), random).value()).value(),
            twice.finish(key.public_key(), key.evaluate(twice.elements(), random).value()).value());
}

TEST(Voprf, an_answer_that_was_touched_gives_nothing) {
  SystemRandom random;
  const Evaluator key = published();
  const Evaluator other = Evaluator::derive(Key::make(random), as_bytes("test key"));
  const auto question = Question::blind(some_inputs(3), random).value();
  const auto answer = key.evaluate(question.elements(), random).value();
  ASSERT_TRUE(question.finish(key.public_key(), answer));
  EXPECT_FALSE(question.finish(other.public_key(), answer));
  EXPECT_FALSE(
      question.finish(key.public_key(), other.evaluate(question.elements(), random).value()));

  auto swapped = answer;
  std::swap(swapped.elements[0], swapped.elements[1]);
  EXPECT_FALSE(question.finish(key.public_key(), swapped));
  for (std::size_t bit = 0; bit < answer.proof.size() * 8; ++bit) {
    auto changed = answer;
    changed.proof[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    EXPECT_FALSE(question.finish(key.public_key(), changed)) << bit;
  }
  auto fewer = answer;
  fewer.elements.pop_back();
  EXPECT_FALSE(question.finish(key.public_key(), fewer));
}

// A proof that names the same number in another form could be told apart from the one that was
// given: the order of the group added to it.
TEST(Voprf, a_proof_has_one_form) {
  SystemRandom random;
  const Evaluator key = published();
  const auto question = Question::blind(some_inputs(1), random).value();
  auto answer = key.evaluate(question.elements(), random).value();
  const Bytes order = bytes_of("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  unsigned carry = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    carry += answer.proof[i] + order[i];
    answer.proof[i] = static_cast<std::uint8_t>(carry & 0xffU);
    carry >>= 8U;
  }
  EXPECT_FALSE(question.finish(key.public_key(), answer));
}

TEST(Voprf, what_is_no_element_is_refused) {
  SystemRandom random;
  const Evaluator key = published();
  const Element identity{};
  EXPECT_FALSE(key.evaluate(std::vector<Element>{identity}, random));
  Element beyond{};
  beyond.fill(0xff);  // above the field's prime
  EXPECT_FALSE(key.evaluate(std::vector<Element>{beyond}, random));
  EXPECT_FALSE(key.evaluate({}, random));
  EXPECT_FALSE(key.evaluate(std::vector<Element>(k_batch_limit + 1, element(k_blinded)), random));

  const auto question = Question::blind(some_inputs(1), random).value();
  const auto answer = key.evaluate(question.elements(), random).value();
  auto empty = answer;
  empty.elements[0] = identity;
  EXPECT_FALSE(question.finish(key.public_key(), empty));
  EXPECT_FALSE(question.finish(identity, answer));
  EXPECT_FALSE(Question::blind({}, random));
  EXPECT_FALSE(Question::blind({Bytes(65'536, 'a')}, random));
}

TEST(Voprf, another_seed_or_purpose_is_another_function) {
  SystemRandom random;
  const Key seed = Key::make(random);
  const Bytes input = to_bytes("the same");
  const auto of = [&](const Key& k, std::string_view info) {
    return Evaluator::derive(k, as_bytes(info)).output(input);
  };
  EXPECT_EQ(of(seed, "2026-Q4"), of(seed, "2026-Q4"));
  EXPECT_NE(of(seed, "2026-Q4"), of(seed, "2027-Q1"));
  EXPECT_NE(of(seed, "2026-Q4"), of(Key::make(random), "2026-Q4"));
}

}  // namespace
}  // namespace mash::crypto::voprf

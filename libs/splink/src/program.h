// SPDX-License-Identifier: MIT
// Conditions on pairs of records, compiled.
//
// What: a condition becomes steps over terms (terms.h); similarities that several levels ask for
// are worked out once per pair. Three-valued logic: a condition is false, true or NULL.
// Errors: invalid_input for what needs both records in a way that is not supported.
// Thread safety: const use from many threads, each with a Scratch of its own.
// Cost: about 10 ns a step.
#pragma once

#include "terms.h"

namespace mash::splink {

class Program {
 public:
  using Root = std::uint32_t;

  explicit Program(Terms& terms) : terms_(terms) {}
  // Before the terms are built.
  Result<Root> compile(const Expression& condition);

  // What is remembered of one pair.
  class Scratch {
   public:
    explicit Scratch(const Program& p) : value_(p.slots_), pair_(p.slots_, 0) {}
    void next_pair() { ++now_; }

   private:
    friend class Program;
    std::vector<double> value_;
    std::vector<std::uint64_t> pair_;
    std::uint64_t now_ = 1;
  };

  [[nodiscard]] bool holds(Root root, std::uint32_t left, std::uint32_t right, Scratch& s) const {
    return run(root, left, right, s) == 1;
  }

 private:
  struct Operand {
    Term term = 0;
    Side side = Side::none;
    auto operator<=>(const Operand&) const = default;
  };
  struct Step {
    enum class Kind : std::uint8_t {
      constant,
      of_record,   // a number of one record
      text_given,  // is the text of one record there?
      same,        // texts
      alike,       // a similarity or distance
      within,      // a distance of at most `number`
      common,      // size of the intersection of lists
      is_null,
      apply,  // fn of the numbers of args
    };
    Kind kind = Kind::constant;
    Fn fn = Fn::constant;
    double number = 0;
    Operand a = {};
    Operand b = {};
    std::uint32_t slot = 0;
    std::string unit = {};
    std::vector<Root> args = {};
  };

  [[nodiscard]] double run(Root root, std::uint32_t left, std::uint32_t right, Scratch& s) const;
  [[nodiscard]] double logic(const Step& step, std::uint32_t left, std::uint32_t right,
                             Scratch& s) const;
  [[nodiscard]] double apply(const Step& step, std::uint32_t left, std::uint32_t right,
                             Scratch& s) const;
  [[nodiscard]] static double of_two(const Step& step, double a, double b);
  [[nodiscard]] double alike(const Step& step, std::uint32_t left, std::uint32_t right) const;
  [[nodiscard]] double remembered(const Step& step, std::uint32_t left, std::uint32_t right,
                                  Scratch& s) const;
  [[nodiscard]] double common(const Step& step, std::uint32_t left, std::uint32_t right) const;
  [[nodiscard]] static std::uint32_t row(Operand o, std::uint32_t left, std::uint32_t right) {
    return o.side == Side::left ? left : right;
  }

  Root put(Step step);
  Result<Operand> operand(const Expression& e, std::string_view where);
  Result<Root> of_one(const Expression& e);
  Result<Root> pair_of(const Expression& e, Step::Kind kind);
  Result<Root> limit(const Expression& e);
  Result<Root> applied(const Expression& e);

  Terms& terms_;
  std::vector<Step> steps_;
  std::uint32_t slots_ = 0;
  std::map<std::tuple<Fn, Operand, Operand>, std::uint32_t> slot_of_;
};

}  // namespace mash::splink

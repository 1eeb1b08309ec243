// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "mash/base/random.h"
#include "mash/base/result.h"

namespace mash {

// 128 random bits as 26 characters of Crockford base 32 (no I, L, O, U), upper case.
std::string new_id_text(Random& random);
bool is_id_text(std::string_view text);

// An identity that cannot be mixed up with another kind. Random, never sequential.
template <class Tag>
class Id {
 public:
  Id() = default;  // "no id": empty, compares below all others
  static Id make(Random& random) { return Id(new_id_text(random)); }
  static Result<Id> parse(std::string_view text) {
    if (!is_id_text(text)) return not_found();
    return Id(std::string(text));
  }
  // For values that this program wrote itself (a database column).
  static Id trusted(std::string text) { return Id(std::move(text)); }

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  auto operator<=>(const Id&) const = default;

 private:
  explicit Id(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// A name chosen by people and used as a key: agency "police", staff "u01". Lower case letters,
// digits and hyphens, at most 40.
bool is_code_text(std::string_view text);

template <class Tag>
class Code {
 public:
  Code() = default;
  static Result<Code> parse(std::string_view text) {
    if (!is_code_text(text)) return not_found();
    return Code(std::string(text));
  }
  static Code trusted(std::string text) { return Code(std::move(text)); }

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  auto operator<=>(const Code&) const = default;

 private:
  explicit Code(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

using AgencyId = Code<struct AgencyTag>;
using StaffId = Code<struct StaffTag>;

using CaseId = Id<struct CaseTag>;
using NotificationId = Id<struct NotificationTag>;
using PersonId = Id<struct PersonTag>;
using StatementId = Id<struct StatementTag>;
using EnquiryId = Id<struct EnquiryTag>;
using ItemId = Id<struct ItemTag>;
using DecisionId = Id<struct DecisionTag>;
using ProductId = Id<struct ProductTag>;

}  // namespace mash

template <class Tag>
struct std::hash<mash::Id<Tag>> {
  std::size_t operator()(const mash::Id<Tag>& id) const {
    return std::hash<std::string>{}(id.text());
  }
};
template <class Tag>
struct std::hash<mash::Code<Tag>> {
  std::size_t operator()(const mash::Code<Tag>& id) const {
    return std::hash<std::string>{}(id.text());
  }
};

// SPDX-License-Identifier: MIT
#include "mash/responsibility/chain.h"

#include <algorithm>
#include <stdexcept>

namespace mash::responsibility {

namespace {

Error conflict(std::string message) {
  return Error{ErrorCode::conflict, std::move(message), {}};
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && text != "-" && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

Result<void> check_ids(const Answer& a) {
  if (!is_id(a.chain)) return invalid("chain", "Is no id.");
  if (!is_id(a.by)) return invalid("by", "Is no id of a hub.");
  if (!is_id(a.person)) return invalid("person", "Say who answers for the hub.");
  const bool two = is_id(a.second) && a.second != a.person;
  if (a.says == Says::assumes && !two) {
    return invalid("second", "To assume the duty takes a second person.");
  }
  if (a.says != Says::assumes && !a.second.empty()) {
    return invalid("second", "Only an assumption has a second person.");
  }
  return {};
}

Result<void> check_ids(const Entry& e) {
  if (!is_id(e.chain)) return invalid("chain", "Is no id.");
  if (!is_id(e.by)) return invalid("by", "Is no id of a hub.");
  const bool has_other = e.what == What::offer || e.what == What::transfer;
  if (has_other && (!is_id(e.to) || e.to == e.by)) return invalid("to", "Name another hub.");
  if (!has_other && !e.to.empty()) return invalid("to", "No hub belongs here.");
  if ((e.what == What::transfer) != e.answer.has_value()) {
    return invalid("answer", "A transfer, and nothing else, rests on an answer.");
  }
  return {};
}

}  // namespace

Chain Chain::begin(ChainId id, const Writer& writer) {
  Entry entry{.chain = std::move(id), .what = What::begin, .by = writer.hub, .at = writer.at};
  if (!check_ids(entry)) throw std::invalid_argument("a chain begins with ids");
  Chain out;
  out.apply(signed_by(writer.key, std::move(entry)));
  return out;
}

Result<Chain> Chain::from(const Entry& first, const KeyOf& key_of) {
  MASH_TRY_DO(check_ids(first));
  if (first.what != What::begin || first.place != 0 || first.after != crypto::Hash{}) {
    return invalid("what", "A chain begins with its first entry.");
  }
  if (!is_genuine(first, key_of)) return invalid("sign", "The hub named did not sign this.");
  Chain out;
  out.apply(first);
  return out;
}

bool Chain::acts(const HubId& hub) const {
  const bool accepted = to_offer_ && to_offer_->says == Says::accepts && to_offer_->by == hub;
  return hub == responsible_ || accepted || assumed_.contains(hub);
}

Entry Chain::next(const Writer& writer, What what, const HubId& to) const {
  return {.chain = id(),
          .place = entries_.size(),
          .after = hashes_.back(),
          .what = what,
          .by = writer.hub,
          .to = to,
          .at = writer.at};
}

Result<Entry> Chain::write(const Writer& writer, Entry entry) {
  MASH_TRY_DO(check(entry));
  apply(signed_by(writer.key, std::move(entry)));
  return entries_.back();
}

Result<Entry> Chain::offer(const Writer& writer, const HubId& to) {
  return write(writer, next(writer, What::offer, to));
}

Result<Entry> Chain::withdraw(const Writer& writer) {
  return write(writer, next(writer, What::withdraw));
}

Result<Entry> Chain::keep(const Writer& writer) {
  return write(writer, next(writer, What::keep));
}

Result<Entry> Chain::transfer(const Writer& writer, const HubId& to) {
  Entry entry = next(writer, What::transfer, to);
  if (to_offer_ && to_offer_->by == to) {
    entry.answer = to_offer_;
  } else if (const auto found = assumed_.find(to); found != assumed_.end()) {
    entry.answer = found->second;
  } else {
    return conflict("That hub has not accepted in writing.");
  }
  return write(writer, std::move(entry));
}

Result<Answer> Chain::say(const Writer& writer, Says says, const std::string& person,
                          const std::string& second) {
  Answer answer{.chain = id(),
                .to = hashes_.back(),
                .says = says,
                .by = writer.hub,
                .person = person,
                .second = second,
                .at = writer.at};
  MASH_TRY_DO(check(answer));
  answer = signed_by(writer.key, std::move(answer));
  apply(answer);
  return answer;
}

Result<Answer> Chain::accept(const Writer& writer, const std::string& person) {
  return say(writer, Says::accepts, person, "");
}

Result<Answer> Chain::refuse(const Writer& writer, const std::string& person) {
  return say(writer, Says::refuses, person, "");
}

Result<Answer> Chain::assume(const Writer& writer, const std::string& person,
                             const std::string& second) {
  return say(writer, Says::assumes, person, second);
}

Result<void> Chain::add(const Entry& entry, const KeyOf& key_of) {
  if (entry.chain != id()) return invalid("chain", "Is of another chain.");
  if (entry.place > entries_.size()) {
    return Error{ErrorCode::not_found, "Entries before this one are missing.", {}};
  }
  if (entry.place < entries_.size()) {
    if (hash_of(entry) == hashes_[entry.place]) return {};
    return conflict("Another entry stands at this place.");
  }
  if (entry.after != hashes_.back()) return conflict("Follows another entry than stands here.");
  if (!is_genuine(entry, key_of)) return invalid("sign", "The hub named did not sign this.");
  if (entry.answer && !is_genuine(*entry.answer, key_of)) {
    return invalid("answer", "The hub named did not sign this.");
  }
  MASH_TRY_DO(check(entry));
  apply(entry);
  return {};
}

Result<void> Chain::note(const Answer& answer, const KeyOf& key_of) {
  if (answer.chain != id()) return invalid("chain", "Is of another chain.");
  if (!is_genuine(answer, key_of)) return invalid("sign", "The hub named did not sign this.");
  const auto is_known = [&](const Answer& other) { return encode(other) == encode(answer); };
  if (to_offer_ && is_known(*to_offer_)) return {};
  if (const auto it = assumed_.find(answer.by); it != assumed_.end() && is_known(it->second)) {
    return {};
  }
  MASH_TRY_DO(check(answer));
  apply(answer);
  return {};
}

Result<void> Chain::check(const Entry& entry) const {
  MASH_TRY_DO(check_ids(entry));
  if (entry.by != responsible_) return conflict("Only the responsible hub writes here.");
  switch (entry.what) {
    case What::begin:
      return invalid("what", "A chain begins once.");
    case What::offer:
      if (!offered_to_.empty()) return conflict("It is offered already: withdraw that first.");
      return {};
    case What::withdraw:
      if (offered_to_.empty()) return conflict("Nothing is offered.");
      return {};
    case What::keep:
      if (!offered_to_.empty()) return conflict("It is offered: withdraw that.");
      return {};
    case What::transfer:
      return check_transfer(entry);
  }
  return invalid("what", "Is none of the words that may stand here.");
}

// The answer is the newest word of the other hub on what stands last in the chain, so that none
// serves twice.
Result<void> Chain::check_transfer(const Entry& entry) const {
  const Answer& answer = *entry.answer;
  MASH_TRY_DO(check_ids(answer));
  if (answer.chain != id() || answer.by != entry.to || answer.to != hashes_.back()) {
    return conflict("That answer is not that hub's to what stands here.");
  }
  const bool accepted = answer.says == Says::accepts && offered_to_ == entry.to;
  if (!accepted && answer.says != Says::assumes) {
    return conflict("That hub has not accepted in writing.");
  }
  return {};
}

Result<void> Chain::check(const Answer& answer) const {
  MASH_TRY_DO(check_ids(answer));
  if (answer.by == responsible_) return conflict("That hub is responsible.");
  if (std::ranges::find(hashes_, answer.to) == hashes_.end()) {
    return Error{ErrorCode::not_found, "The entry that this answers is missing.", {}};
  }
  if (answer.to != hashes_.back()) return conflict("The responsible hub has written since.");
  if (answer.says == Says::assumes) {
    if (assumed_.contains(answer.by)) return conflict("That hub has assumed it already.");
    return {};
  }
  if (offered_to_ != answer.by) return conflict("It is not offered to that hub.");
  if (to_offer_) return conflict("That hub has answered already.");
  return {};
}

void Chain::apply(const Entry& entry) {
  entries_.push_back(entry);
  hashes_.push_back(hash_of(entry));
  to_offer_.reset();
  assumed_.clear();
  offered_to_ = entry.what == What::offer ? entry.to : HubId();
  if (entry.what == What::begin) responsible_ = entry.by;
  if (entry.what == What::transfer) responsible_ = entry.to;
}

void Chain::apply(const Answer& answer) {
  if (answer.says == Says::assumes) {
    assumed_.emplace(answer.by, answer);
  } else {
    to_offer_ = answer;
  }
}

}  // namespace mash::responsibility

// SPDX-License-Identifier: MIT
#include <algorithm>

#include "pages.h"

namespace mash::peers {

using pipeline::Context;
using policy::Action;

Result<policy::Facts> of_no_case(Context& /*c*/) {
  return policy::Facts{.case_member = true};
}

bool may_write(const Context& c) {
  return policy::may(c.principal, Action::issue_product, {.case_member = true});
}

std::string hub_name(const std::optional<exchange::Directory>& directory,
                     const exchange::HubId& id) {
  const auto* hub = directory ? directory->find(id) : nullptr;
  return hub == nullptr ? id : hub->name;
}

std::string href_of(const std::string& letter) {
  return "/hubs/letters/" + letter;
}

std::string typed(const Context& c, std::string_view field) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(field));
}

bool was_not_understood(Context& c, const WordOut& word) {
  return std::ranges::any_of(words_in_about(c.tx, word.id), [&](const WordIn& said) {
    return said.kind == "not-understood" && said.hub == word.hub;
  });
}

std::string state_words(Context& c, const WordOut& letter, bool answered) {
  if (answered) return "Answered";
  if (was_not_understood(c, letter)) return "NOT UNDERSTOOD: ring them";
  if (letter.read_at) return "Read " + plain_time(*letter.read_at);
  if (letter.received_at) return "Delivered " + plain_time(*letter.received_at) + ", not read yet";
  if (c.now >= letter.due_at) return "NOT DELIVERED: ring them";
  return "Not delivered yet";
}

std::string state_words(const WordIn& letter) {
  if (letter.answered_at) return "Answered " + plain_time(*letter.answered_at);
  const std::string by = letter.answer_by.empty()
                             ? std::string()
                             : ", answer by " + plain_date(*LocalDate::parse(letter.answer_by));
  return (letter.read_at ? "Read, not answered" : "New") + by;
}

json::Value said_in(Context& c, const policy::Proof& proof, std::string_view kind,
                    const std::string& id, const Bytes& sealed) {
  return c.vault.show_json(c.tx, proof, label_of(kind, id), sealed, {"subject", "words"});
}

}  // namespace mash::peers

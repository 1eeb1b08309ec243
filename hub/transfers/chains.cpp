// SPDX-License-Identifier: MIT
#include "chains.h"

#include "mash/peers/peers.h"

namespace mash::transfers {

namespace {

using pipeline::Context;
using responsibility::KeyOf;

// What was signed in the time of a directory is checked by its keys.
std::vector<KeyOf> keys(db::Transaction& tx) {
  std::vector<KeyOf> out;
  for (auto& directory : peers::keys_ever(tx)) {
    out.emplace_back([of = std::move(directory)](const responsibility::HubId& hub) {
      const auto found = of.find(hub);
      return found == of.end() ? std::nullopt : std::optional(found->second);
    });
  }
  return out;
}

// What is wrong by any keys but a signature is wrong by all.
template <class Try>
Result<void> with_any(const std::vector<KeyOf>& keys, const Try& attempt) {
  Result<void> out = invalid("sign", "No directory of hubs was taken");
  for (const auto& key_of : keys) {
    out = attempt(key_of);
    if (out || out.error().code != ErrorCode::invalid_input) return out;
  }
  return out;
}

Result<void> add(std::optional<Chain>& chain, const std::vector<KeyOf>& keys,
                 const std::string& text) {
  MASH_TRY(const auto entry, responsibility::decode_entry(text));
  return with_any(keys, [&](const KeyOf& key_of) -> Result<void> {
    if (chain) return chain->add(entry, key_of);
    auto begun = Chain::from(entry, key_of);
    if (!begun) return begun.error();
    chain = *std::move(begun);
    return {};
  });
}

Result<std::optional<Chain>> stored(Context& c, const std::string& id,
                                    const std::vector<KeyOf>& keys) {
  std::optional<Chain> chain;
  for (const auto& text : entries_of(c.tx, id)) MASH_TRY_DO(add(chain, keys, text));
  if (!chain) return chain;
  for (const auto& text : answers_of(c.tx, id)) {
    MASH_TRY(const auto answer, responsibility::decode_answer(text));
    MASH_TRY_DO(with_any(keys, [&](const KeyOf& key_of) { return chain->note(answer, key_of); }));
  }
  return chain;
}

Error broken() {
  return {ErrorCode::conflict, "What is kept of who is responsible does not fit together", {}};
}

}  // namespace

Own::Own(const Context& c, const responsibility::HubId& hub)
    : hub_(hub), key_(peers::signing_key(c.keys)), at_(c.now) {}

Result<Chain> read_chain(Context& c, const std::string& id) {
  auto chain = stored(c, id, keys(c.tx));
  if (!chain || !*chain || (*chain)->id() != id) return broken();
  return **std::move(chain);
}

Result<Chain> with_entries(Context& c, const std::string& id,
                           const std::vector<std::string>& entries) {
  const auto all = keys(c.tx);
  auto known = stored(c, id, all);
  if (!known) return broken();
  std::optional<Chain> chain = *std::move(known);
  for (const auto& text : entries) MASH_TRY_DO(add(chain, all, text));
  if (!chain || chain->id() != id) return invalid("chain", "Is of another chain");
  return *std::move(chain);
}

Result<void> note_answer(Context& c, Chain& chain, const responsibility::Answer& answer) {
  return with_any(keys(c.tx), [&](const KeyOf& key_of) { return chain.note(answer, key_of); });
}

void store_chain(Context& c, const Chain& chain) {
  const auto before = entries_of(c.tx, chain.id()).size();
  const auto& entries = chain.entries();
  for (std::size_t i = before; i < entries.size(); ++i) {
    insert_entry(c.tx, chain.id(), static_cast<std::int64_t>(i), encode(entries[i]));
  }
  if (entries.size() > before) forget_answers(c.tx, chain.id());
  c.touch(chain.id());
}

std::vector<std::string> encoded(const Chain& chain) {
  std::vector<std::string> out;
  for (const auto& entry : chain.entries()) out.push_back(encode(entry));
  return out;
}

}  // namespace mash::transfers

// SPDX-License-Identifier: MIT
// What the hub sends to people outside, stored once.
#include <algorithm>
#include <set>

#include "account_store.h"
#include "mash/inbox/inbox.h"
#include "product_store.h"
#include "receipts.h"
#include "signed.h"

namespace mash::inbox {

namespace {

// References stand in clear: only what cannot say anything is taken for one.
bool is_reference(const std::string& text) {
  constexpr std::size_t k_longest = 40;
  return !text.empty() && text.size() <= k_longest && std::ranges::all_of(text, [](char ch) {
    return (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') || ch == '-';
  });
}

std::optional<Error> take_product(door::Arrival& arrival) {
  const auto product = packages::decode_product(arrival.body);
  if (!product) return product.error();
  if (!is_reference(product->reference)) {
    return invalid("reference", "A reference has capital letters, digits and hyphens only");
  }
  const auto known = find_product(arrival.tx, product->id, 0);
  if (known && known->recipient != product->recipient) {
    return invalid("recipient", "All versions of a product go to the same recipient");
  }
  if (const auto same = find_product(arrival.tx, product->id, product->version)) {
    if (same->hash == packages::product_hash(*product)) return std::nullopt;
    return invalid("version", "Something else has come under this product and version");
  }
  store_product(arrival.tx, arrival.vault, arrival.random, *product, arrival.now,
                arrival.unwitnessed);
  return std::nullopt;
}

std::optional<Error> take_withdrawal(door::Arrival& arrival) {
  const auto withdrawal = packages::decode_withdrawal(arrival.body);
  if (!withdrawal) return withdrawal.error();
  store_withdrawal(arrival.tx, arrival.vault, arrival.random, *withdrawal, arrival.sent_at);
  return std::nullopt;
}

std::optional<Error> take_receipt(door::Arrival& arrival) {
  const auto receipt = packages::decode_receipt(arrival.body);
  if (!receipt) return receipt.error();
  store_receipt(arrival.tx, *receipt, arrival.now);
  return std::nullopt;
}

std::optional<Error> take_signatures(door::Arrival& arrival) {
  const auto signatures = packages::decode_signatures(arrival.body);
  if (!signatures) return signatures.error();
  const auto row = find_product(arrival.tx, signatures->product, signatures->version);
  // They may come before their product.
  if (row && row->withdrawn_at) return std::nullopt;  // nobody reads it any more
  store_signatures(arrival.tx, arrival.vault, arrival.random, *signatures, arrival.sent_at);
  return std::nullopt;
}

std::optional<Error> take_directory(door::Arrival& arrival) {
  const auto directory = packages::decode_directory(arrival.body);
  if (!directory) return directory.error();
  std::set<std::string> seen;
  for (const auto& account : directory->accounts) {
    const bool fresh =
        seen.insert(account.id.text()).second &&
        (account.email.empty() || seen.insert("@" + plain_email(account.email)).second);
    if (!fresh) return invalid("accounts", "Each id and each e-mail address stands for one person");
  }
  // An older one that was held up must not bring a leaver back.
  if (arrival.sent_at < directory_time(arrival.tx)) return std::nullopt;
  store_directory(arrival.tx, arrival.vault, arrival.random, *directory, arrival.sent_at);
  return std::nullopt;
}

}  // namespace

door::Takers takers() {
  return {{packages::OutwardKind::product, take_product},
          {packages::OutwardKind::withdrawal, take_withdrawal},
          {packages::OutwardKind::receipt, take_receipt},
          {packages::OutwardKind::signatures, take_signatures},
          {packages::OutwardKind::directory, take_directory}};
}

}  // namespace mash::inbox

// SPDX-License-Identifier: MIT
#include "receipts.h"

#include "mash/base/assert.h"
#include "mash/pipeline/record.h"
#include "mash/product/receipts.h"

namespace mash::server {

namespace {

constexpr int k_batch = 50;

}  // namespace

int send_receipts(pipeline::App& app, db::Database& database, Publisher& publisher,
                  Witnessing& witnessing) {
  const auto status = witnessing.status();
  if (status.size == 0 || status.put_back) return 0;
  std::vector<product::LeftVersion> owed;
  database.read([&](db::Transaction& tx) {
    owed = product::receipts_owed(tx, static_cast<std::int64_t>(status.size), k_batch);
  });
  if (owed.empty()) return 0;
  const auto seen = witnessing.witnessed();
  std::vector<packages::ProductReceipt::Witness> witnesses;
  for (const auto& by : seen.by) witnesses.push_back({.name = by.witness, .at = by.at});
  const std::string note = witnessing.note();
  for (const auto& left : owed) {
    Result<audit::Receipt> receipt = not_found();
    publisher.with_log([&](const audit::TileLog& log) {
      receipt = audit::make_receipt(log, static_cast<std::uint64_t>(left.entry), note);
    });
    if (!receipt) throw std::runtime_error(receipt.error().message);
    const auto sent = app.system_act<policy::Action::collect>(
        "product.receipt-sent", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          receipt->extra = audit::format_opening(pipeline::opening_of(c.tx, c.keys, left.entry));
          product::send_receipt(c, left,
                                {.product = left.product,
                                 .version = left.version,
                                 .witnesses = witnesses,
                                 .proof = audit::format_receipt(*receipt)});
          return json::Value{};
        });
    MASH_ASSERT(sent.has_value());
  }
  return static_cast<int>(owed.size());
}

}  // namespace mash::server

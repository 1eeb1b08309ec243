// SPDX-License-Identifier: MIT
#include "receipts.h"

namespace mash::inbox {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

using Make = Result<pipeline::Download> (*)(Context&, const policy::Grant<Action::read_product>&,
                                            const ProductRow&);

std::string file_name(const ProductRow& row, const char* ending) {
  return row.reference + "-version-" + std::to_string(row.version) + ending;
}

Result<pipeline::Download> proof(Context& c, const policy::Grant<Action::read_product>& /*grant*/,
                                 const ProductRow& row) {
  const std::string text = proof_of(c.tx, row);
  if (text.empty()) return not_found();
  return pipeline::Download{
      .type = "text/plain; charset=utf-8", .name = file_name(row, ".tlog-proof"), .body = text};
}

// The very bytes that came, of which the fingerprint is.
Result<pipeline::Download> content(Context& c, const policy::Grant<Action::read_product>& grant,
                                   const ProductRow& row) {
  const auto product = open_product(c.tx, c.vault, grant, row);
  return pipeline::Download{.type = "application/json",
                            .name = file_name(row, ".json"),
                            .body = to_text(packages::encode(product))};
}

// As the page itself: the kernel's leave for that version.
Result<Reply> give(Context& c, Make make) {
  MASH_TRY(const ProductRow row, addressed(c));
  policy::Rule rule{};
  const auto may_read =
      policy::Kernel::decide<Action::read_product>(c.principal, facts_of(c, row), rule);
  c.note(std::string(policy::name_of(rule)));
  if (!may_read) return not_found();
  MASH_TRY(auto download, make(c, *may_read, row));
  return Reply(std::move(download));
}

pipeline::Route file_route(const char* path, const char* summary, const char* event, Make make) {
  return pipeline::page<Action::read_inbox>(
      {.path = path,
       .summary = summary,
       .event = event,
       .fields = {{.name = "version", .label = "Version", .kind = pipeline::Kind::number}},
       .facts = pipeline::no_facts,
       .run = [make](const auto&, Context& c) { return give(c, make); }});
}

}  // namespace

std::vector<pipeline::Route> receipt_routes() {
  return {file_route("/p/{product}/proof", "The receipt of a product, to be checked anywhere",
                     "product.proof-taken", proof),
          file_route("/p/{product}/content", "The bytes of a product that its receipt proves",
                     "product.content-taken", content)};
}

}  // namespace mash::inbox

// SPDX-License-Identifier: MIT
#include "receipts.h"

#include "signed.h"

namespace mash::inbox {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

struct Asked {
  const policy::Grant<Action::read_product>& grant;
  const ProductRow& row;
  const packages::Product& product;
};
using Make = Result<pipeline::Download> (*)(Context&, const Asked&);

std::string file_name(const ProductRow& row, const char* ending) {
  return row.reference + "-version-" + std::to_string(row.version) + ending;
}

Result<pipeline::Download> proof(Context& c, const Asked& asked) {
  const std::string text = proof_of(c.tx, asked.row);
  if (text.empty()) return not_found();
  return pipeline::Download{.type = "text/plain; charset=utf-8",
                            .name = file_name(asked.row, ".tlog-proof"),
                            .body = text};
}

// The very bytes that came, of which the fingerprint is.
Result<pipeline::Download> content(Context& /*c*/, const Asked& asked) {
  return pipeline::Download{.type = "application/json",
                            .name = file_name(asked.row, ".json"),
                            .body = to_text(packages::encode(asked.product))};
}

Result<pipeline::Download> signed_by(Context& c, const Asked& asked) {
  const auto given = open_signatures(c.tx, c.vault, asked.grant, asked.row);
  if (!given) return not_found();
  return pipeline::Download{.type = "application/json",
                            .name = file_name(asked.row, "-signatures.json"),
                            .body = to_text(packages::encode(*given))};
}

// As the page itself: the kernel's leave for that version, and what the page would not show.
Result<Reply> give(Context& c, const Deps& deps, Make make) {
  MASH_TRY(const ProductRow row, addressed(c));
  policy::Rule rule{};
  const auto may_read =
      policy::Kernel::decide<Action::read_product>(c.principal, facts_of(c, row), rule);
  c.note(std::string(policy::name_of(rule)));
  if (!may_read) return not_found();
  const auto product = open_product(c.tx, c.vault, *may_read, row);
  // Without that wish nothing is checked for it.
  if (deps.wants_signatures &&
      !may_be_read(deps, row, verdict_of(c, deps, *may_read, row, product))) {
    return not_found();
  }
  MASH_TRY(auto download, make(c, {*may_read, row, product}));
  return Reply(std::move(download));
}

pipeline::Route file_route(const SharedDeps& deps, const char* path, const char* summary,
                           const char* event, Make make) {
  return pipeline::page<Action::read_inbox>(
      {.path = path,
       .summary = summary,
       .event = event,
       .fields = {{.name = "version", .label = "Version", .kind = pipeline::Kind::number}},
       .facts = pipeline::no_facts,
       .run = [deps, make](const auto&, Context& c) { return give(c, *deps, make); }});
}

}  // namespace

std::vector<pipeline::Route> receipt_routes(const SharedDeps& deps) {
  return {file_route(deps, "/p/{product}/proof", "The receipt of a product, to be checked anywhere",
                     "product.proof-taken", proof),
          file_route(deps, "/p/{product}/content",
                     "The bytes of a product that its receipt and its signatures prove",
                     "product.content-taken", content),
          file_route(deps, "/p/{product}/signatures",
                     "What people signed of a product, to be checked anywhere",
                     "product.signatures-taken", signed_by)};
}

}  // namespace mash::inbox

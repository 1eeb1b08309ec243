// SPDX-License-Identifier: MIT
#include "signing.h"

#include "check.h"
#include "mash/directory/deputies.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/signed_releases.h"
#include "mash/html/forms.h"
#include "mash/login/step_up.h"
#include "mash/passkey/signed_record.h"
#include "mash/post/post.h"
#include "mash/signatures/preview.h"
#include "mash/signatures/signatures.h"
#include "send.h"
#include "undelivered.h"

namespace mash::product {

namespace {

using pipeline::Context;
using policy::Action;

pipeline::Label label_of(const ProductHead& head, std::int64_t version) {
  return {.owner = pipeline::k_front_door,
          .kind = "product_signature",
          .case_id = head.case_id,
          .row = head.id.text(),
          .version = version};
}

packages::Product issued(Context& c, const policy::Proof& proof, const ProductHead& head,
                         const VersionRow& row) {
  const auto copy = c.vault.open_json(c.tx, proof, issued_label(head, row.draft),
                                      sealed_issued(c.tx, head.id, row.draft));
  auto out = packages::decode_product(as_bytes(copy.text("package")));
  if (!out) throw std::runtime_error("what left cannot be read: " + head.id.text());
  return *std::move(out);
}

// Of what is sealed, and not of the columns beside it: whoever can write to the database chooses
// neither what is shown nor what is signed.
json::Object what_is_signed(const packages::Product& p) {
  return signatures::product_record(p.id, p.version, p.recipient, packages::product_hash(p));
}

Result<pipeline::Reply> show(const Deps& deps, const IssueGrant& grant, Context& c) {
  const auto head = head_of(c);
  const auto row = unsigned_version(c.tx, head.id);
  json::Value data = case_page(c, grant, head.case_id);
  data.set("recipient", directory::agency_name(deps.borough, head.recipient));
  data.set("nothing", !row);
  data.set("can", login::can_step_up(c));
  data.set("wrong", c.faults.empty() ? json::Value(false) : html::error_summary(c.faults));
  data.set("form", false);
  data.set("package", false);
  if (row) {
    const auto product = issued(c, grant, head, *row);
    data.set("version", row->version);
    data.set("package", package_data(product));
    data.set("code", signatures::product_code(packages::product_hash(product)));
    data.set("compare", signatures::k_compare);
    if (data.flag("can")) {
      data.set("form", login::sign_form_view(c, login::begin_step_up(c), what_is_signed(product),
                                             "/products/" + head.id.text() + "/sign"));
    }
  }
  return pipeline::View{.page = "product/sign",
                        .title = "Sign what was sent",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<pipeline::Reply> sign(const Deps& deps, const IssueGrant& grant, Context& c) {
  const auto head = head_of(c);
  const auto row = unsigned_version(c.tx, head.id);
  if (!row) return Error{ErrorCode::conflict, "It has been signed, or taken back", {}};
  MASH_TRY(const auto record, login::take_step_up(c, what_is_signed(issued(c, grant, head, *row))));
  insert_signature(c.tx, {.product = head.id,
                          .version = row->version,
                          .person = c.principal.person,
                          .at = c.now,
                          .sealed = c.vault.seal(c.tx, label_of(head, row->version),
                                                 json::encode(passkey::encode(record)), c.random)});
  directory::note_deputy(c, deps.borough);
  send_signatures(c, grant, deps.borough, head);
  c.changed("case", head.case_id.text());
  return pipeline::SeeOther{case_path(head.case_id, "/products"), {}};
}

}  // namespace

std::optional<VersionRow> unsigned_version(db::Transaction& tx, const ProductId& id) {
  auto row = newest_issued(tx, id);
  if (!row || row->state == ProductState::recalled || find_signature(tx, id, row->version)) {
    return std::nullopt;
  }
  return row;
}

void send_signatures(Context& c, const policy::Proof& proof, const model::Borough& borough,
                     const ProductHead& head) {
  const auto row = newest_issued(c.tx, head.id);
  if (!row || row->state == ProductState::recalled) return;
  const auto signature = find_signature(c.tx, head.id, row->version);
  if (!signature) return;
  const auto record = passkey::decode(
      c.vault.open_json(c.tx, proof, label_of(head, row->version), signature->sealed));
  if (!record) throw std::runtime_error("a signature cannot be read: " + head.id.text());
  const auto items = items_that_went(c.tx, head.id, row->draft);
  const auto product = issued(c, proof, head, *row);
  const auto sheet = signatures::collect(
      product, *record,
      disclosure::signed_lines(c, proof, borough, head.recipient, items, row->issued_at));
  const bool urgent = product.urgent || product.safety;
  post::send(c,
             {.id = new_id_text(c.random),
              .kind = packages::OutwardKind::signatures,
              .at = c.now,
              .body = packages::encode(sheet)},
             head.case_id, about_version(head.id, row->version),
             urgent ? post::Haste::at_once : post::Haste::can_wait);
  c.touch(head.id.text());
}

void add_sign_routes(Routes& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::issue_product>(
      {.path = "/products/{product}/sign",
       .summary = "What was sent and nobody has signed",
       .event = "product.sign-page",
       .facts = product_facts,
       .run = [deps](const auto& grant, Context& c) { return show(deps, grant, c); }}));
  out.push_back(pipeline::act<Action::issue_product>(
      {.path = "/products/{product}/sign",
       .summary = "Sign what was sent with a passkey",
       .event = "product.signed",
       .fields = login::step_up_fields(),
       .facts = product_facts,
       .run = [deps](const auto& grant, Context& c) { return sign(deps, grant, c); },
       .again = "/products/{product}/sign"}));
}

}  // namespace mash::product

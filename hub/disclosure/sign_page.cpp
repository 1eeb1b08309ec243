// SPDX-License-Identifier: MIT
// An owner signs what it lets out, with a passkey: everything of one product at once.
#include "mash/cases/cases.h"
#include "mash/directory/deputies.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/login/step_up.h"
#include "mash/people/family_contact.h"
#include "mash/signatures/preview.h"
#include "pages.h"
#include "release_path.h"
#include "signing.h"

namespace mash::disclosure {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

json::Value line_view(const ToSign& one) {
  const auto terms = signatures::decode_terms(one.terms);
  return json::Object{
      {"purpose", terms->purpose},
      {"until", terms->until ? plain_time(*terms->until) : ""},
      {"text", one.line.text},
      {"source", one.line.source},
      {"date", one.line.date},
      {"grade", one.line.grade},
      {"before_visit", one.before_visit},
      {"two_people", one.two_people},
      {"half", one.half},
      {"code", signatures::line_code(one.recipient, one.line, one.before_visit, one.terms)},
      {"next", !one.left}};
}

Result<Reply> show(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const ProductId product, ProductId::parse(c.input.text("product")));
  const auto all = to_sign(c, proof, deps, product);
  const auto head = cases::find_case(c.tx, c.case_id);
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, c.case_id)));
  data.set("nothing", all.empty());
  data.set("compare", signatures::k_compare);
  data.set("can", login::can_step_up(c));
  data.set("recipient",
           all.empty() ? "" : directory::agency_name(deps.borough, all.front().recipient));
  json::Array lines;
  for (const auto& one : all) {
    lines.push_back(line_view(one));
    c.touch(one.item.text());
  }
  data.set("lines", std::move(lines));
  data.set("wrong", c.faults.empty() ? json::Value(false) : html::error_summary(c.faults));
  data.set("form", false);
  if (!all.empty() && data.flag("can")) {
    const auto asked = login::begin_step_up(c);
    data.set("form", login::sign_form_view(c, asked, what_is_signed(c, all),
                                           "/releases/" + product.text() + "/sign"));
  }
  return pipeline::View{.page = "disclosure/sign",
                        .title = "Sign what leaves",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> sign(const policy::Grant<Action::release_item>& grant, Context& c, const Deps& deps) {
  MASH_TRY(const ProductId product, ProductId::parse(c.input.text("product")));
  const auto all = to_sign(c, grant, deps, product);
  if (all.empty()) return Error{ErrorCode::conflict, "All of it has been signed already", {}};
  MASH_TRY(const auto record, login::take_step_up(c, what_is_signed(c, all)));
  store_signed(c, all, record);
  directory::note_deputy(c, deps.borough);
  if (deps.on_signed) deps.on_signed(c, grant, product);
  return pipeline::SeeOther{"/releases", {}};
}

}  // namespace

bool signs_now(Context& c, const Deps& deps, const ProductId& product) {
  return login::can_step_up(c) && any_to_sign(c, deps, product);
}

void add_sign_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_releases>(
      {.path = "/releases/{product}/sign",
       .summary = "What my agency lets out and has not signed",
       .event = "release.sign-page",
       .facts = asked_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::release_item>(
      {.path = "/releases/{product}/sign",
       .summary = "Sign what leaves with a passkey",
       .event = "release.signed",
       .fields = login::step_up_fields(),
       .facts = decide_facts,
       .run = [deps](const auto& grant, Context& c) { return sign(grant, c, deps); },
       .again = "/releases/{product}/sign"}));
}

}  // namespace mash::disclosure

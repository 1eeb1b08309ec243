// SPDX-License-Identifier: MIT
// Making a bundle, and that it was handed over.
#include <algorithm>

#include "bundle.h"
#include "mash/packages/reference.h"
#include "pages.h"
#include "parts.h"

namespace mash::access {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

std::vector<BundlePart> open_parts(const policy::Proof& proof, Context& c, const Deps& deps,
                                   const std::vector<PartRow>& parts) {
  std::vector<BundlePart> out;
  for (const auto& part : parts) {
    // The answer went with all else that its owner wrote.
    const bool gone = part.answered->sealed.empty();
    out.push_back(
        {.owner = owner_name(deps, part.owner),
         .kind = std::string(model::words_of(part.kind)),
         .answer = part.answered->answer,
         .exemption = part.answered->exemption,
         .silent = part.answered->silent,
         .text = gone ? "" : open_answer(c, proof, part).text.reveal(),
         .gone = gone ? gone_words(c.tx, part.kind, part.object, part.case_id, part.owner) : ""});
  }
  return out;
}

// Of whoever is not known to be the person nothing leaves.
Result<void> check_known(Context& c, const RequestRow& row, const char* field) {
  if (times_of(row, steps_of(c.tx, row.id)).known) return {};
  return invalid(field, "Record first how identity was shown, or that it was never in doubt");
}

Result<Reply> make(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto row, request_in_path(c));
  const auto seen = cases_seen(c, row);
  const bool apart = c.input.text("part") == "APART";
  const auto& cases = apart ? seen.apart : seen.main;
  if (apart && cases.empty()) return invalid("part", "Choose which part");
  if (!apart && row.state != RequestState::open) return invalid("part", "The request is over");
  MASH_TRY_DO(check_known(c, row, "part"));
  const auto parts = parts_in(c, row, cases);
  if (has_news(c, row, cases)) {
    return invalid("part", "Something was never looked through. Look through the record first");
  }
  if (!all_answered(parts)) return invalid("part", "Not every owner has answered");
  const auto words = open_request(c, proof, row);
  const std::string reference = packages::new_reference(c.random);
  const auto today = plain_date(to_london(c.now).date);
  const auto text = bundle_of({.reference = reference,
                               .who = words.who.reveal(),
                               .asks = words.asks.reveal(),
                               .made = today,
                               .hub = deps.borough.hub.name},
                              open_parts(proof, c, deps, parts), deps.policy);
  MASH_TRY(auto pdf,
           document::write_pdf(text, {.marking = "PERSONAL",
                                      .watermark = reference,
                                      .foot = "Reference " + reference + ", made on " + today + ".",
                                      .made_at = c.now,
                                      .most_pages = deps.policy.most_pages}));
  auto bundle = bundle_made(c, row.id, reference, pdf);
  bundle.cases = cases;
  insert_bundle(c.tx, bundle);
  return download_of("access", bundle, std::move(pdf));
}

Result<Reply> hand_over(Context& c) {
  MASH_TRY(const auto row, request_in_path(c));
  const auto seen = cases_seen(c, row);
  const auto all = bundles_of(c.tx, row.id);
  const auto bundle = std::ranges::find(all, c.input.text("bundle"), &BundleRow::id);
  if (bundle == all.end()) return not_found();
  if (!std::ranges::all_of(bundle->cases, [&seen](const CaseId& id) { return seen.has(id); })) {
    return not_found();
  }
  MASH_TRY_DO(check_not_handed(*bundle));
  MASH_TRY_DO(check_known(c, row, "handed"));
  const auto how = *model::from_code<Handed>(c.input.text("handed"));
  store_handed(c.tx, bundle->id, how, c.principal.person, c.now);
  c.touch(bundle->id);
  c.note(std::string(model::code_of(how)));
  return pipeline::SeeOther{path_of(row), {}};
}

}  // namespace

void add_bundle_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::act<Action::keep_subject_requests>(
      {.path = "/access/{request}/bundle",
       .summary = "Put together what owners disclosed, as a numbered file (PDF)",
       .event = "access.bundle-made",
       .fields = {{.name = "part",
                   .label = "Which part",
                   .kind = pipeline::Kind::choice,
                   .required = true,
                   .choices = {"MAIN", "APART"},
                   .missing = "Choose which part"}},
       .facts = request_facts,
       .run = [deps](const auto& grant, Context& c) { return make(grant, c, deps); },
       .again = "/access/{request}"}));
  out.push_back(pipeline::act<Action::keep_subject_requests>(
      {.path = "/access/{request}/bundle/{bundle}",
       .summary = "Record how a bundle was handed over",
       .event = "access.handed-over",
       .fields = {choice_field<Handed>("handed", "How it was handed over",
                                       "Select how it was handed over")},
       .facts = request_facts,
       .run = [](const auto&, Context& c) { return hand_over(c); },
       .again = "/access/{request}"}));
}

}  // namespace mash::access

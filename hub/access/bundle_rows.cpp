// SPDX-License-Identifier: MIT
// What bundles of requests and of orders have in common.
#include <algorithm>

#include "mash/crypto/crypto.h"
#include "mash/directory/directory.h"
#include "pages.h"

namespace mash::access {

json::Value bundle_view(const Deps& deps, const BundleRow& bundle, std::int64_t number,
                        const std::string& action) {
  json::Value v = json::Object{};
  v.set("number", number);
  v.set("reference", bundle.reference);
  v.set("made",
        plain_time(bundle.made_at) + ", " + directory::person_name(deps.borough, bundle.made_by));
  v.set("pages", bundle.pages);
  v.set("hash", bundle.hash);
  v.set("handed", bundle.handed ? std::string(model::words_of(*bundle.handed)) + ", " +
                                      plain_time(*bundle.handed_at) + ", " +
                                      directory::person_name(deps.borough, bundle.handed_by)
                                : std::string());
  const bool waits = !bundle.handed && !action.empty();
  v.set("form", waits ? handed_form(action, bundle.id) : json::Value(false));
  return v;
}

BundleRow bundle_made(pipeline::Context& c, std::string of, std::string reference,
                      const document::Pdf& pdf) {
  BundleRow out{.id = new_id_text(c.random),
                .of = std::move(of),
                .reference = std::move(reference),
                .made_at = c.now,
                .made_by = c.principal.person,
                .hash = hex(crypto::sha256(as_bytes(pdf.bytes))),
                .pages = pdf.pages};
  c.touch(out.id);
  c.note("sha256_" + out.hash);
  c.note("pages_" + std::to_string(out.pages));
  return out;
}

pipeline::Download download_of(const char* kind, const BundleRow& bundle, document::Pdf pdf) {
  std::string reference = bundle.reference;
  std::erase(reference, '-');
  return {.type = "application/pdf",
          .name = std::string(kind) + "-" + reference + ".pdf",
          .body = std::move(pdf.bytes)};
}

Result<void> check_not_handed(const BundleRow& bundle) {
  if (!bundle.handed) return {};
  const std::string what = "It was handed over already";
  return Error{ErrorCode::conflict, what, {{"handed", what}}};
}

}  // namespace mash::access

// SPDX-License-Identifier: MIT
// A hub with intake alone, for the tests of this slice.
#pragma once

#include <stdexcept>

#include "mash/attachments/arriving.h"
#include "mash/attachments/attachments.h"
#include "mash/attachments/schema.h"
#include "mash/attachments/templates.h"
#include "mash/barnfield/hub.h"
#include "mash/crypto/crypto.h"
#include "mash/intake/import_run.h"
#include "mash/intake/intake.h"
#include "mash/intake/schema.h"
#include "mash/intake/templates.h"
#include "mash/post/post.h"
#include "mash/post/schema.h"

namespace mash::intake {

// People as in barnfield.json.
constexpr const char* k_officer = "u01";
constexpr const char* k_police = "u07";
constexpr const char* k_analyst = "u18";

struct World {
  const cases::Timescales& timescales = barnfield::timescales();
  std::vector<CaseId> red;  // for which the hook was called
  support::TestApp app;

  cases::OnRed on_red() {
    return [this](auto&, const auto&, const CaseId& id) { red.push_back(id); };
  }
  explicit World(db::Engine engine)
      : app(barnfield::hub(engine,
                           {{.name = "post", .schema = post::schema()},
                            {.name = "post_waits", .schema = post::waits_schema()},
                            {.name = "attachments",
                             .templates = attachments::templates(),
                             .routes = attachments::routes({barnfield::borough()})},
                            {.name = "intake",
                             .schema = schema(),
                             .templates = templates(),
                             .routes = routes({barnfield::borough(), timescales, on_red()})}})) {}

  // The only case there is, or the newest.
  CaseId a_case() {
    CaseId id;
    app.database().read([&](db::Transaction& tx) {
      id = tx.query("select id from case_file order by received_at desc").front().id<CaseId>(0);
    });
    return id;
  }
  Received receive_inward(const packages::Inward& inward) {
    Received out{};
    barnfield::as_system(app, [&](const auto& grant, pipeline::Context& c) {
      out = receive(c, grant, timescales, inward, on_red());
    });
    return out;
  }
  packages::Inward inward_of(std::string_view content, UtcTime at) {
    const auto key = crypto::box_public_key(app.keys().of("box"));
    return {.id = new_id_text(app.random()),
            .kind = packages::InwardKind::notification,
            .at = at,
            .body = crypto::box_seal(key, as_bytes(content), app.random())};
  }
};

}  // namespace mash::intake

// SPDX-License-Identifier: MIT
// A hub with intake alone, for the tests of this slice.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>

#include "mash/cases/cases.h"
#include "mash/cases/schema.h"
#include "mash/cases/templates.h"
#include "mash/crypto/crypto.h"
#include "mash/intake/import_run.h"
#include "mash/intake/intake.h"
#include "mash/intake/schema.h"
#include "mash/intake/templates.h"
#include "mash/people/schema.h"
#include "mash/post/schema.h"
#include "mash/support/test_app.h"

namespace mash::intake {

inline std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

inline model::Borough sample_borough() {
  const auto file =
      json::parse(text_of(std::filesystem::path(MASH_SOURCE_DIR) / "data/barnfield.json"));
  return *model::parse_borough(*file);
}

inline pipeline::Person person_of(const char* id, const char* agency, policy::Role role) {
  return {{StaffId::trusted(id), AgencyId::trusted(agency), role, policy::Side::hub, false},
          "A Person",
          "At work"};
}

struct World {
  model::Borough borough = sample_borough();
  cases::Timescales timescales{borough.default_policy({2026, 11, 24}), borough.default_calendar()};
  std::vector<CaseId> red;  // for which the hook was called
  support::TestApp app;

  cases::OnRed on_red() {
    return [this](auto&, const auto&, const CaseId& id) { red.push_back(id); };
  }
  explicit World(db::Engine engine)
      : app({.engine = engine,
             .migrations = {{2, "cases", cases::schema()},
                            {3, "post", post::schema()},
                            {4, "people", people::schema()},
                            {5, "intake", schema()}},
             .routes = routes({borough, timescales, on_red()}),
             .templates = all_templates(),
             .people = {person_of("officer", "csc", policy::Role::screening_officer),
                        person_of("manager", "csc", policy::Role::mash_manager),
                        person_of("police", "police", policy::Role::navigator),
                        person_of("analyst", "csc", policy::Role::analyst)}}) {}

  static std::vector<html::Source> all_templates() {
    std::vector<html::Source> out = cases::templates();
    out.insert(out.end(), templates().begin(), templates().end());
    return out;
  }

  std::int64_t count(const std::string& table) {
    std::int64_t n = 0;
    app.database().read([&](db::Transaction& tx) {
      n = tx.query("select count(*) from " + table).front().integer(0);
    });
    return n;
  }
  // The only case there is, or the newest.
  CaseId a_case() {
    CaseId id;
    app.database().read([&](db::Transaction& tx) {
      id = tx.query("select id from case_file order by received_at desc").front().id<CaseId>(0);
    });
    return id;
  }
  // All that is stored, as a thief of the disk would read it.
  std::string database_text() {
    std::string out;
    app.database().read([&](db::Transaction& tx) {
      if (!tx.is_postgres()) {
        for (const auto& file : std::filesystem::directory_iterator(app.folder())) {
          out += text_of(file.path());
        }
        return;
      }
      for (const char* table : {"case_file", "statement", "notification", "receipt",
                                "refused_inward", "import_report", "audit_event", "change"}) {
        for (const auto& row :
             tx.query("select cast(t as text) from " + std::string(table) + " t")) {
          out += row.text(0);
        }
      }
    });
    return out;
  }
  Received receive_inward(const packages::Inward& inward) {
    Received out{};
    const auto done = app.app().system_act<policy::Action::collect>(
        "inward.collected", [&](const auto& grant, pipeline::Context& c) -> Result<json::Value> {
          out = receive(c, grant, timescales, inward, on_red());
          return json::Value{};
        });
    if (!done) throw std::runtime_error("an inward message may not fail");
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

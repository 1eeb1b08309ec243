// SPDX-License-Identifier: MIT
// A hub with intake and triage, for the tests of this slice.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>

#include "mash/cases/cases.h"
#include "mash/cases/queue.h"
#include "mash/cases/schema.h"
#include "mash/cases/templates.h"
#include "mash/intake/import_run.h"
#include "mash/intake/schema.h"
#include "mash/people/schema.h"
#include "mash/post/schema.h"
#include "mash/support/test_app.h"
#include "mash/triage/schema.h"
#include "mash/triage/templates.h"
#include "mash/triage/triage.h"

namespace mash::triage {

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

// People as in barnfield.json: u01 and u02 screen, u03 and u04 decide, u07 is at the police desk,
// u18 is the analyst, u22 the emergency duty.
struct World {
  model::Borough borough = sample_borough();
  cases::Timescales timescales{borough.default_policy({2026, 11, 24}), borough.default_calendar()};
  std::vector<CaseId> red;  // for which the hook was called
  support::TestApp app;

  explicit World(db::Engine engine)
      : app({.engine = engine,
             .migrations = {{2, "cases", cases::schema()},
                            {3, "post", post::schema()},
                            {4, "people", people::schema()},
                            {5, "intake", intake::schema()},
                            {6, "triage", schema()}},
             .routes =
                 routes({borough, timescales, built_in_floors(),
                         [this](auto&, const auto&, const CaseId& id) { red.push_back(id); }}),
             .templates = all_templates(),
             .people = {person_of("u01", "csc", policy::Role::screening_officer),
                        person_of("u02", "csc", policy::Role::screening_officer),
                        person_of("u03", "csc", policy::Role::mash_manager),
                        person_of("u04", "csc", policy::Role::deputy_manager),
                        person_of("u07", "police", policy::Role::navigator),
                        person_of("u18", "csc", policy::Role::analyst),
                        person_of("u22", "edt", policy::Role::emergency_duty)}}) {}

  static std::vector<html::Source> all_templates() {
    std::vector<html::Source> out = cases::templates();
    out.insert(out.end(), templates().begin(), templates().end());
    return out;
  }

  std::string database_text() {
    std::string out;
    app.database().read([&](db::Transaction& tx) {
      if (!tx.is_postgres()) {
        for (const auto& file : std::filesystem::directory_iterator(app.folder())) {
          out += text_of(file.path());
        }
        return;
      }
      for (const char* table :
           {"case_file", "deadline", "screening", "rating", "response_type", "breach_note",
            "queue_search", "audit_event", "change", "act_done"}) {
        for (const auto& row :
             tx.query("select cast(t as text) from " + std::string(table) + " t")) {
          out += row.text(0);
        }
      }
    });
    return out;
  }

  static intake::NewNotification notification(std::vector<model::ConcernType> concerns,
                                              UtcTime received_at) {
    intake::NewNotification n;
    n.reference = "a reference";
    n.received_at = received_at;
    n.source = model::ReferralSource::police;
    n.concerns = std::move(concerns);
    n.danger = model::Answer::no;
    n.narrative = Sensitive("planted-narrative-zebra");
    return n;
  }
  static intake::NewPerson child(const char* given, const char* surname, const char* dob,
                                 model::PersonRole role = model::PersonRole::child) {
    intake::NewPerson p;
    p.said.role = role;
    p.said.given_name = Sensitive(given);
    p.said.surname = Sensitive(surname);
    p.said.dob = Sensitive(dob);
    return p;
  }
  CaseId add(const intake::NewNotification& n) {
    CaseId id;
    const auto done = app.app().system_act<policy::Action::log_notification>(
        "test.added", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          id = intake::add_notification(c, timescales, n);
          return json::Value{};
        });
    if (!done) throw std::runtime_error("the notification was not added");
    return id;
  }
  // Somebody looked each of them up and found them new.
  void identify(const CaseId& id) {
    app.database().write([&](db::Transaction& tx) {
      for (const auto& row : tx.query("select id from statement where case_id = $1", {id})) {
        const auto person = PersonId::make(app.random());
        tx.execute("insert into person (id, created_at, created_by) values ($1, 0, 'u01')",
                   {person});
        tx.execute("update statement set person_id = $2 where id = $1", {row.text(0), person});
      }
    });
  }
  cases::CaseHead head(const CaseId& id) {
    cases::CaseHead out;
    app.database().read([&](db::Transaction& tx) { out = *cases::find_case(tx, id); });
    return out;
  }
  // The newest clock of a stage.
  std::optional<cases::Deadline> clock(const CaseId& id, model::Stage stage) {
    std::optional<cases::Deadline> out;
    app.database().read([&](db::Transaction& tx) {
      for (const auto& d : cases::clocks_of(tx, id)) {
        if (d.stage == stage && !d.withdrawn) out = d;
      }
    });
    return out;
  }
  std::int64_t count(const std::string& what) {
    std::int64_t n = 0;
    app.database().read([&](db::Transaction& tx) {
      n = tx.query("select count(*) from " + what).front().integer(0);
    });
    return n;
  }
  static std::string path(const CaseId& id, const std::string& page) {
    return "/case/" + id.text() + "/" + page;
  }
};

}  // namespace mash::triage

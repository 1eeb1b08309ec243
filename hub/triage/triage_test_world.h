// SPDX-License-Identifier: MIT
// A hub with intake and triage, for the tests of this slice.
#pragma once

#include "mash/barnfield/hub.h"
#include "mash/cases/queue.h"
#include "mash/intake/import_run.h"
#include "mash/intake/intake.h"
#include "mash/intake/schema.h"
#include "mash/intake/templates.h"
#include "mash/people/index.h"
#include "mash/people/templates.h"
#include "mash/post/post.h"
#include "mash/post/schema.h"
#include "mash/shift/schema.h"
#include "mash/shift/templates.h"
#include "mash/triage/schema.h"
#include "mash/triage/templates.h"
#include "mash/triage/triage.h"

namespace mash::triage {

// People as in barnfield.json: u01 and u02 screen, u03 and u04 decide, u07 is at the police desk,
// u18 is the analyst, u22 the emergency duty.
struct World {
  const model::Borough& borough = barnfield::borough();
  cases::Timescales timescales = barnfield::timescales();
  std::vector<std::pair<RatedBefore, model::Rating>> rated;  // what the hook was told, and the new
  std::vector<OpenCases> passed_on;                          // what the other hook was told
  std::vector<std::string> returned;                         // and what is missing
  std::vector<std::size_t> early_help;                       // of how many children it was told
  std::vector<std::string> to_adults;                        // and by when they answer
  std::vector<cases::Allegation> allegations;
  std::vector<CaseId> became_red;  // by a proposal
  people::PersonIndex index{people::NameLists{}};
  support::TestApp app;

  explicit World(db::Engine engine)
      : app(barnfield::hub(
            engine,
            {{.name = "post", .schema = post::schema()},
             {.name = "post_waits", .schema = post::waits_schema()},
             {.name = "shift", .schema = shift::schema(), .templates = shift::templates()},
             {.name = "intake", .schema = intake::schema()},
             {.name = "triage",
              .schema = schema(),
              .templates = pages(),
              .routes = routes(
                  {borough,
                   timescales,
                   built_in_floors(),
                   index,
                   [this](auto& c, const auto&, const CaseId& id, const RatedBefore& before) {
                     rated.emplace_back(before, cases::find_case(c.tx, id)->rating);
                   },
                   [this](auto&, const auto&, const CaseId&, const OpenCases& open) {
                     passed_on.push_back(open);
                   },
                   people::RepeatWatch{index, people::built_in_repeat_policy(),
                                       intake::sources_of_cases},
                   {},
                   [this](auto&, const auto&, const CaseId&,
                          const cases::Allegation& said) -> Result<void> {
                     allegations.push_back(said);
                     return {};
                   },
                   [this](auto&, const auto&, const CaseId&, const Sensitive& missing) {
                     returned.push_back(missing.reveal());
                   },
                   {},
                   [this](auto&, const auto&, const CaseId&, const auto& children) {
                     early_help.push_back(children.size());
                   },
                   [this](auto&, const auto&, const CaseId&, const Sensitive& words,
                          const std::string& by_when) {
                     to_adults.push_back(words.reveal() + "\n" + by_when);
                   },
                   [this](auto&, const auto&, const CaseId& id) {
                     became_red.push_back(id);
                   }})}})) {}

  static std::vector<html::Source> pages() {
    auto out = templates();
    out.insert(out.end(), people::templates().begin(), people::templates().end());
    out.insert(out.end(), intake::templates().begin(), intake::templates().end());
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
    barnfield::as_system(app, [&](const auto&, pipeline::Context& c) {
      id = intake::add_notification(c, timescales, n);
    });
    return id;
  }
  // Somebody looked each of them up and found them new.
  void identify(const CaseId& id) {
    barnfield::as_system(app, [&](const auto&, pipeline::Context& c) {
      for (const auto& row : c.tx.query("select id from statement where case_id = $1", {id})) {
        barnfield::identify(c, row.id<StatementId>(0));
      }
    });
  }
  cases::CaseHead head(const CaseId& id) { return barnfield::head_of(app, id); }
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
  static std::string path(const CaseId& id, const std::string& page) {
    return "/case/" + id.text() + "/" + page;
  }
};

}  // namespace mash::triage

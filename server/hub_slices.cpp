// SPDX-License-Identifier: MIT
#include "hub_slices.h"

#include "between_hubs.h"
#include "embedded.h"
#include "mash/access/access.h"
#include "mash/access/record_rows.h"
#include "mash/access/sealed_rows.h"
#include "mash/access/templates.h"
#include "mash/agreements/agreements.h"
#include "mash/agreements/templates.h"
#include "mash/alerts/alerts.h"
#include "mash/alerts/templates.h"
#include "mash/allegations/allegations.h"
#include "mash/allegations/record_rows.h"
#include "mash/allegations/templates.h"
#include "mash/assessment/assessment.h"
#include "mash/assessment/assessments.h"
#include "mash/assessment/record_rows.h"
#include "mash/assessment/sealed_rows.h"
#include "mash/assessment/templates.h"
#include "mash/attachments/arriving.h"
#include "mash/attachments/attachments.h"
#include "mash/attachments/outside.h"
#include "mash/attachments/record_rows.h"
#include "mash/attachments/sealed_rows.h"
#include "mash/attachments/templates.h"
#include "mash/cases/holds.h"
#include "mash/cases/record_rows.h"
#include "mash/cases/templates.h"
#include "mash/cases/walls.h"
#include "mash/casework/casework.h"
#include "mash/casework/record_rows.h"
#include "mash/casework/sealed_rows.h"
#include "mash/casework/templates.h"
#include "mash/challenge/challenge.h"
#include "mash/challenge/challenges.h"
#include "mash/challenge/record_rows.h"
#include "mash/challenge/sealed_rows.h"
#include "mash/challenge/templates.h"
#include "mash/compartment/templates.h"
#include "mash/copies/templates.h"
#include "mash/decision/challenged.h"
#include "mash/decision/decision.h"
#include "mash/decision/decisions.h"
#include "mash/decision/record_rows.h"
#include "mash/decision/templates.h"
#include "mash/directory/templates.h"
#include "mash/disclosure/disclosure.h"
#include "mash/disclosure/record_rows.h"
#include "mash/disclosure/sealed_rows.h"
#include "mash/disclosure/templates.h"
#include "mash/enquiry/enquiry.h"
#include "mash/enquiry/record_rows.h"
#include "mash/enquiry/sealed_rows.h"
#include "mash/enquiry/templates.h"
#include "mash/figures/figures.h"
#include "mash/figures/templates.h"
#include "mash/findings/findings.h"
#include "mash/findings/names.h"
#include "mash/findings/profiles.h"
#include "mash/findings/record_rows.h"
#include "mash/findings/templates.h"
#include "mash/glass/glass.h"
#include "mash/glass/templates.h"
#include "mash/handover/handover.h"
#include "mash/handover/templates.h"
#include "mash/intake/intake.h"
#include "mash/intake/record_rows.h"
#include "mash/intake/templates.h"
#include "mash/live/live.h"
#include "mash/live/templates.h"
#include "mash/login/agencies.h"
#include "mash/login/templates.h"
#include "mash/needs/needs.h"
#include "mash/needs/templates.h"
#include "mash/oversight/oversight.h"
#include "mash/oversight/since.h"
#include "mash/oversight/templates.h"
#include "mash/pace/templates.h"
#include "mash/peers/peers.h"
#include "mash/peers/templates.h"
#include "mash/people/hidden_matches.h"
#include "mash/people/record_rows.h"
#include "mash/people/routes.h"
#include "mash/people/templates.h"
#include "mash/pipeline/templates.h"
#include "mash/pointers/record_rows.h"
#include "mash/pointers/templates.h"
#include "mash/post/record_rows.h"
#include "mash/product/product.h"
#include "mash/product/record_rows.h"
#include "mash/product/templates.h"
#include "mash/provision/templates.h"
#include "mash/retention/retention.h"
#include "mash/retention/templates.h"
#include "mash/shift/routes.h"
#include "mash/shift/templates.h"
#include "mash/told/record_rows.h"
#include "mash/told/sealed_rows.h"
#include "mash/told/templates.h"
#include "mash/told/told.h"
#include "mash/transfers/record_rows.h"
#include "mash/transfers/templates.h"
#include "mash/triage/record_rows.h"
#include "mash/triage/response.h"
#include "mash/triage/templates.h"
#include "mash/triage/triage.h"

namespace mash::server {

namespace {

template <class T>
void append(std::vector<T>& all, std::vector<T> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// Whoever decides reads why a desk disagrees.
assessment::OnDissent on_dissent(const model::Borough& borough) {
  return [&borough](pipeline::Context& c, const CaseId& id, const AgencyId& desk) {
    casework::need_look_at_dissent(c, borough, id, desk);
  };
}

// Screening and rating, with what each of them tells whom.
std::vector<pipeline::Route> triage_routes(const HubParts& p, const product::Deps& products,
                                           const people::RepeatWatch& repeats,
                                           const cases::OnAllegation& on_allegation) {
  return triage::routes(
      {p.borough, p.timescales, triage::built_in_floors(), p.index,
       [products](pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                  const triage::RatedBefore& before) {
         product::tell_of_rating(c, proof, products, id, before.rating, before.since);
       },
       [products](pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                  const triage::OpenCases& open) {
         product::pass_on(c, proof, products, id, {open.children, open.words, open.by_when});
       },
       repeats, [alerting = p.alerts](pipeline::Context& c) { return alerts::notice(c, alerting); },
       on_allegation, product::tell_what_is_missing, product::cases_in_doubt,
       [products](auto& c, auto& proof, auto& id, auto& children) {
         product::tell_early_help(c, proof, products, id, children);
       },
       [products](auto& c, auto& proof, auto& id, auto& words, auto& by_when) {
         product::pass_to_adults(c, proof, products, id, words, by_when);
       },
       [alerting = p.alerts](auto& c, auto&, auto& id) { alerts::begin_walk(c, alerting, id); }});
}

// Who may not know of a case may not know of what comes in later about the same people.
people::OnPeopleChanged following(const people::FamilyBars& bars) {
  return [bars](pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
    people::follow_bars(c, proof, bars, id);
  };
}

// What names somebody of a case beside what was said of them.
people::KeptInCase named_in(const product::Deps& products) {
  return [products](pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
    auto kept = decision::kept_decisions(c, products.borough, id);
    append(kept, assessment::kept_assessments(c, products.borough, id));
    append(kept, triage::kept_checks(c, id));
    append(kept, product::kept_children(c, proof, products, id));
    return kept;
  };
}

// Who is who, and what follows where that changes.
std::vector<pipeline::Route> people_routes(const HubParts& p, const product::Deps& products,
                                           const decision::Deps& deciding,
                                           const people::FamilyBars& bars) {
  return people::routes({p.borough, p.index, named_in(products),
                         [deciding, follow = following(bars)](
                             pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
                           decision::people_changed(c, proof, deciding, id);
                           product::people_changed(c, proof, id);
                           follow(c, proof, id);
                         },
                         product::contact_changed, following(bars)});
}

enquiry::Deps enquiry_of(const HubParts& p, const product::Deps& products) {
  return {p.borough,
          p.timescales,
          [products](auto& c, const auto& proof, const auto& id) {
            return product::next_steps(c, proof, products, id);
          },
          [&borough = p.borough](auto& c, const auto& proof, const auto& id) {
            return oversight::since_last_visit(c, proof, borough, id);
          },
          [products](auto& c, const auto& proof, const auto& id) {
            return product::waits_for_release(c, proof, products, id);
          },
          agreements::agreed(p.borough, "SAFEGUARD_NOW"),
          [asking = pointers_of(p.borough, p.alerts)](auto& c, const auto& proof, const auto& id) {
            return pointers::beside_case(c, proof, asking, id);
          }};
}

std::vector<pipeline::Route> between_hubs_routes(const HubParts& p) {
  auto all = peers::routes({p.borough, peers::built_in_peers_policy(), p.alerts});
  append(all, pointers::routes(pointers_of(p.borough, p.alerts)));
  append(all, transfers::routes(transfers_of(p.borough, p.timescales, p.alerts)));
  return all;
}

}  // namespace

std::vector<pipeline::Route> hub_routes(const HubParts& p) {
  std::vector<pipeline::Route> all = directory::routes(p.borough, p.demo, p.origin, p.agencies);
  append(all, shift::routes({p.borough}));
  const people::FamilyBars bars = family_bars(p);
  product::Deps products = products_of(p.borough, p.timescales);
  products.on_let_out = on_let_out(p.alerts);
  products.agreed = agreements::agreed(p.borough, "SAFEGUARD_NOW");
  const auto go_on = [products](pipeline::Context& c, const policy::Proof& proof,
                                const CaseId& id) { product::go_on(c, proof, products, id); };
  const access::Deps requests{p.borough, *p.working_days, access::built_in_access_policy(),
                              p.alerts};
  const casework::Deps working{
      p.borough,
      p.timescales,
      go_on,
      {told::owed, glass::owed, agreements::owed, retention::owed, disclosure::owed,
       product::strays_owed, people::owed, attachments::owed_of_arriving,
       attachments::owed_of_unseen, findings::owed, findings::profile_tasks_owed, peers::owed,
       transfers::owed, [requests](pipeline::Context& c) { return access::owed(c, requests); }}};
  const people::RepeatWatch repeats{p.index, people::built_in_repeat_policy(),
                                    intake::sources_of_cases};
  const decision::Deps deciding{
      p.borough,
      p.timescales,
      go_on,
      [working](pipeline::Context& c, const CaseId& id, model::Outcome outcome) {
        casework::need_strategy_discussion(c, working, id, outcome);
      },
      repeats,
      [&borough = p.borough](pipeline::Context& c, const CaseId& id) {
        return triage::response_in_words(c, borough, id);
      }};
  append(all, people_routes(p, products, deciding, bars));
  const allegations::Deps allegations{p.borough, p.timescales, on_red(products, p.alerts),
                                      product::take_all_back, on_arrived(bars)};
  const auto on_allegation = [allegations](auto& c, auto& proof, auto& id, auto& said) {
    return allegations::send_to_officer(c, proof, allegations, id, said);
  };
  append(all, compartment::routes({p.borough, p.keys}));
  append(all, retention::routes({p.borough, retention::built_in_schedule(), sealed_by_agencies(),
                                 kept_for(), record_of_case(), named_in(products)}));
  append(all, attachments::routes({p.borough}));
  append(all, allegations::routes(allegations));
  append(all, intake::routes({p.borough, p.timescales, on_red(products, p.alerts), on_allegation,
                              on_arrived(bars), go_on}));
  append(all, triage_routes(p, products, repeats, on_allegation));
  append(all, disclosure::routes(product::for_owners(products)));
  append(all, told::routes({p.borough, p.timescales, p.alerts}));
  append(all, enquiry::routes(enquiry_of(p, products)));
  append(all, assessment::routes({p.borough, repeats, on_dissent(p.borough)}));
  append(all, decision::routes(deciding));
  append(all, challenge::routes(decision::for_challengers(deciding)));
  append(all, product::routes(products));
  append(all, casework::routes(working));
  append(all, handover::routes({p.borough, p.timescales}));
  append(all, oversight::routes({p.borough, following(bars)}));
  append(all, glass::routes({p.borough, glass::built_in_glass_policy(), p.alerts}));
  append(all, pace::routes({p.borough, *p.pace, p.alerts}));
  append(all, access::routes(requests));
  append(all, agreements::routes(p.borough));
  append(all, alerts::routes(p.alerts));
  append(all, provision::routes({p.borough, *p.systems, p.origin}));
  append(all, live::routes({p.borough, p.news, p.wall_hours}));
  append(all, findings::routes({p.borough, findings::built_in_findings_policy(), p.record}));
  append(all, needs::routes({p.borough, findings::built_in_findings_policy(), p.record}));
  append(all, between_hubs_routes(p));
  append(all, figures::routes({p.borough, p.simulated}));
  return all;
}

// Each before what it names: people last, whom all the others name.
std::vector<pipeline::CaseRows> record_of_case() {
  std::vector<pipeline::CaseRows> all;
  for (auto* slice :
       {&findings::record_rows, &access::record_rows, &post::record_rows, &product::record_rows,
        &told::record_rows, &challenge::record_rows, &casework::record_rows, &decision::record_rows,
        &assessment::record_rows, &disclosure::record_rows, &enquiry::record_rows,
        &attachments::record_rows, &allegations::record_rows, &triage::record_rows,
        &intake::record_rows, &pointers::record_rows, &transfers::record_rows, &cases::record_rows,
        &people::record_rows}) {
    append(all, slice());
  }
  return all;
}

std::vector<pipeline::SealedRows> sealed_by_agencies() {
  std::vector<pipeline::SealedRows> all;
  for (auto* slice : {&access::sealed_rows, &assessment::sealed_rows, &attachments::sealed_rows,
                      &cases::sealed_rows, &casework::sealed_rows, &challenge::sealed_rows,
                      &disclosure::sealed_rows, &enquiry::sealed_rows, &told::sealed_rows}) {
    append(all, slice());
  }
  return all;
}

std::vector<cases::KeptFor> kept_for() {
  return {{"somebody has asked what is held about them, and that is not answered yet",
           access::is_asked_for},
          {"a court has ordered it, and it is not given to it yet", access::is_ordered},
          {"a challenge to a decision is not answered yet", challenge::any_open}};
}

product::Deps products_of(const model::Borough& borough, const cases::Timescales& timescales) {
  return {borough, timescales,
          [&borough](pipeline::Context& c, const CaseId& id, const AgencyId& team,
                     std::optional<UtcTime> by_when) {
            casework::need_other_helper(c, borough, id, team, by_when);
          }};
}

disclosure::OnLetOut on_let_out(const alerts::Deps& alerts) {
  return [alerts](pipeline::Context& c, const CaseId& id, const AgencyId& owner) {
    alerts::alert_desk(c, alerts, id, owner);
  };
}

people::FamilyBars family_bars(const HubParts& p) {
  return {p.borough, p.index, p.catch_up,
          [alerting = p.alerts](pipeline::Context& c, const CaseId& id) {
            alerts::alert_leads(c, alerting, id);
          }};
}

cases::OnArrived on_arrived(const people::FamilyBars& bars) {
  return [bars](pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
    people::case_arrived(c, proof, bars, id);
  };
}

cases::OnRed on_red(const product::Deps& products, const alerts::Deps& alerts) {
  return [tell = product::telling_receiving_team(products), alerts](
             pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
    tell(c, proof, id);
    alerts::begin_walk(c, alerts, id);
  };
}

std::vector<html::Source> hub_templates() {
  std::vector<html::Source> all = html::shared_templates();
  for (auto* slice : {&pipeline::templates,    &login::templates,       &copies::templates,
                      &cases::templates,       &directory::templates,   &shift::templates,
                      &people::templates,      &attachments::templates, &intake::templates,
                      &allegations::templates, &triage::templates,      &disclosure::templates,
                      &told::templates,        &enquiry::templates,     &assessment::templates,
                      &challenge::templates,   &decision::templates,    &product::templates,
                      &casework::templates,    &handover::templates,    &oversight::templates,
                      &glass::templates,       &pace::templates,        &compartment::templates,
                      &retention::templates,   &access::templates,      &alerts::templates,
                      &live::templates,        &provision::templates,   &agreements::templates,
                      &findings::templates,    &needs::templates,       &peers::templates,
                      &pointers::templates,    &transfers::templates,   &figures::templates}) {
    append(all, std::vector<html::Source>(slice()));
  }
  return all;
}

std::vector<pipeline::Route> hub_routes_for_description() {
  static const model::Borough borough = *load_borough(Settings{});
  static const cases::Timescales timescales{borough.default_policy(LocalDate{2026, 11, 24}),
                                            borough.default_calendar()};
  static people::PersonIndex index(people::NameLists{});
  static live::News news;
  static const std::vector<login::AgencyIssuer> agencies(1);
  HubParts parts{borough, timescales, index, {borough, alerts::built_in_alert_policy()},
                 news,    true};
  parts.origin = "https://hub.localhost";
  static pace::Pace pace(pace::built_in_pace_policy());
  parts.agencies = &agencies;
  parts.pace = &pace;
  parts.working_days = &borough.default_calendar();
  static const provision::Systems systems;
  parts.systems = &systems;
  parts.record = std::make_shared<research::KeptRecord>();
  return hub_routes(parts);
}

}  // namespace mash::server

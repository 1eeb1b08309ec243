// SPDX-License-Identifier: MIT
// The hub without its listeners: folder, keys, database, routes. What commands and the serving
// process share (settled.md 9): whoever holds it owns the folder.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "embedded.h"
#include "folder.h"
#include "hub_policy.h"
#include "key_desk.h"
#include "mash/alerts/barred_tries.h"
#include "mash/alerts/delivery.h"
#include "mash/attachments/attachments.h"
#include "mash/audit/note.h"
#include "mash/base/guarded.h"
#include "mash/cases/clocks.h"
#include "mash/db/database.h"
#include "mash/html/render.h"
#include "mash/live/news.h"
#include "mash/login/agencies.h"
#include "mash/malice/scanner.h"
#include "mash/model/borough.h"
#include "mash/pace/pace.h"
#include "mash/packages/packages.h"
#include "mash/peers/peers.h"
#include "mash/people/index.h"
#include "mash/pipeline/app.h"
#include "mash/pointers/pointers.h"
#include "mash/provision/turnstile.h"
#include "mash/research/kept_record.h"
#include "settings.h"
#include "turned_away.h"

namespace mash::server {

struct HubParts;  // hub_slices.h

class HubCore {
 public:
  // conflict: another process owns the folder. invalid_input: the configuration has faults.
  // `keys`: of whoever opened them before it shut itself in; else they are opened here.
  static Result<std::unique_ptr<HubCore>> open(const Settings& settings, const Clock& clock,
                                               Random& random,
                                               std::optional<pipeline::KeyRing> keys = {});
  HubCore(const HubCore&) = delete;
  HubCore& operator=(const HubCore&) = delete;

  // A request of the team, or of an agency's system: dispatched, unless its network has tried to
  // sign in too often or the system has asked too much.
  http::Response answer(const http::Request& request);
  // Records the deadlines that have passed, takes back what nobody has acknowledged, and goes on
  // with the walk of each Red that no manager has opened. Answers how many of all.
  int fire_clocks();
  // Tells of clocks that begin, are half used or have run out. Answers how many alerts were
  // written.
  int tell_of_clocks();
  // Sends the alerts that wait. Slow where a server is; one thread at a time.
  alerts::Delivery::Round send_alerts();
  // Draws what may be looked at of files that were taken in. Slow; one thread at a time.
  int render_files();
  // Takes away what the policy keeps no longer.
  void sweep();
  // Compares the index of people with the store; one that differs is built anew, which is logged
  // and recorded.
  void check_index();
  // Somebody is asked about each birth that is overdue; answers about how many.
  int ask_about_births();
  // Looks for patterns over the whole record, where that is due. Slow; one thread at a time.
  bool look_for_patterns();
  // Prepares the figures of quarters that somebody has asked for. Slow; one thread at a time.
  int prepare_figures();
  // Tells who listens to the pages what is new, soon after each commit. Waits for news, though not
  // long; then looks, so that what another process committed is told too.
  void tell_news();

  pipeline::App& app() { return *app_; }
  db::Database& database() { return *database_; }
  const pipeline::KeyRing& keys() const { return keys_; }
  KeyDesk& key_desk() { return key_desk_; }
  const model::Borough& borough() const { return borough_; }
  const cases::Timescales& timescales() const { return timescales_; }
  const Path& folder() const { return folder_; }
  const HubPolicy& policy() const { return policy_; }
  alerts::Deps alerting() const;
  peers::Deps peers();
  cases::OnRed on_red() const;
  cases::OnArrived on_arrived();
  // What the hub's pages are made of, for a second App over the same database.
  pipeline::AppOptions app_options(bool demo);
  // Takes in what the gate held.
  Result<void> take_in(const policy::Grant<policy::Action::collect>& grant, pipeline::Context& c,
                       const packages::Inward& message);
  // The accounts of people outside, for the gate: waits in the post room. Once at each start.
  Result<void> send_directory();
  // Other hubs: sends again what has no receipt, tells people of silence, gives them the list of
  // tags of the children whom this hub knows.
  int write_to_hubs();
  // Said on every page of whatever does not answer; empty when it does.
  enum class Notice : std::uint8_t { gate, witnesses, certificate };
  void set_notice(Notice of, std::string words);
  // Ends the sessions of whoever may not come in through an agency any more. Once at each start.
  void end_sessions_of_strangers();

 private:
  HubCore(const Settings& settings, const Clock& clock, Random& random, FolderLock lock,
          model::Borough borough, HubPolicy policy, alerts::Senders senders,
          std::vector<login::AgencyIssuer> agencies, provision::Systems systems,
          std::optional<pipeline::KeyRing> keys);
  std::vector<pipeline::Route> routes(bool demo);
  HubParts parts(bool demo);
  std::string notice();

  FolderLock lock_;
  Path folder_;
  model::Borough borough_;
  model::Calendar working_days_;  // of the law
  HubPolicy policy_;
  bool simulated_ = false;
  std::string origin_;
  const Clock& clock_;
  pipeline::NetworkShares sign_ins_;
  TurnedAway turned_away_;
  cases::Timescales timescales_;
  alerts::Senders senders_;
  std::vector<login::AgencyIssuer> agencies_;
  provision::Systems systems_;
  provision::Turnstile turnstile_;
  pipeline::KeyRing keys_;
  KeyDesk key_desk_;
  pipeline::Vault vault_{keys_};
  pointers::Known known_{keys_, pointer::built_in_policy()};
  std::unique_ptr<db::Database> database_;
  people::PersonIndex index_{{.variants = name_variants(), .shares = name_shares()}};
  live::News news_;
  std::shared_ptr<research::KeptRecord> record_ = std::make_shared<research::KeptRecord>();
  pace::Pace pace_{pace::built_in_pace_policy()};
  alerts::BarredTries barred_tries_;
  std::optional<malice::Scanner> scanner_;
  attachments::Lookers lookers_;
  attachments::Retries retries_;
  html::Templates templates_;
  Guarded<std::map<Notice, std::string>> notices_;
  std::unique_ptr<pipeline::App> app_;
  std::unique_ptr<alerts::Delivery> delivery_;
};

// Tables of the hub, in the order in which they came to be.
std::vector<db::Migration> hub_migrations();
std::vector<html::Source> hub_templates();
// The origin of the hub's log, for checkpoints and verifiers.
std::string log_origin(const model::Borough& borough);
audit::VerifierKey log_key(const model::Borough& borough, const pipeline::KeyRing& keys);
// The agencies, people and clocks of `settings.config`, or of the demo borough.
Result<model::Borough> load_borough(const Settings& settings);

}  // namespace mash::server

// SPDX-License-Identifier: MIT
#include "hub_core.h"

#include "alert_settings.h"
#include "between_hubs.h"
#include "embedded.h"
#include "hub_slices.h"
#include "mash/allegations/allegations.h"
#include "mash/attachments/arriving.h"
#include "mash/attachments/attachments.h"
#include "mash/attachments/outside.h"
#include "mash/base/assert.h"
#include "mash/base/log.h"
#include "mash/cases/bars.h"
#include "mash/casework/casework.h"
#include "mash/challenge/challenge.h"
#include "mash/decision/challenged.h"
#include "mash/figures/figures.h"
#include "mash/findings/findings.h"
#include "mash/glass/glass.h"
#include "mash/intake/intake.h"
#include "mash/json/value.h"
#include "mash/live/live.h"
#include "mash/login/agencies.h"
#include "mash/login/login.h"
#include "mash/login/passkeys.h"
#include "mash/model/public_calendar.h"
#include "mash/oversight/oversight.h"
#include "mash/people/births.h"
#include "mash/people/hidden_matches.h"
#include "mash/pipeline/sweep.h"
#include "mash/product/product.h"
#include "oidc_settings.h"
#include "scim_settings.h"
#include "wait_answer.h"

namespace mash::server {

namespace {

// Of a session at the hub (security.md section 7).
constexpr std::int64_t k_idle_minutes = 15;
constexpr std::int64_t k_absolute_hours = 12;
constexpr std::chrono::milliseconds k_news_pause{500};

void add_sentence(std::string& words, const std::string& more) {
  if (!words.empty() && !more.empty()) words += " ";
  words += more;
}

}  // namespace

std::string log_origin(const model::Borough& borough) {
  return "openmash/" + borough.hub.id;
}

audit::VerifierKey log_key(const model::Borough& borough, const pipeline::KeyRing& keys) {
  return audit::verifier_key(log_origin(borough), crypto::SigningKey(keys.of("sign")));
}

namespace {

Result<json::Value> load_config(const Settings& settings) {
  std::string text(demo_borough());
  if (!settings.config.empty()) {
    auto file = read_file(settings.config);
    if (!file) return invalid("config", "There is no file " + settings.config);
    text = *std::move(file);
  }
  return json::parse(text);
}

// Of the law, for times that a statute sets.
Result<model::Calendar> load_working_days(const Settings& settings) {
  MASH_TRY(const json::Value value, load_config(settings));
  return model::parse_public_calendar(value);
}

}  // namespace

Result<model::Borough> load_borough(const Settings& settings) {
  MASH_TRY(const json::Value value, load_config(settings));
  return model::parse_borough(value);
}

Result<std::unique_ptr<HubCore>> HubCore::open(const Settings& settings, const Clock& clock,
                                               Random& random,
                                               std::optional<pipeline::KeyRing> keys) {
  MASH_TRY(model::Borough borough, load_borough(settings));
  MASH_TRY_DO(load_working_days(settings));
  MASH_TRY(HubPolicy policy, load_hub_policy(settings));
  MASH_TRY(alerts::Senders senders, load_senders(settings, borough));
  MASH_TRY(auto agencies, load_agencies(settings, "hub", &borough));
  MASH_TRY(auto systems, load_systems(settings, borough));
  MASH_TRY_DO(hub_origin(settings));
  make_folder(settings.data);
  MASH_TRY(FolderLock lock, FolderLock::take(Path(settings.data) / "hub"));
  return std::unique_ptr<HubCore>(
      new HubCore(settings, clock, random, std::move(lock), std::move(borough), std::move(policy),
                  std::move(senders), std::move(agencies), std::move(systems), std::move(keys)));
}

HubCore::HubCore(const Settings& settings, const Clock& clock, Random& random, FolderLock lock,
                 model::Borough borough, HubPolicy policy, alerts::Senders senders,
                 std::vector<login::AgencyIssuer> agencies, provision::Systems systems,
                 std::optional<pipeline::KeyRing> keys)
    : lock_(std::move(lock)),
      folder_(Path(settings.data) / "hub"),
      borough_(std::move(borough)),
      working_days_(*load_working_days(settings)),
      policy_(std::move(policy)),
      simulated_(settings.demo),
      origin_(hub_origin(settings).value_or("")),
      clock_(clock),
      sign_ins_(policy_.sign_in, random),
      timescales_{borough_.default_policy(to_london(clock.now()).date), borough_.default_calendar(),
                  borough_.hub.early_help_team},
      senders_(std::move(senders)),
      agencies_(std::move(agencies)),
      systems_(std::move(systems)),
      turnstile_(systems_, policy_.scim, random),
      keys_(keys ? *std::move(keys) : load_hub_keys(folder_, borough_, random)),
      key_desk_(folder_, borough_, keys_, clock, random),
      database_(db::Database::open(database_options(settings, "hub"))),
      scanner_(settings.scanner.empty() ? std::nullopt
                                        : std::optional<malice::Scanner>(settings.scanner)),
      lookers_{{settings.render, attachments::limits().pages_shown},
               scanner_ ? &*scanner_ : nullptr},
      templates_(hub_templates()) {
  db::migrate(*database_, hub_migrations(), clock.now());
  database_->write([&](db::Transaction& tx) {
    allegations::keep_walls(tx, borough_);
    pace_.begin(tx, keys_, clock.now());
    barred_tries_.begin(tx, keys_, clock.now());
    key_desk_.begin_quarters(tx);
  });
  index_.build(*database_, vault_);
  app_ = std::make_unique<pipeline::App>(pipeline::Services{*database_, clock, random, keys_},
                                         app_options(settings.demo));
  delivery_ = std::make_unique<alerts::Delivery>(*app_, *database_, alerting(), senders_);
}

alerts::Deps HubCore::alerting() const {
  return {borough_, alerts::built_in_alert_policy(), senders_.channels()};
}

peers::Deps HubCore::peers() {
  return {
      borough_,
      peers::built_in_peers_policy(),
      alerting(),
      {{pointers::k_kind,
        [this](pipeline::Context& c, const policy::Proof& proof, const exchange::HubId& from,
               std::string_view word) {
          pointers::take(c, proof, pointers_of(borough_, alerting()), known_, from, word);
        }},
       {std::string(transfers::k_kind), [this](pipeline::Context& c, const policy::Proof& proof,
                                               const exchange::HubId& from, std::string_view word) {
          auto deps = transfers_of(borough_, timescales_, alerting());
          deps.on_red = on_red();
          deps.on_arrived = on_arrived();
          transfers::take(c, proof, deps, from, word);
        }}}};
}

int HubCore::write_to_hubs() {
  const auto now = clock_.now();
  return peers::round(*app_, *database_, peers(), now) +
         pointers::round(*app_, *database_, vault_, pointers_of(borough_, alerting()), known_, now);
}

cases::OnRed HubCore::on_red() const {
  return server::on_red({borough_, timescales_}, alerting());
}

cases::OnArrived HubCore::on_arrived() {
  return server::on_arrived(family_bars(parts(false)));
}

HubParts HubCore::parts(bool demo) {
  return {borough_,
          timescales_,
          index_,
          alerting(),
          news_,
          demo,
          simulated_,
          policy_.wall_hours,
          origin_,
          [this] { database_->read([this](db::Transaction& tx) { index_.catch_up(tx, vault_); }); },
          &agencies_,
          &pace_,
          {[this](const AgencyId& agency) { return key_desk_.standing(agency.text()); },
           [this](const AgencyId& agency, const Sensitive& passphrase) {
             key_desk_.open_by_passphrase(*app_, agency.text(), passphrase);
           },
           [this](const AgencyId& agency) {
             if (!key_desk_.seal(*app_, agency.text())) log::error("keys.not_sealed");
           }},
          &working_days_,
          &systems_,
          record_};
}

std::vector<pipeline::Route> HubCore::routes(bool demo) {
  return hub_routes(parts(demo));
}

pipeline::AppOptions HubCore::app_options(bool demo) {
  return {
      .templates = templates_,
      .routes = routes(demo),
      .load_person = [this](db::Transaction& tx,
                            const StaffId& id) { return directory::load_person(tx, id, borough_); },
      .frame =
          [this](const pipeline::Person* person, const std::string& path) {
            html::Page page = directory::frame(borough_, person, path);
            page.account_href = std::string(login::k_account_path);
            page.notice = notice();
            if (person != nullptr) add_sentence(page.notice, key_desk_.notice());
            return page;
          },
      .noticed =
          [this](db::Transaction& tx, const pipeline::Event& event) {
            alerts::noticed(tx, event);
            pace_.noticed(tx, event);
            barred_tries_.noticed(event);
          },
      .cookie_name = "__Host-mash-hub",
      .scim_error = provision::error_response,
      .done = oversight::done_sentence,
      .idle_minutes = k_idle_minutes,
      .absolute_hours = k_absolute_hours,
      .keeps_late_forms = true,
      .hidden = [](db::Transaction& tx, const StaffId& person,
                   const CaseId& id) { return cases::is_barred(tx, id, person); },
      .owes_reason = [this](const policy::Principal& person, const CaseId& id,
                            UtcTime now) { return pace_.owes_reason(person, id, now); },
      .reason_path = pace::k_reason_path,
      .committed = [this](bool sessions_end) { news_.wake(sessions_end); }};
}

http::Response HubCore::answer(const http::Request& request) {
  auto wait = turnstile_.stops(request, clock_.now());
  if (!wait) wait = wait_to_sign_in(*app_, sign_ins_, request, clock_.now());
  return turned_away_.counted(request, wait ? *std::move(wait) : app_->dispatch(request));
}

void HubCore::sweep() {
  turned_away_.tell();
  const UtcTime now = clock_.now();
  database_->write([&](db::Transaction& tx) {
    pipeline::sweep(
        tx, now,
        {.session = Duration::hours(k_absolute_hours), .acts = Duration::hours(policy_.act_hours)});
    login::sweep(tx, now);
    alerts::sweep(tx, alerts::built_in_alert_policy(), now);
    live::sweep(tx, now);
    provision::sweep(tx, now, policy_.unlisted_days);
    key_desk_.begin_quarters(tx);
  });
  attachments::sweep_pieces(*app_, *database_, now);
  attachments::sweep_set_aside(*app_, *database_, now, kept_for());
}

int HubCore::fire_clocks() {
  const UtcTime now = clock_.now();
  const int fired = people::time_hidden_matches(*app_, *database_, timescales_, now) +
                    cases::fire_due_clocks(*app_, *database_, now) +
                    alerts::walk_on(*app_, *database_, alerting(), now);
  // Who has not answered in time: of a challenge, and of what was passed on.
  return fired +
         challenge::climb_overdue(*app_, *database_,
                                  decision::for_challengers({borough_, timescales_}), now) +
         transfers::climb_overdue(*app_, *database_,
                                  transfers_of(borough_, timescales_, alerting()), now) +
         glass::remind_of_reviews(*app_, *database_,
                                  {borough_, glass::built_in_glass_policy(), alerting()}, now) +
         alerts::tell_of_barred_tries(*app_, alerting(), barred_tries_, now) +
         pace::tell_of_passed(*app_, *database_, {borough_, pace_, alerting()}, now) +
         disclosure::let_out_late(*app_, *database_, timescales_, on_let_out(alerting()), now) +
         product::return_unanswered(*app_, *database_, {borough_, timescales_}, now);
}

int HubCore::tell_of_clocks() {
  return alerts::tell_of_clocks(*app_, *database_, alerting(), clock_.now());
}

alerts::Delivery::Round HubCore::send_alerts() {
  return delivery_->round(clock_.now());
}

int HubCore::render_files() {
  return attachments::render_waiting(*app_, *database_, vault_, lookers_, retries_, clock_.now());
}

void HubCore::tell_news() {
  news_.wait(k_news_pause);
  news_.tell(*app_, *database_, clock_.now());
}

int HubCore::ask_about_births() {
  return people::ask_about_births(
      *app_, *database_, vault_,
      [](pipeline::Context& c, const people::OverdueBirth& birth) {
        casework::need_word_of_birth(c, birth.case_id, birth.expected);
      },
      clock_.now());
}

bool HubCore::look_for_patterns() {
  return findings::look_if_due(*app_, *database_, vault_,
                               {borough_, findings::built_in_findings_policy(), record_},
                               clock_.now());
}

int HubCore::prepare_figures() {
  return figures::prepare_asked(*app_, *database_, vault_, {borough_, simulated_}, clock_.now());
}

void HubCore::check_index() {
  const auto wrong = index_.check(*database_, vault_).value_or(0);
  if (wrong == 0) return;
  log::error("people.index_rebuilt", {{"statements", wrong}});
  const auto recorded = app_->system_act<policy::Action::collect>(
      "people.index-rebuilt",
      [](const auto&, pipeline::Context&) -> Result<json::Value> { return json::Value{}; });
  MASH_ASSERT(recorded.has_value());
}

Result<void> HubCore::take_in(const policy::Grant<policy::Action::collect>& grant,
                              pipeline::Context& c, const packages::Inward& message) {
  if (message.kind == packages::InwardKind::notification) {
    intake::receive(c, grant, timescales_, message, on_red(), on_arrived());
  } else if (message.kind == packages::InwardKind::file_piece) {
    attachments::take_piece(c, grant, message);
  } else if (message.kind == packages::InwardKind::hub_word) {
    peers::take_in(c, grant, peers(), message.body);
  } else {
    const auto tell = [this](pipeline::Context& context, const CaseId& id, const StaffId& sender,
                             const std::vector<AgencyId>& owners) {
      alerts::alert_person(context, alerting(), id, sender);
      for (const auto& owner : owners) alerts::alert_desk(context, alerting(), id, owner);
    };
    auto products = products_of(borough_, timescales_);
    products.on_strayed = tell;
    product::receive(c, grant, products, message);
  }
  return {};
}

Result<void> HubCore::send_directory() {
  const auto sent = app_->system_act<policy::Action::collect>(
      "directory.sent", [this](const auto&, pipeline::Context& c) -> Result<json::Value> {
        product::send_directory(c, borough_);
        return json::Value{};
      });
  if (!sent) return sent.error();
  return {};
}

void HubCore::set_notice(Notice of, std::string words) {
  notices_.with([&](auto& notices) { notices[of] = std::move(words); });
}

std::string HubCore::notice() {
  return notices_.with([](const auto& notices) {
    std::string out;
    for (const auto& [of, words] : notices) add_sentence(out, words);
    return out;
  });
}

void HubCore::end_sessions_of_strangers() {
  database_->write(
      [this](db::Transaction& tx) { login::end_sessions_of_strangers(tx, keys_, agencies_); });
}

}  // namespace mash::server

// SPDX-License-Identifier: MIT
#include "gate_core.h"

#include "mash/inbox/inbox.h"
#include "mash/login/login.h"
#include "mash/machine/machine.h"
#include "mash/notify/notify.h"
#include "mash/pipeline/record.h"
#include "mash/pipeline/sweep.h"
#include "oidc_settings.h"
#include "public_file.h"
#include "wait_answer.h"

namespace mash::server {

namespace {

// Of a session at the gate (security.md section 7).
constexpr std::int64_t k_idle_minutes = 30;
constexpr std::int64_t k_absolute_hours = 12;

}  // namespace

Result<std::unique_ptr<GateCore>> GateCore::open(const Settings& settings, const Clock& clock,
                                                 Random& random) {
  MASH_TRY(const PublicFile hub, read_public(settings, "hub"));
  make_folder(settings.data);
  MASH_TRY(FolderLock lock, FolderLock::take(Path(settings.data) / "gate"));
  MASH_TRY(const GatePolicy policy, load_gate_policy(settings));
  MASH_TRY(auto agencies, load_agencies(settings, "gate", nullptr));
  MASH_TRY(const std::string origin, gate_origin(settings));
  MASH_TRY(auto signers, read_signers(settings));
  if (policy.signatures && !signers) {
    return invalid("gate_policy.products.signed_before_shown",
                   "Copy agencies.json from the public folder of the hub into the public folder "
                   "here: signatures are checked with the keys in it");
  }
  const GateParts parts{.hub_key = hub.box,
                        .hub_name = hub.name,
                        .phone = hub.phone,
                        .demo = settings.demo,
                        .policy = policy,
                        .origin = origin};
  return std::unique_ptr<GateCore>(new GateCore(settings, clock, random, std::move(lock), parts,
                                                std::move(agencies), std::move(signers)));
}

GateCore::GateCore(const Settings& settings, const Clock& clock, Random& random, FolderLock lock,
                   GateParts parts, std::vector<login::AgencyIssuer> agencies,
                   std::optional<signatures::Agencies> signers)
    : lock_(std::move(lock)),
      folder_(Path(settings.data) / "gate"),
      agencies_(std::move(agencies)),
      signers_(std::move(signers)),
      parts_(std::move(parts)),
      clock_(clock),
      random_(random),
      limiter_(parts_.policy.form, random),
      turnstile_(parts_.policy.machine, random),
      sign_ins_(parts_.policy.sign_in, random),
      keys_(load_keys(folder_ / "keys.json", gate_key_names(), random)),
      database_(db::Database::open(database_options(settings, "gate"))),
      templates_(gate_templates()) {
  parts_.agencies = &agencies_;
  parts_.signers = signers_ ? &*signers_ : nullptr;
  db::migrate(*database_, gate_migrations(), clock.now());
  app_ = std::make_unique<pipeline::App>(
      pipeline::Services{*database_, clock, random, keys_},
      pipeline::AppOptions{
          .templates = templates_,
          .routes = gate_routes(parts_),
          .load_person = [this](db::Transaction& tx,
                                const StaffId& id) { return inbox::load_person(tx, vault_, id); },
          .frame = [this](const pipeline::Person* person,
                          const std::string& path) { return gate_frame(parts_, person, path); },
          .noticed = inbox::noticed,
          .cookie_name = "__Host-mash-gate",
          .idle_minutes = k_idle_minutes,
          .absolute_hours = k_absolute_hours});
  door_ = std::make_unique<door::Door>(
      door::Door::Deps{*database_, clock, random, keys_, gate_takers(), hex(parts_.hub_key)});
  relay_ = std::make_unique<relay::Relay>(*database_, clock);
}

http::Response GateCore::answer(const http::Request& request) {
  return turned_away_.counted(request, answer_of(request));
}

http::Response GateCore::answer_of(const http::Request& request) {
  if (machine::is_for_machines(request)) {
    return turnstile_.pass(*app_, *database_, vault_, request, clock_.now());
  }
  if (auto wait = wait_to_sign_in(*app_, sign_ins_, request, clock_.now())) return *std::move(wait);
  const auto wait = limiter_.wait_for(request, clock_.now());
  if (!wait) return app_->dispatch(request);
  const std::int64_t minutes = whole_minutes(*wait);
  return wait_answer(*app_, request, minutes, std::string(notify::k_wait_path),
                     notify::wait_query(request, minutes));
}

void GateCore::end_sessions_of_strangers() {
  database_->write(
      [this](db::Transaction& tx) { login::end_sessions_of_strangers(tx, keys_, agencies_); });
}

void GateCore::sweep() {
  turned_away_.tell();
  const UtcTime now = clock_.now();
  const GatePolicy& policy = parts_.policy;
  database_->write([&](db::Transaction& tx) {
    pipeline::sweep(
        tx, now,
        {.session = Duration::hours(k_absolute_hours), .acts = Duration::hours(policy.act_hours)});
    login::sweep(tx, now);
    door::forget_deliveries(tx, now - Duration::days(policy.delivery_days));
    const auto form = notify::sweep(tx, now, policy.receipt_days);
    machine::sweep(tx, now, policy.answer_hours, policy.receipt_days);
    inbox::send_strays(tx, random_, now);
    const auto products = inbox::sweep(tx, now, policy.products);
    std::vector<std::string> notes;
    for (const auto& [name, count] : {std::pair{"receipts", form.receipts},
                                      {"feedback", form.feedback},
                                      {"accounts", products.accounts}}) {
      if (count > 0) notes.push_back(std::string(name) + "." + std::to_string(count));
    }
    if (notes.empty() && products.products.empty()) return;
    append_event(tx, keys_, random_,
                 {.at = now,
                  .kind = "gate.swept",
                  .outcome = pipeline::Outcome::granted,
                  .rule = policy::Rule::own_system,
                  .person = pipeline::k_system,
                  .agency = pipeline::k_front_door,
                  .role = "system",
                  .objects = products.products,
                  .notes = std::move(notes)});
  });
}

}  // namespace mash::server

// SPDX-License-Identifier: MIT
#include "witness_node.h"

#include "confined.h"
#include "mash/audit/quorum.h"
#include "mash/base/log.h"
#include "mash/http/server.h"
#include "mash/json/value.h"
#include "supervisor.h"

namespace mash::server {

namespace {

constexpr const char* k_act = "/add-checkpoint";
// A note of 64 KiB below 63 lines of proof and the line of the old size.
constexpr std::uint64_t k_body_limit = std::uint64_t{68} << 10U;
constexpr const char* k_key = "witness";

Path card_file(const Path& folder) {
  return folder / "witness.json";
}
Path state_folder(const Path& folder) {
  return folder / "signed";
}

Result<std::string> read_policy(const std::string& file) {
  auto text = read_file(file);
  if (!text) return invalid("policy", "There is no such file");
  return text;
}

http::Response text(int status, std::string body, const char* type = "text/plain; charset=utf-8") {
  http::Response out;
  out.status = status;
  out.set("content-type", type);
  out.set("cache-control", "no-store");
  out.set("x-content-type-options", "nosniff");
  out.body = std::move(body);
  return out;
}

template <class... F>
struct Cases : F... {
  using F::operator()...;
};
template <class... F>
Cases(F...) -> Cases<F...>;

bool is_act(const http::Request& request) {
  return request.path.ends_with(k_act);
}

}  // namespace

Result<WitnessCard> make_witness(const WitnessSettings& settings, const Clock& clock,
                                 Random& random) {
  if (!audit::is_key_name(settings.name)) {
    return invalid("name",
                   "Name it in printable ASCII without spaces or plus signs, for instance "
                   "police.example/witness");
  }
  const Path folder = settings.data;
  make_folder(folder);
  MASH_TRY(const FolderLock lock, FolderLock::take(folder));
  if (std::filesystem::exists(card_file(folder))) {
    return Error{ErrorCode::conflict, "There is a witness in this folder already", {}};
  }
  const auto keys = load_keys(folder / "keys.json", {k_key}, random);
  const auto certificate = load_certificate(folder, "witness", {"localhost"}, clock.now());
  make_folder(state_folder(folder));
  MASH_TRY_DO(audit::WitnessState::create(state_folder(folder)));
  json::Value card;
  card.set("name", settings.name);
  write_file(card_file(folder), json::encode_pretty(card));
  MASH_TRY(const auto shown, crypto::certificate_fingerprint(certificate.certificate_pem));
  const crypto::SigningKey key(keys.of(k_key));
  return WitnessCard{audit::verifier_key(settings.name, key, audit::KeyType::cosigner), shown};
}

WitnessNode::WitnessNode(FolderLock lock, Path folder, crypto::Certificate certificate,
                         std::unique_ptr<audit::Witness> witness, const Clock& clock)
    : lock_(std::move(lock)),
      folder_(std::move(folder)),
      certificate_(std::move(certificate)),
      witness_(std::move(witness)),
      clock_(clock) {}

Result<std::unique_ptr<WitnessNode>> WitnessNode::open(const WitnessSettings& settings,
                                                       const Clock& clock) {
  const Path folder = settings.data;
  const auto card = read_file(card_file(folder));
  if (!card) {
    return invalid("data", "There is no witness here. openmash witness init makes one");
  }
  MASH_TRY(const json::Value known, json::parse(*card));
  MASH_TRY(FolderLock lock, FolderLock::take(folder));
  // Never made anew: a witness with another key is another witness.
  MASH_TRY(const std::string held, read_file(folder / "keys.json"));
  MASH_TRY(const auto keys, pipeline::KeyRing::parse(held));
  MASH_TRY(const std::string text, read_policy(settings.policy));
  MASH_TRY(const auto policy, audit::WitnessPolicy::parse(text));
  if (policy.logs().empty()) {
    return invalid("policy", "It names no log. Add a line: log, and the log's own key");
  }
  std::vector<audit::VerifierKey> logs;
  for (const auto& log : policy.logs()) logs.push_back(log.key);
  MASH_TRY(auto state, audit::WitnessState::open(state_folder(folder)));
  MASH_TRY(auto witness,
           audit::Witness::make(known.text("name"), crypto::SigningKey(keys.of(k_key)),
                                std::move(logs), std::move(state)));
  auto certificate = load_certificate(folder, "witness", {"localhost"}, clock.now());
  return std::unique_ptr<WitnessNode>(
      new WitnessNode(std::move(lock), folder, std::move(certificate), std::move(witness), clock));
}

WitnessCard WitnessNode::card() const {
  return {witness_->key(), *crypto::certificate_fingerprint(certificate_.certificate_pem)};
}

void WitnessNode::keep(const audit::Evidence& evidence) {
  const std::string both = evidence.held + "\n" + evidence.submitted;
  const std::string name = hex(crypto::sha256(as_bytes(both))).substr(0, 32) + ".txt";
  const std::lock_guard lock(evidence_);
  const Path file = folder_ / "evidence" / name;
  if (std::filesystem::exists(file)) return;
  make_folder(file.parent_path());
  write_file(file, both);
  log::error("witness.two_histories", {{"evidence", name}});
}

http::Response WitnessNode::refuse(const audit::WitnessRefusal& refusal) {
  return std::visit(
      Cases{[](const audit::MalformedRequest&) { return text(400, "not of the form\n"); },
            [](const audit::NotByTheLog&) { return text(403, "not signed by this log\n"); },
            [](const audit::UnknownLog&) { return text(404, "no such log here\n"); },
            [](const audit::OtherSizeHeld& held) {
              return text(409, std::to_string(held.size) + "\n", "text/x.tlog.size");
            },
            [this](const audit::OtherRootHeld& held) {
              keep(held.evidence);
              return text(409, "of this size another root was signed\n");
            },
            [this](const audit::BadProof& bad) {
              keep(bad.evidence);
              return text(422, "it does not go on from what was signed\n");
            }},
      refusal);
}

http::Response WitnessNode::answer(const http::Request& request) {
  if (!is_act(request)) return text(404, "not here\n");
  if (request.method != "POST") {
    auto out = text(405, "POST it\n");
    out.set("allow", "POST");
    return out;
  }
  const auto answer = witness_->add_checkpoint(request.body, clock_.now());
  if (const auto* refusal = std::get_if<audit::WitnessRefusal>(&answer)) return refuse(*refusal);
  return text(200, std::get<audit::Cosigned>(answer).line);
}

Result<void> run_witness(const WitnessSettings& settings, const Clock& clock, const Ready& ready) {
  block_signals();
  const Confinement confinement(witness_room(settings));
  MASH_TRY(const auto node, WitnessNode::open(settings, clock));
  http::ServerOptions options;
  options.bind = settings.bind;
  options.port = settings.port;
  options.certificate_pem = node->certificate().certificate_pem;
  options.key_pem = node->certificate().key_pem;
  options.body_limit = [](const http::Request& r) {
    return is_act(r) ? k_body_limit : std::uint64_t{0};
  };
  http::Server server(options, [&node](const http::Request& r) { return node->answer(r); });
  confinement.close();
  ready("https://" + settings.bind + ":" + std::to_string(server.port()) + "/");
  wait_for_signal();
  server.stop();
  return {};
}

}  // namespace mash::server

// SPDX-License-Identifier: MIT
#include "acts.h"

#include "handed.h"
#include "mash/cases/cases.h"
#include "mash/cases/kept_open.h"

namespace mash::transfers {

using pipeline::Context;

namespace {

std::string kept_by(const Transfer& transfer) {
  return "transfer:" + transfer.id;
}

}  // namespace

pipeline::Label words_label(const std::string& transfer) {
  return {.owner = pipeline::k_front_door, .kind = "case_transfer", .row = transfer};
}

pipeline::Label reason_label(const std::string& transfer, const CaseId& id) {
  return {
      .owner = pipeline::k_front_door, .kind = "transfer_reason", .case_id = id, .row = transfer};
}

json::Value words_of(Context& c, const policy::Proof& proof, const Transfer& transfer) {
  return c.vault.open_json(c.tx, proof, words_label(transfer.id), transfer.sealed);
}

void seal_words(Context& c, Transfer& transfer, const json::Value& words) {
  transfer.sealed = c.vault.seal(c.tx, words_label(transfer.id), json::encode(words), c.random);
}

json::Value reason_of(Context& c, const policy::Proof& proof, const Transfer& transfer) {
  const auto reason = find_reason(c.tx, transfer.id);
  if (!reason) return json::Object{};
  return c.vault.open_json(c.tx, proof, reason_label(transfer.id, reason->case_id), reason->sealed);
}

void seal_reason(Context& c, const Transfer& transfer, const json::Value& reason) {
  const auto label = reason_label(transfer.id, transfer.case_id);
  store_reason(c.tx, transfer.id,
               {transfer.case_id, c.vault.seal(c.tx, label, json::encode(reason), c.random)});
}

bool tell(Context& c, const Deps& deps, const Transfer& transfer, const char* what,
          json::Value more) {
  more.set("what", what);
  more.set("id", transfer.id);
  return peers::say(c, deps.way, transfer.hub, k_kind, json::encode(more));
}

json::Array entries_view(const Chain& chain) {
  json::Array out;
  for (auto& entry : encoded(chain)) out.emplace_back(std::move(entry));
  return out;
}

Error not_reached() {
  return invalid("hub", "This hub cannot be written to now: ring it");
}

std::string signed_by_words(const Context& c) {
  return c.person_name + ", " + c.person_description;
}

Result<std::vector<Chain>> chains_in(Context& c, const Transfer& transfer) {
  std::vector<Chain> out;
  for (const auto& child : transfer.children) {
    MASH_TRY(auto chain, read_chain(c, child.chain));
    out.push_back(std::move(chain));
  }
  return out;
}

void alert(Context& c, const Deps& deps, const Transfer& transfer) {
  const int told = transfer.case_id.empty() ? alerts::alert_overseers(c, deps.alerts, StaffId())
                                            : alerts::alert_leads(c, deps.alerts, transfer.case_id);
  if (told == 0) c.note("nobody_to_alert");
}

void mark_trouble(Context& c, const Deps& deps, const Transfer& transfer, const char* trouble) {
  for (const auto& child : transfer.children) set_trouble(c.tx, child.chain, trouble);
  c.note("chain_refused");
  alert(c, deps, transfer);
}

void to_stage(Context& c, Transfer& transfer, int stage) {
  const auto& policy = built_in_policy();
  transfer.stage = std::min(stage, policy.last_stage());
  transfer.answer_by = c.now + Duration::minutes(policy.minutes(transfer.urgency, transfer.stage));
  transfer.told_at.reset();
}

Result<void> send_offer(Context& c, const policy::Proof& proof, const Deps& deps,
                        Transfer& transfer, std::vector<Chain>& chains) {
  const Own own(c, deps.borough.hub.id);
  json::Array children;
  for (std::size_t i = 0; i < chains.size(); ++i) {
    Chain& chain = chains[i];
    if (!chain.offered_to().empty()) MASH_TRY_DO(chain.withdraw(own.writer()));
    MASH_TRY_DO(chain.offer(own.writer(), transfer.hub));
    store_chain(c, chain);
    set_trouble(c.tx, chain.id(), "");
    children.push_back(json::Object{{"chain", chain.id()},
                                    {"age", transfer.children[i].age},
                                    {"entries", entries_view(chain)}});
  }
  cases::keep_open(c.tx, transfer.case_id, kept_by(transfer), c.now);
  const auto words = words_of(c, proof, transfer);
  const bool told = tell(c, deps, transfer, what::k_offer,
                         json::Object{{"kind", transfer.kind},
                                      {"reason", transfer.reason},
                                      {"urgency", transfer.urgency},
                                      {"stage", transfer.stage},
                                      {"answer_by", transfer.answer_by.micros},
                                      {"from", words.text("from")},
                                      {"children", std::move(children)}});
  if (!told) return not_reached();
  return {};
}

Result<void> answer(Context& c, const policy::Proof& proof, const Deps& deps, Transfer& transfer,
                    bool accepts, const std::string& words) {
  MASH_TRY(auto chains, chains_in(c, transfer));
  const Own own(c, deps.borough.hub.id);
  json::Array answers;
  for (auto& chain : chains) {
    const std::string& person = c.principal.person.text();
    MASH_TRY(const auto given,
             accepts ? chain.accept(own.writer(), person) : chain.refuse(own.writer(), person));
    store_answer(c.tx, chain.id(), deps.borough.hub.id, encode(given));
    answers.emplace_back(encode(given));
    c.touch(chain.id());
  }
  transfer.state = accepts ? State::accepted : State::refused;
  transfer.answered_by = c.principal.person;
  transfer.answered_at = c.now;
  auto said = words_of(c, proof, transfer);
  said.set("answered", signed_by_words(c));
  said.set("answer", words);
  seal_words(c, transfer, said);
  update_transfer(c.tx, transfer);
  const bool told = tell(c, deps, transfer, what::k_answer,
                         json::Object{{"accepts", accepts},
                                      {"refusal", transfer.refusal},
                                      {"from", signed_by_words(c)},
                                      {"words", words},
                                      {"answers", std::move(answers)}});
  if (!told) return not_reached();
  return {};
}

Result<void> record_transfer(Context& c, const policy::Proof& proof, const Deps& deps,
                             Transfer& transfer, std::vector<Chain>& chains) {
  const Own own(c, deps.borough.hub.id);
  json::Array children;
  for (auto& chain : chains) {
    MASH_TRY_DO(chain.transfer(own.writer(), transfer.hub));
    store_chain(c, chain);
    children.push_back(json::Object{{"chain", chain.id()}, {"entries", entries_view(chain)}});
  }
  transfer.state = State::transferred;
  transfer.ended_at = c.now;
  update_transfer(c.tx, transfer);
  cases::let_close(c.tx, transfer.case_id, kept_by(transfer));
  c.note("responsibility_moved");
  const auto words = reason_of(c, proof, transfer).text("words");
  const auto send = [&](json::Value handed) {
    return tell(c, deps, transfer, what::k_done,
                json::Object{{"received_at", transfer.received_at.micros},
                             {"handed", std::move(handed)},
                             {"children", children}});
  };
  // Where all of it is more than one word may be, who they are goes there, and the rest is asked.
  Transfer only_who = transfer;
  only_who.sends.clear();
  if (!send(handed_over(c, proof, transfer, words)) &&
      !send(handed_over(c, proof, only_who, words))) {
    c.note("hub_turned_away");
  }
  if (deps.on_over) deps.on_over(c, proof, transfer.case_id);
  return {};
}

Result<void> keep(Context& c, const policy::Proof& proof, const Deps& deps, Transfer& transfer,
                  const std::string& words) {
  MASH_TRY(auto chains, chains_in(c, transfer));
  const Own own(c, deps.borough.hub.id);
  json::Array children;
  for (auto& chain : chains) {
    MASH_TRY_DO(chain.withdraw(own.writer()));
    store_chain(c, chain);
    children.push_back(json::Object{{"chain", chain.id()}, {"entries", entries_view(chain)}});
  }
  transfer.state = State::withdrawn;
  transfer.ended_at = c.now;
  update_transfer(c.tx, transfer);
  cases::let_close(c.tx, transfer.case_id, kept_by(transfer));
  auto reason = reason_of(c, proof, transfer);
  reason.set("kept", words);
  seal_reason(c, transfer, reason);
  // It hears of it once it is reached again; nothing here waits for that.
  if (!tell(c, deps, transfer, what::k_withdrawn,
            json::Object{{"children", std::move(children)}})) {
    c.note("hub_turned_away");
  }
  if (deps.on_over) deps.on_over(c, proof, transfer.case_id);
  return {};
}

int climb_overdue(pipeline::App& app, db::Database& database, const Deps& deps, UtcTime now) {
  std::vector<Transfer> late;
  database.read([&](db::Transaction& tx) { late = overdue(tx, now); });
  int climbed = 0;
  for (const auto& one : late) {
    const auto done = app.system_act<policy::Action::fire_clock>(
        "transfer.climbed", [&](const auto&, Context& c) -> Result<json::Value> {
          auto transfer = find_transfer(c.tx, one.id);
          const bool still =
              transfer && !transfer->ended_at && !transfer->told_at && transfer->answer_by <= c.now;
          if (!still) return json::Value{};  // somebody has acted meanwhile
          c.about(transfer->case_id);
          c.touch(transfer->id);
          if (transfer->stage < built_in_policy().last_stage()) {
            to_stage(c, *transfer, transfer->stage + 1);
            tell(c, deps, *transfer, what::k_stage,
                 json::Object{{"stage", transfer->stage},
                              {"answer_by", transfer->answer_by.micros}});
          } else {
            transfer->told_at = c.now;
          }
          update_transfer(c.tx, *transfer);
          alert(c, deps, *transfer);
          return json::Value{};
        });
    climbed += done ? 1 : 0;
  }
  return climbed;
}

}  // namespace mash::transfers

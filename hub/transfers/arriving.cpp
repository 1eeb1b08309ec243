// SPDX-License-Identifier: MIT
// What another hub says of a transfer. By whom it is, is proved; all else is checked here.
#include <algorithm>

#include "acts.h"
#include "handed.h"
#include "mash/base/text.h"

namespace mash::transfers {

namespace {

using pipeline::Context;

constexpr std::size_t k_most_children = 20;
constexpr std::size_t k_longest_line = 200;
constexpr std::size_t k_longest_words = 4000;
constexpr std::int64_t k_last_stage = 9;

struct Heard {
  Context& c;
  const policy::Proof& proof;
  const Deps& deps;
  const exchange::HubId& from;
  const json::Value& said;
};

bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::ranges::all_of(text, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string line_of(const json::Value& v, std::string_view name) {
  const std::string text = one_line(v.text(name));
  return text.size() > k_longest_line ? std::string() : text;
}

std::vector<std::string> texts(const json::Value& list) {
  std::vector<std::string> out;
  if (const auto* all = list.as_array()) {
    for (const auto& one : *all) {
      if (const auto* text = one.as_string()) out.push_back(*text);
    }
  }
  return out;
}

Error not_read() {
  return invalid("word", "A member is missing or wrong");
}

// The chains with what was sent of them; nothing is stored yet.
Result<std::vector<Chain>> chains_sent(const Heard& h) {
  const auto* children = h.said["children"].as_array();
  if (children == nullptr || children->empty() || children->size() > k_most_children) {
    return not_read();
  }
  std::vector<Chain> out;
  for (const auto& child : *children) {
    MASH_TRY(auto chain, with_entries(h.c, child.text("chain"), texts(child["entries"])));
    if (std::ranges::find(out, chain.id(), &Chain::id) != out.end()) return not_read();
    out.push_back(std::move(chain));
  }
  return out;
}

// Of a transfer that is known: the very chains that it is about.
Result<std::vector<Chain>> chains_of_transfer(const Heard& h, const Transfer& transfer) {
  MASH_TRY(auto chains, chains_sent(h));
  const bool same = std::ranges::equal(chains, transfer.children, {}, &Chain::id, &Child::chain);
  if (!same) return not_read();
  return chains;
}

Result<void> read_head(const Heard& h, Transfer& t) {
  t.kind = h.said.text("kind");
  t.reason = h.said.text("reason");
  t.urgency = h.said.text("urgency");
  const auto* stage = h.said["stage"].as_int();
  const auto* by = h.said["answer_by"].as_int();
  const bool coded = is_code(t.kind) && is_code(t.reason) && is_code(t.urgency);
  if (!coded || stage == nullptr || *stage < 1 || *stage > k_last_stage || by == nullptr) {
    return not_read();
  }
  t.stage = static_cast<int>(*stage);
  t.answer_by = UtcTime{*by};
  return {};
}

// Both are told; nothing of it is taken.
void refuse(const Heard& h, const Transfer& transfer) {
  mark_trouble(h.c, h.deps, transfer, "refused");
  tell(h.c, h.deps, transfer, what::k_not_taken);
}

Result<void> take_offer(const Heard& h, std::optional<Transfer> known, const std::string& id) {
  if (known && (known->outward || known->hub != h.from || known->ended_at)) return not_read();
  // What this hub has accepted stays accepted until it is recorded or withdrawn.
  if (known && known->state == State::accepted) return not_read();
  Transfer t = known ? *known : Transfer{.id = id, .hub = h.from};
  MASH_TRY_DO(read_head(h, t));
  MASH_TRY(const auto chains, known ? chains_of_transfer(h, *known) : chains_sent(h));
  for (const auto& chain : chains) {
    const bool ours = chain.responsible() == h.from && chain.offered_to() == h.deps.borough.hub.id;
    if (!ours) return Error{ErrorCode::conflict, "It is not offered to this hub", {}};
  }
  t.state = State::offered;
  t.policy_version = built_in_policy().version;
  t.offered_at = h.c.now;
  t.arrived_at = h.c.now;
  t.answered_at.reset();
  seal_words(h.c, t, json::Object{{"from", line_of(h.said, "from")}});
  for (std::size_t i = 0; i < chains.size(); ++i) {
    if (!find_chain(h.c.tx, chains[i].id())) {
      insert_chain(h.c.tx, {.id = chains[i].id(), .kind = t.kind});
    }
    store_chain(h.c, chains[i]);
    if (known) continue;
    const auto& child = (*h.said["children"].as_array())[i];
    t.children.push_back({.chain = chains[i].id(), .age = line_of(child, "age")});
  }
  known ? update_transfer(h.c.tx, t) : insert_transfer(h.c.tx, t);
  tell(h.c, h.deps, t, what::k_arrived);
  alert(h.c, h.deps, t);
  return {};
}

Result<void> take_answer(const Heard& h, Transfer& t) {
  if (!t.outward || t.state != State::offered) {
    h.c.note("answer_too_late");
    return {};
  }
  const auto* accepts = h.said["accepts"].as_bool();
  const auto answers = texts(h.said["answers"]);
  if (accepts == nullptr || answers.size() != t.children.size()) return not_read();
  MASH_TRY(auto chains, chains_in(h.c, t));
  for (std::size_t i = 0; i < chains.size(); ++i) {
    MASH_TRY(const auto answer, responsibility::decode_answer(answers[i]));
    const auto says = *accepts ? responsibility::Says::accepts : responsibility::Says::refuses;
    if (answer.says != says || answer.by != h.from) return not_read();
    MASH_TRY_DO(note_answer(h.c, chains[i], answer));
  }
  for (std::size_t i = 0; i < chains.size(); ++i) {
    store_answer(h.c.tx, chains[i].id(), h.from, answers[i]);
  }
  auto words = words_of(h.c, h.proof, t);
  words.set("answered", line_of(h.said, "from"));
  const auto said = h.said.text("words");
  words.set("answer", said.size() > k_longest_words ? std::string() : said);
  seal_words(h.c, t, words);
  t.answered_at = h.c.now;
  if (*accepts) return record_transfer(h.c, h.proof, h.deps, t, chains);
  t.state = State::refused;
  t.refusal = is_code(h.said.text("refusal")) ? h.said.text("refusal") : std::string();
  to_stage(h.c, t, t.stage + 1);
  update_transfer(h.c.tx, t);
  h.c.note("transfer_refused");
  alert(h.c, h.deps, t);
  return {};
}

// The case opens here by the front door, with the time at which it first came to a hub.
void open_case(const Heard& h, Transfer& t) {
  const auto n = notification_of(h.said["handed"], t, peers::name_of_hub(h.c.tx, t.hub), h.c.now);
  t.case_id = intake::add_notification(h.c, h.deps.timescales, n);
  h.c.about(t.case_id);
  const auto statements = people::statements_of(h.c, h.proof, t.case_id);
  const auto* people = h.said["handed"]["people"].as_array();
  for (const auto& child : t.children) {
    std::string statement;
    for (std::size_t i = 0; people != nullptr && i < statements.size(); ++i) {
      if ((*people)[i].text("chain") == child.chain) statement = statements[i].id.text();
    }
    set_child(h.c.tx, child.chain, t.case_id, statement);
  }
  if (h.deps.on_arrived) h.deps.on_arrived(h.c, h.proof, t.case_id);
  if (h.deps.on_red && intake::is_urgent(n)) h.deps.on_red(h.c, h.proof, t.case_id);
}

Result<void> take_done(const Heard& h, Transfer& t) {
  if (t.outward) return not_read();
  // What was withdrawn may be recorded all the same, by a hub that was put back to before that.
  if (t.state == State::transferred) return {};
  const auto* received = h.said["received_at"].as_int();
  if (received == nullptr) return not_read();
  MASH_TRY(const auto chains, chains_of_transfer(h, t));
  for (const auto& chain : chains) {
    if (chain.responsible() != h.deps.borough.hub.id) return not_read();
  }
  for (const auto& chain : chains) store_chain(h.c, chain);
  constexpr Duration k_longest_on_the_way = Duration::days(730);
  t.received_at = std::clamp(UtcTime{*received}, h.c.now - k_longest_on_the_way, h.c.now);
  open_case(h, t);
  t.state = State::transferred;
  t.ended_at = h.c.now;
  update_transfer(h.c.tx, t);
  h.c.note("responsibility_moved");
  alert(h.c, h.deps, t);
  return {};
}

Result<void> take_withdrawn(const Heard& h, Transfer& t) {
  if (t.outward || t.state == State::transferred) return not_read();
  MASH_TRY(const auto chains, chains_of_transfer(h, t));
  for (const auto& chain : chains) {
    if (chain.responsible() != h.from || !chain.offered_to().empty()) return not_read();
  }
  for (const auto& chain : chains) store_chain(h.c, chain);
  t.state = State::withdrawn;
  t.ended_at = h.c.now;
  update_transfer(h.c.tx, t);
  alert(h.c, h.deps, t);
  return {};
}

Result<void> take_stage(const Heard& h, Transfer& t) {
  const auto* stage = h.said["stage"].as_int();
  const auto* by = h.said["answer_by"].as_int();
  const bool fits = stage != nullptr && *stage >= 1 && *stage <= k_last_stage && by != nullptr;
  if (t.outward || !fits) return not_read();
  if (t.ended_at) return {};
  t.stage = static_cast<int>(*stage);
  t.answer_by = UtcTime{*by};
  update_transfer(h.c.tx, t);
  alert(h.c, h.deps, t);
  return {};
}

Result<void> take_known(const Heard& h, Transfer& t) {
  const auto what = h.said.text("what");
  h.c.touch(t.id);
  if (!t.case_id.empty()) h.c.about(t.case_id);
  if (what == what::k_answer) return take_answer(h, t);
  if (what == what::k_done) return take_done(h, t);
  if (what == what::k_withdrawn) return take_withdrawn(h, t);
  if (what == what::k_stage) return take_stage(h, t);
  if (what == what::k_arrived) {
    if (!t.arrived_at) t.arrived_at = h.c.now;
    update_transfer(h.c.tx, t);
    return {};
  }
  if (what == what::k_not_taken) {
    mark_trouble(h.c, h.deps, t, "not_taken");
    return {};
  }
  return not_read();
}

}  // namespace

void take(Context& c, const policy::Proof& proof, const Deps& deps, const exchange::HubId& from,
          std::string_view text) {
  const auto said = json::parse(text);
  const std::string id = said ? said->text("id") : std::string();
  if (!is_id_text(id)) {
    c.note("not_understood");
    return;
  }
  auto known = find_transfer(c.tx, id);
  if (known && known->hub != from) {
    c.note("hub_turned_away");
    return;
  }
  const Heard h{.c = c, .proof = proof, .deps = deps, .from = from, .said = *said};
  Result<void> taken = not_read();
  if (said->text("what") == what::k_offer) {
    taken = take_offer(h, known, id);
  } else if (known) {
    taken = take_known(h, *known);
  }
  // One that says so itself is not answered: two hubs would go on for ever.
  if (!taken && said->text("what") != what::k_not_taken) {
    refuse(h, known ? *known : Transfer{.id = id, .hub = from});
  }
}

}  // namespace mash::transfers

// SPDX-License-Identifier: MIT
#include "witnessing.h"

#include <algorithm>
#include <charconv>

#include "folder.h"
#include "mash/audit/cosignature.h"
#include "mash/audit/entry.h"
#include "mash/audit/witness.h"
#include "mash/base/assert.h"
#include "mash/base/log.h"
#include "mash/pipeline/record.h"

namespace mash::server {

namespace {

constexpr std::string_view k_size_type = "text/x.tlog.size";
constexpr int k_signed = 200;
constexpr int k_not_by_the_log = 403;
constexpr int k_unknown_log = 404;
constexpr int k_conflict = 409;
constexpr int k_bad_proof = 422;

// "512\n", of a witness that holds another size than it was asked to go on from.
std::optional<std::uint64_t> held_size(const http::Response& answer) {
  if (answer.status != k_conflict) return {};
  const auto typed = std::ranges::any_of(answer.headers, [](const auto& header) {
    return header.first == "content-type" && header.second == k_size_type;
  });
  if (!typed || !answer.body.ends_with('\n')) return {};
  std::uint64_t size = 0;
  const char* end = answer.body.data() + answer.body.size() - 1;
  const auto read = std::from_chars(answer.body.data(), end, size);
  if (read.ec != std::errc{} || read.ptr != end) return {};
  return size;
}

Trouble trouble_of(int status) {
  switch (status) {
    case k_not_by_the_log:
      return Trouble::wrong_key;
    case k_unknown_log:
      return Trouble::unknown_log;
    case k_conflict:
    case k_bad_proof:
      return Trouble::other_history;
    default:
      return Trouble::not_understood;
  }
}

struct KeptFile {
  std::optional<UtcTime> at, without;
  std::string note;
};
Result<KeptFile> read_kept(const Path& file) {
  MASH_TRY(const std::string text, read_file(file));
  MASH_TRY(const json::Value value, json::parse(text));
  KeptFile out{.at = {}, .without = {}, .note = value.text("note")};
  for (const auto& [member, time] :
       {std::pair{"at", &out.at}, std::pair{"without", &out.without}}) {
    if (value.text(member).empty()) continue;
    MASH_TRY(*time, parse_iso(value.text(member)));
  }
  return out;
}

// Empty: the log goes on from there.
std::string fault_against(const audit::TileLog& log, const audit::Checkpoint& kept) {
  if (kept.size > log.size()) {
    return "Witnesses have signed " + std::to_string(kept.size) +
           " entries: an older copy was put back";
  }
  if (audit::tree_root(kept.size, log.subtrees()) != kept.root) {
    return "It does not go on from the " + std::to_string(kept.size) +
           " entries that witnesses have signed";
  }
  return "";
}

Result<audit::Checkpoint> checkpoint_of(const std::string& note) {
  MASH_TRY(const audit::Note parsed, audit::parse_note(note));
  return audit::parse_checkpoint(parsed.text);
}

}  // namespace

Witnessing::Witnessing(Parts parts)
    : parts_(std::move(parts)),
      key_(parts_.keys.of("sign")),
      log_(audit::verifier_key(parts_.origin, key_)) {
  load();
}

void Witnessing::load() {
  Kept begun;
  for (const auto& witness : parts_.policy.witnesses()) {
    begun.status.witnesses.push_back({.name = witness.name});
  }
  kept_.with([&](Kept& kept) { kept = begun; });
  if (!std::filesystem::exists(parts_.file)) return;
  const auto file = read_kept(parts_.file);
  if (!file) {
    log::error("witness.file_damaged");
    return;
  }
  begun.status.without = file->without;
  const auto seen = parts_.policy.examine(file->note, log_);
  if (!file->note.empty() && (!seen || !seen->quorum)) log::error("witness.file_not_accepted");
  if (seen && seen->quorum) {
    begun.note = file->note;
    begun.status.at = file->at;
    begun.status.size = seen->checkpoint.size;
    for (const auto& by : seen->by) {
      const auto one =
          std::ranges::find(begun.status.witnesses, by.witness, &WitnessStatus::One::name);
      one->size = seen->checkpoint.size;
      held_[by.witness] = seen->checkpoint.size;
    }
  }
  kept_.with([&](Kept& kept) { kept = std::move(begun); });
}

void Witnessing::round() {
  const UtcTime now = parts_.clock.now();
  const bool woken = woken_.exchange(false);
  hurry_ = hurry_ || woken;
  // A clock that was put back does not keep it waiting.
  const bool rests = asked_ && now >= *asked_ && now - *asked_ < parts_.rules.every;
  if (rests && !woken) return;
  asked_ = now;
  bool witnessed = false;
  try {
    witnessed = see_to(now);
  } catch (...) {
    keep_without(status().without.value_or(now));
    throw;
  }
  if (witnessed) hurry_ = false;
  keep_without(witnessed ? std::nullopt : std::optional(status().without.value_or(now)));
}

// False: there is something that a quorum has not signed although it was asked.
bool Witnessing::see_to(UtcTime now) {
  const Reach reach = look();
  if (status().put_back) return false;
  if (!witness(reach.whole, now)) return false;
  const bool late = reach.rest_from && now - *reach.rest_from >= parts_.rules.padded_after;
  if (!late && (!hurry_ || !reach.rest_from)) return true;
  pad();
  return witness(look().whole, now);
}

Witnessing::Reach Witnessing::look() {
  Reach out;
  const std::string kept = note();
  parts_.publisher.with_log([&](const audit::TileLog& log) {
    out.size = log.size();
    // Never below what is signed, should the rules have changed.
    out.whole =
        std::max(out.size - out.size % parts_.rules.multiple_of, std::min(out.size, status().size));
    if (out.whole < out.size) {
      const auto entry = log.entry(out.whole);
      if (!entry) throw std::runtime_error(entry.error().message);
      const auto leaf = audit::parse_leaf(*entry);
      MASH_ASSERT(leaf.has_value());
      out.rest_from = leaf->time;
    }
    const bool put_back = !kept.empty() && !fault_against(log, *checkpoint_of(kept)).empty();
    if (put_back && !status().put_back) log::error("witness.record_put_back");
    kept_.with([&](Kept& k) { k.status.put_back = put_back; });
  });
  return out;
}

// Whether a quorum has signed this size. Asks those who have not since this process began: what
// they say to a size that they signed before tells whether they have signed more since.
bool Witnessing::witness(std::uint64_t size, UtcTime now) {
  if (size == 0) return true;
  if (pending_.size != size) begin(size);
  bool more = false;
  for (const auto& one : parts_.policy.witnesses()) {
    if (!pending_.signed_by.contains(one.name)) more = ask(one) || more;
  }
  const auto seen = parts_.policy.examine(pending_.note, log_);
  MASH_ASSERT(seen.has_value());  // each line was looked at when it came
  if (more && seen->quorum) keep(now, pending_.note, size);
  return seen->quorum || status().size == size;
}

void Witnessing::begin(std::uint64_t size) {
  pending_ = {.size = size};
  parts_.publisher.with_log([&](const audit::TileLog& log) {
    pending_.note =
        audit::sign_checkpoint({parts_.origin, size, audit::tree_root(size, log.subtrees())}, key_);
  });
}

// Whether it signed. One that holds another size than we remember is asked once more, from there.
bool Witnessing::ask(const audit::KnownWitness& witness) {
  std::uint64_t& held = held_[witness.name];
  for (int tries = 0; tries < 2; ++tries) {
    std::string body;
    std::uint64_t whole_log = 0;
    parts_.publisher.with_log([&](const audit::TileLog& log) {
      whole_log = log.size();
      const auto proof = audit::consistency_proof(held, pending_.size, log.subtrees());
      body = audit::format_add_checkpoint(held, proof, pending_.note);
    });
    const auto answer = parts_.ask(witness.name, body);
    if (!answer) {
      trouble(witness.name, Trouble::no_answer);
      return false;
    }
    if (answer->status == k_signed) {
      auto note = audit::add_cosignatures(pending_.note, answer->body, witness.key);
      if (!note) {
        trouble(witness.name, Trouble::not_understood);
        return false;
      }
      pending_.note = *std::move(note);
      pending_.signed_by.insert(witness.name);
      held = pending_.size;
      trouble(witness.name, Trouble::none);
      return true;
    }
    const auto size = held_size(*answer);
    if (!size) {
      trouble(witness.name, trouble_of(answer->status));
      return false;
    }
    if (*size > pending_.size) {
      trouble(witness.name, *size > whole_log ? Trouble::ahead : Trouble::none);
      return false;
    }
    held = *size;
  }
  trouble(witness.name, Trouble::not_understood);
  return false;
}

void Witnessing::trouble(const std::string& witness, Trouble trouble) {
  const bool changed = kept_.with([&](Kept& kept) {
    auto& one = *std::ranges::find(kept.status.witnesses, witness, &WitnessStatus::One::name);
    one.size = std::max(one.size, held_[witness]);
    return std::exchange(one.trouble, trouble) != trouble;
  });
  if (!changed) return;
  if (trouble == Trouble::none) {
    log::info("witness.signs", {{"witness", witness}});
  } else {
    log::error("witness.does_not_sign", {{"witness", witness}, {"why", words_of(trouble)}});
  }
}

// Up to the next multiple, in one transaction, the act's own entry included.
void Witnessing::pad() {
  const auto done = parts_.app.system_act<policy::Action::fire_clock>(
      "record.padded", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        const auto multiple = static_cast<std::int64_t>(parts_.rules.multiple_of);
        const pipeline::Event event{.at = c.now,
                                    .kind = "record.padded",
                                    .person = c.principal.person,
                                    .agency = c.principal.agency};
        while ((pipeline::event_count(c.tx) + 1) % multiple != 0) {
          pipeline::append_event(c.tx, parts_.keys, c.random, event);
        }
        return json::Value{};
      });
  MASH_ASSERT(done.has_value());
}

void Witnessing::keep(UtcTime now, const std::string& note, std::uint64_t size) {
  kept_.with([&](Kept& kept) {
    kept.note = note;
    kept.status.at = now;
    kept.status.size = size;
  });
  write();
}

void Witnessing::keep_without(std::optional<UtcTime> since) {
  const bool changed =
      kept_.with([&](Kept& kept) { return std::exchange(kept.status.without, since) != since; });
  if (changed) write();
}

void Witnessing::write() {
  json::Value file;
  kept_.with([&](const Kept& kept) {
    file.set("at", kept.status.at ? iso_utc(*kept.status.at) : "");
    file.set("without", kept.status.without ? iso_utc(*kept.status.without) : "");
    file.set("note", kept.note);
  });
  write_file(parts_.file, json::encode_pretty(file));
}

WitnessStatus Witnessing::status() {
  return kept_.with([](const Kept& kept) { return kept.status; });
}

std::string Witnessing::note() {
  return kept_.with([](const Kept& kept) { return kept.note; });
}

audit::Witnessed Witnessing::witnessed() {
  auto seen = parts_.policy.examine(note(), log_);
  MASH_ASSERT(seen.has_value());
  return *std::move(seen);
}

std::filesystem::path witnessed_file(const std::filesystem::path& hub_folder) {
  return hub_folder / "witnessed.json";
}

std::string fault_against_witnessed(const audit::TileLog& log, const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return "";
  const auto kept = read_kept(file);
  if (!kept) return "What witnesses have signed cannot be read: " + file.filename().string();
  if (kept->note.empty()) return "";
  const auto checkpoint = checkpoint_of(kept->note);
  if (!checkpoint) return "What witnesses have signed is damaged: " + file.filename().string();
  return fault_against(log, *checkpoint);
}

}  // namespace mash::server

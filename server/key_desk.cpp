// SPDX-License-Identifier: MIT
#include "key_desk.h"

#include <algorithm>

#include "box_key.h"
#include "hub_slices.h"
#include "mash/base/assert.h"
#include "mash/cases/holds.h"

namespace mash::server {

namespace {

constexpr int k_in_one_transaction = 500;
constexpr std::ptrdiff_t k_tries_at_once = 2;  // 256 MiB each
constexpr int k_transactions = 20;             // in one answer, so that others get in between

class AtEnd {
 public:
  explicit AtEnd(std::function<void()> work) : work_(std::move(work)) {}
  ~AtEnd() { work_(); }
  AtEnd(const AtEnd&) = delete;
  AtEnd& operator=(const AtEnd&) = delete;

 private:
  std::function<void()> work_;
};

Error no_such_key() {
  return invalid("key", "The hub has no key of this name: openmash keys status lists them");
}

Result<crypto::Key> key_of(const std::string& digits) {
  MASH_TRY(Bytes raw, from_hex(digits));
  auto key = crypto::Key::from(raw);
  wipe(raw);
  return key;
}

Result<void> check_place(const std::string& name, const keyhold::HeldKey& held) {
  if (is_own_key(name) && !held.place.unattended()) return needs_nobody();
  return {};
}

}  // namespace

json::Value status_of(const keyhold::Table& table) {
  json::Array list;
  for (const auto& [name, held] : table) {
    list.push_back(json::Object{{"name", name},
                                {"held", std::string(keyhold::code_of(held.place.kind))},
                                {"since", held.since},
                                {"shares", held.shares},
                                {"rotating", !held.before.empty()}});
  }
  return json::Object{{"keys", std::move(list)}};
}

Result<void> write_entries(const Path& folder, const json::Value& entries) {
  const auto* members = entries.as_object();
  if (members == nullptr) return no_such_key();
  keyhold::Table next = read_keys(folder);
  for (const auto& [name, value] : *members) {
    const auto found = next.find(name);
    if (found == next.end()) return no_such_key();
    MASH_TRY(auto held, keyhold::parse_held(value, name));
    MASH_TRY_DO(check_place(name, held));
    const keyhold::HeldKey& was = found->second;
    // A key in clear has no mark to compare with: whoever writes it had it from that very file.
    const bool same = was.check.empty() || was.check == held.check;
    if (!same || was.before.empty() != held.before.empty()) {
      return Error{ErrorCode::conflict, "The key was changed meanwhile: do the same again", {}};
    }
    found->second = std::move(held);
  }
  write_keys(folder, next);
  return {};
}

KeyDesk::KeyDesk(Path folder, const model::Borough& borough, pipeline::KeyRing keys,
                 const Clock& clock, Random& random, Open open)
    : folder_(std::move(folder)),
      borough_(borough),
      keys_(std::move(keys)),
      clock_(clock),
      random_(random),
      open_(std::move(open)) {}

void KeyDesk::begin_quarters(db::Transaction& tx) {
  const LocalDate today = to_london(clock_.now()).date;
  pipeline::begin_quarter(tx, keys_, pipeline::k_front_door, today, random_);
  for (const auto& agency : borough_.agencies) {
    if (agency.inside_hub) pipeline::begin_quarter(tx, keys_, agency.id, today, random_);
  }
}

Result<keyhold::HeldKey> KeyDesk::held_of(const std::string& name) const {
  auto table = read_keys(folder_);
  const auto found = table.find(name);
  if (found == table.end() || !keys_.has(name)) return no_such_key();
  return std::move(found->second);
}

void KeyDesk::store(const std::string& name, const keyhold::HeldKey& held) const {
  keyhold::Table table = read_keys(folder_);
  table[name] = held;
  write_keys(folder_, table);
}

std::string KeyDesk::called(const std::string& name) const {
  const auto* agency = borough_.find_agency(AgencyId::trusted(name));
  return agency == nullptr ? name : agency->name;
}

void KeyDesk::record(pipeline::App& app, const std::string& event, const std::string& name,
                     const std::vector<std::string>& notes) {
  const auto recorded = app.system_act<policy::Action::log_notification>(
      event, [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        c.touch(name);
        for (const auto& note : notes) c.note(note);
        return json::Value{};
      });
  MASH_ASSERT(recorded.has_value());
}

json::Value KeyDesk::status() {
  const std::lock_guard lock(one_at_a_time_);
  json::Value out = status_of(read_keys(folder_));
  json::Array list = *out["keys"].as_array();
  for (auto& one : list) {
    one.set("called", called(one.text("name")));
    one.set("open", !keys_.is_sealed(one.text("name")));
  }
  out.set("keys", std::move(list));
  return out;
}

std::string KeyDesk::notice() const {
  std::string names;
  for (const auto& name : keys_.sealed()) names += (names.empty() ? "" : ", ") + called(name);
  if (names.empty()) return "";
  return "Sealed by their desks: " + names +
         ". Their words cannot be read or written until they open them. Everything else goes on.";
}

Result<json::Value> KeyDesk::seal(pipeline::App& app, const std::string& name) {
  {
    const std::lock_guard lock(one_at_a_time_);
    MASH_TRY_DO(held_of(name));
    if (is_own_key(name)) {
      return invalid("key", "Without the front door's key nobody works: stop the hub instead");
    }
    keys_.seal(name);
    ++seals_[name];
    passes_.erase(name);
    last_tries_.erase(name);
  }
  record(app, "keys.sealed", name);
  return json::Value(json::Object{});
}

Result<void> KeyDesk::open_unless_sealed(const std::string& name, const std::string& key,
                                         std::optional<std::int64_t> seals) {
  const std::lock_guard lock(one_at_a_time_);
  if (seals && seals_[name] != *seals) {
    return Error{ErrorCode::conflict, "It was sealed while it was being opened. Open it again", {}};
  }
  MASH_TRY(const auto held, held_of(name));
  MASH_TRY(const crypto::Key given, key_of(key));
  if (!keyhold::is_the_key(name, held, given)) {
    return invalid("key", "That is not the key that this hub works with: it was changed meanwhile");
  }
  MASH_TRY(const auto opened, keyhold::with_before(name, held, given));
  keys_.open(name, locked(opened));
  return {};
}

Result<json::Value> KeyDesk::open(pipeline::App& app, const std::string& name,
                                  const std::string& key) {
  MASH_TRY_DO(open_unless_sealed(name, key, {}));
  record(app, "keys.opened", name);
  return json::Value(json::Object{});
}

Result<void> KeyDesk::wait_for_turn(const std::string& name) {
  std::unique_lock lock(turns_);
  if (std::ranges::find(trying_, name) != trying_.end()) {
    return Error{
        ErrorCode::conflict, "Somebody of the agency was opening it at that moment: try again", {}};
  }
  trying_.push_back(name);
  turn_ended_.wait(lock, [&] {
    const auto mine = std::ranges::find(trying_, name);
    return std::distance(trying_.begin(), mine) < k_tries_at_once;
  });
  return {};
}

void KeyDesk::end_turn(const std::string& name) {
  {
    const std::lock_guard lock(turns_);
    trying_.remove(name);
  }
  turn_ended_.notify_all();
}

Result<void> KeyDesk::try_passphrase(pipeline::App& app, const std::string& name,
                                     const Sensitive& passphrase) {
  const auto seals = [&] {
    const std::lock_guard lock(one_at_a_time_);
    return seals_[name];
  }();
  MASH_TRY(const auto held, held_of(name));
  if (held.place.kind != keyhold::Kind::passphrase) return no_such_key();
  MASH_TRY_DO(wait_for_turn(name));
  const AtEnd turn([&] { end_turn(name); });
  MASH_TRY(const auto key, open_(name, held, passphrase));
  MASH_TRY_DO(open_unless_sealed(name, hex(key.now.bytes()), seals));
  record(app, "keys.opened", name);
  return {};
}

void KeyDesk::open_by_passphrase(pipeline::App& app, const std::string& name,
                                 const Sensitive& passphrase) {
  const auto done = try_passphrase(app, name, passphrase);
  const std::lock_guard lock(one_at_a_time_);
  last_tries_[name] = done ? "" : done.error().message;
}

compartment::Standing KeyDesk::standing(const std::string& name) {
  const std::lock_guard lock(one_at_a_time_);
  compartment::Standing out{.open = !keys_.is_sealed(name)};
  if (const auto held = held_of(name)) {
    out.by_passphrase = held->place.kind == keyhold::Kind::passphrase;
    out.by_itself = held->place.unattended();
  }
  if (!out.open) out.last_try = last_tries_[name];
  return out;
}

Result<json::Value> KeyDesk::destroy(pipeline::App& app, const std::string& name,
                                     const CaseId& case_id) {
  if (is_own_key(name)) {
    return invalid("key",
                   "What the front door holds about a case is the case: its statements are "
                   "what people are found by. Only an agency's words are destroyed alone");
  }
  {
    const std::lock_guard lock(one_at_a_time_);
    MASH_TRY_DO(held_of(name));
  }
  return app.system_act<policy::Action::log_notification>(
      "keys.destroyed", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        if (cases::is_held(c.tx, case_id, AgencyId::trusted(name))) {
          return invalid("case", "A legal hold stands on it: it is destroyed once that is lifted");
        }
        for (const auto& why : cases::kept_for(c.tx, kept_for(), case_id)) {
          return invalid("case", "It is kept: " + why);
        }
        if (!pipeline::destroy(c.tx, AgencyId::trusted(name), case_id)) {
          return invalid("case", "This agency holds nothing about a case of this id");
        }
        c.about(case_id);
        c.touch(name);
        c.changed("case", case_id.text());
        return json::Value(json::Object{});
      });
}

Result<json::Value> KeyDesk::write(pipeline::App& app, const json::Value& entries) {
  {
    const std::lock_guard lock(one_at_a_time_);
    MASH_TRY_DO(write_entries(folder_, entries));
  }
  for (const auto& [name, value] : *entries.as_object()) {
    record(app, "keys.held", name, {value.text("held")});
  }
  return json::Value(json::Object{});
}

Result<json::Value> KeyDesk::begin_rotation(pipeline::App& app, const std::string& name,
                                            const json::Value& entry, const std::string& next) {
  {
    const std::lock_guard lock(one_at_a_time_);
    MASH_TRY(const auto held, held_of(name));
    if (!held.before.empty()) {
      return Error{ErrorCode::conflict, "A new key was begun already: go on with that one", {}};
    }
    MASH_TRY(const auto fresh, keyhold::parse_held(entry, name));
    MASH_TRY_DO(check_place(name, fresh));
    MASH_TRY(const crypto::Key key, key_of(next));
    MASH_TRY(const auto opened, keyhold::with_before(name, fresh, key));
    if (!keyhold::is_the_key(name, fresh, key) || !opened.before ||
        !keyhold::is_the_key(name, held, *opened.before)) {
      return invalid("key", "The new key does not follow from the one that this hub works with");
    }
    store(name, fresh);  // from here on both are known to whoever starts again
    if (!keys_.is_sealed(name)) keys_.open(name, locked(opened));
    passes_.erase(name);
  }
  record(app, "keys.rotation-begun", name);
  return json::Value(json::Object{});
}

Result<pipeline::KeyRing> KeyDesk::ring_of(const std::string& name, const keyhold::HeldKey& held,
                                           const std::string& root) {
  MASH_TRY(const crypto::Key given, key_of(root));
  if (!keyhold::is_the_key(name, held, given)) {
    return invalid("key", "That is not the key that this hub works with: it was changed meanwhile");
  }
  MASH_TRY(const auto opened, keyhold::with_before(name, held, given));
  pipeline::KeyRing out;
  out.open(name, locked(opened));
  return out;
}

bool KeyDesk::go_on(db::Database& database, Pass& pass, const Some& some) {
  bool done = false;
  for (int i = 0; i < k_transactions && !done; ++i) {
    pipeline::Rewrapped part;
    database.write([&](db::Transaction& tx) { part = some(tx, pass.after); });
    if (!part.last.empty()) pass.after = part.last;
    pass.wrapped += part.wrapped;
    pass.quarters += part.quarters;
    pass.lost += part.lost;
    done = part.seen < k_in_one_transaction;
  }
  return done;
}

json::Value KeyDesk::told(const Pass& pass, bool done) {
  return json::Object{
      {"done", done}, {"wrapped", pass.wrapped}, {"quarters", pass.quarters}, {"lost", pass.lost}};
}

Result<json::Value> KeyDesk::rewrap_on(pipeline::App& app, db::Database& database,
                                       const std::string& name, const std::string& root) {
  json::Value out;
  {
    const std::lock_guard lock(one_at_a_time_);
    MASH_TRY(auto held, held_of(name));
    if (held.before.empty()) return invalid("key", "No new key was begun for this one");
    MASH_TRY(const auto ring, ring_of(name, held, root));
    const AgencyId agency = AgencyId::trusted(name);
    const LocalDate today = to_london(clock_.now()).date;
    Pass& pass = passes_[name];
    const bool done = go_on(database, pass, [&](db::Transaction& tx, const std::string& after) {
      if (after.empty()) pipeline::begin_quarter(tx, ring, agency, today, random_);
      return pipeline::rewrap_some(tx, ring, agency, after, k_in_one_transaction, random_);
    });
    out = told(pass, done);
    if (!done) return out;
    held.before.clear();
    store(name, held);
    passes_.erase(name);
  }
  record(app, "keys.rotated", name);
  return out;
}

Result<json::Value> KeyDesk::leave_on(pipeline::App& app, db::Database& database,
                                      const std::string& name, const std::string& root,
                                      const std::string& quarter) {
  json::Value out;
  {
    const std::lock_guard lock(one_at_a_time_);
    MASH_TRY(const auto held, held_of(name));
    MASH_TRY(const auto ring, ring_of(name, held, root));
    const AgencyId agency = AgencyId::trusted(name);
    Pass& pass = passes_[name + ' ' + quarter];
    bool any = true;
    if (pass.after.empty()) {
      database.write([&](db::Transaction& tx) {
        any = pipeline::leave_quarter(tx, ring, agency, quarter, to_london(clock_.now()).date,
                                      random_);
      });
    }
    if (!any) {
      return invalid("quarter", "No key of this quarter is there. Write it as in 2026-Q4");
    }
    const bool done = go_on(database, pass, [&](db::Transaction& tx, const std::string& after) {
      return pipeline::leave_some(tx, ring, agency, after, k_in_one_transaction, random_);
    });
    out = told(pass, done);
    if (!done) return out;
    passes_.erase(name + ' ' + quarter);
  }
  record(app, "keys.quarter-left", name, {quarter});
  return out;
}

void KeyDesk::gate_emptied(pipeline::App& app, const std::string& seals_to) {
  {
    if (seals_to.empty()) return;
    const std::lock_guard lock(one_at_a_time_);
    const auto box = keys_.root_of(AgencyId::trusted(k_box_key));
    if (!box.before) return;
    const UtcTime now = clock_.now();
    if (seals_to != hex(crypto::box_public_key(box.now.get()))) {
      box_settles_since_.reset();
      return;
    }
    if (!box_settles_since_) box_settles_since_ = now;
    if (now - *box_settles_since_ < k_box_settles) return;
    auto held = held_of(k_box_key);
    if (!held || held->before.empty()) return;
    const auto made = LocalDate::parse(held->since);
    if (!made || days_between(*made, to_london(now).date) < k_box_days) return;
    held->before.clear();
    store(k_box_key, *held);
    keys_.open(k_box_key, {box.now});
  }
  record(app, "keys.box-left", k_box_key);
}

}  // namespace mash::server

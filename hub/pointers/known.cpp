// SPDX-License-Identifier: MIT
// The children of this hub as tags.
#include <map>
#include <set>

#include "children.h"
#include "mash/cases/every_case.h"
#include "mash/people/every_statement.h"
#include "mash/people/nameless.h"
#include "mash/pipeline/changes.h"
#include "mash/pointers/pointers.h"

namespace mash::pointers {

namespace {

// Who is one person by the joins of cases that stand behind no wall: what a walled case has joined
// changes no answer.
class Persons {
 public:
  Persons(db::Transaction& tx, const std::set<CaseId>& walled) {
    for (const auto& join : people::all_joined(tx)) {
      if (!walled.contains(join.case_id)) older_.insert_or_assign(join.newer, join.older);
    }
  }
  [[nodiscard]] PersonId now(PersonId id) const {
    // A chain has no ring; where one were, it would end.
    for (std::size_t i = 0; i < older_.size(); ++i) {
      const auto older = older_.find(id);
      if (older == older_.end()) break;
      id = older->second;
    }
    return id;
  }

 private:
  std::map<PersonId, PersonId> older_;
};

// What is entered of one child: what was said in cases that all may know of; of walled ones a part,
// and that only where no other case speaks of the child.
struct OneChild {
  std::vector<pointer::Normal> open, walled;
};

std::map<std::string, OneChild> children_of(db::Transaction& tx, const pipeline::Vault& vault,
                                            LocalDate today) {
  std::map<CaseId, std::vector<people::Statement>> all;
  people::each_statement(tx, vault,
                         [&](const people::Statement& s) { all[s.case_id].push_back(s); });
  const std::set<CaseId> walled = cases::walled_cases(tx);
  const Persons persons(tx, walled);
  std::map<std::string, OneChild> out;
  for (const auto& [id, statements] : all) {
    const auto carers = carers_in(statements);
    for (const auto& s : statements) {
      if (!people::is_child_role(s.role) || !people::may_be_child(s, today)) continue;
      auto& child = out[s.person.empty() ? s.id.text() : persons.now(s.person).text()];
      auto& records = walled.contains(id) ? child.walled : child.open;
      records.push_back(normal_of(s, carers));
    }
  }
  return out;
}

pointer::Epoch epoch_at(UtcTime now, std::int64_t days) {
  return "e" + std::to_string(now.micros / (Duration::days(days).micros));
}

}  // namespace

Known::Known(const pipeline::KeyRing& keys, const pointer::Policy& policy)
    : root_(crypto::derive(keys.of("sign"), "openmash.pointer", "register")), policy_(policy) {}

std::shared_ptr<const Known::Held> Known::present(db::Transaction& tx, const pipeline::Vault& vault,
                                                  UtcTime now) {
  const std::lock_guard lock(mutex_);
  const auto epoch = epoch_at(now, policy_.epoch_days);
  if (!held_ || held_->desk->list().epoch != epoch) held_ = made(tx, vault, now, epoch);
  return held_;
}

std::shared_ptr<const Known::Held> Known::newest(db::Transaction& tx, const pipeline::Vault& vault,
                                                 UtcTime now) {
  auto out = present(tx, vault, now);
  if (now < out->made + Duration::minutes(policy_.list_minutes)) return out;
  const std::lock_guard lock(mutex_);
  if (pipeline::newest_change(tx) != held_->change) {
    held_ = made(tx, vault, now, held_->desk->list().epoch);
  }
  return held_;
}

std::shared_ptr<const Known::Held> Known::made(db::Transaction& tx, const pipeline::Vault& vault,
                                               UtcTime now, const pointer::Epoch& epoch) {
  auto out = std::make_shared<Held>();
  out->change = pipeline::newest_change(tx);
  out->made = now;
  pointer::Child next = 0;
  for (const auto& [id, child] : children_of(tx, vault, to_london(now).date)) {
    for (const auto& record : child.open) out->children.add(next, record);
    if (child.open.empty()) {
      for (const auto& r : child.walled) out->children.add(next, pointer::uncertain_part(r));
    }
    ++next;
  }
  const auto key = pointer::key_of_epoch(root_.get(), epoch);
  if (tags_of_ != epoch) tags_.clear();
  tags_of_ = epoch;
  std::unordered_map<std::string, pointer::Tag> used;
  out->children.close([&](const pointer::Token& token) {
    const std::string hash = to_text(crypto::sha256(as_bytes(token.text)));
    const auto before = tags_.find(hash);
    const auto tag = before != tags_.end() ? before->second : pointer::tag_of(key, token);
    used.emplace(hash, tag);
    return tag;
  });
  tags_ = std::move(used);  // of whoever has gone nothing stays
  out->desk = std::make_unique<pointer::Desk>(root_.get(), epoch, 1, out->children, policy_);
  out->list_hash = hex(crypto::sha256(out->desk->list().filter.text())) + "-" + epoch;
  return out;
}

}  // namespace mash::pointers

// SPDX-License-Identifier: MIT
#include "mash/disclosure/standing.h"

#include <algorithm>
#include <set>

#include "clearance.h"
#include "item_words.h"
#include "mash/base/log.h"
#include "mash/cases/cases.h"
#include "mash/directory/deputies.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/release_clock.h"
#include "objection_store.h"
#include "objections.h"
#include "release_words.h"
#include "standing_store.h"
#include "standing_words.h"

namespace mash::disclosure {

namespace {

using pipeline::Context;

constexpr char k_with_conditions = 'C';  // the last of a grading: how it may be handled

bool is_late(Context& c, const CaseId& id, const ProductId& product, const AgencyId& owner) {
  const auto clock = release_clock(c.tx, id, product, owner);
  return clock && clock->due_at <= c.now;
}

// What the situation is for this owner, in the order in which a rule's words name them.
std::vector<std::string> situations(Context& c, const cases::Timescales& timescales,
                                    const RequestRow& request) {
  using enum model::Rating;
  const auto rating = cases::find_case(c.tx, request.case_id)->rating;
  std::vector<std::string> out;
  if (rating == red || rating == provisional_red) out.emplace_back(k_when_red);
  if (is_late(c, request.case_id, request.product, request.owner)) out.emplace_back(k_when_late);
  if (!timescales.calendar.is_open(c.now)) out.emplace_back(k_when_closed);
  return out;
}

// Words that somebody else's terms may bind do not go by a rule.
bool comes_with_conditions(const Item& item) {
  const std::string grade = item.grade.reveal();
  return !item.handling.reveal().empty() || (!grade.empty() && grade.back() == k_with_conditions);
}

// Nothing where the owner has sealed its compartment.
std::optional<Item> opened(Context& c, const policy::Proof& proof, const ItemRow& row) {
  try {
    return open_item(c, proof, row);
  } catch (const pipeline::SealedCompartment&) {
    return std::nullopt;
  }
}

class Rules {
 public:
  Rules(Context& c, const policy::Proof& proof, const cases::Timescales& timescales)
      : c_(c), proof_(proof), timescales_(timescales) {}

  bool let_out(const RequestRow& request) {
    auto rules = standing_of_owner(c_.tx, request.owner);
    std::erase_if(rules, [&](const StandingRow& rule) {
      return !rule.in_force(c_.now) || rule.rule.recipient != request.recipient;
    });
    if (rules.empty()) return false;
    const auto row = find_item(c_.tx, request.item);
    if (!row || row->sensitivity > signatures::k_standing_highest ||
        was_decided(c_.tx, request.item, request.recipient) ||
        !standing_objections(c_.tx, request.case_id).empty()) {
      return look(request, rules);
    }
    const auto item = opened(c_, proof_, *row);
    if (!item || comes_with_conditions(*item)) return look(request, rules);
    for (const auto& rule : rules) {
      for (const auto& when : situations(c_, timescales_, request)) {
        const bool graded = !item->grade.reveal().empty();
        if (!signatures::outside(rule.rule, request.recipient, graded,
                                 {.sensitivity = row->sensitivity, .when = when, .at = c_.now})
                 .empty()) {
          continue;
        }
        store(request, *item, rule, when);
        return true;
      }
    }
    return look(request, rules);
  }

 private:
  // What is late and not covered is not opened again each minute.
  bool look(const RequestRow& request, const std::vector<StandingRow>& rules) {
    if (!is_late(c_, request.case_id, request.product, request.owner)) return false;
    for (const auto& rule : rules) insert_look(c_.tx, rule.rule.id, request.item, request.version);
    return false;
  }

  void store(const RequestRow& request, const Item& item, const StandingRow& row,
             const std::string& when) {
    const auto& rule = row.rule;
    NewRelease decision;
    decision.state = model::ReleaseState::released;
    decision.reason = row.reason;
    decision.basis = rule.basis;
    decision.purpose = rule.purpose;
    decision.necessity = words_for(k_standing_situations, when);
    decision.expires_at = rule.until;
    decision.standing = rule.id + " number " + std::to_string(rule.number);
    decision.signed_by = row.signed_by;
    const auto release = add_release(c_, proof_, item, request.recipient, decision);
    insert_use(c_.tx, {.release = release,
                       .standing = rule.id,
                       .case_id = request.case_id,
                       .product = request.product,
                       .item = request.item,
                       .version = request.version,
                       .recipient = request.recipient,
                       .situation = when,
                       .at = c_.now,
                       .read_at = {}});
    c_.touch(rule.id);
    c_.note("standing-release-" + std::to_string(rule.number));
  }

  Context& c_;
  const policy::Proof& proof_;
  const cases::Timescales& timescales_;
};

}  // namespace

int let_out_standing(Context& c, const policy::Proof& proof, const cases::Timescales& timescales,
                     const OnLetOut& told, const ProductId& product) {
  Rules rules(c, proof, timescales);
  std::set<AgencyId> owners;
  CaseId case_id;
  int count = 0;
  for (const auto& request : requests_of_product(c.tx, product)) {
    if (!rules.let_out(request)) continue;
    owners.insert(request.owner);
    case_id = request.case_id;
    ++count;
  }
  for (const auto& owner : owners) {
    meet_release_clocks(c, case_id, owner);
    if (told) told(c, case_id, owner);
  }
  return count;
}

int let_out_late(pipeline::App& app, db::Database& database, const cases::Timescales& timescales,
                 const OnLetOut& told, UtcTime now) {
  std::vector<RequestRow> late;
  database.read([&](db::Transaction& tx) {
    late = asked_with_late_rule(tx, now);
    std::erase_if(late, [&](const RequestRow& one) {
      const auto clock = release_clock(tx, one.case_id, one.product, one.owner);
      return !clock || clock->due_at > now;
    });
  });
  int count = 0;
  for (const auto& one : late) {
    const auto done = app.system_act<policy::Action::fire_clock>(
        "release.standing", [&](const auto& grant, Context& c) -> Result<json::Value> {
          c.about(one.case_id);
          count += let_out_standing(c, grant, timescales, told, one.product);
          return json::Value{};
        });
    if (!done) log::error("release.standing_failed", {{"case", one.case_id.text()}});
  }
  return count;
}

std::string standing_words(db::Transaction& tx, const model::Borough& borough,
                           const std::string& release) {
  const auto use = find_use(tx, release);
  const auto row = use ? find_standing(tx, use->standing) : std::nullopt;
  if (!row) return {};
  return "the standing release " + std::to_string(row->rule.number) + " of " +
         directory::name_and_for_whom(borough, row->signed_by) + ", " +
         plain_date(to_london(*row->signed_at).date);
}

}  // namespace mash::disclosure

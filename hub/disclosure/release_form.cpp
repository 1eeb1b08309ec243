// SPDX-License-Identifier: MIT
#include "release_form.h"

#include <algorithm>

#include "objections.h"

namespace mash::disclosure {

namespace {

using model::ReleaseState;
using pipeline::Field;
using pipeline::Kind;

std::vector<std::string> withhold_codes() {
  std::vector<std::string> out;
  for (const auto& word : model::k_words<model::WithholdReason>) out.emplace_back(word.code);
  return out;
}

void add_slot(std::vector<Field>& out, std::size_t n) {
  const std::string item = "Item " + std::to_string(n);
  const auto name = [n](const char* text) { return slot_name(text, n); };
  out.push_back({.name = name("item"), .label = item, .max = 40});
  out.push_back({.name = name("version"), .label = item + " version", .kind = Kind::number});
  out.push_back({.name = name("standing"), .label = item + " decision before", .max = 40});
  out.push_back({.name = name("decision"),
                 .label = item + ": what may leave",
                 .kind = Kind::choice,
                 .choices = {"RELEASED", "RELEASED_REDACTED", "RELEASED_GIST", "EXISTENCE_ONLY",
                             "WITHHELD"}});
  out.push_back(
      {.name = name("wording"), .label = item + ": the words that leave", .as_typed = true});
  out.push_back({.name = name("withhold"),
                 .label = item + ": why it stays",
                 .kind = Kind::choice,
                 .choices = withhold_codes()});
  out.push_back(
      {.name = name("why"), .label = item + ": why it stays, in your words", .as_typed = true});
  out.push_back({.name = name("harm"),
                 .label = item + ": whether somebody could come to harm",
                 .kind = Kind::choice,
                 .choices = {"yes", "no"}});
}

// One slot of the form read against what is asked and what stands.
class SlotReader {
 public:
  SlotReader(pipeline::Context& c, const model::Agency& owner, std::size_t slot,
             std::vector<Fault>& faults)
      : c_(c), owner_(owner), slot_(slot), faults_(faults) {}

  NewRelease read(const Item& item) {
    NewRelease d;
    d.state = *model::from_code<ReleaseState>(text("decision"));
    d.could_harm = text("harm") == "yes";
    if (d.state == ReleaseState::released_redacted || d.state == ReleaseState::released_gist) {
      d.wording = text("wording");
      if (d.wording.empty()) fault("wording", "enter the words that may leave");
      if (d.wording == item.fact.reveal()) {
        fault("wording", "these are all of its words. Choose that it may leave, or shorten them");
      }
    }
    if (!model::leaves(d.state)) read_what_stays(d);
    return d;
  }

  void fault(const char* name, const std::string& message) {
    faults_.push_back({slot_name(name, slot_), "Item " + std::to_string(slot_) + ": " + message});
  }

 private:
  std::string text(const char* name) const {
    return std::string(c_.input.text(slot_name(name, slot_)));
  }

  // Nobody may walk unwarned into what the owner knows (settled.md 26).
  void read_what_stays(NewRelease& d) {
    d.withhold_reason = text("withhold");
    d.reason = text("why");
    if (d.withhold_reason.empty()) fault("withhold", "select why it stays in the hub");
    if (d.reason.empty()) fault("why", "say in your words why it stays in the hub");
    if (text("harm").empty()) {
      fault("harm", "say whether the child, or someone visiting, could be harmed");
    }
    if (d.state == ReleaseState::withheld && d.could_harm) {
      fault("decision", std::string("somebody could be harmed, so choose “") + k_summary_choice +
                            "” or “" + k_line_choice + "”");
    }
    if (d.state == ReleaseState::existence_only) {
      d.wording = owner_.name + " holds more. " +
                  (d.could_harm ? "Phone before visiting: " : "Phone ") + owner_.on_call.telephone +
                  ".";
    }
  }

  pipeline::Context& c_;
  const model::Agency& owner_;
  std::size_t slot_;
  std::vector<Fault>& faults_;
};

// Reasons, basis and end are given once for all that leaves (settled.md 30).
void read_shared(const pipeline::Context& c, std::vector<Chosen>& chosen,
                 std::vector<Fault>& faults) {
  const bool any = std::ranges::any_of(
      chosen, [](const Chosen& one) { return model::leaves(one.decision.state); });
  std::optional<UtcTime> end;
  if (const auto day = c.input.date("expires")) {
    end = from_london(day->plus_days(1), 0, 0);
    if (*end <= c.now) faults.push_back({"expires", "The last day must be today or later"});
  }
  for (auto& one : chosen) {
    one.decision.purpose = std::string(c.input.text("purpose"));
    if (lets_something_out(one.decision.state)) one.decision.expires_at = end;
    if (!model::leaves(one.decision.state)) continue;
    one.decision.reason = std::string(c.input.text("reason"));
    one.decision.necessity = std::string(c.input.text("necessity"));
    one.decision.basis = c.input.all("basis");
  }
  if (!any) return;
  if (!c.input.has("reason")) faults.push_back({"reason", "Say why it may leave the hub"});
  if (!c.input.has("necessity")) {
    faults.push_back({"necessity", "Say why this is needed and no more than is needed"});
  }
  if (c.input.all("basis").empty()) {
    faults.push_back({"basis", "Select at least one legal basis"});
  }
}

// C05: asked only where something leaves although somebody objects. Any reason of the owner's does.
// What goes on the record is what the owner has read.
void read_despite(pipeline::Context& c, std::vector<Chosen>& chosen, std::vector<Fault>& faults) {
  const auto standing = objections_shown(c.tx, c.case_id);
  if (standing.empty()) return;
  const bool read = c.input.text("objections_shown") == standing;
  std::vector<std::string> ids;
  if (read) {
    for (const auto& row : standing_objections(c.tx, c.case_id)) ids.push_back(row.id);
  }
  bool leaves = false;
  for (auto& one : chosen) {
    one.decision.objections = ids;
    if (!model::leaves(one.decision.state)) continue;
    one.decision.despite = std::string(c.input.text("despite"));
    leaves = true;
  }
  if (leaves && !read) {
    faults.push_back({"despite", "What young people say against it has changed. Read it again"});
    return;
  }
  if (leaves && !c.input.has("despite")) {
    faults.push_back({"despite", "Say why it leaves although a young person objects"});
  }
}

// The request that a slot names, unless it changed since the page was shown.
const RequestRow* asked_in_slot(pipeline::Context& c, const std::vector<RequestRow>& asked,
                                std::size_t n, SlotReader& reader) {
  const auto id = c.input.text(slot_name("item", n));
  const auto row =
      std::ranges::find_if(asked, [&](const RequestRow& r) { return r.item.text() == id; });
  if (row == asked.end()) {
    reader.fault("decision", "this is no longer asked. Read the page again");
    return nullptr;
  }
  if (c.input.number(slot_name("version", n)) != row->version) {
    reader.fault("decision", "the item was changed meanwhile. Read it again and decide");
    return nullptr;
  }
  const auto newest = newest_release(c.tx, row->item, row->version, row->recipient);
  if (c.input.text(slot_name("standing", n)) != (newest ? newest->id : "")) {
    reader.fault("decision", "a colleague decided this meanwhile. Look at it before you change it");
    return nullptr;
  }
  return &*row;
}

// A correction takes back all but the line that more is held, which it leaves true.
bool keeps_back_a_line(db::Transaction& tx, const Chosen& one) {
  for (auto version = one.item.version - 1; version > 0; --version) {
    const auto before = newest_release(tx, one.item.id, version, one.recipient);
    if (!before) continue;
    return before->state == ReleaseState::existence_only && !lets_something_out(one.decision.state);
  }
  return false;
}

// May all of its words leave, nothing that left before is kept back. What left stays outside when
// its time is over, so that does not count here.
bool takes_back(pipeline::Context& c, const policy::Proof& proof, const Chosen& one) {
  const auto before = newest_release(c.tx, one.item.id, one.item.version, one.recipient);
  if (!before) return keeps_back_a_line(c.tx, one);
  if (!lets_something_out(before->state)) return false;
  if (one.decision.state == ReleaseState::released) return false;
  const auto said = open_release(c, proof, *find_item(c.tx, one.item.id), *before).said;
  return leaving_hash(leaving(one.item, said)) != leaving_hash(leaving(one.item, one.decision));
}

}  // namespace

std::string slot_name(const char* name, std::size_t slot) {
  return std::string(name) + "-" + std::to_string(slot);
}

std::vector<Field> release_fields() {
  std::vector<Field> out;
  for (std::size_t n = 1; n <= k_slots; ++n) add_slot(out, n);
  out.push_back({.name = "reason", .label = "Why it may leave", .max = 2000, .as_typed = true});
  out.push_back({.name = "necessity", .label = "Why it is needed", .max = 2000, .as_typed = true});
  out.push_back({.name = "objections_shown", .label = "What objections were shown", .max = 4000});
  out.push_back({.name = "despite",
                 .label = "Why it leaves though a young person objects",
                 .max = 2000,
                 .as_typed = true});
  out.push_back({.name = "purpose", .label = "What it is for", .max = 500});
  out.push_back({.name = "expires", .label = "The last day", .kind = Kind::date});
  return out;
}

std::vector<RequestRow> asked_of(db::Transaction& tx, const ProductId& product,
                                 const AgencyId& owner, UtcTime now) {
  std::vector<RequestRow> waiting;
  std::vector<RequestRow> decided;
  for (auto& r : requests_of_product(tx, product)) {
    if (r.owner != owner) continue;
    (waits_for_owner(tx, r, now) ? waiting : decided).push_back(std::move(r));
  }
  waiting.insert(waiting.end(), decided.begin(), decided.end());
  if (waiting.size() > k_slots) waiting.resize(k_slots);
  return waiting;
}

std::vector<Chosen> read_release_form(pipeline::Context& c, const policy::Proof& proof,
                                      const std::vector<RequestRow>& asked,
                                      const model::Agency& owner, std::vector<Fault>& faults) {
  std::vector<Chosen> chosen;
  for (std::size_t n = 1; n <= k_slots; ++n) {
    if (!c.input.has(slot_name("item", n)) || !c.input.has(slot_name("decision", n))) continue;
    SlotReader reader(c, owner, n, faults);
    const RequestRow* request = asked_in_slot(c, asked, n, reader);
    if (request == nullptr) continue;
    Chosen one;
    one.item = open_item(c, proof, *find_item(c.tx, request->item));
    one.recipient = request->recipient;
    one.decision = reader.read(one.item);
    one.takes_back = takes_back(c, proof, one);
    chosen.push_back(std::move(one));
  }
  read_shared(c, chosen, faults);
  read_despite(c, chosen, faults);
  return chosen;
}

}  // namespace mash::disclosure

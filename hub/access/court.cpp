// SPDX-License-Identifier: MIT
#include "court.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "mash/casework/held.h"

namespace mash::access {

namespace {

using document::Heading;
using document::List;
using document::Paragraph;
using pipeline::Context;

pipeline::Label order_label(const OrderRow& row) {
  return {.owner = pipeline::k_front_door,
          .kind = "court_order",
          .case_id = row.case_id,
          .row = row.id};
}

pipeline::Label answer_label(const OrderRow& order, const CourtPartRow& part, int place) {
  return {.owner = part.owner,
          .kind = "court_answer",
          .case_id = order.case_id,
          .row = part.id,
          .version = place};
}

}  // namespace

Bytes seal_order(Context& c, const OrderRow& row, const OrderWords& words) {
  json::Value v = json::Object{};
  v.set("court", words.court.reveal());
  v.set("number", words.number.reveal());
  v.set("covers", words.covers.reveal());
  v.set("served_by", words.served_by.reveal());
  return c.vault.seal(c.tx, order_label(row), json::encode(v), c.random);
}

OrderWords open_order(Context& c, const policy::Proof& proof, const OrderRow& row) {
  const auto v = c.vault.open_json(c.tx, proof, order_label(row), row.sealed);
  return {.court = Sensitive(v.text("court")),
          .number = Sensitive(v.text("number")),
          .covers = Sensitive(v.text("covers")),
          .served_by = Sensitive(v.text("served_by"))};
}

json::Value order_view(Context& c, const policy::Proof& proof, const OrderRow& row) {
  const auto words = open_order(c, proof, row);
  json::Value v = json::Object{};
  v.set("court", words.court.reveal());
  v.set("number", words.number.reveal());
  v.set("covers", words.covers.reveal());
  v.set("served", plain_date(row.served) + ", by " + words.served_by.reveal());
  v.set("due", plain_date(row.due));
  v.set("mistake", row.mistake_at ? json::Value(plain_time(*row.mistake_at)) : json::Value(false));
  return v;
}

void find_court_parts(Context& c, const Deps& deps, const OrderRow& order) {
  const auto before = court_parts_of(c.tx, order.id);
  std::set<AgencyId> told;
  for (const auto& found : found_in(c.tx, order.case_id)) {
    const bool known = std::ranges::any_of(before, [&found](const CourtPartRow& part) {
      return part.kind == found.kind && part.object == found.object &&
             part.version == found.version;
    });
    if (known) continue;
    // What was told in a call was another agency's: a court has it only if that agency lets it go.
    const AgencyId owner = found.told_of.empty() ? found.owner : found.told_of;
    insert_court_part(c.tx, {.id = new_id_text(c.random),
                             .order = order.id,
                             .owner = owner,
                             .kind = found.kind,
                             .object = found.object,
                             .version = found.version,
                             .at = c.now});
    if (owner != pipeline::k_front_door) told.insert(owner);
  }
  for (const auto& owner : told) {
    if (alerts::alert_desk(c, deps.alerts, order.case_id, owner) == 0) c.note("owner_not_alerted");
  }
}

bool is_of_front_door(const CourtPartRow& part) {
  return part.owner == pipeline::k_front_door;
}

PartRow as_part(const OrderRow& order, const CourtPartRow& part) {
  return {.id = part.id,
          .request = order.id,
          .case_id = order.case_id,
          .owner = part.owner,
          .kind = part.kind,
          .object = part.object,
          .version = part.version,
          .at = part.at,
          .due = order.due};
}

std::string gone_from(db::Transaction& tx, const OrderRow& order, const CourtPartRow& part) {
  const bool given = part.answered && part.answered->answer != CourtAnswer::refused;
  const bool lost = given ? part.answered->sealed.empty()
                          : is_gone(tx, part.kind, part.object, order.case_id, part.owner);
  return lost ? gone_words(tx, part.kind, part.object, order.case_id, part.owner) : std::string();
}

bool is_ordered(db::Transaction& tx, const CaseId& id) {
  return std::ranges::any_of(orders_of(tx, id), [&tx](const OrderRow& order) {
    if (order.mistake_at) return false;
    UtcTime newest = order.written_at;
    for (const auto& part : court_parts_of(tx, order.id)) {
      if (is_of_front_door(part)) continue;
      // What one owner no longer has keeps nobody else's.
      const bool given = part.answered && part.answered->answer != CourtAnswer::refused;
      if (!given && gone_from(tx, order, part).empty()) return true;
      if (part.answered) newest = std::max(newest, part.answered->at);
    }
    return std::ranges::none_of(court_bundles_of(tx, order.id), [&newest](const auto& bundle) {
      return bundle.handed && bundle.made_at >= newest;
    });
  });
}

bool is_own(const policy::Principal& person, const CourtPartRow& part) {
  return !is_of_front_door(part) &&
         (casework::works_for(person) == part.owner || person.agency == part.owner);
}

void add_court_answer(Context& c, const OrderRow& order, const CourtPartRow& part,
                      CourtAnswerRow answer, const CourtWords& words) {
  answer.place = part.answered ? part.answered->place + 1 : 1;
  answer.at = c.now;
  answer.by = c.principal.person;
  json::Value v = json::Object{};
  v.set("text", words.text.reveal());
  v.set("reason", words.reason.reveal());
  v.set("title", words.title);
  v.set("at", words.at.micros);
  answer.sealed =
      c.vault.seal(c.tx, answer_label(order, part, answer.place), json::encode(v), c.random);
  insert_court_answer(c.tx, part.id, answer);
  c.touch(part.id);
}

CourtWords open_court_answer(Context& c, const policy::Proof& proof, const OrderRow& order,
                             const CourtPartRow& part) {
  const auto v = c.vault.open_json(c.tx, proof, answer_label(order, part, part.answered->place),
                                   part.answered->sealed);
  return {.text = Sensitive(v.text("text")),
          .reason = Sensitive(v.text("reason")),
          .title = v.text("title"),
          .at = UtcTime{v.number("at", part.at.micros)}};
}

std::string court_answer_words(const CourtPartRow& part) {
  if (!part.answered) return "Not answered";
  switch (part.answered->answer) {
    case CourtAnswer::released:
      return "Released to this court";
    case CourtAnswer::compelled:
      return "Given as the order compels";
    case CourtAnswer::refused:
      return "Not given: its owner asks the court to hear it";
  }
  return "";
}

document::Document court_bundle_of(const CourtHead& head, std::vector<CourtPart> parts,
                                   const CourtMissing& missing) {
  std::ranges::sort(parts, {}, [](const CourtPart& part) {
    return std::tuple(part.at, part.owner, part.title, part.text);
  });
  document::Document out{.title = "Bundle " + head.reference, .blocks = {}};
  out.blocks.emplace_back(Heading{1, "Case " + head.case_reference + ": bundle for a court"});
  out.blocks.emplace_back(Paragraph{
      {"For " + document::isolated(head.court) + ", " + document::isolated(head.number) +
       ". Reference " + head.reference + ". Made on " + head.made + " by " + head.by + "."}});
  out.blocks.emplace_back(Paragraph{{"What the order covers: " + document::isolated(head.covers)}});
  out.blocks.emplace_back(Heading{2, "Index"});
  List index{.items = {}, .numbered = true};
  for (const auto& part : parts) index.items.push_back({part.title + " (" + part.owner + ")"});
  if (parts.empty()) out.blocks.emplace_back(Paragraph{{"There is nothing in it."}});
  out.blocks.emplace_back(std::move(index));
  if (!missing.not_given.empty() || !missing.gone.empty()) {
    out.blocks.emplace_back(Heading{2, "What is not in it"});
    List list;
    for (const auto& [owner, count] : missing.not_given) {
      list.items.push_back({owner + ": " + std::to_string(count) +
                            (count == 1 ? " part, which" : " parts, which") +
                            " its owner has not given. The court can order its owner to."});
    }
    for (const auto& [what, count] : missing.gone) {
      list.items.push_back({what.first + ": " + std::to_string(count) +
                            (count == 1 ? " part, " : " parts, ") + what.second + "."});
    }
    out.blocks.emplace_back(std::move(list));
  }
  out.blocks.emplace_back(Heading{2, "Chronology"});
  document::Table table{
      .caption = "In the order of time", .head = {"When", "What", "Number"}, .rows = {}};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    table.rows.push_back(
        {{{plain_time(parts[i].at)}, true}, {{parts[i].title}}, {{std::to_string(i + 1)}}});
  }
  out.blocks.emplace_back(std::move(table));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    out.blocks.emplace_back(Heading{2, std::to_string(i + 1) + ". " + parts[i].title});
    out.blocks.emplace_back(Paragraph{{"Whose information it is: " + parts[i].owner}});
    out.blocks.emplace_back(Paragraph{{parts[i].text}});
  }
  return out;
}

}  // namespace mash::access

// SPDX-License-Identifier: MIT
#include "build.h"

#include <algorithm>
#include <utility>

#include "family_told.h"
#include "leak_check.h"
#include "mash/crypto/crypto.h"
#include "mash/decision/decisions.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/signed_releases.h"
#include "mash/enquiry/coverage.h"
#include "others.h"
#include "send.h"
#include "where.h"

namespace mash::product {

namespace {

using model::ReleaseState;

constexpr std::string_view k_handling =
    "Use this to protect the child and for nothing else. Keep it with the child's record. Do not "
    "pass it on or show it to the family without asking the hub.";

pipeline::Label draft_label(const ProductHead& head, std::int64_t draft) {
  return {.owner = pipeline::k_front_door,
          .kind = "product_draft",
          .case_id = head.case_id,
          .row = head.id.text(),
          .version = draft};
}

// Nobody outside learns whether a place is not known or not for them.
constexpr std::string_view k_no_place = "Not given here. Phone the hub.";

std::vector<packages::ProductChild> children_of(pipeline::Context& c, const policy::Proof& proof,
                                                const CaseId& id, const Draft& words) {
  const auto& chosen = words.children;
  std::vector<packages::ProductChild> out;
  for (const auto& found : decision::by_child(c, proof, id)) {
    if (!found.standing || std::ranges::find(chosen, found.child.person) == chosen.end()) continue;
    const auto where = words.where.find(found.child.person);
    out.push_back(
        {.name = found.child.name,
         .dob = found.child.dob,
         .decision = std::string(model::words_of(found.standing->outcome)),
         .level = std::string(model::words_of(found.standing->level)),
         .where = std::string(where == words.where.end() ? k_no_place : where->second.reveal())});
  }
  return out;
}

// Words that were typed are not changed behind their author's back: what came in since is shown.
std::vector<std::string> places_since(pipeline::Context& c, const policy::Proof& proof,
                                      const CaseId& id, const Draft& words) {
  const Places places(c, proof, id);
  std::vector<std::string> out;
  for (const auto& child : words.children) {
    const auto known = words.where.find(child);
    const std::string before =
        known == words.where.end() ? std::string() : "\n" + known->second.reveal() + "\n";
    for (const auto& line : places.of(child)) {
      if (before.find("\n" + line + "\n") == std::string::npos &&
          std::ranges::find(words.left_out, place_code(line)) == words.left_out.end() &&
          std::ranges::find(out, line) == out.end()) {
        out.push_back(line);
      }
    }
  }
  return out;
}

json::Array written_others(const Draft& words) {
  json::Array out;
  for (const auto& one : words.others) {
    out.push_back(json::Object{{"id", one.id},
                               {"looked_up", one.looked_up},
                               {"named", one.named},
                               {"name", one.as.name},
                               {"dob", one.as.dob},
                               {"who", one.as.who}});
  }
  return out;
}

std::vector<OtherPerson> read_others(const json::Value& draft) {
  std::vector<OtherPerson> out;
  const auto* list = draft["others"].as_array();
  if (list == nullptr) return out;  // written before there were any
  for (const auto& one : *list) {
    out.push_back({.id = one.text("id"),
                   .looked_up = one.flag("looked_up"),
                   .named = one.flag("named"),
                   .as = {one.text("name"), one.text("dob"), one.text("who")}});
  }
  return out;
}

json::Array written_places(const Draft& words) {
  json::Array out;
  for (const auto& [child, lines] : words.where) {
    out.push_back(json::Object{{"child", child.text()}, {"lines", lines.reveal()}});
  }
  return out;
}

// As what is kept of a person: one of one draft.
std::string kept_person(const ProductHead& head, std::int64_t draft, const PersonId& person) {
  return head.id.text() + "-" + std::to_string(draft) + "-" + person.text();
}

// As they were written down, whoever they are now.
std::vector<PersonId> written_children(const json::Value& draft) {
  std::vector<PersonId> out;
  const auto* list = draft["children"].as_array();
  if (list == nullptr) return out;
  for (const auto& one : *list) {
    if (const auto* text = one.as_string()) out.push_back(PersonId::trusted(*text));
  }
  return out;
}

// Children and others of whom it says something, as they were written down.
std::vector<PersonId> written_persons(const json::Value& draft) {
  auto out = written_children(draft);
  for (auto& other : named_persons(read_others(draft))) out.push_back(std::move(other));
  return out;
}

// Who has not answered, and of whom what they answered is not: "Police (about Noah Brown)".
std::string silent_agencies(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                            const CaseId& id, const std::vector<PersonId>& chosen) {
  const auto silent = enquiry::unanswered(c.tx, id);
  std::vector<std::pair<AgencyId, std::string>> all;
  for (const auto& agency : silent) all.emplace_back(agency, "");
  const auto requests = enquiry::enquiries_of(c, proof, id);
  for (const auto& child : enquiry::children_in(c, proof, id)) {
    if (std::ranges::find(chosen, child.key, &PersonId::text) == chosen.end()) continue;
    for (const auto& one : enquiry::coverage_of(requests, child)) {
      if (one.coverage == enquiry::Coverage::answered ||
          std::ranges::find(silent, one.agency) != silent.end()) {
        continue;
      }
      auto line = std::ranges::find(all, one.agency, &std::pair<AgencyId, std::string>::first);
      if (line == all.end()) line = all.insert(all.end(), {one.agency, ""});
      line->second += (line->second.empty() ? "" : " and ") + child.name.reveal();
    }
  }
  std::string out;
  for (const auto& [agency, children] : all) {
    out += (out.empty() ? "" : ", ") + directory::agency_name(deps.borough, agency);
    if (!children.empty()) out += " (about " + children + ")";
  }
  return out;
}

std::vector<Line> lines_of(pipeline::Context& c, const IssueGrant& grant, const ProductHead& head,
                           const std::vector<ItemId>& items) {
  const auto visible = disclosure::visible_items(c, head.case_id);
  std::vector<Line> out;
  for (const auto& r : disclosure::releases_for(c, grant, head.case_id, head.recipient, items)) {
    Line line{.item = r.item, .state = r.state};
    line.undecided = waits_for_owner(r.state);
    line.goes = model::leaves(r.state) || r.state == ReleaseState::existence_only;
    const auto item = std::ranges::find(visible, r.item, &disclosure::Item::id);
    if (item != visible.end()) {
      line.owner = item->owner;
      if (item->readable) line.words = item->fact.reveal();
    }
    if (line.goes) line.wording = r.wording.reveal();
    if (line.goes) line.release = r.id;
    out.push_back(std::move(line));
  }
  return out;
}

std::string leaving_text(const packages::Product& p) {
  std::string out = p.contact + "\n" + p.asked + "\n" + p.by_when + "\n" + p.why + "\n" + p.unknown;
  for (const auto& child : p.children) out += "\n" + child.where;
  for (const auto& one : p.others) out += "\n" + one.name + "\n" + one.who;
  for (const auto& line : p.before_visit) out += "\n" + line.text;
  for (const auto& line : p.known) out += "\n" + line.text + "\n" + line.source;
  return out;
}

std::vector<std::string> leaks_of(const std::vector<Line>& lines, const packages::Product& p) {
  std::vector<std::string> out;
  for (const auto& line : lines) {
    if (line.words.empty() || line.state == ReleaseState::released) continue;
    auto shared = shared_words(line.words, leaving_text(p));
    if (!shared.empty()) out.push_back(std::move(shared));
  }
  return out;
}

std::string token_of(packages::Product p, const VersionRow& row, const Checked& checked) {
  p.issued_at = {};  // the time of looking is no change
  p.accept_by.reset();
  std::string text = packages::product_hash(p) + "|" + std::to_string(row.draft);
  for (const auto& line : checked.lines) {
    text += "|" + line.item.text() + "=" + std::string(model::code_of(line.state));
  }
  for (const auto& one : checked.clearances) {
    if (one.answer) text += "|" + one.owner.text() + "=" + std::string(model::code_of(*one.answer));
  }
  text += "|" + checked.not_told;
  return hex(crypto::sha256(as_bytes(text))).substr(0, 32);
}

// What was refused, taken back or replaced tells nobody anything any more, and a safety product
// names people in words alone, but for those whose open case goes with it.
std::vector<VersionRow> telling_of_children(db::Transaction& tx, const ProductId& id) {
  const auto written = newest_written(tx, id);
  const auto newest = newest_issued(tx, id);
  auto rows = versions_of(tx, id);
  std::erase_if(rows, [&](const VersionRow& row) {
    if (row.safety && !row.passes_case) return true;
    if (row.version == 0) return row.draft != written->draft;
    if (row.state == ProductState::issued) return row.draft != newest->draft;
    return row.state != ProductState::accepted;
  });
  return rows;
}

}  // namespace

std::size_t Checked::undecided() const {
  return static_cast<std::size_t>(std::ranges::count_if(lines, &Line::undecided));
}

Bytes seal_draft(pipeline::Context& c, const ProductHead& head, std::int64_t draft,
                 const Draft& words) {
  json::Value out = json::Object{};
  out.set("contact", words.contact.reveal());
  out.set("asked", words.asked.reveal());
  out.set("by_when", words.by_when.reveal());
  out.set("why", words.why.reveal());
  out.set("unknown", words.unknown.reveal());
  out.set("inform", model::code_of(words.inform));
  json::Array children;
  for (const auto& child : words.children) children.emplace_back(child.text());
  out.set("children", std::move(children));
  out.set("others", written_others(words));
  out.set("where", written_places(words));
  out.set("left_out", json::Array(words.left_out.begin(), words.left_out.end()));
  out.set("only_tells", words.only_tells);
  return c.vault.seal(c.tx, draft_label(head, draft), json::encode(out), c.random);
}

Draft open_draft(pipeline::Context& c, const policy::Proof& proof, const ProductHead& head,
                 const VersionRow& row) {
  const auto in = c.vault.open_json(c.tx, proof, draft_label(head, row.draft), row.sealed_draft);
  Draft out{.contact = Sensitive(in.text("contact")),
            .asked = Sensitive(in.text("asked")),
            .by_when = Sensitive(in.text("by_when")),
            .why = Sensitive(in.text("why")),
            .unknown = Sensitive(in.text("unknown"))};
  out.inform = model::from_code<Inform>(in.text("inform")).value_or(Inform::do_not_contact);
  const auto meant = [&](const PersonId& kept) {
    return people::person_meant(c, head.case_id, kept_person(head, row.draft, kept), kept);
  };
  for (const auto& child : written_children(in)) out.children.push_back(meant(child));
  out.others = read_others(in);
  for (auto& one : out.others) {
    if (one.looked_up) one.id = meant(PersonId::trusted(one.id)).text();
  }
  if (const auto* places = in["where"].as_array()) {
    for (const auto& one : *places) {
      auto& lines = out.where[meant(PersonId::trusted(one.text("child")))];
      // Two who turned out to be one.
      lines =
          Sensitive(lines.empty() ? one.text("lines") : lines.reveal() + "\n" + one.text("lines"));
    }
  }
  if (const auto* codes = in["left_out"].as_array()) {
    for (const auto& code : *codes) out.left_out.push_back(*code.as_string());
  }
  out.only_tells = in.flag("only_tells");
  return out;
}

std::vector<people::Kept> kept_children(pipeline::Context& c, const policy::Proof& proof,
                                        const Deps& deps, const CaseId& id) {
  std::vector<people::Kept> out;
  for (const auto& head : products_of(c.tx, id)) {
    const auto recipient = directory::agency_name(deps.borough, head.recipient);
    for (const auto& row : telling_of_children(c.tx, head.id)) {
      const bool sent = row.version > 0;
      const auto draft =
          c.vault.open_json(c.tx, proof, draft_label(head, row.draft), row.sealed_draft);
      for (const auto& person : written_persons(draft)) {
        out.push_back(
            {.id = kept_person(head, row.draft, person),
             .person = person,
             .at = sent ? row.issued_at : row.created_at,
             .words = (sent ? "Sent to " : "Draft to ") + recipient + ", " +
                      directory::person_name(deps.borough, sent ? row.issued_by : row.created_by) +
                      ", " + plain_time(sent ? row.issued_at : row.created_at)});
      }
    }
  }
  return out;
}

bool waits_for_owner(ReleaseState state) {
  return state == ReleaseState::undecided || state == ReleaseState::expired;
}

bool any_child_undecided(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                         const Draft& words) {
  const auto decided = decision::decisions_of(c, proof, id);
  return std::ranges::any_of(words.children, [&decided](const PersonId& child) {
    return std::ranges::find(decided, child, &decision::Decision::child) == decided.end();
  });
}

packages::Product new_package(pipeline::Context& c, const Deps& deps, const ProductHead& head) {
  packages::Product p;
  p.id = head.id;
  p.reference = head.reference;
  p.version = next_version(c.tx, head.id);
  p.recipient = head.recipient;
  p.recipient_name = directory::agency_name(deps.borough, head.recipient);
  p.marking = model::words_of(model::Marking::official_sensitive);
  p.issued_at = c.now;
  p.hub_name = deps.borough.hub.name;
  p.hub_phone = hub_phone(deps.borough);
  p.handling = k_handling;
  const auto current = cases::find_case(c.tx, head.case_id);
  p.rating = model::words_of(current->rating);
  p.urgent = is_red(current->rating);
  p.accept_by = accept_by(c, deps, head);
  if (p.version > 1) p.supersedes = "Replaces version " + std::to_string(p.version - 1) + ".";
  return p;
}

Checked check(pipeline::Context& c, const IssueGrant& grant, const Deps& deps,
              const ProductHead& head, const VersionRow& row) {
  const Draft words = open_draft(c, grant, head, row);
  const auto items = items_of(c.tx, head.id, row.draft);
  Checked out{.product = new_package(c, deps, head), .lines = lines_of(c, grant, head, items)};
  packages::Product& p = out.product;
  p.contact = words.contact.reveal();
  p.asked = words.asked.reveal();
  p.by_when = words.by_when.reveal();
  p.why = words.why.reveal();
  p.unknown = words.unknown.reveal();
  p.inform = model::words_of(words.inform);
  p.who_did_not_answer = silent_agencies(c, grant, deps, head.case_id, words.children);
  p.children = children_of(c, grant, head.case_id, words);
  out.places_since = places_since(c, grant, head.case_id, words);
  p.others = named_in(words);
  out.others_since = others_since(Others(c, grant, head.case_id), words);
  out.not_told = family_not_told(c, grant, head.case_id, words.inform);
  out.child_undecided = any_child_undecided(c, grant, head.case_id, words);
  for (auto& o : disclosure::outgoing(c, grant, head.case_id, head.recipient, items)) {
    if (o.text.empty()) continue;
    auto& lines = o.could_harm ? p.before_visit : p.known;
    lines.push_back(disclosure::line_of(deps.borough, std::move(o)));
  }
  out.leaks = leaks_of(out.lines, p);
  out.giveaways = intake::giveaways(c, grant, head.case_id, {leaving_text(p)});
  out.clearances = disclosure::clearances_of(c, grant, head.id, row.draft);
  out.token = token_of(p, row, out);
  return out;
}

std::string hub_phone(const model::Borough& borough) {
  for (const auto& a : borough.agencies) {
    if (a.kind == model::AgencyKind::childrens_services && a.inside_hub) return a.on_call.telephone;
  }
  return "";
}

std::vector<const model::Agency*> recipients(const model::Borough& borough) {
  using model::AgencyKind;
  std::vector<const model::Agency*> out;
  for (const auto& a : borough.agencies) {
    if (a.inside_hub || a.kind == AgencyKind::strategic_board || a.kind == AgencyKind::peer_hub) {
      continue;
    }
    out.push_back(&a);
  }
  return out;
}

std::vector<std::string> readers(const model::Borough& borough, const AgencyId& recipient) {
  std::vector<std::string> out;
  for (const auto& s : borough.staff) {
    if (s.side == model::Side::gate && s.agency == recipient) out.push_back(s.name.reveal());
  }
  return out;
}

}  // namespace mash::product

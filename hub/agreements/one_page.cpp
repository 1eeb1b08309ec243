// SPDX-License-Identifier: MIT
// One agreement with all its versions: putting it to its parties, joining, leaving, ending it.
#include <algorithm>

#include "mash/agreements/agreements.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "pages.h"

namespace mash::agreements {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_path = "/agreements/{agreement}";
constexpr std::size_t k_longest_reason = 1000;

json::Array texts(std::vector<std::string> all) {
  json::Array out;
  for (auto& one : all) out.emplace_back(std::move(one));
  return out;
}

std::string typed(const Context& c, std::string_view field) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(field));
}

// Of several on one page; `version`: that it is left, or empty: that all of it is ended. What was
// typed stands in the one that was sent.
json::Value reason_box(const Context& c, const std::string& version, const char* label) {
  const std::string name = "reason";
  const bool sent = c.typed != nullptr && typed(c, "version") == version;
  return html::fields(
      {html::textarea({.name = name,
                       .label = label,
                       .hint = "All who work in the hub read it. Name nobody",
                       .error = sent ? html::error_of(c.faults, name) : "",
                       .value = sent ? typed(c, name) : "",
                       .id = sent ? name : name + "-" + (version.empty() ? "end" : version),
                       .rows = 3,
                       .max_length = static_cast<int>(k_longest_reason)})});
}

std::string why(Context& c, const policy::Proof& proof, const char* kind, std::string_view row,
                const Bytes& sealed) {
  return c.vault.show_json(c.tx, proof, label_of(kind, row), sealed, {"words"}).text("words");
}

Bytes seal_why(Context& c, const char* kind, std::string_view row) {
  json::Value words = json::Object{};
  words.set("words", c.input.text("reason"));
  return c.vault.seal(c.tx, label_of(kind, row), json::encode(words), c.random);
}

json::Value said_with(Context& c, const policy::Proof& proof, const WordRow& row) {
  if (!row.sealed) return json::Object{};
  return c.vault.show_json(c.tx, proof, label_of("agreement_word", row.id), *row.sealed, {"words"});
}

// How a party stands to a version: "has joined".
std::string stand_words(const model::Borough& borough, const Version& version,
                        const AgencyId& agency) {
  const auto* known = borough.find_agency(agency);
  const bool outside = known != nullptr && signs_on_paper(*known);
  if (!version.put_at) return outside ? "is to sign on paper" : "has not been asked";
  const auto word = version.words.find(agency);
  if (word == version.words.end()) return outside ? "has not signed on paper" : "has not answered";
  std::string out = word->second.joins ? "has joined" : "has left";
  if (word->second.on_paper) out += " on paper, on " + plain_date(*word->second.on_paper);
  return out;
}

json::Value words_view(Context& c, const policy::Proof& proof, const model::Borough& borough,
                       const Agreement& agreement, const Version& version) {
  json::Array out;
  for (const auto& row : words_of_version(c.tx, agreement.id, version.number)) {
    json::Value v = json::Object{};
    const auto& word = row.word;
    v.set("words",
          directory::agency_name(borough, row.agency) + (word.joins ? " joined" : " left") +
              (word.on_paper ? " on paper on " + plain_date(*word.on_paper) + ", written down by "
                             : ", by ") +
              directory::person_name(borough, word.by) + ", " + plain_time(word.at));
    const auto said = said_with(c, proof, row);
    v.set("why", said.text("words"));
    v.set("signed", word.on_paper ? json::Value(json::Object{{"by", said.text("signed_by")},
                                                             {"office", said.text("office")},
                                                             {"where", said.text("where")}})
                                  : json::Value(false));
    out.push_back(std::move(v));
  }
  return out;
}

json::Value version_view(Context& c, const policy::Proof& proof, const model::Borough& borough,
                         const Agreement& agreement, const Version& version) {
  const auto& terms = version.terms;
  json::Value v = json::Object{};
  v.set("number", version.number);
  v.set("state", state_words(agreement, version, today(c)));
  v.set("name", terms.name);
  json::Array parties;
  for (const auto& agency : terms.parties) {
    parties.emplace_back(directory::agency_name(borough, agency) + ": " +
                         stand_words(borough, version, agency));
  }
  v.set("parties", std::move(parties));
  v.set("purposes", texts(purposes_in_words(terms)));
  v.set("kinds", texts(kinds_in_words(terms)));
  v.set("laws", texts(laws_in_words(terms)));
  v.set("dates", plain_date(terms.begins) + " to " + plain_date(terms.ends));
  v.set("review_by", plain_date(terms.review_by));
  v.set("saved",
        directory::person_name(borough, version.saved_by) + ", " + plain_time(version.saved_at));
  auto words = words_view(c, proof, borough, agreement, version);
  v.set("has_words", !words.as_array()->empty());
  v.set("words", std::move(words));
  return v;
}

// What this reader's agency may join and leave now, or false.
json::Value answer_view(const Context& c, const model::Borough& borough,
                        const Agreement& agreement) {
  if (!policy::may(c.principal, Action::join_agreement, {.own = true})) return false;
  const auto& agency = c.principal.agency;
  const auto* version = agreement.to_join(agency, today(c));
  const bool joins = version != nullptr && !version->has_joined(agency);
  json::Array leaves;
  for (const auto* joined : agreement.to_leave(agency, today(c))) {
    const auto number = std::to_string(joined->number);
    leaves.push_back(
        json::Object{{"version", joined->number},
                     {"fields", reason_box(c, number, "Why does your agency leave?")}});
  }
  if (!joins && leaves.empty()) return false;
  return json::Object{{"agency", directory::agency_name(borough, agency)},
                      {"joins", joins ? json::Value(json::Object{{"version", version->number}})
                                      : json::Value(false)},
                      {"leaves", std::move(leaves)}};
}

// A draft's own name is for those who keep them.
const std::string& name_for(const Context& c, const Agreement& agreement) {
  const auto shown =
      std::ranges::find_if(agreement.versions.rbegin(), agreement.versions.rend(),
                           [&](const Version& v) { return v.put_at.has_value() || may_keep(c); });
  return shown == agreement.versions.rend() ? agreement.newest().terms.name : shown->terms.name;
}

Result<Reply> show(const policy::Proof& proof, Context& c, const model::Borough& borough) {
  MASH_TRY(const auto agreement, in_path(c));
  json::Value data = json::Object{};
  data.set("path", "/agreements/" + agreement.id);
  data.set("name", name_for(c, agreement));
  json::Array versions;
  for (auto v = agreement.versions.rbegin(); v != agreement.versions.rend(); ++v) {
    if (!v->put_at && !may_keep(c)) continue;
    versions.push_back(version_view(c, proof, borough, agreement, *v));
  }
  data.set("versions", std::move(versions));
  json::Value ended = false;
  if (agreement.ended_at) {
    ended = json::Object{
        {"words", "Ended by " + directory::person_name(borough, agreement.ended_by) + ", " +
                      plain_time(*agreement.ended_at)},
        {"why", why(c, proof, "agreement_end", agreement.id, sealed_end(c.tx, agreement.id))}};
  }
  data.set("ended", std::move(ended));
  const bool keeps = may_keep(c) && !agreement.ended_at;
  const bool is_draft = !agreement.newest().put_at;
  data.set("change", keeps ? json::Value(is_draft ? "Change the draft" : "Draft a new version")
                           : json::Value(false));
  data.set("put", keeps && is_draft ? json::Value(json::Object{{"edit", agreement.newest().edit}})
                                    : json::Value(false));
  data.set("end", keeps && agreement.versions.front().put_at
                      ? json::Value(json::Object{{"fields", reason_box(c, "", "Why does it end?")}})
                      : json::Value(false));
  data.set("paper", keeps && waits_for_paper(borough, agreement, today(c)));
  data.set("answer", answer_view(c, borough, agreement));
  return pipeline::View{.page = "agreements/one",
                        .title = "Agreement: " + name_for(c, agreement),
                        .data = std::move(data)};
}

Result<Reply> put(Context& c) {
  MASH_TRY(const auto agreement, in_path(c));
  const auto& newest = agreement.newest();
  if (newest.put_at || agreement.ended_at) {
    return invalid("edit", "There is no draft to put to its parties");
  }
  if (c.input.number("edit") != newest.edit) {
    return invalid("edit", "Somebody else has saved it meanwhile. Read it, then put it to them");
  }
  if (newest.terms.ends < today(c)) {
    return invalid("edit", "Its last day is over. Change its dates first");
  }
  set_put(c.tx, agreement.id, newest.number, c.principal.person, c.now);
  return pipeline::SeeOther{"/agreements/" + agreement.id, {}};
}

Result<const Version*> joined_by(const Context& c, const Agreement& agreement) {
  const auto* version = agreement.to_join(c.principal.agency, today(c));
  if (version == nullptr) return not_found();
  if (c.input.number("version") != version->number) {
    return invalid("version", "There is a newer version. Read it, then answer");
  }
  if (version->has_joined(c.principal.agency)) {
    return invalid("version", "Your agency has joined already");
  }
  return version;
}

// Of any version: that a newer one was put to its parties holds nobody in the one before.
Result<const Version*> left_by(const Context& c, const Agreement& agreement) {
  const auto& agency = c.principal.agency;
  const auto all = agreement.to_leave(agency, today(c));
  const auto found = std::ranges::find(all, c.input.number("version"), &Version::number);
  if (found != all.end()) return *found;
  if (all.empty() && agreement.to_join(agency, today(c)) == nullptr) return not_found();
  return invalid("version", "Your agency is not in this version. Read the page again");
}

Result<Reply> answer(Context& c, bool joins) {
  MASH_TRY(const auto agreement, in_path(c));
  MASH_TRY(const auto* version, joins ? joined_by(c, agreement) : left_by(c, agreement));
  WordRow row{.id = new_id_text(c.random),
              .agency = c.principal.agency,
              .word = {.joins = joins, .by = c.principal.person, .at = c.now}};
  if (!joins) row.sealed = seal_why(c, "agreement_word", row.id);
  insert_word(c.tx, agreement.id, version->number, row);
  return pipeline::SeeOther{"/agreements/" + agreement.id, {}};
}

Result<Reply> end(Context& c) {
  MASH_TRY(const auto agreement, in_path(c));
  if (agreement.ended_at) return invalid("reason", "It has ended already");
  if (!agreement.versions.front().put_at) {
    return invalid("reason", "It is a draft, which nobody has joined. Change it instead");
  }
  insert_end(c.tx, agreement.id, c.principal.person, c.now,
             seal_why(c, "agreement_end", agreement.id));
  return pipeline::SeeOther{"/agreements/" + agreement.id, {}};
}

// Only ever for the own agency.
Result<policy::Facts> own(Context& /*c*/) {
  return policy::Facts{.own = true};
}

pipeline::Field reason_field(const char* missing) {
  return {.name = "reason",
          .label = "Reason",
          .required = true,
          .max = k_longest_reason,
          .missing = missing,
          .as_typed = true};
}

}  // namespace

void add_one_routes(std::vector<pipeline::Route>& out, const model::Borough& borough) {
  const std::string path = k_path;
  const pipeline::Field version{.name = "version",
                                .label = "Version",
                                .kind = pipeline::Kind::number,
                                .required = true,
                                .missing = "Say which version you have read"};
  out.push_back(pipeline::page<Action::read_agreements>(
      {.path = path,
       .summary = "An agreement on sharing with all its versions",
       .event = "agreement.read",
       .facts = pipeline::no_facts,
       .run = [&borough](const auto& grant, Context& c) { return show(grant, c, borough); }}));
  out.push_back(pipeline::act<Action::keep_agreements>(
      {.path = path + "/put",
       .summary = "Put the draft of an agreement to its parties",
       .event = "agreement.put",
       .fields = {{.name = "edit",
                   .label = "Draft",
                   .kind = pipeline::Kind::number,
                   .required = true,
                   .missing = "Say which draft you have read"}},
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return put(c); },
       .again = path}));
  out.push_back(pipeline::act<Action::join_agreement>(
      {.path = path + "/join",
       .summary = "Join an agreement for the own agency",
       .event = "agreement.joined",
       .fields = {version},
       .facts = own,
       .run = [](const auto&, Context& c) { return answer(c, true); },
       .again = path}));
  out.push_back(pipeline::act<Action::join_agreement>(
      {.path = path + "/leave",
       .summary = "Leave an agreement for the own agency",
       .event = "agreement.left",
       .fields = {version, reason_field("Say why your agency leaves")},
       .facts = own,
       .run = [](const auto&, Context& c) { return answer(c, false); },
       .again = path}));
  out.push_back(
      pipeline::act<Action::keep_agreements>({.path = path + "/end",
                                              .summary = "End an agreement before its last day",
                                              .event = "agreement.ended",
                                              .fields = {reason_field("Say why it ends")},
                                              .facts = pipeline::no_facts,
                                              .run = [](const auto&, Context& c) { return end(c); },
                                              .again = path}));
}

}  // namespace mash::agreements

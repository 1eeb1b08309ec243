// SPDX-License-Identifier: MIT
// This hub asks, and hears what others answer.
#include <stdexcept>

#include "mash/directory/directory.h"
#include "talk.h"

namespace mash::pointers {

namespace {

using pipeline::Context;

pipeline::Label label_of(const EnquiryRow& row) {
  return {.owner = pipeline::k_front_door,
          .kind = "pointer_enquiry",
          .case_id = row.case_id,
          .row = row.id};
}

std::string sealed_words(const crypto::Key& seed, const std::vector<pointer::Token>& tokens,
                         pointer::Fields known) {
  json::Array all;
  for (const auto& t : tokens) {
    all.push_back(json::Object{{"fields", static_cast<std::int64_t>(t.fields)}, {"text", t.text}});
  }
  return json::encode(json::Object{{"seed", hex(seed.bytes())},
                                   {"known", static_cast<std::int64_t>(known)},
                                   {"tokens", std::move(all)}});
}

// The enquiry that follows from what was sealed.
pointer::Enquiry open_enquiry(Context& c, const policy::Proof& proof, const Deps& deps,
                              const EnquiryRow& row) {
  const auto words = c.vault.open_json(c.tx, proof, label_of(row), row.sealed);
  const auto bytes = from_hex(words.text("seed"));
  const auto* all = words["tokens"].as_array();
  if (!bytes || all == nullptr) throw std::runtime_error("a sealed enquiry does not read");
  const auto seed = crypto::Key::from(*bytes);
  std::vector<pointer::Token> tokens;
  for (const auto& t : *all) {
    tokens.push_back({static_cast<pointer::Fields>(t.number("fields")), t.text("text")});
  }
  const auto known = static_cast<pointer::Fields>(words.number("known"));
  auto out = pointer::Enquiry::begin(seed.value(), std::move(tokens), known, deps.policy.batch);
  if (!out) throw std::runtime_error("a sealed enquiry does not read");
  return *std::move(out);
}

// A stranger to this hub reads it; it says nothing of the case.
pointer::Purpose purpose_of(const Deps& deps, const EnquiryRow& row) {
  const auto* member = deps.borough.find_staff(row.by);
  const AgencyId agency = member == nullptr ? AgencyId() : member->agency;
  return {.user = directory::person_name(deps.borough, row.by),
          .agency = directory::agency_name(deps.borough, agency),
          .reason = row.reason,
          .reference = row.id};
}

void set_stands(Context& c, AskedRow row, Stands stands) {
  row.stands = stands;
  row.at = c.now;
  store_asked(c.tx, row);
  if (const auto enquiry = find_enquiry(c.tx, row.enquiry)) {
    c.changed("case", enquiry->case_id.text());
  }
  c.touch(row.enquiry);
}

// Of the newest edition that is here whole.
std::optional<pointer::List> newest_list(db::Transaction& tx, const pointer::HubId& hub) {
  for (const auto edition : editions_of(tx, hub)) {
    std::vector<pointer::ListPart> parts;
    for (const auto& words : parts_of(tx, hub, edition)) {
      auto word = pointer::decode(words);
      if (word) parts.push_back(std::get<pointer::ListPart>(*std::move(word)));
    }
    if (auto list = pointer::gather(parts)) return *std::move(list);
  }
  return std::nullopt;
}

// Where the hub's list is here: asks it. Else it is asked once the list has come.
void ask_hub(Context& c, const Deps& deps, const EnquiryRow& row, const pointer::Enquiry& enquiry,
             const pointer::HubId& hub, const std::optional<pointer::Epoch>& epoch) {
  AskedRow out{.enquiry = row.id, .hub = hub, .at = c.now};
  if (epoch) {
    const auto ask = enquiry.ask(hub, *epoch, purpose_of(deps, row));
    out.stands = Stands::asked;
    out.epoch = *epoch;
    out.ask_id = ask.id;
    deps.ways.say(c, hub, pointer::encode(ask));
  }
  store_asked(c.tx, out);
}

std::optional<pointer::Epoch> epoch_of(db::Transaction& tx, const pointer::HubId& hub) {
  const auto list = newest_list(tx, hub);
  return list ? std::optional(list->epoch) : std::nullopt;
}

}  // namespace

Result<void> begin(Context& c, const Deps& deps, const std::vector<pointer::Normal>& records,
                   EnquiryRow row, const std::vector<OtherHub>& hubs) {
  const auto seed = crypto::Key::make(c.random);
  const auto tokens = pointer::tokens_to_ask(std::span(records), deps.policy.batch);
  pointer::Fields known = 0;
  for (const auto& record : records) known |= pointer::known_fields(record);
  MASH_TRY(const auto enquiry, pointer::Enquiry::begin(seed, tokens, known, deps.policy.batch));
  row.id = new_id_text(c.random);
  row.sealed = c.vault.seal(c.tx, label_of(row), sealed_words(seed, tokens, known), c.random);
  insert_enquiry(c.tx, row);
  for (const auto& hub : hubs) {
    ask_hub(c, deps, row, enquiry, hub.id, epoch_of(c.tx, hub.id));
  }
  c.touch(row.id);
  return {};
}

void hear(Context& c, const policy::Proof& proof, const Deps& deps, const pointer::HubId& from,
          const pointer::ListPart& part, std::string_view words) {
  if (!insert_part(c.tx, from, part, words)) return;
  const auto list = newest_list(c.tx, from);
  if (!list || list->edition != part.edition) return;  // not whole yet, or an old one
  delete_editions_before(c.tx, from, list->edition);
  for (const auto& waiting : without_list(c.tx, from)) {
    const auto row = find_enquiry(c.tx, waiting.enquiry);
    // What was refused by this key would be again.
    if (!row || waiting.epoch == list->epoch) continue;
    ask_hub(c, deps, *row, open_enquiry(c, proof, deps, *row), from, list->epoch);
    c.touch(row->id);
  }
}

void hear(Context& c, const policy::Proof& proof, const Deps& deps, const pointer::HubId& from,
          const pointer::Evaluated& word) {
  auto asked = find_asked(c.tx, from, word.id);
  if (!asked || asked->stands != Stands::asked) return c.note("not_asked");
  const auto row = find_enquiry(c.tx, asked->enquiry);
  const auto list = newest_list(c.tx, from);
  if (!row || !list) return c.note("not_asked");
  const auto enquiry = open_enquiry(c, proof, deps, *row);
  if (list->epoch != asked->epoch) {  // its key has changed in between: asked again by the new one
    return ask_hub(c, deps, *row, enquiry, from, list->epoch);
  }
  const auto heard = enquiry.hear(from, *list, word);
  if (!heard) {
    c.note("not_proved");
    return set_stands(c, *asked, Stands::unsound);
  }
  if (const auto* hits = std::get_if<pointer::Confirm>(&*heard)) {
    deps.ways.say(c, from, pointer::encode(*hits));
    return set_stands(c, *asked, Stands::confirming);
  }
  set_stands(c, *asked, Stands::not_known);
}

void hear(Context& c, const pointer::HubId& from, const pointer::Refused& word) {
  const auto asked = find_asked(c.tx, from, word.id);
  if (!asked || (asked->stands != Stands::asked && asked->stands != Stands::confirming)) {
    return c.note("not_asked");
  }
  using enum pointer::Why;
  Stands stands = Stands::refused;
  if (word.why == quota_user) stands = Stands::refused_user;
  if (word.why == quota_hub) stands = Stands::refused_hub;
  if (word.why == epoch) stands = Stands::no_list;  // asked again once its new list is here
  set_stands(c, *asked, stands);
}

void hear(Context& c, const pointer::HubId& from, const pointer::Answer& word) {
  const auto asked = find_asked(c.tx, from, word.id);
  if (!asked || asked->stands != Stands::confirming) return c.note("not_asked");
  using enum pointer::Says;
  Stands stands = Stands::not_known;
  if (word.says == ask) stands = Stands::ask;
  if (word.says == known) stands = Stands::known;
  set_stands(c, *asked, stands);
}

}  // namespace mash::pointers

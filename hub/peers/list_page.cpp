// SPDX-License-Identifier: MIT
// Other hubs and all letters to and from them.
#include <algorithm>

#include "mash/html/house.h"
#include "mash/peers/peers.h"
#include "pages.h"

namespace mash::peers {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

std::string joined(const std::vector<std::string>& all) {
  std::string out;
  for (const auto& one : all) out += (out.empty() ? "" : ", ") + one;
  return out;
}

std::string age_words(UtcTime since, UtcTime now) {
  const auto minutes = std::max<std::int64_t>((now - since).micros / 60'000'000, 0);
  constexpr std::int64_t k_hour = 60;
  constexpr std::int64_t k_day = 1440;
  if (minutes >= 2 * k_day) return std::to_string(minutes / k_day) + " days";
  if (minutes >= 2 * k_hour) return std::to_string(minutes / k_hour) + " hours";
  return std::to_string(minutes) + (minutes == 1 ? " minute" : " minutes");
}

std::string trouble_words(const Peer& peer) {
  if (peer.trouble.empty()) return "";
  return "It sent something else under a number that it had used before, as a copy that was put "
         "back does. Nothing of that was taken. Ask its operator";
}

std::string standing_words(const exchange::Directory& directory, const exchange::Hub& hub,
                           const std::optional<Peer>& peer, UtcTime now) {
  if (hub.revoked) return "Its keys are revoked: nothing goes to it and nothing of it is taken";
  if (directory.good(hub.id, now) == nullptr) return "Its keys are not good today";
  if (!peer || !peer->allowed) return "This hub does not talk to it";
  if (!peer->heard_at) return "Nothing has been heard of it yet";
  return "Last heard " + plain_time(*peer->heard_at);
}

json::Value hub_view(Context& c, const exchange::Directory& directory, const exchange::Hub& hub) {
  const auto peer = find_peer(c.tx, hub.id);
  json::Value out = json::Object{{"name", hub.name},
                                 {"decides", joined(hub.decides)},
                                 {"recommends", joined(hub.recommends)},
                                 {"standing", standing_words(directory, hub, peer, c.now)},
                                 {"trouble", peer ? trouble_words(*peer) : std::string()}};
  const auto waiting = peer ? without_receipt(c.tx, hub.id) : std::vector<WordOut>();
  std::string words;
  bool overdue = false;
  if (!waiting.empty()) {
    words = std::to_string(waiting.size()) + (waiting.size() == 1 ? " word" : " words") +
            " without a receipt, the oldest for " + age_words(waiting.front().at, c.now);
    overdue = std::ranges::any_of(waiting, [&](const auto& w) { return c.now >= w.due_at; });
  }
  out.set("waiting", words);
  out.set("overdue", overdue);
  return out;
}

bool has_reply(Context& c, const std::string& letter, const exchange::HubId& hub) {
  return std::ranges::any_of(words_in_about(c.tx, letter), [&](const WordIn& word) {
    return word.kind == "reply" && word.hub == hub;
  });
}

json::Value letters_view(Context& c, const policy::Proof& proof,
                         const std::optional<exchange::Directory>& directory) {
  struct Line {
    UtcTime at;
    json::Value value;
  };
  std::vector<Line> lines;
  for (const auto& letter : newest_letters_in(c.tx)) {
    const auto said = said_in(c, proof, k_word_in, letter.id, letter.sealed);
    lines.push_back(
        {letter.taken_at, json::Object{{"href", href_of(letter.id)},
                                       {"subject", said.text("subject")},
                                       {"with", "From " + hub_name(directory, letter.hub)},
                                       {"at", plain_time(letter.taken_at)},
                                       {"state", state_words(letter)}}});
  }
  for (const auto& letter : newest_letters_out(c.tx)) {
    const auto said = said_in(c, proof, k_word_out, letter.id, letter.sealed);
    const bool answered = has_reply(c, letter.id, letter.hub);
    lines.push_back({letter.at, json::Object{{"href", href_of(letter.id)},
                                             {"subject", said.text("subject")},
                                             {"with", "To " + hub_name(directory, letter.hub)},
                                             {"at", plain_time(letter.at)},
                                             {"state", state_words(c, letter, answered)}}});
  }
  std::ranges::sort(lines, [](const Line& a, const Line& b) { return a.at > b.at; });
  json::Array out;
  for (auto& line : lines) out.push_back(std::move(line.value));
  return out;
}

Result<Reply> list(const policy::Proof& proof, Context& c, const Deps& deps) {
  const auto directory = current_directory(c.tx);
  json::Array hubs;
  if (directory) {
    for (const auto& hub : directory->hubs) {
      if (hub.id != deps.borough.hub.id) hubs.push_back(hub_view(c, *directory, hub));
    }
  }
  auto letters = letters_view(c, proof, directory);
  json::Value data = json::Object{};
  data.set("may_write", may_write(c) && !hubs.empty());
  data.set("may_see_asked", policy::may(c.principal, Action::keep_agreements, {}));
  data.set("version", directory ? "Version " + std::to_string(directory->version) +
                                      ", good until " + plain_time(directory->until)
                                : std::string());
  data.set("run_out", directory && c.now >= directory->until);
  data.set("no_hubs", hubs.empty()
                          ? html::empty(html::Empty::nothing,
                                        "This hub has taken no directory of hubs. The operator "
                                        "takes one: openmash hubs take.")
                          : json::Value(false));
  data.set("hubs", std::move(hubs));
  data.set("no_letters", letters.as_array()->empty()
                             ? html::empty(html::Empty::nothing, "No letter has come or gone.")
                             : json::Value(false));
  data.set("has_letters", !letters.as_array()->empty());
  data.set("letters", std::move(letters));
  return pipeline::View{.page = "peers/list", .title = "Other hubs", .data = std::move(data)};
}

}  // namespace

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  out.push_back(pipeline::page<Action::read_queue>(
      {.path = "/hubs",
       .summary = "Other hubs, how they are reached, and the letters",
       .event = "hubs.list",
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return list(grant, c, deps); }}));
  add_letter_routes(out, deps);
  return out;
}

std::vector<cases::Owed> owed(Context& c) {
  std::vector<cases::Owed> out;
  if (!may_write(c)) return out;
  const auto directory = current_directory(c.tx);
  for (const auto& letter : letters_without_answer(c.tx)) {
    const auto by = LocalDate::parse(letter.answer_by);
    cases::Owed one{.what = "Answer a letter from " + hub_name(directory, letter.hub),
                    .href = href_of(letter.id),
                    .since = letter.taken_at};
    if (by) one.due_at = from_london(by->plus_days(1), 0, 0);
    out.push_back(std::move(one));
  }
  for (const auto& peer : all_peers(c.tx)) {
    const auto waiting = without_receipt(c.tx, peer.hub);
    const auto late =
        std::ranges::find_if(waiting, [&c](const WordOut& word) { return c.now >= word.due_at; });
    if (late == waiting.end()) continue;
    out.push_back({.what = "Ring " + hub_name(directory, peer.hub) +
                           ": what was sent to it has not been received",
                   .href = "/hubs",
                   .since = late->at,
                   .due_at = late->due_at});
  }
  return out;
}

}  // namespace mash::peers

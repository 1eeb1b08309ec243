// SPDX-License-Identifier: MIT
// The question to an owner about the hub's own words, on the page of the owner's decisions.
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "release_form.h"

namespace mash::disclosure {

namespace {

using pipeline::Context;
using pipeline::Kind;

json::Value question(const Context& c) {
  const auto typed = [&c](const char* name) {
    return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
  };
  html::RadiosOptions options{.name = "words",
                              .legend = "Do these words give away what your agency told the hub?",
                              .error = html::error_of(c.faults, "words"),
                              .value = typed("words"),
                              .classes = "govuk-radios--small"};
  for (const auto& word : model::k_words<ClearanceAnswer>) {
    options.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return html::fields({html::radios(options),
                       html::textarea({.name = "words_reason",
                                       .label = "If they do: which words, and why may they not go?",
                                       .error = html::error_of(c.faults, "words_reason"),
                                       .value = typed("words_reason"),
                                       .rows = 2})});
}

}  // namespace

std::vector<pipeline::Field> words_fields() {
  pipeline::Field words{.name = "words", .label = "The hub's own words", .kind = Kind::choice};
  for (const auto& word : model::k_words<ClearanceAnswer>) words.choices.emplace_back(word.code);
  return {words,
          {.name = "words_reason", .label = "Why they may not go", .max = 2000, .as_typed = true},
          {.name = "words_seen", .label = "What was asked", .max = 40}};
}

json::Value words_view(Context& c, const policy::Proof& proof, const ClearanceRow& asked,
                       const model::Borough& borough) {
  const FinalWords words = open_words(c, proof, asked.words);
  const Clearance said = open_clearance(c, proof, asked);
  json::Value v = json::Object{};
  v.set("contact", words.contact.reveal());
  v.set("asked", words.asked.reveal());
  v.set("by_when", words.by_when.reveal());
  v.set("why", words.why.reveal());
  v.set("unknown", words.unknown.reveal());
  v.set("where", words.where.reveal());
  v.set("others", words.others.reveal());
  // A fault of the answer may be that there are other words to read.
  v.set("seen", html::error_of(c.faults, "words").empty() ? c.version_seen("words_seen", asked.id)
                                                          : asked.id);
  v.set("answer", said.answer ? model::words_of(*said.answer) : std::string_view());
  v.set("answer_reason", said.reason.reveal());
  v.set("answered_by", said.answer ? directory::person_name(borough, said.answered_by) + ", " +
                                         plain_time(said.answered_at) +
                                         (said.of_same_words ? ", of the same words before" : "")
                                   : std::string());
  v.set("fields", question(c));
  return v;
}

std::optional<WordsAnswer> read_words_form(const Context& c,
                                           const std::optional<ClearanceRow>& asked,
                                           std::vector<Fault>& faults) {
  const auto answer = model::from_code<ClearanceAnswer>(c.input.text("words"));
  if (!answer) return std::nullopt;
  if (!asked || c.input.text("words_seen") != asked->id) {
    faults.push_back(
        {"words", "The words were changed, or a colleague has answered. Read them again"});
    return std::nullopt;
  }
  WordsAnswer out{.answer = *answer, .reason = std::string(c.input.text("words_reason"))};
  if (out.answer == ClearanceAnswer::objected && out.reason.empty()) {
    faults.push_back({"words_reason", "Say which words may not go, and why"});
  }
  return out;
}

}  // namespace mash::disclosure

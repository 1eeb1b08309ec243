// SPDX-License-Identifier: MIT
// Writing a letter to another hub, reading one, answering it.
#include "mash/html/forms.h"
#include "pages.h"

namespace mash::peers {

namespace {

using pipeline::Context;
using pipeline::Field;
using pipeline::Kind;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_write = "/hubs/write";
constexpr const char* k_letter = "/hubs/letters/{letter}";
constexpr std::size_t k_longest_line = 200;

html::Choice choice_of(const exchange::Hub& hub) {
  return {.value = hub.id, .text = hub.name};
}

json::Value write_form(Context& c) {
  html::RadiosOptions hubs{.name = "hub",
                           .legend = "Which hub do you write to?",
                           .error = html::error_of(c.faults, "hub"),
                           .value = typed(c, "hub"),
                           .legend_classes = "govuk-fieldset__legend--s"};
  const auto directory = current_directory(c.tx);
  for (const auto& peer : all_peers(c.tx)) {
    const auto* hub = directory ? reachable(*directory, peer, c.now) : nullptr;
    if (hub != nullptr) hubs.choices.push_back(choice_of(*hub));
  }
  return html::fields(
      {html::radios(hubs),
       html::input({.name = "for_whom",
                    .label = "Whom do you want to speak to?",
                    .hint = "A role is enough, like the duty manager",
                    .error = html::error_of(c.faults, "for_whom"),
                    .value = typed(c, "for_whom"),
                    .label_classes = "govuk-label--s"}),
       html::input({.name = "subject",
                    .label = "What is it about?",
                    .hint = "Name no child and no family",
                    .error = html::error_of(c.faults, "subject"),
                    .value = typed(c, "subject"),
                    .label_classes = "govuk-label--s"}),
       html::textarea({.name = "words",
                       .label = "What do you ask?",
                       .hint = "Ask for a conversation and say how you are reached. Name no child "
                               "and no family: say that when you speak",
                       .error = html::error_of(c.faults, "words"),
                       .value = typed(c, "words"),
                       .rows = 8,
                       .max_length = static_cast<int>(k_longest_words),
                       .label_classes = "govuk-label--s"}),
       html::date_input({.name = "answer_by",
                         .legend = "By when do you need an answer?",
                         .error = html::error_of(c.faults, "answer_by"),
                         .day = typed(c, "answer_by-day"),
                         .month = typed(c, "answer_by-month"),
                         .year = typed(c, "answer_by-year"),
                         .legend_classes = "govuk-fieldset__legend--s"})});
}

Result<Reply> show_form(Context& c) {
  json::Value data = json::Object{};
  data.set("fields", write_form(c));
  return pipeline::View{
      .page = "peers/write", .title = "Write to another hub", .data = std::move(data)};
}

std::vector<Field> write_fields() {
  return {{.name = "hub",
           .label = "Hub",
           .required = true,
           .max = k_longest_line,
           .missing = "Select the hub that you write to"},
          {.name = "for_whom",
           .label = "Whom you want to speak to",
           .required = true,
           .max = k_longest_line,
           .missing = "Enter whom you want to speak to"},
          {.name = "subject",
           .label = "What it is about",
           .required = true,
           .max = k_longest_line,
           .missing = "Enter what it is about"},
          {.name = "words",
           .label = "What you ask",
           .required = true,
           .max = k_longest_words,
           .missing = "Enter what you ask"},
          {.name = "answer_by",
           .label = "Day by which you need an answer",
           .kind = Kind::date,
           .required = true,
           .missing = "Enter the day by which you need an answer"}};
}

// Who signs: a person of this hub, for pages of the other.
std::string signed_by_words(const Context& c) {
  return c.person_name + ", " + c.person_description;
}

struct Way {
  Peer peer;
  exchange::Hub hub;
};
Result<Way> way_to(Context& c, const exchange::HubId& id) {
  const auto directory = current_directory(c.tx);
  const auto peer = find_peer(c.tx, id);
  const auto* hub = directory && peer ? reachable(*directory, *peer, c.now) : nullptr;
  if (hub == nullptr) return invalid("hub", "This hub cannot be written to now: choose another");
  return Way{*peer, *hub};
}

Result<Reply> write_letter(Context& c, const Deps& deps) {
  MASH_TRY(auto way, way_to(c, std::string(c.input.text("hub"))));
  MASH_TRY(const LocalDate by, c.input.date("answer_by"));
  if (by < to_london(c.now).date) {
    return invalid("answer_by", "The day by which you need an answer is in the past");
  }
  const std::string id = new_id_text(c.random);
  write_word(c, deps, way.peer, way.hub,
             {.id = id,
              .kind = "letter",
              .about = id,
              .words = json::Object{{"from", signed_by_words(c)},
                                    {"for_whom", c.input.text("for_whom")},
                                    {"subject", c.input.text("subject")},
                                    {"words", c.input.text("words")},
                                    {"answer_by", by.iso()}}});
  return pipeline::SeeOther{href_of(id), {}};
}

// A letter of this hub or to it.
struct Letter {
  std::optional<WordOut> out;
  std::optional<WordIn> in;
  [[nodiscard]] const std::string& id() const { return out ? out->id : in->id; }
  [[nodiscard]] const exchange::HubId& hub() const { return out ? out->hub : in->hub; }
};

Result<Letter> in_path(Context& c) {
  Letter out;
  const std::string id(c.input.text("letter"));
  out.out = find_word_out(c.tx, id);
  if (out.out && out.out->kind != "letter") out.out.reset();
  if (!out.out) out.in = find_word_in(c.tx, id);
  if (out.in && out.in->kind != "letter") out.in.reset();
  if (!out.out && !out.in) return not_found();
  c.touch(id);
  return out;
}

// A reply in either direction, as it stands on the page of its letter.
json::Value reply_view(const json::Value& said, UtcTime at, const std::string& state) {
  return json::Object{{"from", said.text("from")},
                      {"words", said.text("words")},
                      {"at", plain_time(at)},
                      {"state", state}};
}

json::Value replies_view(Context& c, const policy::Proof& proof, const Letter& letter) {
  json::Array out;
  for (const auto& word : words_in_about(c.tx, letter.id())) {
    if (word.kind != "reply" || word.hub != letter.hub()) continue;
    out.push_back(
        reply_view(said_in(c, proof, k_word_in, word.id, word.sealed), word.taken_at, ""));
  }
  for (const auto& word : words_out_about(c.tx, letter.id())) {
    if (word.kind != "reply") continue;
    out.push_back(reply_view(said_in(c, proof, k_word_out, word.id, word.sealed), word.at,
                             state_words(c, word, false)));
  }
  return out;
}

Result<Reply> show_letter(const policy::Proof& proof, Context& c) {
  MASH_TRY(const Letter letter, in_path(c));
  const auto directory = current_directory(c.tx);
  const auto said = letter.out ? said_in(c, proof, k_word_out, letter.id(), letter.out->sealed)
                               : said_in(c, proof, k_word_in, letter.id(), letter.in->sealed);
  auto replies = replies_view(c, proof, letter);
  const bool answered = !replies.as_array()->empty();
  json::Value data = json::Object{};
  data.set("subject", said.text("subject"));
  data.set("with", (letter.out ? "To " : "From ") + hub_name(directory, letter.hub()));
  data.set("from", said.text("from"));
  data.set("for_whom", said.text("for_whom"));
  data.set("words", said.text("words"));
  const auto by = LocalDate::parse(said.text("answer_by"));
  data.set("answer_by", by ? plain_date(*by) : std::string());
  data.set("at", plain_time(letter.out ? letter.out->at : letter.in->taken_at));
  data.set("state", letter.out ? state_words(c, *letter.out, answered) : state_words(*letter.in));
  data.set("not_understood", letter.out && was_not_understood(c, *letter.out));
  data.set("has_replies", answered);
  data.set("replies", std::move(replies));
  const bool may_answer = letter.in.has_value() && may_write(c);
  data.set("may_read", may_answer && !letter.in->read_at);
  data.set("href", href_of(letter.id()));
  data.set("answer",
           may_answer ? json::Value(json::Object{
                            {"fields", html::fields({html::textarea(
                                           {.name = "words",
                                            .label = "What do you answer?",
                                            .hint = "Name no child and no family",
                                            .error = html::error_of(c.faults, "words"),
                                            .value = typed(c, "words"),
                                            .rows = 6,
                                            .max_length = static_cast<int>(k_longest_words)})})}})
                      : json::Value(false));
  return pipeline::View{
      .page = "peers/letter", .title = "Letter between hubs", .data = std::move(data)};
}

Result<Reply> answer(Context& c, const Deps& deps) {
  MASH_TRY(const Letter letter, in_path(c));
  if (!letter.in) return not_found();
  MASH_TRY(auto way, way_to(c, letter.in->hub));
  write_word(c, deps, way.peer, way.hub,
             {.id = new_id_text(c.random),
              .kind = "reply",
              .about = letter.id(),
              .words = json::Object{{"letter", letter.id()},
                                    {"from", signed_by_words(c)},
                                    {"words", c.input.text("words")}}});
  set_read_here(c.tx, letter.id(), c.principal.person, c.now);
  set_answered(c.tx, letter.id(), c.now);
  return pipeline::SeeOther{href_of(letter.id()), {}};
}

// The other hub hears that somebody has read it. Twice is once.
Result<Reply> mark_read(Context& c, const Deps& deps) {
  MASH_TRY(const Letter letter, in_path(c));
  if (!letter.in) return not_found();
  if (!letter.in->read_at) {
    MASH_TRY(auto way, way_to(c, letter.in->hub));
    write_word(c, deps, way.peer, way.hub,
               {.id = new_id_text(c.random),
                .kind = "read",
                .about = letter.id(),
                .words = json::Object{{"letter", letter.id()}}});
    set_read_here(c.tx, letter.id(), c.principal.person, c.now);
  }
  return pipeline::SeeOther{href_of(letter.id()), {}};
}

}  // namespace

void add_letter_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::issue_product>(
      {.path = k_write,
       .summary = "The form of a letter to another hub",
       .event = "letter.writing",
       .facts = of_no_case,
       .run = [](const auto&, Context& c) { return show_form(c); }}));
  out.push_back(pipeline::act<Action::issue_product>(
      {.path = k_write,
       .summary = "Write a letter to another hub",
       .event = "letter.sent",
       .fields = write_fields(),
       .facts = of_no_case,
       .run = [deps](const auto&, Context& c) { return write_letter(c, deps); },
       .again = k_write}));
  out.push_back(pipeline::page<Action::read_queue>(
      {.path = k_letter,
       .summary = "A letter between hubs, with its replies",
       .event = "letter.read",
       .facts = pipeline::no_facts,
       .run = [](const auto& grant, Context& c) { return show_letter(grant, c); }}));
  out.push_back(pipeline::act<Action::issue_product>(
      {.path = std::string(k_letter) + "/reply",
       .summary = "Answer a letter of another hub",
       .event = "letter.answered",
       .fields = {{.name = "words",
                   .label = "What you answer",
                   .required = true,
                   .max = k_longest_words,
                   .missing = "Enter what you answer"}},
       .facts = of_no_case,
       .run = [deps](const auto&, Context& c) { return answer(c, deps); },
       .again = k_letter}));
  out.push_back(pipeline::act<Action::issue_product>(
      {.path = std::string(k_letter) + "/read",
       .summary = "Tell another hub that its letter was read",
       .event = "letter.marked-read",
       .facts = of_no_case,
       .run = [deps](const auto&, Context& c) { return mark_read(c, deps); },
       .again = k_letter}));
}

}  // namespace mash::peers

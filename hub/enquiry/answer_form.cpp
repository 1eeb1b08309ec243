// SPDX-License-Identifier: MIT
#include "answer_form.h"

#include <algorithm>
#include <functional>
#include <set>

#include "mash/disclosure/item_form.h"
#include "mash/disclosure/items.h"
#include "mash/html/forms.h"

namespace mash::enquiry {

namespace {

using model::ReturnKind;
using pipeline::Context;
using pipeline::Kind;

template <model::Coded E>
std::vector<std::string> codes() {
  std::vector<std::string> out;
  for (const auto& word : model::k_words<E>) out.emplace_back(word.code);
  return out;
}

const char* hint_of(ReturnKind kind) {
  switch (kind) {
    case ReturnKind::known:
      return "What is written above comes into the hub, but for what you keep below. It leaves the "
             "hub only if your agency decides so later.";
    case ReturnKind::nothing_known:
      return "You searched and found nothing. Say where you searched and for which time.";
    case ReturnKind::partial:
      return "What is written above comes into the hub now, but for what you keep below, and more "
             "follows.";
    case ReturnKind::cannot_share:
      return "You know something and may not share it. Say why, with the ground in law.";
    case ReturnKind::not_available:
      return "Nobody could search. The request stays open.";
  }
  return "";
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

json::Value kind_question(const std::string& value, const std::string& error) {
  html::RadiosOptions o{
      .name = "kind", .legend = "Your agency's answer", .error = error, .value = value};
  for (const auto& word : model::k_words<ReturnKind>) {
    o.choices.push_back({.value = std::string(word.code),
                         .text = std::string(word.words),
                         .hint = hint_of(word.value)});
  }
  return html::radios(o);
}

json::Value ground_question(const std::string& value, const std::string& error) {
  html::SelectOptions o{.name = "ground",
                        .label = "If you cannot share: on which ground?",
                        .error = error,
                        .value = value,
                        .choices = {{.value = "", .text = "Choose a ground"}}};
  for (const auto& word : model::k_words<model::WithholdReason>) {
    o.choices.push_back({.value = std::string(word.code),
                         .text = std::string(word.words) + " (" +
                                 std::string(model::legal_ground(word.value)) + ")"});
  }
  return html::select(o);
}

json::Value why_not_question(const std::string& value, const std::string& error) {
  html::RadiosOptions o{.name = "why_not",
                        .legend = "If you were not available: why?",
                        .error = error,
                        .value = value,
                        .classes = "govuk-radios--small"};
  for (const auto& word : model::k_words<model::BreachReason>) {
    o.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return html::radios(o);
}

class AnswerReader {
 public:
  explicit AnswerReader(const Context& c) : c_(c) {}

  std::string need(const char* name, const char* message) {
    const std::string value(c_.input.text(name));
    if (value.empty()) faults_.push_back({name, message});
    return value;
  }
  void fault(const char* name, const char* message) { faults_.push_back({name, message}); }
  [[nodiscard]] const std::vector<Fault>& faults() const { return faults_; }

 private:
  const Context& c_;
  std::vector<Fault> faults_;
};

using Items = std::vector<disclosure::Item>;

// Of this case and its desk, in the hub or not.
Items own_items(Context& c, const EnquiryRow& row) {
  auto out = disclosure::visible_items(c, row.case_id);
  std::erase_if(out, [&](const disclosure::Item& item) { return item.owner != row.agency; });
  return out;
}

bool is_draft(const disclosure::Item& item) {
  return item.state == model::ItemState::draft;
}

bool is_kept(const Context& c, const disclosure::Item& item) {
  const auto& kept = c.input.all("keep");
  return std::ranges::find(kept, item.id.text()) != kept.end();
}

json::Value keep_question(const Context& c, const Items& drafts) {
  html::CheckboxesOptions o{.name = "keep",
                            .legend = "If you know something: does any of it stay at your desk?",
                            .hint =
                                "What you tick does not come into the hub with the answer, and "
                                "nobody else sees it",
                            .error = html::error_of(c.faults, "keep")};
  if (c.typed != nullptr) o.values = c.typed->all("keep");
  for (const auto& item : drafts) {
    o.choices.push_back({.value = item.id.text(), .text = item.fact.reveal()});
  }
  return html::checkboxes(o);
}

bool share_people(const Enquiry& a, const Enquiry& b) {
  const auto names = [](const Enquiry& e, const StatementId& id) {
    return std::ranges::any_of(e.asked, [&id](const AskedAbout& asked) {
      return std::ranges::find(asked.about, id) != asked.about.end();
    });
  };
  const auto all = [](const Enquiry& e) {
    return std::ranges::any_of(e.asked, &AskedAbout::all_named);
  };
  if (all(a) || all(b)) return true;
  return std::ranges::any_of(a.asked, [&](const AskedAbout& asked) {
    return std::ranges::any_of(asked.about, [&](const StatementId& id) { return names(b, id); });
  });
}

// What it told in answer to a request about other people says nothing of these.
bool has_told_of_them(Context& c, const policy::Proof& proof, const EnquiryRow& row) {
  const auto requests = enquiries_of(c, proof, row.case_id);
  const auto by_id = [&requests](const EnquiryId& id) {
    return std::ranges::find(requests, id, &Enquiry::id);
  };
  const auto own = by_id(row.id);
  return std::ranges::any_of(disclosure::visible_items(c, row.case_id),
                             [&](const disclosure::Item& item) {
                               if (item.owner != row.agency) return false;
                               const auto told_in = by_id(item.enquiry);
                               return told_in == requests.end() || share_people(*told_in, *own);
                             });
}

// An answer that says that the agency knows something brings something in.
void tell_something(Context& c, const EnquiryRow& row, AnswerReader& reader) {
  const Items items = own_items(c, row);
  const auto kept = std::ranges::count_if(
      items, [&c](const disclosure::Item& item) { return is_draft(item) && is_kept(c, item); });
  const std::set<std::string> ticked(c.input.all("keep").begin(), c.input.all("keep").end());
  if (static_cast<std::size_t>(kept) != ticked.size()) {
    reader.fault("keep", "A colleague has brought it into the hub meanwhile. Look again");
  } else if (kept > 0 && static_cast<std::size_t>(kept) == items.size()) {
    reader.fault("keep",
                 "Then nothing comes into the hub. Say that you cannot share, or keep less");
  } else if (items.empty()) {
    reader.fault("kind", "Write down at least one fact first");
  }
}

}  // namespace

std::vector<pipeline::Field> answer_fields() {
  return {{.name = "kind",
           .label = "Answer",
           .kind = Kind::choice,
           .required = true,
           .choices = codes<ReturnKind>(),
           .missing = "Select your agency's answer"},
          {.name = "systems", .label = "Where you searched", .max = 1000},
          {.name = "period", .label = "For which time", .max = 200},
          {.name = "keep", .label = "What stays at your desk", .kind = Kind::many, .max = 200},
          {.name = "still_to_come", .label = "What is still to come", .max = 1000},
          {.name = "ground",
           .label = "Ground",
           .kind = Kind::choice,
           .choices = codes<model::WithholdReason>()},
          {.name = "why_not",
           .label = "Why nobody was available",
           .kind = Kind::choice,
           .choices = codes<model::BreachReason>()},
          {.name = "reason", .label = "Reason", .max = 2000, .as_typed = true},
          {.name = "version", .label = "Version", .kind = Kind::number, .required = true}};
}

json::Value answer_form(Context& c, const EnquiryRow& row, const model::Agency& agency) {
  const auto typed = [&](const char* name) {
    return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
  };
  const auto error = [&](const char* name) { return html::error_of(c.faults, name); };
  const std::string systems = joined(agency.record_systems);
  json::Value v = json::Object{};
  v.set("action", "/requests/" + row.id.text() + "/answer");
  v.set("version", c.version_seen("version", row.version));
  v.set("heading", model::is_open(row.state) ? "Answer" : "Correct the answer");
  v.set("changed_meanwhile", error("version"));
  std::vector<json::Value> questions = {
      kind_question(typed("kind"), error("kind")),
      html::input({.name = "systems",
                   .label = "If you know nothing: where did you search?",
                   .hint = systems.empty() ? "" : "Your systems: " + systems,
                   .error = error("systems"),
                   .value = typed("systems")}),
      html::input({.name = "period",
                   .label = "If you know nothing: for which time?",
                   .hint = "For example January 2020 to today.",
                   .error = error("period"),
                   .value = typed("period")}),
      html::input({.name = "still_to_come",
                   .label = "If you answer in part: what is still to come, and when?",
                   .error = error("still_to_come"),
                   .value = typed("still_to_come")}),
      ground_question(typed("ground"), error("ground")),
      why_not_question(typed("why_not"), error("why_not")),
      html::textarea({.name = "reason",
                      .label = "If you cannot share, or have another reason: why?",
                      .error = error("reason"),
                      .value = typed("reason"),
                      .rows = 3})};
  auto drafts = own_items(c, row);
  std::erase_if(drafts, std::not_fn(is_draft));
  if (!drafts.empty()) {
    questions.insert(questions.begin() + 1, keep_question(c, drafts));
  }
  v.set("questions", disclosure::fields_of(std::move(questions)));
  v.set("button", html::button({.text = "Send the answer", .prevent_double_click = true}));
  return v;
}

Result<NewReturn> read_answer(Context& c, const policy::Proof& proof, const EnquiryRow& row) {
  AnswerReader reader(c);
  NewReturn out;
  out.kind = *model::from_code<ReturnKind>(c.input.text("kind"));
  switch (out.kind) {
    case ReturnKind::known:
      tell_something(c, row, reader);
      break;
    case ReturnKind::nothing_known:
      out.systems = reader.need("systems", "Say where you searched");
      out.period = reader.need("period", "Say for which time you searched");
      if (disclosure::own_drafts(c, row.case_id) > 0) {
        reader.fault("kind",
                     "Your desk holds something that is not in the hub yet, so it does not know "
                     "nothing. Bring it into the hub, or say that you cannot share");
      } else if (has_told_of_them(c, proof, row)) {
        reader.fault("kind", "Your agency has told this case something, so it knows something");
      }
      break;
    case ReturnKind::partial:
      out.still_to_come = reader.need("still_to_come", "Say what is still to come, and when");
      tell_something(c, row, reader);
      break;
    case ReturnKind::cannot_share:
      out.ground = reader.need("ground", "Select the ground on which you cannot share");
      out.reason = reader.need("reason", "Say in your words why you cannot share");
      break;
    case ReturnKind::not_available:
      out.ground = reader.need("why_not", "Select why nobody was available");
      out.reason = out.ground == model::code_of(model::BreachReason::other)
                       ? reader.need("reason", "Say why nobody was available")
                       : std::string(c.input.text("reason"));
      break;
  }
  // An answer may be corrected at any time, but what was answered does not become unanswered.
  if (!model::is_open(row.state) &&
      (out.kind == ReturnKind::partial || out.kind == ReturnKind::not_available)) {
    reader.fault("kind", "This request has been answered. Choose one of the other answers");
  }
  if (!reader.faults().empty()) {
    return Error{ErrorCode::invalid_input, "There is a problem", reader.faults()};
  }
  return out;
}

}  // namespace mash::enquiry

// SPDX-License-Identifier: MIT
// Check answers, send, and the confirmation.
#include "draft_store.h"
#include "form_routes.h"
#include "mash/html/components.h"
#include "mash/html/forms.h"
#include "page.h"
#include "submit.h"

namespace mash::notify {

namespace {

using html::SummaryRow;
using pipeline::Context;
using pipeline::Reply;
using pipeline::SeeOther;
using pipeline::View;
using policy::Action;

std::string or_empty(std::string text) {
  return text.empty() ? "Not answered" : text;
}

SummaryRow row(std::string key, std::string value, const std::string& page, std::string hidden) {
  return {.key = std::move(key),
          .value = or_empty(std::move(value)),
          .actions = {{.href = "/notify/" + page, .hidden = std::move(hidden)}}};
}

SummaryRow row(const Draft& draft, std::string key, std::string_view name, const std::string& page,
               std::string hidden) {
  return row(std::move(key), draft.answers.get(name).reveal(), page, std::move(hidden));
}

json::Value child_list(const Draft& draft, std::size_t index) {
  const Answers& child = draft.children[index];
  const std::string page = "child/" + std::to_string(index + 1);
  const std::string whose = " of child " + std::to_string(index + 1);
  std::vector<SummaryRow> rows;
  if (child.has("nothing_known")) {
    rows.push_back(row("Known", "Nothing", page, "what is known" + whose));
  } else {
    rows.push_back(row("Name", child_name(child), page, "name" + whose));
    rows.push_back(row("Age", age_words(child), page, "age" + whose));
    rows.push_back(row("Address", address_words(child), page, "address" + whose));
    rows.push_back(row("School", child.get("school").reveal(), page, "school" + whose));
  }
  const bool self = draft.about_self() && index == 0;
  return html::summary_list(
      {.rows = std::move(rows), .card = self ? "You" : "Child " + std::to_string(index + 1)});
}

json::Value story_list(const Draft& draft) {
  std::vector<SummaryRow> rows = {
      row("In danger now", danger_words(draft.answers), "danger", "whether a child is in danger"),
      row("You are", who_words(draft.answers), "who", "who you are"),
      row(draft, "What happened", "narrative", "what", "what happened")};
  if (draft.kind() == Kind::professional) {
    std::string kinds;
    for (const std::string& code : draft.concerns) {
      kinds += (kinds.empty() ? "" : "\n") + concern_words(code);
    }
    rows.push_back(row("Kind of worry", kinds, "what", "the kind of worry"));
  }
  rows.push_back(row(draft, draft.about_self() ? "Where you are" : "Where the child is",
                     "where_now", "where", "where the child is"));
  rows.push_back(row(draft, "Who else is there", "who_else", "others", "who else is there"));
  if (draft.kind() == Kind::professional) {
    rows.push_back(
        row("Family knows", informed_words(draft.answers), "family", "whether the family knows"));
    if (draft.answers.has("why_not_informed")) {
      rows.push_back(row(draft, "Why not", "why_not_informed", "family", "why not"));
    }
    rows.push_back(row(draft, "How to reach a parent", "family_contact", "family",
                       "how a parent is reached safely"));
    rows.push_back(row("Interpreter", interpreter_words(draft.answers), "family",
                       "whether they need an interpreter"));
    rows.push_back(row(draft, "Language", "language", "family", "the language"));
    rows.push_back(row(draft, "Other needs", "needs", "family", "what helps in talking with them"));
  }
  return html::summary_list({.rows = std::move(rows)});
}

json::Value contact_list(const Draft& draft) {
  std::vector<SummaryRow> rows;
  rows.push_back(row(draft, "Name", "referrer_name", "contact", "your name"));
  if (draft.kind() == Kind::professional) {
    rows.push_back(row(draft, "Job", "referrer_role", "contact", "your job"));
    rows.push_back(row(draft, "Organisation", "referrer_agency", "contact", "your organisation"));
    rows.push_back(row("Kind of organisation", source_words(draft.answers.get("source").reveal()),
                       "contact", "the kind of organisation"));
  }
  rows.push_back(row(draft, "Phone number", "referrer_phone", "contact", "your phone number"));
  if (draft.kind() != Kind::child) {
    rows.push_back(row(draft, "Email address", "referrer_email", "contact", "your email address"));
  }
  rows.push_back(
      row(draft, "How to reach you", "safe_contact", "contact", "how to reach you safely"));
  if (draft.kind() == Kind::member_of_public) {
    rows.push_back(row("Tell the family who told us",
                       draft.answers.has("keep_back") ? "No" : "You did not ask us not to",
                       "contact", "whether the family may know"));
  }
  return html::summary_list({.rows = std::move(rows)});
}

json::Value file_list(const Draft& draft) {
  std::vector<SummaryRow> rows;
  for (const DraftFile& file : draft.files) {
    rows.push_back({.key = "File " + std::to_string(rows.size() + 1),
                    .value = kind_words(file) + ": " + file.sent.shows.reveal()});
  }
  return rows.empty() ? json::Value(false) : html::summary_list({.rows = std::move(rows)});
}

// A danger without a place: nobody can go there.
json::Value not_said_where(const Draft& draft) {
  if (!draft.answers.is("danger", "yes") || !draft.answers.get("where_now").empty()) return false;
  const bool self = draft.about_self();
  return json::Object{
      {"warning",
       html::warning_text(self ? "You say that you are in danger now, and not where."
                               : "You say that a child is in danger now, and not where.")},
      {"ask", self ? "Say where you are" : "Say where the child is"}};
}

View check_view(const Deps& deps, const Draft& draft) {
  View v{.page = "notify/check", .title = "Check what you tell us"};
  json::Array children;
  for (std::size_t i = 0; i < draft.children.size(); ++i) children.push_back(child_list(draft, i));
  const bool professional = draft.kind() == Kind::professional;
  v.data = json::Object{{"not_said_where", not_said_where(draft)},
                        {"story", story_list(draft)},
                        {"children", std::move(children)},
                        {"contact", contact_list(draft)},
                        {"files", file_list(draft)},
                        {"files_gone", files_gone_words(draft)},
                        {"files_path", std::string(k_files_path)},
                        {"not_told", !professional},
                        {"button", html::button({.text = "Send", .prevent_double_click = true})},
                        {"hub_name", deps.hub_name},
                        {"phone", deps.phone}};
  return v;
}

pipeline::Route check_page(const SharedDeps& deps) {
  return pipeline::page<Action::read_public>(
      {.path = "/notify/check",
       .summary = "Check the answers before they are sent",
       .event = "",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         const auto draft = load_draft(c);
         if (!draft) return SeeOther{k_expired, {}};
         if (!is_complete(*draft)) return SeeOther{next_path(*draft), {}};
         return check_view(*deps, *draft);
       }});
}

// Pressed twice, it finds the confirmation in the place of the draft.
pipeline::Route send_act(const SharedDeps& deps) {
  return pipeline::act<Action::submit_notification>(
      {.path = "/notify/send",
       .summary = "Send the notification",
       .event = "notify.sent",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         const auto draft = load_draft(c);
         if (!draft) return SeeOther{load_confirmation(c) ? "/notify/sent" : k_expired, {}};
         if (!is_complete(*draft)) return SeeOther{next_path(*draft), {}};
         submit(c, *deps, *draft);
         return SeeOther{"/notify/sent", {}};
       }});
}

json::Value proof_list(const json::Value& sent) {
  std::vector<SummaryRow> rows = {
      {.key = "Reference", .value = sent.text("reference")},
      {.key = "Receipt code", .value = sent.text("code")},
      {.key = "Received", .value = plain_time(UtcTime{sent.number("at")})}};
  const auto files = sent.number("files");
  if (files > 0) rows.push_back({.key = "Files with it", .value = std::to_string(files)});
  return html::summary_list({.rows = std::move(rows)});
}

// How far it has come, in the words of both the confirmation and the status page.
pipeline::Route sent_page(const SharedDeps& deps) {
  return pipeline::page<Action::read_public>(
      {.path = "/notify/sent",
       .summary = "Confirmation of a notification",
       .event = "",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         const auto sent = load_confirmation(c);
         if (!sent) return SeeOther{k_expired, {}};
         const bool late =
             door::is_waiting(c.tx, sent->text("inward_id")) && door::hub_is_away(c.tx, c.now);
         View v{.page = "notify/sent", .title = "We have your notification"};
         v.data = json::Object{
             {"panel", html::panel({.title = sent->flag("child") ? "Thank you for telling us"
                                                                 : "We have your notification",
                                    .text = "Your reference " + sent->text("reference")})},
             {"danger", sent->flag("danger") ? html::warning_text("A child is in danger now: call "
                                                                  "999 if you have not done so.")
                                             : json::Value(false)},
             {"not_collected", late},
             {"child", sent->flag("child")},
             {"professional", sent->flag("professional")},
             {"proof", proof_list(*sent)},
             {"files", sent->number("files") > 0},
             {"receipt", sent->text("receipt")},
             {"receipt_days", deps->receipt_days},
             {"hub_name", deps->hub_name},
             {"phone", deps->phone}};
         return v;
       }});
}

pipeline::Route receipt_download() {
  return pipeline::page<Action::read_public>({.path = "/notify/receipt",
                                              .summary = "The signed receipt as a file",
                                              .event = "",
                                              .facts = pipeline::no_facts,
                                              .run = [](const auto&, Context& c) -> Result<Reply> {
                                                const auto sent = load_confirmation(c);
                                                if (!sent) return SeeOther{k_expired, {}};
                                                return pipeline::Download{
                                                    "text/plain; charset=utf-8", "receipt.txt",
                                                    sent->text("receipt")};
                                              }});
}

}  // namespace

std::vector<pipeline::Route> check_routes(const SharedDeps& deps) {
  return {check_page(deps), send_act(deps), sent_page(deps), receipt_download()};
}

}  // namespace mash::notify

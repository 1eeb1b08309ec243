// SPDX-License-Identifier: MIT
#include "form_routes.h"

#include "draft_store.h"
#include "mash/html/components.h"
#include "mash/html/forms.h"
#include "mash/notify/rate_limit.h"
#include "page.h"

namespace mash::notify {

namespace {

using pipeline::Context;
using pipeline::Reply;
using pipeline::SeeOther;
using pipeline::View;
using policy::Action;

// An innocent page to be found on when somebody looks over the shoulder.
constexpr const char* k_neutral_page = "https://www.bbc.co.uk/weather";

bool applies(const Draft& draft, const std::string& page) {
  return page != "family" || draft.kind() == Kind::professional;
}

pipeline::Route start_page(const SharedDeps& deps) {
  return pipeline::page<Action::read_public>(
      {.path = "/notify",
       .summary = "Start of the form for telling the hub about a child",
       .event = "",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         View v{.page = "notify/start", .title = "Tell us about a child"};
         const auto draft = load_draft(c);
         v.data = json::Object{
             {"hub_name", deps->hub_name},
             {"phone", deps->phone},
             {"warning", html::warning_text("If a child is in immediate danger, call 999 now.")},
             {"go_on", draft ? json::Value(next_path(*draft)) : json::Value(false)},
             {"button", html::button({.text = draft ? "Start again" : "Start now",
                                      .classes = draft ? "govuk-button--secondary" : "",
                                      .start = !draft})}};
         return v;
       }});
}

pipeline::Route start_act() {
  return pipeline::act<Action::submit_notification>(
      {.path = std::string(k_start_path),
       .summary = "Begin a notification",
       .event = "notify.started",
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) -> Result<Reply> {
         start_draft(c);
         return SeeOther{"/notify/danger", {}};
       }});
}

pipeline::Route question_get(const SharedDeps& deps, const std::shared_ptr<const Page>& page) {
  const std::string path = "/notify/" + page->name;
  return pipeline::page<Action::read_public>(
      {.path = path,
       .summary = "Question of the form: " + page->name,
       .event = "",
       .facts = pipeline::no_facts,
       .run = [deps, page, path](const auto&, Context& c) -> Result<Reply> {
         const auto draft = load_draft(c);
         if (!draft) return SeeOther{k_expired, {}};
         if (!applies(*draft, page->name)) return SeeOther{next_path(*draft), {}};
         const Shown shown{draft->answers, c.typed, c.faults};
         return question_view(*deps,
                              {.action = path,
                               .back = path_before(*draft, page->name),
                               .step = step_words(*draft, page->name)},
                              page->ask(*draft, shown));
       }});
}

pipeline::Route question_post(const std::shared_ptr<const Page>& page) {
  const std::string path = "/notify/" + page->name;
  return pipeline::act<Action::submit_notification>(
      {.path = path,
       .summary = "Answer a question of the form: " + page->name,
       .event = "notify.answered",
       .fields = page->fields,
       .facts = pipeline::no_facts,
       .run = [page](const auto&, Context& c) -> Result<Reply> {
         auto draft = load_draft(c);
         if (!draft) return SeeOther{k_expired, {}};
         if (!applies(*draft, page->name)) return SeeOther{next_path(*draft), {}};
         if (auto error = page->keep(*draft, c.input)) return *std::move(error);
         draft->answered.insert(page->name);
         save_draft(c, *draft);
         if (page->name == "danger" && draft->answers.is("danger", "yes")) {
           return SeeOther{"/notify/call-999", {}};
         }
         return SeeOther{next_path(*draft), {}};
       },
       .again = path,
       .body_limit = 512 * 1024});
}

pipeline::Route call_page(const SharedDeps& deps) {
  return pipeline::page<Action::read_public>(
      {.path = "/notify/call-999",
       .summary = "Says to call 999 first",
       .event = "",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         const auto draft = load_draft(c);
         if (!draft) return SeeOther{k_expired, {}};
         View v{.page = "notify/call_999", .title = "Call 999 now"};
         v.data = json::Object{
             {"back", html::back_link("/notify/danger")},
             {"phone", deps->phone},
             {"button", html::button({.text = "Continue", .href = next_path(*draft)})}};
         return v;
       }});
}

View farewell(const Deps& deps, std::string title, std::string heading, json::Array lines) {
  View v{.page = "notify/farewell", .title = std::move(title)};
  v.data = json::Object{
      {"heading", std::move(heading)}, {"lines", std::move(lines)}, {"phone", deps.phone}};
  return v;
}

pipeline::Route expired_page(const SharedDeps& deps) {
  return pipeline::page<Action::read_public>(
      {.path = k_expired,
       .summary = "Says that there are no answers here",
       .event = "",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context&) -> Result<Reply> {
         return farewell(
             *deps, "Your answers are not here", "Your answers are not here",
             {"If you sent them, and were shown a reference, we have them: do not send them again.",
              "We delete answers that were not sent after 60 minutes, and what we show after "
              "sending too. They can be read only in the browser in which they were typed.",
              "If this happens each time, your browser refuses cookies. Phone us instead."});
       }});
}

// Shown in the place of an answer when one network has sent too much (rate_limit.h).
pipeline::Route wait_page(const SharedDeps& deps) {
  return pipeline::page<Action::read_public>(
      {.path = std::string(k_wait_path),
       .summary = "Says to wait or to phone: too much came from one network",
       .event = "",
       .fields = {{.name = "minutes",
                   .label = "Minutes to wait",
                   .kind = pipeline::Kind::number,
                   .max = 5},
                  {.name = "files",
                   .label = "A file",
                   .kind = pipeline::Kind::choice,
                   .choices = {"yes"}}},
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         constexpr std::int64_t k_day = 24 * 60;
         const std::int64_t minutes = c.input.has("minutes") ? c.input.number("minutes") : 1;
         if (minutes < 1 || minutes > k_day) {
           return invalid("minutes", "Minutes to wait must be from 1 to 1440");
         }
         View v{.page = "notify/wait", .title = "Please phone, or wait"};
         v.data = json::Object{
             {"phone", deps->phone},
             {"minutes", minutes},
             {"file", c.input.flag("files")},
             {"time", minutes == 1 ? "a minute" : std::to_string(minutes) + " minutes"},
             {"warning", html::warning_text("If a child is in immediate danger, call 999 now.")}};
         return v;
       }});
}

// A link leads here, since a form's answer may not lead to another site (form-action 'self'), and
// leaving must never fail. A read cannot delete the row, but taking the key away destroys what is
// in it; the row itself goes within the hour. Other sites cannot make anybody's browser do this.
pipeline::Route exit_page() {
  return pipeline::page<Action::read_public>(
      {.path = std::string(k_exit_path),
       .summary = "Exit this page: destroys the answers and leaves",
       .event = "",
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) -> Result<Reply> {
         const auto site = c.request.header("sec-fetch-site");
         if (site.empty() || site == "same-origin" || site == "none") {
           c.clear_cookie(std::string(k_cookie));
         }
         return SeeOther{k_neutral_page, {}};
       }});
}

pipeline::Route exit_act() {
  return pipeline::act<Action::submit_notification>(
      {.path = std::string(k_exit_path),
       .summary = "Delete the answers",
       .event = "notify.deleted",
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) -> Result<Reply> {
         destroy_draft(c);
         return SeeOther{"/notify/left", {}};
       }});
}

pipeline::Route left_page(const SharedDeps& deps) {
  return pipeline::page<Action::read_public>(
      {.path = "/notify/left",
       .summary = "Says that the answers are deleted",
       .event = "",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context&) -> Result<Reply> {
         return farewell(*deps, "Your answers are deleted", "Your answers are deleted",
                         {"Nothing was sent and nothing was kept. Nobody has read it.",
                          "Your browser may still list this website in its history."});
       }});
}

}  // namespace

View question_view(const Deps& deps, const Frame& frame, Question question) {
  View v{.page = "notify/question", .title = question.title};
  json::Array guidance(question.guidance.begin(), question.guidance.end());
  v.data = json::Object{
      {"back", html::back_link(frame.back)},
      {"step", frame.step},
      {"heading", question.own_heading ? json::Value(question.title) : json::Value(false)},
      {"warning",
       question.warning.empty() ? json::Value(false) : html::warning_text(question.warning)},
      {"guidance", std::move(guidance)},
      {"action", frame.action},
      {"fields", html::fields(std::move(question.fields))},
      {"button", html::button({.text = "Continue"})},
      {"phone", deps.phone}};
  return v;
}

bool has_exit(std::string_view path) {
  return path == "/notify" || path.starts_with("/notify/");
}

std::vector<pipeline::Route> form_routes(const SharedDeps& deps) {
  std::vector<pipeline::Route> out = {start_page(deps),   start_act(),    call_page(deps),
                                      expired_page(deps), exit_page(),    exit_act(),
                                      left_page(deps),    wait_page(deps)};
  for (Page& each : question_pages()) {
    const auto page = std::make_shared<const Page>(std::move(each));
    out.push_back(question_get(deps, page));
    out.push_back(question_post(page));
  }
  return out;
}

}  // namespace mash::notify

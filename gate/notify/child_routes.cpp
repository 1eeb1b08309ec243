// SPDX-License-Identifier: MIT
// The children, one page each, and the list of them.
#include <charconv>

#include "draft_store.h"
#include "form_routes.h"
#include "mash/html/components.h"
#include "mash/html/forms.h"
#include "page.h"

namespace mash::notify {

namespace {

using pipeline::Context;
using pipeline::Reply;
using pipeline::SeeOther;
using pipeline::View;
using policy::Action;

std::string child_path(std::size_t number) {
  return "/notify/child/" + std::to_string(number);
}

// The number in the path, from 1 to `last`; 0 if it is none.
std::size_t number_of(const Context& c, std::size_t last) {
  const std::string_view text = c.input.text("number");
  std::size_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size() || number > last) return 0;
  return number;
}

std::size_t last_to_write(const Draft& draft) {
  return std::min(draft.children.size() + 1, k_most_children);
}

json::Value child_card(const Draft& draft, std::size_t index) {
  const Answers& child = draft.children[index];
  const std::string name = child_name(child);
  const std::string about = age_words(child);
  return json::Object{{"name", name},
                      {"about", about.empty() ? json::Value(false) : json::Value(about)},
                      {"change", child_path(index + 1)},
                      {"remove", child_path(index + 1) + "/remove"}};
}

View list_view(const Deps& deps, const Context& c, const Draft& draft) {
  View v{.page = "notify/children", .title = "The children"};
  json::Array children;
  for (std::size_t i = 0; i < draft.children.size(); ++i) children.push_back(child_card(draft, i));
  std::vector<json::Value> questions;
  questions.push_back(
      html::radios({.name = "more",
                    .legend = "Do you want to tell us about another child?",
                    .hint = "For example a brother, a sister or an unborn baby.",
                    .error = html::error_of(c.faults, "more"),
                    .choices = {{.value = "yes", .text = "Yes"}, {.value = "no", .text = "No"}},
                    .legend_classes = "govuk-fieldset__legend--m"}));
  v.data = json::Object{{"back", html::back_link(path_before(draft, "children"))},
                        {"step", step_words(draft, "children")},
                        {"children", std::move(children)},
                        {"fields", html::fields(std::move(questions))},
                        {"button", html::button({.text = "Continue"})},
                        {"phone", deps.phone}};
  return v;
}

pipeline::Route list_page(const SharedDeps& deps) {
  return pipeline::page<Action::read_public>(
      {.path = "/notify/children",
       .summary = "The children who were named so far",
       .event = "",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         const auto draft = load_draft(c);
         if (!draft) return SeeOther{k_expired, {}};
         if (draft->children.empty()) return SeeOther{child_path(1), {}};
         return list_view(*deps, c, *draft);
       }});
}

pipeline::Route list_act() {
  return pipeline::act<Action::submit_notification>(
      {.path = "/notify/children",
       .summary = "Add another child, or go on",
       .event = "notify.answered",
       .fields = {{.name = "more",
                   .label = "Another child",
                   .kind = pipeline::Kind::choice,
                   .required = true,
                   .choices = {"yes", "no"},
                   .missing = "Select yes if there is another child"}},
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) -> Result<Reply> {
         auto draft = load_draft(c);
         if (!draft) return SeeOther{k_expired, {}};
         if (draft->children.empty()) return SeeOther{child_path(1), {}};
         if (c.input.flag("more")) {
           if (draft->children.size() >= k_most_children) {
             return invalid("more",
                            "There is room for 20 children. Tell us of others in your own "
                            "words on the next pages");
           }
           return SeeOther{child_path(draft->children.size() + 1), {}};
         }
         draft->answered.insert("children");
         save_draft(c, *draft);
         return SeeOther{next_path(*draft), {}};
       },
       .again = "/notify/children"});
}

pipeline::Route child_page(const SharedDeps& deps) {
  return pipeline::page<Action::read_public>(
      {.path = "/notify/child/{number}",
       .summary = "What is known of one child",
       .event = "",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         const auto draft = load_draft(c);
         if (!draft) return SeeOther{k_expired, {}};
         const std::size_t number = number_of(c, last_to_write(*draft));
         if (number == 0) return not_found();
         static const Answers k_empty;
         const bool known = number <= draft->children.size();
         const Shown shown{known ? draft->children[number - 1] : k_empty, c.typed, c.faults};
         return question_view(*deps,
                              {.action = child_path(number),
                               .back = draft->children.empty() ? path_before(*draft, "children")
                                                               : "/notify/children",
                               .step = step_words(*draft, "children")},
                              ask_child(*draft, shown, number));
       }});
}

pipeline::Route child_act() {
  return pipeline::act<Action::submit_notification>(
      {.path = "/notify/child/{number}",
       .summary = "Keep what is known of one child",
       .event = "notify.answered",
       .fields = child_fields(),
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) -> Result<Reply> {
         auto draft = load_draft(c);
         if (!draft) return SeeOther{k_expired, {}};
         const std::size_t number = number_of(c, last_to_write(*draft));
         if (number == 0) return not_found();
         MASH_TRY(Answers child, child_of(c.input, c.now));
         if (number > draft->children.size()) draft->children.emplace_back();
         draft->children[number - 1] = std::move(child);
         save_draft(c, *draft);
         return SeeOther{"/notify/children", {}};
       },
       .again = "/notify/child/{number}"});
}

pipeline::Route remove_act() {
  return pipeline::act<Action::submit_notification>(
      {.path = "/notify/child/{number}/remove",
       .summary = "Take a child off the list",
       .event = "notify.answered",
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) -> Result<Reply> {
         auto draft = load_draft(c);
         if (!draft) return SeeOther{k_expired, {}};
         const std::size_t number = number_of(c, draft->children.size());
         if (number == 0) return not_found();
         draft->children.erase(draft->children.begin() + static_cast<std::ptrdiff_t>(number - 1));
         if (draft->children.empty()) draft->answered.erase("children");
         save_draft(c, *draft);
         return SeeOther{"/notify/children", {}};
       }});
}

}  // namespace

std::vector<pipeline::Route> child_routes(const SharedDeps& deps) {
  return {list_page(deps), list_act(), child_page(deps), child_act(), remove_act()};
}

}  // namespace mash::notify

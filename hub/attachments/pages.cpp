// SPDX-License-Identifier: MIT
// The files of a case, the form for another one, and one file as it may be looked at.
#include <algorithm>

#include "arriving_words.h"
#include "mash/base/assert.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/people/family_contact.h"

namespace mash::attachments {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_list = "/case/{case}/attachments";
constexpr const char* k_one = "/case/{case}/attachments/{attachment}";
constexpr const char* k_arriving = "/case/{case}/attachments/arriving/{file}";
constexpr const char* k_page = "/case/{case}/attachments/{attachment}/pages/{page}";

std::string list_path(const CaseId& id) {
  return shelf_of_case(id).path;
}

json::Value case_page(Context& c, const policy::Proof& proof) {
  const auto head = cases::find_case(c.tx, c.case_id);
  MASH_ASSERT(head.has_value());
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, "attachments"));
  return data;
}

// For the front door, which can ask for it again.
json::Array arriving_facts(Context& c, const policy::Proof& proof) {
  json::Array out;
  if (!cases::is_front_door(c.principal)) return out;
  for (const auto& row : arriving_of(c.tx, c.case_id)) {
    const bool failed = is_not_whole(row, c.now);
    c.touch(row.id);
    const Words words = open_arriving(c, proof, row);
    json::Value one = json::Object{};
    one.set("id", row.id);
    one.set("shows", words.shows.reveal());
    one.set("name", words.name.reveal());
    one.set("state", model::words_of(row.state));
    one.set("not_whole", failed);
    one.set("damaged", row.state == Arrival::broken);
    one.set("parts", std::to_string(count_pieces(c.tx, row.id)) + " of " +
                         std::to_string(row.pieces) + (row.pieces == 1 ? " part" : " parts"));
    one.set("told", plain_time(row.told_at));
    one.set("seen_to",
            row.seen_to_at ? json::Value(plain_time(*row.seen_to_at)) : json::Value(false));
    one.set("action", failed && !row.seen_to_at
                          ? json::Value(list_path(row.case_id) + "/arriving/" + row.id)
                          : json::Value(false));
    out.push_back(std::move(one));
  }
  return out;
}

Result<Reply> see_to_file(Context& c) {
  const auto row = find_arriving(c.tx, c.input.text("file"));
  if (!row || row->case_id != c.case_id || !is_not_whole(*row, c.now)) return not_found();
  c.touch(row->id);
  if (!see_to(c.tx, c.case_id, row->id, c.principal.person, c.now)) return not_found();
  c.changed("case", c.case_id.text());
  return pipeline::SeeOther{list_path(c.case_id), {}};
}

Result<Reply> show_list(const policy::Grant<Action::read_case>& grant, Context& c,
                        const model::Borough& borough) {
  json::Array files = files_view(c, grant, borough, shelf_of_case(c.case_id));
  json::Value data = case_page(c, grant);
  const auto arriving = arriving_facts(c, grant);
  data.set("nothing", files.empty() && arriving.empty()
                          ? html::empty(html::Empty::nothing, "There are no files yet.")
                          : json::Value(false));
  data.set("files", std::move(files));
  data.set("arriving", arriving);
  json::Value form = json::Object{};
  form.set("action", list_path(c.case_id));
  form.set("fields", html::fields(uploads::file_questions(c)));
  data.set("form", cases::is_front_door(c.principal) ? std::move(form) : json::Value(false));
  return pipeline::View{.page = "attachments/list",
                        .title = "Files",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> take_in(const policy::Grant<Action::screen>& grant, Context& c) {
  MASH_TRY(const auto file, uploads::read_file(c.input));
  MASH_ASSERT(file.has_value());  // both fields are required
  MASH_TRY_DO(attach(c, grant, c.case_id, *file));
  return pipeline::SeeOther{list_path(c.case_id), {}};
}

Result<AttachmentRow> strangers_file(Context& c) {
  const auto row = find_attachment(c.tx, c.case_id, ItemId{}, c.input.text("attachment"));
  if (!row || !row->of_a_stranger()) return not_found();
  c.touch(row->id);
  return *row;
}

Result<Reply> say_not_wanted(Context& c) {
  MASH_TRY(const auto row, strangers_file(c));
  const Aside aside{
      .at = c.now, .by = c.principal.person, .sealed = seal_aside(c, row, c.input.text("reason"))};
  if (!set_aside(c.tx, row.id, aside)) {
    return Error{ErrorCode::conflict, "Somebody has set this file aside meanwhile", {}};
  }
  c.changed("case", c.case_id.text());
  return pipeline::SeeOther{list_path(c.case_id), {}};
}

Result<Reply> say_wanted(Context& c) {
  MASH_TRY(const auto row, strangers_file(c));
  if (!bring_back(c.tx, row.id)) {
    return Error{ErrorCode::conflict,
                 row.destroyed_at ? "The file has been destroyed meanwhile"
                                  : "Somebody has brought this file back meanwhile",
                 {}};
  }
  c.changed("case", c.case_id.text());
  return pipeline::SeeOther{list_path(c.case_id) + "/" + row.id, {}};
}

}  // namespace

std::vector<pipeline::Route> routes(const Deps& deps) {
  const model::Borough& borough = deps.borough;
  return {
      pipeline::page<Action::read_case>(
          {.path = k_list,
           .summary = "The files of a case, and the form for another one",
           .event = "attachments.read",
           .facts = cases::case_facts,
           .run = [&borough](const auto& grant,
                             Context& c) { return show_list(grant, c, borough); }}),
      pipeline::act<Action::screen>(
          {.path = k_list,
           .summary = "Take in a file: it is sealed, and a safe copy to look at is made of it",
           .event = "attachment.taken-in",
           .fields = uploads::file_fields(true),
           .facts = cases::case_facts,
           .run = [](const auto& grant, Context& c) { return take_in(grant, c); },
           .again = k_list,
           .body_limit = uploads::body_limit()}),
      pipeline::act<Action::screen>(
          {.path = k_arriving,
           .summary = "Somebody has seen to a file that did not arrive whole",
           .event = "attachment.seen-to",
           .facts = cases::case_facts,
           .run = [](const auto&, Context& c) { return see_to_file(c); }}),
      pipeline::page<Action::read_case>(
          {.path = k_one,
           .summary = "One file as it may be looked at",
           .event = "attachment.read",
           .facts = cases::case_facts,
           .run =
               [&borough](const auto& grant, Context& c) {
                 return file_page(c, grant, borough, shelf_of_case(c.case_id), case_page(c, grant));
               }}),
      pipeline::act<Action::decide>(
          {.path = std::string(k_one) + "/set-aside",
           .summary = "Set a file of a stranger aside as not wanted",
           .event = "attachment.set-aside",
           .fields = {{.name = "reason",
                       .label = "Why it is not wanted",
                       .required = true,
                       .max = 1000,
                       .missing = "Say why it is not wanted",
                       .as_typed = true}},
           .facts = cases::case_facts,
           .run = [](const auto&, Context& c) { return say_not_wanted(c); },
           .again = k_one}),
      pipeline::act<Action::decide>({.path = std::string(k_one) + "/bring-back",
                                     .summary = "Bring a file back that was set aside",
                                     .event = "attachment.brought-back",
                                     .facts = cases::case_facts,
                                     .run = [](const auto&, Context& c) { return say_wanted(c); }}),
      pipeline::page<Action::read_case>({.path = k_page,
                                         .summary = "A picture drawn from a file (JPEG)",
                                         .event = "attachment.page-read",
                                         .facts = cases::case_facts,
                                         .run = [](const auto& grant, Context& c) {
                                           return file_picture(c, grant, shelf_of_case(c.case_id));
                                         }})};
}

}  // namespace mash::attachments

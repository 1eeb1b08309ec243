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

// Longer does no file take that is drawn at the first try.
constexpr Duration k_soon = Duration::minutes(1);

std::string list_path(const CaseId& id) {
  return "/case/" + id.text() + "/attachments";
}

json::Value case_page(Context& c, const policy::Proof& proof) {
  const auto head = cases::find_case(c.tx, c.case_id);
  MASH_ASSERT(head.has_value());
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, c.case_id)));
  data.set("tabs", cases::case_tabs(*head, "attachments"));
  return data;
}

std::string kind_words(const AttachmentRow& row) {
  if (row.format == "pdf") return "PDF";
  return row.format == "docx" ? "Word document" : "Picture";
}

// Its name is of whoever has the file and may be theirs, as who told us is for the front door.
json::Value facts_of(Context& c, const policy::Proof& proof, const AttachmentRow& row,
                     const model::Borough& borough) {
  const Words words = open_words(c, proof, row);
  json::Value out = json::Object{};
  out.set("id", row.id);
  out.set("kind", kind_words(row));
  out.set("shows", words.shows.reveal());
  out.set("name", cases::is_front_door(c.principal) ? words.name.reveal() : std::string());
  out.set("state", model::words_of(row.state));
  const bool waiting = row.state == State::waiting;
  const bool held_up = c.now - row.taken_in_at > k_soon;
  out.set("waiting", waiting);
  out.set("soon", waiting && !held_up);
  out.set("held_up", waiting && held_up);
  out.set("not_shown", row.state == State::not_shown);
  const bool by_itself = row.taken_in_by == StaffId::trusted("system");
  out.set("by", (by_itself ? std::string("Came with the notification")
                           : "Taken in by " + directory::person_name(borough, row.taken_in_by)) +
                    ", " + plain_time(row.taken_in_at));
  out.set("href", list_path(row.case_id) + "/" + row.id);
  return out;
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
  json::Array files;
  for (const auto& row : attachments_of(c.tx, c.case_id)) {
    c.touch(row.id);
    files.push_back(facts_of(c, grant, row, borough));
  }
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

Result<AttachmentRow> row_in_path(Context& c) {
  const auto row = find_attachment(c.tx, c.case_id, c.input.text("attachment"));
  if (!row) return not_found();
  c.touch(row->id);
  return *row;
}

json::Array pictures_of(const AttachmentRow& row, const std::string& shows) {
  json::Array out;
  for (int page = 1; page <= row.pictures; ++page) {
    const std::string number = std::to_string(page);
    json::Value one = json::Object{};
    one.set("src", list_path(row.case_id) + "/" + row.id + "/pages/" + number);
    one.set("alt", row.pictures == 1 ? shows : "Page " + number + ". " + shows);
    one.set("caption", row.pictures == 1
                           ? std::string()
                           : "Page " + number + " of " + std::to_string(row.pictures));
    out.push_back(std::move(one));
  }
  return out;
}

Result<Reply> show_one(const policy::Grant<Action::read_case>& grant, Context& c,
                       const model::Borough& borough) {
  MASH_TRY(const auto row, row_in_path(c));
  json::Value data = case_page(c, grant);
  auto facts = facts_of(c, grant, row, borough);
  data.set("pictures", pictures_of(row, facts.text("shows")));
  const Drawn drawn = row.state == State::shown ? open_drawn(c, grant, row) : Drawn{};
  json::Array paragraphs;
  for (const auto& words : drawn.paragraphs) paragraphs.emplace_back(words);
  data.set("has_words", row.format == "docx" && row.state == State::shown);
  data.set("no_words", paragraphs.empty());
  data.set("paragraphs", std::move(paragraphs));
  data.set("more", drawn.more);
  data.set("back", list_path(c.case_id));
  const std::string title = facts.text("kind");
  data.set("file", std::move(facts));
  return pipeline::View{.page = "attachments/one",
                        .title = title,
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> show_picture(const policy::Grant<Action::read_case>& grant, Context& c) {
  MASH_TRY(const auto row, row_in_path(c));
  const auto picture = open_picture(c, grant, row, c.input.number("page"));
  if (!picture) return not_found();
  return pipeline::Picture{picture->reveal()};
}

}  // namespace

std::vector<pipeline::Route> routes(const Deps& deps) {
  const model::Borough& borough = deps.borough;
  return {pipeline::page<Action::read_case>(
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
               .run = [&borough](const auto& grant,
                                 Context& c) { return show_one(grant, c, borough); }}),
          pipeline::page<Action::read_case>(
              {.path = k_page,
               .summary = "A picture drawn from a file (JPEG)",
               .event = "attachment.page-read",
               .facts = cases::case_facts,
               .run = [](const auto& grant, Context& c) { return show_picture(grant, c); }})};
}

}  // namespace mash::attachments

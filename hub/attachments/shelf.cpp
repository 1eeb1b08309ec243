// SPDX-License-Identifier: MIT
// The files of a case or an item, and one of them as it may be looked at.
#include "mash/attachments/shelf.h"

#include "attachment.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"

namespace mash::attachments {

namespace {

using pipeline::Context;
using pipeline::Reply;

// Longer does no file take that is drawn at the first try.
constexpr Duration k_soon = Duration::minutes(1);

std::string kind_words(const AttachmentRow& row) {
  if (row.format == "pdf") return "PDF";
  return row.format == "docx" ? "Word document" : "Picture";
}

// How whoever has a file calls it may name them, as who told us is for the front door.
bool may_read_name(const Context& c, const AttachmentRow& row) {
  return row.owner == pipeline::k_front_door ? cases::is_front_door(c.principal)
                                             : c.principal.agency == row.owner;
}

// Why it is not wanted is for the front door: it may say who sent it.
json::Value aside_of(Context& c, const policy::Proof& proof, const AttachmentRow& row,
                     const model::Borough& borough) {
  if (!row.aside) return false;
  const auto goes = to_london(row.aside->at + Duration::days(limits().aside_days));
  return json::Object{
      {"by", directory::person_name(borough, row.aside->by) + ", " + plain_time(row.aside->at)},
      {"why", cases::is_front_door(c.principal) ? open_aside(c, proof, row).reveal() : ""},
      {"then", row.destroyed_at ? "The file itself was destroyed on " +
                                      plain_date(to_london(*row.destroyed_at).date)
                                : "The file itself is destroyed on " + plain_date(goes.date)}};
}

json::Value facts_of(Context& c, const policy::Proof& proof, const AttachmentRow& row,
                     const model::Borough& borough, const Shelf& shelf) {
  const Words words = open_words(c, proof, row);
  json::Value out = json::Object{};
  out.set("id", row.id);
  out.set("kind", kind_words(row));
  out.set("shows", words.shows.reveal());
  out.set("name", may_read_name(c, row) ? words.name.reveal() : std::string());
  out.set("state", model::words_of(row.state));
  const bool waiting = row.state == State::waiting && !row.aside;
  const bool held_up = c.now - row.taken_in_at > k_soon;
  out.set("waiting", waiting);
  out.set("soon", waiting && !held_up);
  out.set("held_up", waiting && held_up);
  out.set("not_shown", row.state == State::not_shown && !row.aside);
  out.set("refused", row.state == State::refused && !row.aside);
  out.set("aside", aside_of(c, proof, row, borough));
  const bool by_itself = row.taken_in_by == pipeline::k_system;
  out.set("by", (by_itself ? std::string("Came with the notification")
                           : "Taken in by " + directory::person_name(borough, row.taken_in_by)) +
                    ", " + plain_time(row.taken_in_at));
  out.set("href", shelf.path + "/" + row.id);
  return out;
}

Result<AttachmentRow> row_in_path(Context& c, const Shelf& shelf) {
  const auto row = find_attachment(c.tx, shelf.case_id, shelf.item, c.input.text("attachment"));
  if (!row) return not_found();
  c.touch(row->id);
  return *row;
}

json::Array pictures_of(const AttachmentRow& row, const std::string& shows, const Shelf& shelf) {
  json::Array out;
  if (row.aside) return out;
  for (int page = 1; page <= row.pictures; ++page) {
    const std::string number = std::to_string(page);
    json::Value one = json::Object{};
    one.set("src", shelf.path + "/" + row.id + "/pages/" + number);
    one.set("alt", row.pictures == 1 ? shows : "Page " + number + ". " + shows);
    one.set("caption", row.pictures == 1
                           ? std::string()
                           : "Page " + number + " of " + std::to_string(row.pictures));
    out.push_back(std::move(one));
  }
  return out;
}

json::Value set_aside_form(const Context& c, const AttachmentRow& row, const Shelf& shelf) {
  return json::Object{
      {"action", shelf.path + "/" + row.id + "/set-aside"},
      {"days", limits().aside_days},
      {"fields", html::fields({html::textarea(
                     {.name = "reason",
                      .label = "Why is it not wanted?",
                      .hint = "The front door reads this.",
                      .error = html::error_of(c.faults, "reason"),
                      .value = c.typed == nullptr ? "" : std::string(c.typed->text("reason")),
                      .rows = 2,
                      .max_length = 1000,
                      .label_classes = "govuk-label--s"})})}};
}

}  // namespace

Shelf shelf_of_case(const CaseId& id) {
  return {.case_id = id,
          .owner = pipeline::k_front_door,
          .path = "/case/" + id.text() + "/attachments"};
}

std::string count_words(int files) {
  return std::to_string(files) + (files == 1 ? " file" : " files");
}

json::Array files_view(Context& c, const policy::Proof& proof, const model::Borough& borough,
                       const Shelf& shelf) {
  json::Array out;
  for (const auto& row : attachments_of(c.tx, shelf.case_id, shelf.item)) {
    c.touch(row.id);
    out.push_back(facts_of(c, proof, row, borough, shelf));
  }
  return out;
}

Result<Reply> file_page(Context& c, const policy::Proof& proof, const model::Borough& borough,
                        const Shelf& shelf, json::Value data) {
  MASH_TRY(const auto row, row_in_path(c, shelf));
  auto facts = facts_of(c, proof, row, borough, shelf);
  data.set("pictures", pictures_of(row, facts.text("shows"), shelf));
  const bool shown = row.state == State::shown && !row.aside;
  // What can be seen of it has been seen: it counts as looked at.
  if (row.of_a_stranger() && !row.looked_at && row.state != State::waiting) {
    c.write_with_entry(
        [id = row.id, at = c.now](db::Transaction& tx) { mark_looked_at(tx, id, at); });
  }
  const Drawn drawn = shown ? open_drawn(c, proof, row) : Drawn{};
  json::Array paragraphs;
  for (const auto& words : drawn.paragraphs) paragraphs.emplace_back(words);
  data.set("has_words", row.format == "docx" && shown);
  data.set("no_words", paragraphs.empty());
  data.set("paragraphs", std::move(paragraphs));
  data.set("more", drawn.more);
  data.set("back", shelf.path);
  const bool decides = row.of_a_stranger() &&
                       policy::may(c.principal, policy::Action::decide, {.case_member = true});
  data.set("set_aside", decides && !row.aside ? set_aside_form(c, row, shelf) : json::Value(false));
  data.set("bring_back", decides && row.aside && !row.destroyed_at
                             ? json::Value(shelf.path + "/" + row.id + "/bring-back")
                             : json::Value(false));
  data.set("of_item", !shelf.item.empty());
  const std::string title = facts.text("kind");
  data.set("file", std::move(facts));
  return pipeline::View{.page = "attachments/one",
                        .title = title,
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> file_picture(Context& c, const policy::Proof& proof, const Shelf& shelf) {
  MASH_TRY(const auto row, row_in_path(c, shelf));
  if (row.aside) return not_found();
  const auto picture = open_picture(c, proof, row, c.input.number("page"));
  if (!picture) return not_found();
  return pipeline::Picture{picture->reveal()};
}

}  // namespace mash::attachments

// SPDX-License-Identifier: MIT
// The files of a case or an item, and one of them as it may be looked at.
#include "mash/attachments/shelf.h"

#include "attachment.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"

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

json::Value facts_of(Context& c, const policy::Proof& proof, const AttachmentRow& row,
                     const model::Borough& borough, const Shelf& shelf) {
  const Words words = open_words(c, proof, row);
  json::Value out = json::Object{};
  out.set("id", row.id);
  out.set("kind", kind_words(row));
  out.set("shows", words.shows.reveal());
  out.set("name", may_read_name(c, row) ? words.name.reveal() : std::string());
  out.set("state", model::words_of(row.state));
  const bool waiting = row.state == State::waiting;
  const bool held_up = c.now - row.taken_in_at > k_soon;
  out.set("waiting", waiting);
  out.set("soon", waiting && !held_up);
  out.set("held_up", waiting && held_up);
  out.set("not_shown", row.state == State::not_shown);
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
  const Drawn drawn = row.state == State::shown ? open_drawn(c, proof, row) : Drawn{};
  json::Array paragraphs;
  for (const auto& words : drawn.paragraphs) paragraphs.emplace_back(words);
  data.set("has_words", row.format == "docx" && row.state == State::shown);
  data.set("no_words", paragraphs.empty());
  data.set("paragraphs", std::move(paragraphs));
  data.set("more", drawn.more);
  data.set("back", shelf.path);
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
  const auto picture = open_picture(c, proof, row, c.input.number("page"));
  if (!picture) return not_found();
  return pipeline::Picture{picture->reveal()};
}

}  // namespace mash::attachments

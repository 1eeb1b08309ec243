// SPDX-License-Identifier: MIT
// Photographs and documents: one page, reached from "check your answers", so that nobody who has
// none meets a question about them. Each file is sealed to the hub in the request that brings it.
#include <algorithm>

#include "draft_store.h"
#include "form_routes.h"
#include "mash/base/assert.h"
#include "mash/html/components.h"
#include "mash/html/forms.h"
#include "mash/uploads/uploads.h"
#include "page.h"

namespace mash::notify {

namespace {

using pipeline::Context;
using pipeline::Reply;
using pipeline::SeeOther;
using pipeline::View;
using policy::Action;

std::string path() {
  return std::string(k_files_path);
}

std::string size_words(std::int64_t bytes) {
  constexpr std::int64_t k_kilobyte = 1024;
  constexpr std::int64_t k_megabyte = k_kilobyte * 1024;
  if (bytes < k_megabyte)
    return std::to_string(std::max<std::int64_t>(1, bytes / k_kilobyte)) + " kB";
  return std::to_string(bytes / k_megabyte) + " MB";
}

bool is_full(const Draft& draft) {
  return draft.files.size() >= static_cast<std::size_t>(uploads::limits().most_together);
}

std::string full_words() {
  return "At most " + std::to_string(uploads::limits().most_together) +
         " files go with one notification. Take one out, or put several into one PDF";
}

// Towards whoever has chosen a file, and on the page before they choose one.
constexpr std::string_view k_no_room =
    "We cannot take files just now. Send your answers without the file and keep it: say in your "
    "own words what it shows, and we ask you for it if we need it";

std::string gone_words(int gone) {
  const std::string hours = std::to_string(uploads::limits().hours_before_sent) + " hours";
  return (gone == 1 ? "A file that you added was here for " + hours +
                          " and was not sent, so it was "
                          "taken away. Add it"
                    : std::to_string(gone) + " files that you added were here for " + hours +
                          " and were not sent, so they were taken away. Add them") +
         " again if they are to go along";
}

json::Array cards(const Draft& draft) {
  json::Array out;
  for (const DraftFile& file : draft.files) {
    out.emplace_back(json::Object{{"kind", kind_words(file)},
                                  {"shows", file.sent.shows.reveal()},
                                  {"name", file.sent.name.reveal()},
                                  {"size", size_words(file.sent.size)},
                                  {"remove", path() + "/" + file.sent.id + "/remove"}});
  }
  return out;
}

// Whoever has chosen a file and not added it sees by this that it does not go along.
std::string on_words(std::size_t files) {
  if (files == 0) return "Go on without a file";
  return "Go on with " + std::to_string(files) + (files == 1 ? " file" : " files");
}

View files_view(const Deps& deps, const Context& c, const Draft& draft) {
  View v{.page = "notify/files", .title = "Photographs and documents"};
  const bool none = draft.files.empty();
  const bool closed = door::files_wait(c.tx);
  const bool full = is_full(draft);
  json::Value form = json::Object{{"action", path()},
                                  {"heading", none ? "Add a file" : "Add another file"},
                                  {"fields", html::fields(uploads::file_questions(c))}};
  const std::string on = next_path(draft);
  v.data =
      json::Object{{"back", html::back_link(on)},
                   {"hub_name", deps.hub_name},
                   {"any", !none},
                   {"files", cards(draft)},
                   {"gone", files_gone_words(draft)},
                   {"full", full     ? json::Value(full_words() + ".")
                            : closed ? json::Value(std::string(k_no_room) + ".")
                                     : json::Value(false)},
                   {"form", full || closed ? json::Value(false) : std::move(form)},
                   {"button", html::button({.text = on_words(draft.files.size()), .href = on})},
                   {"phone", deps.phone}};
  return v;
}

pipeline::Route list_page(const SharedDeps& deps) {
  return pipeline::page<Action::read_public>(
      {.path = path(),
       .summary = "The files that go along, and the form for another one",
       .event = "",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         const auto draft = load_draft(c);
         if (!draft) return SeeOther{k_expired, {}};
         return files_view(*deps, c, *draft);
       }});
}

Result<void> add_file(Context& c, const Deps& deps, Draft& draft) {
  if (is_full(draft)) return invalid("file", full_words());
  MASH_TRY(const auto file, uploads::read_file(c.input));
  MASH_ASSERT(file.has_value());  // both fields are required
  const auto size = static_cast<std::int64_t>(file->bytes.size());
  if (has_no_room(c.tx, deps.file_room, size)) {
    c.note("no_room");
    return invalid("file", std::string(k_no_room));
  }
  DraftFile added{.sent = {.id = new_id_text(c.random),
                           .name = file->name,
                           .shows = file->shows,
                           .size = size,
                           .sha256 = hex(crypto::sha256(as_bytes(file->bytes)))},
                  .kind = std::string(render::code_of(file->format)),
                  .at = c.now};
  hold_file(c, deps.hub_key, added.sent.id, file->bytes);
  draft.files.push_back(std::move(added));
  draft.files_gone = 0;
  save_draft(c, draft);
  return {};
}

pipeline::Route add_act(const SharedDeps& deps) {
  return pipeline::act<Action::submit_notification>(
      {.path = path(),
       .summary = "Add a file: it is sealed to the hub at once",
       .event = "notify.file-added",
       .fields = uploads::file_fields(true),
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         auto draft = load_draft(c);
         if (!draft) return SeeOther{k_expired, {}};
         MASH_TRY_DO(add_file(c, *deps, *draft));
         return SeeOther{path(), {}};
       },
       .again = path(),
       .body_limit = uploads::body_limit()});
}

pipeline::Route remove_act() {
  return pipeline::act<Action::submit_notification>(
      {.path = path() + "/{file}/remove",
       .summary = "Take a file out again",
       .event = "notify.file-removed",
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) -> Result<Reply> {
         auto draft = load_draft(c);
         if (!draft) return SeeOther{k_expired, {}};
         const std::string id(c.input.text("file"));
         const auto gone =
             std::erase_if(draft->files, [&](const DraftFile& file) { return file.sent.id == id; });
         if (gone == 0) return not_found();
         drop_file(c, id);
         save_draft(c, *draft);
         return SeeOther{path(), {}};
       }});
}

}  // namespace

json::Value files_gone_words(const Draft& draft) {
  if (draft.files_gone == 0) return false;
  return gone_words(draft.files_gone) + ".";
}

std::string kind_words(const DraftFile& file) {
  if (file.kind == "pdf") return "PDF";
  return file.kind == "docx" ? "Word document" : "Picture";
}

std::vector<pipeline::Route> file_routes(const SharedDeps& deps) {
  return {list_page(deps), add_act(deps), remove_act()};
}

}  // namespace mash::notify

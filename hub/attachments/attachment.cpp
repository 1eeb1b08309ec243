// SPDX-License-Identifier: MIT
#include "attachment.h"

#include <algorithm>
#include <stdexcept>

#include "attachments_data.h"
#include "mash/base/log.h"
#include "mash/base/text.h"
#include "mash/cases/cases.h"
#include "mash/render/format.h"

namespace mash::attachments {

namespace {

constexpr int k_longest_wait = 60;  // minutes
constexpr int k_most_megabytes = 1'000'000;

int value_of(const json::Value& file, std::string_view name, int most = 1000) {
  const auto number = file[name].number("value");
  if (number < 1 || number > most || file[name].text("source").empty()) {
    throw std::runtime_error("data/attachments.json: " + std::string(name) +
                             " has no sound value and source");
  }
  return static_cast<int>(number);
}

Limits read_limits() {
  const auto file = json::parse(attachments_data());
  if (!file) throw std::runtime_error("data/attachments.json: " + file.error().message);
  return {.most_in_case = value_of(*file, "most_in_case"),
          .most_with_item = value_of(*file, "most_with_item"),
          .pages_shown = value_of(*file, "pages_shown"),
          .whole_within_minutes = value_of(*file, "whole_within_minutes"),
          .most_unnamed = value_of(*file, "most_unnamed_pieces"),
          .unnamed_days = value_of(*file, "unnamed_days"),
          .most_unseen_megabytes = value_of(*file, "most_unseen_megabytes", k_most_megabytes),
          .aside_days = value_of(*file, "aside_days")};
}

// Each of an attachment's boxes has a kind of its own, so that none opens in place of another.
pipeline::Label label_of(const AttachmentRow& row, std::string_view kind, std::int64_t version) {
  return {.owner = row.owner,
          .kind = kind,
          .case_id = row.case_id,
          .row = row.id,
          .version = version,
          .marks = row.item.text()};
}

pipeline::Label words_label(const AttachmentRow& row) {
  return label_of(row, "attachment", 1);
}
pipeline::Label original_label(const AttachmentRow& row) {
  return label_of(row, "attachment_original", 1);
}
pipeline::Label aside_label(const AttachmentRow& row) {
  return label_of(row, "attachment_aside", 1);
}
pipeline::Label page_label(const AttachmentRow& row, std::int64_t page) {
  return label_of(row, "attachment_page", page);
}

policy::Principal system_itself() {
  return {pipeline::k_system, pipeline::k_front_door, policy::Role::none, policy::Side::system,
          false};
}

struct Waiting {
  AttachmentRow row;
  Sensitive original;
};

std::optional<Waiting> next_waiting(db::Database& database, const pipeline::Vault& vault,
                                    const Retries& retries, UtcTime now) {
  policy::Rule rule{};
  const auto grant = policy::Kernel::decide<policy::Action::collect>(system_itself(), {}, rule);
  std::optional<Waiting> out;
  database.read([&](db::Transaction& tx) {
    out.reset();
    const auto all = all_waiting(tx);
    for (const auto& row : all) {
      if (retries.waits(row.id, now)) continue;
      try {
        out.emplace(
            Waiting{row, vault.open(tx, *grant, original_label(row), original_of(tx, row.id))});
        return;
      } catch (const pipeline::SealedCompartment&) {  // drawn when its owner opens it
        continue;
      }
    }
  });
  return out;
}

// What became of a file.
struct Looked {
  State state = State::not_shown;
  render::Rendering made = {};
};

// What the scanner knows is never given to what draws.
Result<Looked> look_at(std::string_view original, const render::Renderer& renderer,
                       const malice::Scanner* scanner) {
  if (scanner != nullptr) {
    const auto verdict = scanner->scan(original);
    if (!verdict) return verdict.error();
    if (verdict->is_known()) {
      log::error("attachment.malicious", {{"known_as", verdict->found}});
      return Looked{.state = State::refused};
    }
  }
  auto made = renderer.render(original);
  if (made) return Looked{.state = State::shown, .made = *std::move(made)};
  if (made.error().code == ErrorCode::unavailable) return made.error();
  return Looked{};
}

void store(pipeline::Context& c, const AttachmentRow& row, const Looked& looked) {
  const render::Rendering* made = &looked.made;
  const int pictures = static_cast<int>(made->pictures.size());
  if (!end_waiting(c.tx, row.id, looked.state, pictures)) return;
  c.touch(row.id);
  // Of an item that may be one desk's draft nothing shows in the case, not even the moment.
  if (row.item.empty()) {
    c.about(row.case_id);
    c.changed("case", row.case_id.text());
  }
  if (looked.state != State::shown) {
    c.note(looked.state == State::refused ? "malicious" : "not_rendered");
    return;
  }
  json::Value drawn = json::Object{};
  drawn.set("paragraphs", json::Array(made->paragraphs.begin(), made->paragraphs.end()));
  drawn.set("more", made->more);
  insert_page(c.tx, row.id, 0,
              c.vault.seal(c.tx, page_label(row, 0), json::encode(drawn), c.random));
  for (int page = 1; page <= pictures; ++page) {
    const auto& picture = made->pictures[static_cast<std::size_t>(page - 1)];
    insert_page(c.tx, row.id, page, c.vault.seal(c.tx, page_label(row, page), picture, c.random));
  }
}

}  // namespace

const Limits& limits() {
  static const Limits read = read_limits();
  return read;
}

Result<void> attach(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                    const uploads::NewFile& file) {
  MASH_TRY_DO(attach(c, proof, shelf_of_case(id), file));
  c.changed("case", id.text());
  return {};
}

Result<void> attach(pipeline::Context& c, const policy::Proof& proof, const Shelf& shelf,
                    const uploads::NewFile& file) {
  const bool of_case = shelf.item.empty();
  const int most = of_case ? limits().most_in_case : limits().most_with_item;
  if (count_attachments(c.tx, shelf.case_id, shelf.item) >= most) {
    return invalid("file", std::string(of_case ? "This case" : "This item") + " has " +
                               std::to_string(most) +
                               " files already. Put several into one PDF and send that");
  }
  keep(c, proof, shelf, file);
  return {};
}

void keep(pipeline::Context& c, const policy::Proof& proof, const Shelf& shelf,
          const uploads::NewFile& file) {
  AttachmentRow row{.id = new_id_text(c.random),
                    .case_id = shelf.case_id,
                    .item = shelf.item,
                    .owner = shelf.owner,
                    .format = std::string(render::code_of(file.format)),
                    .taken_in_at = c.now,
                    .taken_in_by = proof.principal().person,
                    .bytes = static_cast<std::int64_t>(file.bytes.size())};
  json::Value words = json::Object{};
  words.set("name", render::name_as(file.format, one_line(file.name.reveal())));
  words.set("shows", file.shows.reveal());
  row.sealed = c.vault.seal(c.tx, words_label(row), json::encode(words), c.random);
  insert_attachment(c.tx, row, c.vault.seal(c.tx, original_label(row), file.bytes, c.random));
  c.touch(row.id);
  c.note(row.format);
  if (row.item.empty()) cases::count_file(c, row.case_id);
}

Words open_words(pipeline::Context& c, const policy::Proof& proof, const AttachmentRow& row) {
  const auto v = c.vault.show_json(c.tx, proof, words_label(row), row.sealed, {"name"});
  return {Sensitive(v.text("name")), Sensitive(v.text("shows"))};
}

Bytes seal_aside(pipeline::Context& c, const AttachmentRow& row, std::string_view why) {
  return c.vault.seal(c.tx, aside_label(row), why, c.random);
}

Sensitive open_aside(pipeline::Context& c, const policy::Proof& proof, const AttachmentRow& row) {
  return c.vault.open(c.tx, proof, aside_label(row), row.aside->sealed);
}

Drawn open_drawn(pipeline::Context& c, const policy::Proof& proof, const AttachmentRow& row) {
  const auto sealed = find_page(c.tx, row.id, 0);
  const auto v = c.vault.open_json(c.tx, proof, page_label(row, 0), sealed.value());
  Drawn out{.paragraphs = {}, .more = v.flag("more")};
  for (const auto& one : *v["paragraphs"].as_array()) out.paragraphs.push_back(*one.as_string());
  return out;
}

std::optional<Sensitive> open_picture(pipeline::Context& c, const policy::Proof& proof,
                                      const AttachmentRow& row, std::int64_t page) {
  if (page < 1 || page > row.pictures) return std::nullopt;
  const auto sealed = find_page(c.tx, row.id, static_cast<int>(page));
  return c.vault.open(c.tx, proof, page_label(row, page), sealed.value());
}

bool Retries::waits(const std::string& attachment, UtcTime now) const {
  const auto found = tries_.find(attachment);
  return found != tries_.end() && now < found->second.again;
}

void Retries::failed(const std::string& attachment, UtcTime now) {
  auto& one = tries_[attachment];
  one.again = now + Duration::minutes(std::min(1 << std::min(one.failed, 6), k_longest_wait));
  ++one.failed;
}

int render_waiting(pipeline::App& app, db::Database& database, const pipeline::Vault& vault,
                   const Lookers& lookers, Retries& retries, UtcTime now) {
  int done = 0;
  while (const auto waiting = next_waiting(database, vault, retries, now)) {
    const auto looked = look_at(waiting->original.reveal(), lookers.renderer, lookers.scanner);
    if (!looked) {
      log::error("attachment.not_rendered_yet", {{"why", looked.error().message}});
      retries.failed(waiting->row.id, now);
      continue;
    }
    const auto stored = app.system_act<policy::Action::collect>(
        "attachment.rendered",
        [&](const auto& /*grant*/, pipeline::Context& c) -> Result<json::Value> {
          store(c, waiting->row, *looked);
          return json::Value{};
        });
    if (!stored) return done;
    retries.done(waiting->row.id);
    ++done;
  }
  return done;
}

}  // namespace mash::attachments

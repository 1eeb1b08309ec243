// SPDX-License-Identifier: MIT
#include "mash/attachments/arriving.h"

#include "arriving_words.h"
#include "mash/base/log.h"
#include "mash/base/text.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/pipeline/box.h"
#include "mash/post/post.h"

namespace mash::attachments {

namespace {

using Grant = policy::Grant<policy::Action::collect>;

pipeline::Label words_label(const ArrivingRow& row) {
  return {.owner = pipeline::k_front_door,
          .kind = "arriving_file",
          .case_id = row.case_id,
          .row = row.id};
}

// Without a case: it may be here before its notification.
pipeline::Label piece_label(std::string_view file, std::int64_t number) {
  return {.owner = pipeline::k_front_door,
          .kind = "arriving_piece",
          .case_id = {},
          .row = file,
          .version = number};
}

UtcTime late_before(UtcTime now) {
  return now - Duration::minutes(limits().whole_within_minutes);
}

std::string put_together(pipeline::Context& c, const Grant& grant, const ArrivingRow& row) {
  std::string out;
  for (std::int64_t number = 1; number <= row.pieces; ++number) {
    out += c.vault.open(c.tx, grant, piece_label(row.id, number), piece_of(c.tx, row.id, number))
               .reveal();
  }
  return out;
}

// Whether it is what was sent, and became an attachment.
bool attach_whole(pipeline::Context& c, const Grant& grant, const ArrivingRow& row) {
  const auto words = c.vault.open_json(c.tx, grant, words_label(row), row.sealed);
  const std::string bytes = put_together(c, grant, row);
  const auto format = render::format_of(bytes);
  if (static_cast<std::int64_t>(bytes.size()) != words.number("size") ||
      bytes.size() > uploads::limits().largest_file || !format ||
      hex(crypto::sha256(as_bytes(bytes))) != words.text("sha256")) {
    return false;
  }
  keep(c, grant, shelf_of_case(row.case_id),
       {.format = *format,
        .name = Sensitive(words.text("name")),
        .shows = Sensitive(words.text("shows")),
        .bytes = bytes});
  return true;
}

void go_on(pipeline::Context& c, const Grant& grant, const ArrivingRow& row) {
  c.about(row.case_id);
  c.changed("case", row.case_id.text());
  if (count_pieces(c.tx, row.id) < row.pieces) return;
  const bool whole = attach_whole(c, grant, row);
  end_arriving(c.tx, row.id, whole ? Arrival::whole : Arrival::broken);
  remove_pieces(c.tx, row.id);
  c.note(whole ? "whole" : "damaged");
}

}  // namespace

Words open_arriving(pipeline::Context& c, const policy::Proof& proof, const ArrivingRow& row) {
  const auto v = c.vault.open_json(c.tx, proof, words_label(row), row.sealed);
  return {Sensitive(v.text("name")), Sensitive(v.text("shows"))};
}

bool is_not_whole(const ArrivingRow& row, UtcTime now) {
  return row.state == Arrival::broken || row.told_at < late_before(now);
}

void expect_files(pipeline::Context& c, const Grant& grant, const CaseId& id,
                  const std::vector<packages::NotifiedFile>& files) {
  for (const auto& file : files) {
    ArrivingRow row{.id = file.id,
                    .case_id = id,
                    .pieces = packages::pieces_of(file.size),
                    .told_at = c.now,
                    .sealed = {}};
    const json::Value words = json::Object{{"name", one_line(file.name.reveal())},
                                           {"shows", file.shows.reveal()},
                                           {"size", file.size},
                                           {"sha256", file.sha256}};
    const auto seal = [&] {
      row.sealed = c.vault.seal(c.tx, words_label(row), json::encode(words), c.random);
      return insert_arriving(c.tx, row);
    };
    // An honest gate gives no id twice. Nothing comes under the new one, and that is told.
    while (!seal()) row.id = new_id_text(c.random);
    c.touch(row.id);
    go_on(c, grant, row);
  }
}

void take_piece(pipeline::Context& c, const Grant& grant, const packages::Inward& inward) {
  if (!post::take_in(c, inward.id)) return;
  const auto opened = pipeline::open_box(c.keys, inward.body);
  if (!opened) return c.note("box_not_opened");
  const auto piece = packages::decode_file_piece(*opened);
  if (!piece) return c.note("not_understood");
  c.touch(piece->file);
  const auto row = find_arriving(c.tx, piece->file);
  if (row && (row->state != Arrival::coming || piece->number > row->pieces)) {
    return c.note("not_needed");
  }
  if (!row && count_unnamed_pieces(c.tx, c.now + Duration::days(1)) >= limits().most_unnamed) {
    return c.note("too_many");
  }
  const Bytes sealed =
      c.vault.seal(c.tx, piece_label(piece->file, piece->number), to_text(piece->bytes), c.random);
  if (!insert_piece(c.tx, piece->file, piece->number, c.now, sealed)) return c.note("seen_before");
  if (row) go_on(c, grant, *row);
}

std::vector<cases::Owed> owed_of_arriving(pipeline::Context& c) {
  std::vector<cases::Owed> out;
  if (!cases::is_front_door(c.principal)) return out;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  for (const auto& row : not_seen_to(c.tx, late_before(c.now))) {
    if (hidden.contains(row.case_id)) continue;
    out.push_back({.case_id = row.case_id,
                   .what = "A file with the notification did not arrive whole",
                   .href = "/case/" + row.case_id.text() + "/attachments",
                   .since = row.told_at});
  }
  return out;
}

void sweep_pieces(pipeline::App& app, db::Database& database, UtcTime now) {
  const UtcTime before = now - Duration::days(limits().unnamed_days);
  bool any = false;
  database.read([&](db::Transaction& tx) { any = count_unnamed_pieces(tx, before) > 0; });
  if (!any) return;
  const auto recorded = app.system_act<policy::Action::collect>(
      "file.pieces-swept", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        c.note("pieces." + std::to_string(remove_unnamed_pieces(c.tx, before)));
        return json::Value{};
      });
  if (!recorded) log::error("file.pieces_not_swept", {});
}

}  // namespace mash::attachments

// SPDX-License-Identifier: MIT
#include "mash/attachments/in_case.h"

#include "attachment.h"
#include "mash/render/format.h"

namespace mash::attachments {

namespace {

std::string kind_of(std::string_view code) {
  for (const auto format :
       {render::Format::jpeg, render::Format::png, render::Format::pdf, render::Format::docx}) {
    if (render::code_of(format) == code) return std::string(render::words_of(format));
  }
  return "a file";
}

}  // namespace

std::vector<FileHere> files_in(db::Transaction& tx, const CaseId& id, const ItemId& item) {
  std::vector<FileHere> out;
  for (const auto& row : attachments_of(tx, id, item)) {
    if (!row.destroyed_at) out.push_back({.id = row.id, .owner = row.owner});
  }
  return out;
}

std::optional<FileWords> words_of_file(pipeline::Context& c, const policy::Proof& proof,
                                       const CaseId& id, const ItemId& item,
                                       std::string_view file) {
  const auto row = find_attachment(c.tx, id, item, file);
  if (!row || row->destroyed_at) return std::nullopt;
  return FileWords{.at = row->taken_in_at,
                   .kind = kind_of(row->format),
                   .shows = open_words(c, proof, *row).shows};
}

}  // namespace mash::attachments

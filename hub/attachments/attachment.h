// SPDX-License-Identifier: MIT
// What is sealed of an attachment, opened.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "attachment_store.h"
#include "mash/attachments/shelf.h"

namespace mash::attachments {

// What attach() does once there is room.
void keep(pipeline::Context& c, const policy::Proof& proof, const Shelf& shelf,
          const uploads::NewFile& file);

struct Words {
  Sensitive name;
  Sensitive shows;
};
Words open_words(pipeline::Context& c, const policy::Proof& proof, const AttachmentRow& row);

// Why it was set aside. Only where it was.
Bytes seal_aside(pipeline::Context& c, const AttachmentRow& row, std::string_view why);
Sensitive open_aside(pipeline::Context& c, const policy::Proof& proof, const AttachmentRow& row);

// What was drawn from it beside its pictures. Only where it is shown.
struct Drawn {
  std::vector<std::string> paragraphs;
  bool more = false;
};
Drawn open_drawn(pipeline::Context& c, const policy::Proof& proof, const AttachmentRow& row);
// JPEG. From 1; nothing: it has no such page.
std::optional<Sensitive> open_picture(pipeline::Context& c, const policy::Proof& proof,
                                      const AttachmentRow& row, std::int64_t page);

}  // namespace mash::attachments

// SPDX-License-Identifier: MIT
#include "mash/pointer/list.h"

#include <algorithm>

namespace mash::pointer {

std::vector<ListPart> parts_of(const List& list) {
  const Bytes& text = list.filter.text();
  const std::size_t count = std::max<std::size_t>(1, (text.size() + k_piece - 1) / k_piece);
  std::vector<ListPart> out;
  for (std::size_t i = 0; i < count; ++i) {
    const auto piece =
        ByteView(text).subspan(i * k_piece).first(std::min(k_piece, text.size() - i * k_piece));
    out.push_back({.epoch = list.epoch,
                   .edition = list.edition,
                   .key = list.key,
                   .part = static_cast<std::int64_t>(i + 1),
                   .parts = static_cast<std::int64_t>(count),
                   .piece = Bytes(piece.begin(), piece.end())});
  }
  return out;
}

Result<List> gather(std::span<const ListPart> parts) {
  if (parts.empty()) return invalid("parts", "There are none.");
  const ListPart& first = parts.front();
  std::vector<const ListPart*> places(static_cast<std::size_t>(first.parts));
  for (const ListPart& p : parts) {
    if (p.epoch != first.epoch || p.edition != first.edition || p.key != first.key ||
        p.parts != first.parts || p.part < 1 || p.part > p.parts) {
      return invalid("parts", "They belong to different lists.");
    }
    const ListPart*& place = places[static_cast<std::size_t>(p.part - 1)];
    if (place != nullptr) return invalid("parts", "One is there twice.");
    place = &p;
  }
  Bytes text;
  for (const ListPart* p : places) {
    if (p == nullptr) return invalid("parts", "One is missing.");
    text.insert(text.end(), p->piece.begin(), p->piece.end());
  }
  MASH_TRY(Filter filter, Filter::decode(std::move(text)));
  return List{first.epoch, first.edition, first.key, std::move(filter)};
}

}  // namespace mash::pointer

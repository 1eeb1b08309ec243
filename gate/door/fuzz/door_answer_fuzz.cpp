// SPDX-License-Identifier: MIT
// Feeds arbitrary answers of a gate to the hub's side of the door: the first byte chooses what was
// asked. No more comes out than was asked for, each message once, and nothing that was not sent.
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

#include "mash/base/assert.h"
#include "mash/door/door_client.h"

namespace {

mash::packages::Outward package() {
  return {.id = std::string(26, 'A'),
          .kind = mash::packages::OutwardKind::withdrawal,
          .at = {},
          .body = mash::Bytes{1, 2, 3}};
}

void collect(mash::door::DoorClient& door) {
  constexpr int k_limit = 3;
  const auto got = door.collect(k_limit);
  if (!got) return;
  std::set<std::string> ids;
  for (const auto& message : got->messages) MASH_ASSERT(ids.insert(message.id).second);
  MASH_ASSERT(got->messages.size() + static_cast<std::size_t>(got->damaged) <= k_limit);
}

void deliver(mash::door::DoorClient& door) {
  const auto sent = package();
  const auto done = door.deliver({&sent, 1});
  if (!done) return;
  for (const auto& id : done->stored) MASH_ASSERT(id == sent.id);
  for (const auto& refused : done->refused) MASH_ASSERT(refused.id == sent.id);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  mash::http::Response answer;
  answer.body.assign(data + 1, data + size);
  mash::door::DoorClient door(
      [&answer](const mash::http::Request&) -> mash::Result<mash::http::Response> {
        return answer;
      });
  switch (data[0] % 4) {
    case 0:
      collect(door);
      break;
    case 1:
      deliver(door);
      break;
    case 2:
      static_cast<void>(door.collected({"a"}));
      break;
    default:
      static_cast<void>(door.alive());
  }
  return 0;
}

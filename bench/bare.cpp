// SPDX-License-Identifier: MIT
// The same hub without its security, for measuring alone: linked into hub_bench_bare in place of
// seals, boxes and the record (ld's --wrap). Words lie in the database as they came, and no read
// leaves an entry. Decisions, sessions and form tokens stay: without them pages would show
// something else. A name that no longer fits would replace nothing and be measured as if it did:
// the program ends with an error where one of these was never called.
#include <array>
#include <atomic>
#include <cstdlib>
#include <iostream>

#include "mash/crypto/crypto.h"
#include "mash/pipeline/record.h"

// As the linker names what it calls instead; `made_by` as the compiler names what is replaced.
#define MASH_INSTEAD_OF(made_by) __asm__("__wrap_" made_by)
#define MASH_BYTES "St4spanIKhLm18446744073709551615EE"

namespace mash::bare {

// NOLINTBEGIN(misc-use-internal-linkage): the linker calls them from everywhere
Bytes seal(const crypto::Key& key, ByteView plain, ByteView bound, Random& random)
    MASH_INSTEAD_OF("_ZN4mash6crypto4sealERKNS0_3KeyE" MASH_BYTES "S6_RNS_6RandomE");
Result<Bytes> open(const crypto::Key& key, ByteView plain, ByteView bound)
    MASH_INSTEAD_OF("_ZN4mash6crypto4openERKNS0_3KeyE" MASH_BYTES "S6_");
Bytes box_seal(const crypto::PublicKey& to, ByteView plain, Random& random)
    MASH_INSTEAD_OF("_ZN4mash6crypto8box_sealERKSt5arrayIhLm32EE" MASH_BYTES "RNS_6RandomE");
Result<Bytes> box_open(const crypto::Key& secret, ByteView plain)
    MASH_INSTEAD_OF("_ZN4mash6crypto8box_openERKNS0_3KeyE" MASH_BYTES);
void append_event(db::Transaction& tx, const pipeline::KeyRing& keys, Random& random,
                  const pipeline::Event& event)
    MASH_INSTEAD_OF(
        "_ZN4mash8pipeline12append_eventERNS_2db11TransactionERKNS0_7KeyRingE"
        "RNS_6RandomERKNS0_5EventE");
// NOLINTEND(misc-use-internal-linkage)

namespace {

struct Calls {
  std::array<std::atomic<long>, 5> made{};

  Calls() = default;
  Calls(const Calls&) = delete;
  Calls& operator=(const Calls&) = delete;
  ~Calls() {
    for (const auto& one : made) {
      if (one > 0) continue;
      std::cerr << "bare.cpp names a function that is called otherwise by now\n";
      std::_Exit(1);
    }
  }
} calls;

Bytes copied(std::size_t which, ByteView plain) {
  ++calls.made.at(which);
  return {plain.begin(), plain.end()};
}

}  // namespace

Bytes seal(const crypto::Key& /*key*/, ByteView plain, ByteView /*bound*/, Random& /*random*/) {
  return copied(0, plain);
}

Result<Bytes> open(const crypto::Key& /*key*/, ByteView plain, ByteView /*bound*/) {
  return copied(1, plain);
}

Bytes box_seal(const crypto::PublicKey& /*to*/, ByteView plain, Random& /*random*/) {
  return copied(2, plain);
}

Result<Bytes> box_open(const crypto::Key& /*secret*/, ByteView plain) {
  return copied(3, plain);
}

void append_event(db::Transaction& /*tx*/, const pipeline::KeyRing& /*keys*/, Random& /*random*/,
                  const pipeline::Event& /*event*/) {
  ++calls.made.at(4);
}

}  // namespace mash::bare

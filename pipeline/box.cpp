// SPDX-License-Identifier: MIT
#include "mash/pipeline/box.h"

namespace mash::pipeline {

Result<Bytes> open_box(const KeyRing& keys, ByteView sealed) {
  const RootKey key = keys.root_of(AgencyId::trusted("box"));
  auto opened = crypto::box_open(key.now.get(), sealed);
  if (!opened && key.before) opened = crypto::box_open(key.before->get(), sealed);
  return opened;
}

}  // namespace mash::pipeline

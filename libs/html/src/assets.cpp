// SPDX-License-Identifier: MIT
#include "assets.h"

#include "mash/base/assert.h"

namespace mash::html {

const Asset* asset_by_path(std::string_view path) {
  for (const NamedAsset& named : embedded_assets())
    if (named.asset.path == path) return &named.asset;
  return nullptr;
}

std::string_view asset_path(std::string_view file) {
  for (const NamedAsset& named : embedded_assets())
    if (named.file == file) return named.asset.path;
  MASH_ASSERT(false && "no such asset");
  return {};
}

}  // namespace mash::html

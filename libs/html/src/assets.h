// SPDX-License-Identifier: MIT
// What cmake/embed.py writes and src/assets.cpp looks up.
#pragma once

#include <string_view>
#include <vector>

#include "mash/html/render.h"

namespace mash::html {

struct NamedAsset {
  std::string_view file;  // "app.css"
  Asset asset;
};
const std::vector<NamedAsset>& embedded_assets();

}  // namespace mash::html

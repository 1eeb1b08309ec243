// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include "mash/render/child.h"

int main(int argc, char** argv) {
  return mash::render::run_child(std::vector<std::string>(argv + 1, argv + argc));
}

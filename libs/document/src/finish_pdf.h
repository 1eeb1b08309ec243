// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace mash::document {

// The same file, which also says its language and that its title is to be shown: Cairo 1.16 cannot
// write either. Throws std::runtime_error for what is no PDF.
std::string finish_pdf(const std::string& pdf);

}  // namespace mash::document

// SPDX-License-Identifier: MIT
// What somebody has just done is said on the next page that they open (AppOptions::done): the kind
// of the act's event waits in a cookie of its own until then.
#pragma once

#include <string>
#include <string_view>

#include "answer.h"
#include "mash/pipeline/app.h"

namespace mash::pipeline {

// The sentence for this page, or "".
std::string said_of_last_act(const AppOptions& options, const http::Request& request,
                             const Asker& asker);

struct Acted {
  std::string_view kind;  // of the event
  bool granted = false;
  bool sessions_end = false;  // whoever comes next is somebody else
};
// Sets the cookie on the way to the next page, and takes it away with that page.
void keep_last_act(const AppOptions& options, const http::Request& request, const Asker& asker,
                   const Acted& acted, http::Response& response);

}  // namespace mash::pipeline

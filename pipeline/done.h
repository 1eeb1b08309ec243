// SPDX-License-Identifier: MIT
// What somebody has just done is said on the next page that they open (AppOptions::done): the kind
// of the act's event waits in a cookie of its own until then, bound to who did it: whoever sits
// down at the same browser next reads nothing of it.
#pragma once

#include <string>

#include "answer.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/record.h"
#include "mash/pipeline/vault.h"

namespace mash::pipeline {

// The sentence for this page, or "".
std::string said_of_last_act(const AppOptions& options, const KeyRing& keys,
                             const http::Request& request, const Asker& asker);

// Sets the cookie on the way to the next page, and takes it away with that page. Not where all
// sessions end with the act: whoever comes next is somebody else.
void keep_last_act(const AppOptions& options, const KeyRing& keys, const http::Request& request,
                   const Asker& asker, const Event& event, bool sessions_end,
                   http::Response& response);

}  // namespace mash::pipeline

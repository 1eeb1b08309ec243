// SPDX-License-Identifier: MIT
#include "mash/triage/response.h"

#include "mash/directory/directory.h"
#include "triage_store.h"

namespace mash::triage {

std::string response_in_words(pipeline::Context& c, const model::Borough& borough,
                              const CaseId& id) {
  const auto row = last_response(c.tx, id);
  if (!row) return "";
  return std::string(model::words_of(row->type)) + ", " + directory::person_name(borough, row->by) +
         ", " + plain_time(row->at);
}

}  // namespace mash::triage

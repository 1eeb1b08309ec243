// SPDX-License-Identifier: MIT
// `openmash link --model-in` with a model that Splink saved.
#pragma once

#include "link_command.h"
#include "link_output.h"
#include "mash/base/result.h"
#include "mash/splink/model.h"

namespace mash::server {

// False if a result could not be written, which has been said. Errors: of the model, the files or
// the arguments.
Result<bool> link_with_splink_model(const LinkArguments& arguments, const splink::Model& model,
                                    unsigned threads, Stages& stages);

}  // namespace mash::server

// SPDX-License-Identifier: MIT
#pragma once

#include "mash/attachments/shelf.h"  // declares item_files_schema()

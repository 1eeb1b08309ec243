// SPDX-License-Identifier: MIT
#pragma once

#include "mash/door/door.h"  // declares files_wait_schema()

// SPDX-License-Identifier: MIT
#pragma once

#include "mash/attachments/arriving.h"  // declares arriving_schema()

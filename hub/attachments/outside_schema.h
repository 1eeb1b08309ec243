// SPDX-License-Identifier: MIT
#pragma once

#include "mash/attachments/outside.h"  // declares outside_schema()

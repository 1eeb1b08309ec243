// SPDX-License-Identifier: MIT
#pragma once

#include "mash/door/door.h"  // declares pieces_schema()

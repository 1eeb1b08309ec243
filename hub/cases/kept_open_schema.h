// SPDX-License-Identifier: MIT
#pragma once

#include "mash/cases/kept_open.h"  // declares kept_open_schema()

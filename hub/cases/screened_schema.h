// SPDX-License-Identifier: MIT
#pragma once

#include "mash/cases/cases.h"  // declares screened_schema()

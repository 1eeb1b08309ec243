// SPDX-License-Identifier: MIT
#pragma once

#include "mash/cases/cases.h"  // declares files_schema()

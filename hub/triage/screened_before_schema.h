// SPDX-License-Identifier: MIT
#pragma once

#include "mash/triage/triage.h"  // declares screened_before_schema()

// SPDX-License-Identifier: MIT
#pragma once

#include "mash/cases/case_disposal.h"

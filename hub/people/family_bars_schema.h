// SPDX-License-Identifier: MIT
#pragma once

#include "mash/people/family_bars.h"

// SPDX-License-Identifier: MIT
#pragma once

#include "mash/cases/glass.h"

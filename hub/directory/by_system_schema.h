// SPDX-License-Identifier: MIT
#pragma once

#include "mash/directory/by_system.h"

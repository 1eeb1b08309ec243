// SPDX-License-Identifier: MIT
#pragma once

#include "mash/access/access.h"

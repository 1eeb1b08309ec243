// SPDX-License-Identifier: MIT
#pragma once

#include "mash/people/groups.h"

// SPDX-License-Identifier: MIT
#pragma once

#include "mash/login/agencies.h"

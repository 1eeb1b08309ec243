// SPDX-License-Identifier: MIT
#pragma once

#include "mash/findings/profiles.h"

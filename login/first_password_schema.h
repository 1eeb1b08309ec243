// SPDX-License-Identifier: MIT
#pragma once

#include "mash/login/login.h"

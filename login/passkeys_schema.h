// SPDX-License-Identifier: MIT
#pragma once

#include "mash/login/passkeys.h"

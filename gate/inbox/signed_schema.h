// SPDX-License-Identifier: MIT
#pragma once

#include "mash/inbox/inbox.h"  // declares signed_schema()

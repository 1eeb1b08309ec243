// SPDX-License-Identifier: MIT
#pragma once

#include "mash/post/post.h"  // declares waits_schema()

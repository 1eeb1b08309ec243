// SPDX-License-Identifier: MIT
#pragma once

#include "mash/cases/queue.h"

// SPDX-License-Identifier: MIT
#pragma once

#include "mash/agreements/agreements.h"

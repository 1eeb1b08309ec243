// SPDX-License-Identifier: MIT
#pragma once

#include "mash/disclosure/standing.h"

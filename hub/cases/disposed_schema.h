// SPDX-License-Identifier: MIT
#pragma once

#include "mash/cases/disposed.h"

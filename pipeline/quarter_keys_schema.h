// SPDX-License-Identifier: MIT
#pragma once

#include "mash/pipeline/rotation.h"

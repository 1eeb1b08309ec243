// SPDX-License-Identifier: MIT
#pragma once

#include "mash/product/product.h"

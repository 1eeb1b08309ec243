// SPDX-License-Identifier: MIT
#pragma once

#include "mash/disclosure/signed_releases.h"

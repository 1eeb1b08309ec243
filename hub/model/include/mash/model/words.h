// SPDX-License-Identifier: MIT
// All words of the domain. Include the single header where one is enough.
#pragma once

#include "mash/model/words_case.h"
#include "mash/model/words_item.h"
#include "mash/model/words_law.h"
#include "mash/model/words_people.h"
#include "mash/model/words_staff.h"
#include "mash/model/words_time.h"

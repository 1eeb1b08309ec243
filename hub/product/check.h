// SPDX-License-Identifier: MIT
// Of the routes below /products/{product}: facts, product, and what its recipient reads.
#pragma once

#include "pages.h"

namespace mash::product {

// As cases::case_facts, for the case of the product in the path.
Result<policy::Facts> product_facts(pipeline::Context& c);
ProductHead head_of(pipeline::Context& c);
// Exactly what the recipient will read, for {{> product/package}}.
json::Value package_data(const packages::Product& p);

}  // namespace mash::product

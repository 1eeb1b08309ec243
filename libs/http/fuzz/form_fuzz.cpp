// SPDX-License-Identifier: MIT
// Feeds arbitrary bodies to the form parser: the first byte chooses the type of the form.
#include <cstddef>
#include <cstdint>
#include <string>

#include "mash/base/assert.h"
#include "mash/http/message.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  mash::http::Request request;
  request.headers = {{"content-type", data[0] % 2 == 0 ? "application/x-www-form-urlencoded"
                                                       : "multipart/form-data; boundary=b"}};
  request.body.assign(data + 1, data + size);
  const auto form = mash::http::parse_form(request);
  if (form) MASH_ASSERT(form->size() <= 2000);
  return 0;
}

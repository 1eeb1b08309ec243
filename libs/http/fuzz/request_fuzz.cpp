// SPDX-License-Identifier: MIT
// Feeds arbitrary heads of requests to what the server does with one before anybody is asked: the
// check for a clean head, Beast's parser, our rules, cookies, the query and the sender's network.
#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "mash/base/assert.h"
#include "mash/base/text.h"
#include "mash/http/address.h"
#include "request.h"
#include "wire.h"

namespace {

namespace beast = boost::beast;

void check_path(std::string_view path) {
  MASH_ASSERT(path.starts_with('/'));
  MASH_ASSERT(mash::is_utf8(path));
  MASH_ASSERT(path.find("//") == std::string_view::npos);
  MASH_ASSERT(path.find("/../") == std::string_view::npos);
  MASH_ASSERT(!path.ends_with("/.."));
  MASH_ASSERT(path.find('\0') == std::string_view::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t k_header_limit = 16384;
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  static_cast<void>(mash::http::network_of(std::string(all.substr(0, all.find(' '))), {}));
  const std::size_t end = all.find("\r\n\r\n");
  if (end == std::string_view::npos || end > k_header_limit) return 0;
  const std::string_view head = all.substr(0, end + 4);
  if (!mash::http::is_clean_head(head)) return 0;
  beast::http::request_parser<beast::http::string_body> parser;
  parser.header_limit(k_header_limit);
  parser.body_limit(boost::none);
  beast::error_code failure;
  const std::size_t used = parser.put(boost::asio::buffer(head.data(), head.size()), failure);
  if (failure || used != head.size()) return 0;
  const auto request = mash::http::to_request(parser.get());
  if (!request) return 0;
  check_path(request->path);
  MASH_ASSERT(!request->header("host").empty());
  for (const char* name : {"__Host-mash-hub", "", "a"}) {
    MASH_ASSERT(request->cookie(name).size() <= head.size());
  }
  static_cast<void>(mash::http::parse_query(request->query));
  return 0;
}

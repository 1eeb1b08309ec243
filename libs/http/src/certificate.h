// SPDX-License-Identifier: MIT
// The certificate that a server shows. What not: its dates, which libs/crypto reads.
// Thread safety: a context is its owner's thread's.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <string>

#include "mash/base/result.h"

namespace mash::http {

// From the next connection on; those that are there keep theirs. Throws
// boost::system::system_error where the two are not a pair.
void show_certificate(boost::asio::ssl::context& tls, const std::string& certificate_pem,
                      const std::string& key_pem);
// invalid_input "certificate": show_certificate() would throw.
Result<void> check_pair(const std::string& certificate_pem, const std::string& key_pem);

}  // namespace mash::http

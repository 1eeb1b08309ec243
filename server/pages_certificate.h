// SPDX-License-Identifier: MIT
// The certificate of a room's pages: a new pair of pages.crt and pages.key is shown without a
// restart, and one that ends soon is told of before browsers refuse it. What not: getting a new
// one; that of the door, which is pinned and whose dates nobody looks at.
// Thread safety: one thread at a time. Cost: reads two small files.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "folder.h"
#include "mash/base/time.h"
#include "mash/crypto/crypto.h"
#include "mash/http/server.h"
#include "repeater.h"

namespace mash::server {

class PagesCertificate {
 public:
  // Shows it from then on (http::Server::renew).
  using Show = std::function<Result<void>(const crypto::Certificate& next)>;
  // `shown`: what the server was started with.
  PagesCertificate(Path folder, const crypto::Certificate& shown, Show show);

  // Looks once. Answers a sentence for pages while the one that is shown ends within
  // k_warn_days, or has ended; else nothing. The log has that once a day, and a new pair, shown or
  // refused, once. One that has ended is refused while that which is shown has not.
  std::string round(UtcTime now);

  static constexpr int k_warn_days = 30;

 private:
  void take(const crypto::Certificate& found, UtcTime now);

  Path folder_;
  Show show_;
  std::string shown_;          // the certificate, which is no secret
  crypto::Certificate found_;  // the pair that was looked at last, shown or not
  LocalDate told_{};
};

// Looks every few seconds for as long as it is there, and gives `say` the sentence, also when it is
// empty. `server` was started with `shown`, and outlives it.
std::unique_ptr<Repeater> watch_certificate(const Path& folder, http::Server& server,
                                            const http::ServerOptions& shown, const Clock& clock,
                                            std::function<void(std::string)> say);

}  // namespace mash::server

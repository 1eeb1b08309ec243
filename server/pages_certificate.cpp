// SPDX-License-Identifier: MIT
#include "pages_certificate.h"

#include "mash/base/log.h"
#include "mash/crypto/expiry.h"

namespace mash::server {

namespace {

constexpr std::chrono::seconds k_pause{5};

}  // namespace

PagesCertificate::PagesCertificate(Path folder, const crypto::Certificate& shown, Show show)
    : folder_(std::move(folder)),
      show_(std::move(show)),
      shown_(shown.certificate_pem),
      found_(shown) {}

void PagesCertificate::take(const crypto::Certificate& found, UtcTime now) {
  found_ = found;
  const auto end = crypto::certificate_end(found.certificate_pem);
  const auto shown_end = crypto::certificate_end(shown_);
  if (end && *end < now && shown_end && *shown_end >= now) {
    log::error("pages.certificate_refused",
               {{"why", "It has ended, and that which is shown has not."}});
    return;
  }
  if (const auto done = show_(found); !done) {
    // While one file is written and the other not yet; the next round looks again.
    log::error("pages.certificate_refused", {{"why", done.error().message}});
    return;
  }
  shown_ = found.certificate_pem;
  told_ = {};
  log::info("pages.certificate_renewed");
}

std::string PagesCertificate::round(UtcTime now) {
  const auto certificate = read_file(folder_ / "pages.crt");
  const auto key = read_file(folder_ / "pages.key");
  if (certificate && key && (*certificate != found_.certificate_pem || *key != found_.key_pem)) {
    take({*certificate, *key}, now);
  }
  const auto end = crypto::certificate_end(shown_);
  if (!end || *end - now > Duration::days(k_warn_days)) return "";
  const LocalDate today = to_london(now).date;
  const LocalDate last = to_london(*end).date;
  if (told_ != today) {
    told_ = today;
    log::error("pages.certificate_ends", {{"days", days_between(today, last)}});
  }
  return "The certificate of these pages " + std::string(*end < now ? "ended" : "ends") + " on " +
         plain_date(last) + ". Whoever runs this machine has to put a new one in its place.";
}

std::unique_ptr<Repeater> watch_certificate(const Path& folder, http::Server& server,
                                            const http::ServerOptions& shown, const Clock& clock,
                                            std::function<void(std::string)> say) {
  auto certificate = std::make_shared<PagesCertificate>(
      folder, crypto::Certificate{shown.certificate_pem, shown.key_pem},
      [&server](const auto& next) { return server.renew(next.certificate_pem, next.key_pem); });
  return std::make_unique<Repeater>(
      "pages.certificate_round_failed", k_pause,
      [certificate, &clock, say = std::move(say)] { say(certificate->round(clock.now())); });
}

}  // namespace mash::server

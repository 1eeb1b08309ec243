// SPDX-License-Identifier: MIT
#include "mash/alert/notify.h"
#include "mash/base/base64url.h"

#include <algorithm>

#include "mash/base/assert.h"
#include "mash/base/bytes.h"
#include "mash/crypto/crypto.h"
#include "mash/json/value.h"
#include "transfer.h"

namespace mash::alert {

namespace {

constexpr std::size_t k_longest_answer = 64 * 1024;
constexpr std::int64_t k_micros = 1'000'000;
constexpr long k_created = 201;      // NOLINT(google-runtime-int): curl's own type
constexpr long k_bad_request = 400;  // NOLINT(google-runtime-int)
constexpr long k_no_token = 401;     // NOLINT(google-runtime-int)
constexpr long k_bad_token = 403;    // NOLINT(google-runtime-int)

std::string token_of(const NotifyOptions& o, UtcTime now) {
  json::Value claims;
  claims.set("iss", o.service_id);
  claims.set("iat", now.micros / k_micros);
  const std::string said = base64url(as_bytes(R"({"typ":"JWT","alg":"HS256"})")) + "." +
                           base64url(as_bytes(json::encode(claims)));
  const auto mac = crypto::hmac_sha256(as_bytes(o.secret.reveal()), as_bytes(said));
  return said + "." + base64url(mac);
}

std::size_t keep(char* from, std::size_t size, std::size_t count, void* to) {
  auto& text = *static_cast<std::string*>(to);
  if (text.size() + size * count > k_longest_answer) return 0;
  text.append(from, size * count);
  return size * count;
}

// Of all that it may find wrong with a request only this is the address.
bool is_about_address(const std::string& answer) {
  const auto parsed = json::parse(answer);
  const auto* errors = parsed ? (*parsed)["errors"].as_array() : nullptr;
  return errors != nullptr && std::ranges::any_of(*errors, [](const json::Value& e) {
           return e.text("error") == "ValidationError";
         });
}

class Service {
 public:
  Service(NotifyOptions options, Templates templates)
      : o_(std::move(options)), templates_(std::move(templates)) {}

  Outcome send(const Message& message, const char* path, const char* member,
               const std::string& address, UtcTime now) const {
    MASH_ASSERT(is_id_text(message.id.text()));
    json::Value body;
    body.set(member, address);
    body.set("template_id", message.kind == Kind::urgent ? templates_.urgent : templates_.waiting);
    body.set("reference", message.id.text());
    const std::string text = json::encode(body);
    const Transfer t = new_transfer(o_.address + path, "http,https", o_.ca_file);
    Lines headers;
    add_line(headers, "Content-Type: application/json");
    add_line(headers, "Authorization: Bearer " + token_of(o_, now));
    std::string answer;
    set(t, CURLOPT_HTTPHEADER, headers.get());
    set(t, CURLOPT_POSTFIELDS, text.c_str());
    set(t, CURLOPT_WRITEFUNCTION, keep);
    set(t, CURLOPT_WRITEDATA, static_cast<void*>(&answer));
    const CURLcode code = curl_easy_perform(t.get());
    if (code != CURLE_OK) return outcome_of(code);
    const auto status = status_of(t.get());
    if (status == k_created) return Outcome::accepted;
    if (status == k_no_token || status == k_bad_token) return Outcome::not_allowed;
    return status == k_bad_request && is_about_address(answer) ? Outcome::refused : Outcome::failed;
  }

 private:
  NotifyOptions o_;
  Templates templates_;
};

class NotifyEmail final : public EmailSender {
 public:
  explicit NotifyEmail(Service service) : service_(std::move(service)) {}
  Outcome send(const Message& message, const EmailAddress& to, UtcTime now) override {
    return service_.send(message, "/v2/notifications/email", "email_address", to.reveal(), now);
  }

 private:
  Service service_;
};

class NotifyText final : public TextSender {
 public:
  explicit NotifyText(Service service) : service_(std::move(service)) {}
  Outcome send(const Message& message, const MobileNumber& to, UtcTime now) override {
    return service_.send(message, "/v2/notifications/sms", "phone_number", to.reveal(), now);
  }

 private:
  Service service_;
};

Result<Service> service_of(NotifyOptions options, Templates templates) {
  std::string_view host = options.address;
  const bool tls = host.starts_with("https://");
  if (!tls && !host.starts_with("http://")) {
    return invalid("notify.address", "Give an address that begins with https://");
  }
  host.remove_prefix(host.find("//") + 2);
  host = host.substr(0, host.find('/'));
  if (host.empty() || host.find('@') != std::string_view::npos) {
    return invalid("notify.address", "Give an address like https://notify.example");
  }
  if (const auto port = host.rfind(':'); port != std::string_view::npos && !host.ends_with(']')) {
    host = host.substr(0, port);
  }
  if (!tls && !is_loopback(host)) {
    return invalid("notify.address", "Give https: only this machine goes without TLS");
  }
  while (options.address.ends_with('/')) options.address.pop_back();
  return Service(std::move(options), std::move(templates));
}

}  // namespace

Result<std::unique_ptr<EmailSender>> notify_email_sender(NotifyOptions options,
                                                         Templates templates) {
  MASH_TRY(Service service, service_of(std::move(options), std::move(templates)));
  return std::unique_ptr<EmailSender>(std::make_unique<NotifyEmail>(std::move(service)));
}

Result<std::unique_ptr<TextSender>> notify_text_sender(NotifyOptions options, Templates templates) {
  MASH_TRY(Service service, service_of(std::move(options), std::move(templates)));
  return std::unique_ptr<TextSender>(std::make_unique<NotifyText>(std::move(service)));
}

}  // namespace mash::alert

// SPDX-License-Identifier: MIT
#include "mash/alert/smtp.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "mash/base/assert.h"
#include "mash/base/bytes.h"
#include "transfer.h"

namespace mash::alert {

namespace {

constexpr long k_first_success = 200;  // NOLINT(google-runtime-int): curl's own type
// RFC 5321 4.2.3: no such mailbox, not here, its name is not allowed.
constexpr std::array<long, 3> k_no_such_address = {550, 551, 553};  // NOLINT(google-runtime-int)

std::string two(int n) {
  return (n < 10 ? "0" : "") + std::to_string(n);
}

// RFC 5322 3.3.
std::string date_line(UtcTime now) {
  constexpr std::array<const char*, 7> days = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const LondonTime t = to_london(now);
  return std::string(days.at(static_cast<std::size_t>(t.date.weekday()))) + ", " + two(t.date.day) +
         " " + months.at(static_cast<std::size_t>(t.date.month - 1)) + " " +
         std::to_string(t.date.year) + " " + two(t.hour) + ":" + two(t.minute) + ":" +
         two(t.second) + " +" + two(t.offset_minutes / 60) + two(t.offset_minutes % 60);
}

// An encoded word (RFC 2047) whatever it holds. One must not be longer than 75 letters; a longer
// name is cut between two, never within a letter.
std::string display_name(const std::string& name) {
  constexpr std::size_t k_bytes = 42;
  std::string out;
  std::string part;
  const auto flush = [&] {
    if (!part.empty())
      out += (out.empty() ? "" : " ") + ("=?UTF-8?B?" + base64(as_bytes(part)) + "?=");
    part.clear();
  };
  for (const char ch : name) {
    const bool begins = (static_cast<unsigned char>(ch) & 0xC0U) != 0x80U;
    if (begins && part.size() >= k_bytes) flush();
    part += ch;
  }
  flush();
  return out;
}

struct Upload {
  std::string text;
  std::size_t sent = 0;
};

std::size_t read_upload(char* to, std::size_t size, std::size_t count, void* from) {
  auto& upload = *static_cast<Upload*>(from);
  const std::size_t n = std::min(size * count, upload.text.size() - upload.sent);
  std::memcpy(to, upload.text.data() + upload.sent, n);
  upload.sent += n;
  return n;
}

class Smtp final : public EmailSender {
 public:
  explicit Smtp(SmtpOptions options) : o_(std::move(options)) {}

  Outcome send(const Message& message, const EmailAddress& to, UtcTime now) override {
    MASH_ASSERT(is_id_text(message.id.text()));
    // The path is what we call ourselves; the machine's own name is nobody's business.
    const bool ipv6 = o_.server.find(':') != std::string::npos;
    const Transfer t = new_transfer((o_.tls == Tls::from_start ? "smtps://" : "smtp://") +
                                        (ipv6 ? "[" + o_.server + "]" : o_.server) + ":" +
                                        std::to_string(o_.port) + "/" + o_.from.domain(),
                                    "smtp,smtps", o_.ca_file);
    set(t, CURLOPT_USE_SSL,
        static_cast<long>(o_.tls == Tls::none ? CURLUSESSL_NONE  // NOLINT
                                              : CURLUSESSL_ALL));
    if (!o_.user.empty()) {
      set(t, CURLOPT_USERNAME, o_.user.c_str());
      set(t, CURLOPT_PASSWORD, o_.password.reveal().c_str());
    }
    Lines recipients;
    add_line(recipients, "<" + to.reveal() + ">");
    set(t, CURLOPT_MAIL_FROM, ("<" + o_.from.reveal() + ">").c_str());
    set(t, CURLOPT_MAIL_RCPT, recipients.get());
    Upload upload{text_of(message, to, now)};
    set(t, CURLOPT_UPLOAD, 1L);
    set(t, CURLOPT_READFUNCTION, read_upload);
    set(t, CURLOPT_READDATA, static_cast<void*>(&upload));
    const CURLcode code = curl_easy_perform(t.get());
    const Outcome outcome = outcome_of(code);
    if (code == CURLE_OK || outcome == Outcome::not_secure || outcome == Outcome::not_allowed) {
      return outcome;
    }
    const auto status = status_of(t.get());
    if (std::ranges::find(k_no_such_address, status) != k_no_such_address.end()) {
      return Outcome::refused;
    }
    return outcome == Outcome::not_reached && status >= k_first_success ? Outcome::failed : outcome;
  }

 private:
  [[nodiscard]] std::string text_of(const Message& message, const EmailAddress& to,
                                    UtcTime now) const {
    const std::string sentence(sentence_of(message.kind));
    return "Date: " + date_line(now) + "\r\nFrom: " + display_name(o_.hub_name) + " <" +
           o_.from.reveal() + ">\r\nTo: <" + to.reveal() + ">\r\nMessage-ID: <" +
           message.id.text() + "@" + o_.from.domain() + ">\r\nSubject: " + sentence +
           "\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
           "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" +
           sentence + "\r\n\r\n" + o_.hub_name + "\r\n";
  }

  SmtpOptions o_;
};

}  // namespace

Result<std::unique_ptr<EmailSender>> smtp_sender(SmtpOptions options) {
  if (options.tls == Tls::none && !is_loopback(options.server)) {
    return invalid("smtp.tls", "Give starttls or from-start: only this machine goes without");
  }
  const auto control = [](char ch) { return static_cast<unsigned char>(ch) < ' '; };
  if (options.hub_name.empty() || std::ranges::any_of(options.hub_name, control)) {
    return invalid("hub.name", "Give the hub a name of one line");
  }
  return std::unique_ptr<EmailSender>(std::make_unique<Smtp>(std::move(options)));
}

}  // namespace mash::alert

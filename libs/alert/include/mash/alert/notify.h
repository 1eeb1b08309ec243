// SPDX-License-Identifier: MIT
// E-mail and text messages through a service with the interface of GOV.UK Notify, version 2: POST
// /v2/notifications/{email,sms} with a template of the hub's own, whose words the hub's people
// write there: they are the sentence of alert.h and nothing personal, and nothing is filled in.
// The bearer token is a JSON Web Token, HS256 (RFC 7519).
#pragma once

#include <memory>
#include <string>

#include "mash/alert/alert.h"

namespace mash::alert {

// One template for each sentence.
struct Templates {
  std::string urgent;
  std::string waiting;
};

struct NotifyOptions {
  std::string address;  // "https://notify.example"
  std::string service_id;
  Sensitive secret;
  std::string ca_file{};  // instead of the system's authorities
};
// invalid_input: no https to another machine.
Result<std::unique_ptr<EmailSender>> notify_email_sender(NotifyOptions options,
                                                         Templates templates);
Result<std::unique_ptr<TextSender>> notify_text_sender(NotifyOptions options, Templates templates);

}  // namespace mash::alert

// SPDX-License-Identifier: MIT
// E-mail through a server of the hub's own organisation (RFC 5321), always with TLS beyond this
// machine. What not: queues, delivery reports.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "mash/alert/alert.h"

namespace mash::alert {

enum class Tls {
  starttls,    // required, not tried
  from_start,  // "SMTPS", port 465
  none,        // only to this machine
};

struct SmtpOptions {
  std::string server;
  std::uint16_t port = 587;
  Tls tls = Tls::starttls;
  EmailAddress from;
  std::string hub_name;
  std::string user{};  // empty: does not sign in
  Sensitive password{};
  std::string ca_file{};  // instead of the system's authorities
};
// invalid_input: no TLS to another machine, or a hub's name of more than one line.
Result<std::unique_ptr<EmailSender>> smtp_sender(SmtpOptions options);

}  // namespace mash::alert

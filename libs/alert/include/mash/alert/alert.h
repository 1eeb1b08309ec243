// SPDX-License-Identifier: MIT
// Tells somebody by e-mail or text message that they should sign in. What is said is one of the
// sentences of `Kind` and the hub's name; there is no way to say anything else, so that nothing
// about anybody can leave by this door (settled.md 23).
// What not: who is told and when, and trying again (hub/alerts).
// Thread safety: a Sender belongs to one thread at a time. Cost: a connection for each message, at
// most the time limits of Limits. Errors: Outcome; nothing throws but a lack of memory.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mash/base/id.h"
#include "mash/base/result.h"
#include "mash/base/sensitive.h"
#include "mash/base/time.h"

namespace mash::alert {

// What may be said.
enum class Kind {
  urgent,   // "You have an urgent request. Sign in."
  waiting,  // "You have a request. Sign in."
};
std::string_view sentence_of(Kind kind);

// The same id each time that a message is tried: whoever gets it twice can drop the second.
using MessageId = Id<struct AlertMessageTag>;
struct Message {
  MessageId id;
  Kind kind = Kind::urgent;
};

// invalid_input, without repeating it, for what is none: these stand in the lines of protocols.
class EmailAddress {
 public:
  static Result<EmailAddress> parse(const Sensitive& text);
  [[nodiscard]] const std::string& reveal() const { return text_.reveal(); }
  [[nodiscard]] std::string domain() const;

 private:
  explicit EmailAddress(Sensitive text) : text_(std::move(text)) {}
  Sensitive text_;
};
// Digits with a country's code in front, "+447700900123"; one that begins with 0 is British.
class MobileNumber {
 public:
  static Result<MobileNumber> parse(const Sensitive& text);
  [[nodiscard]] const std::string& reveal() const { return text_.reveal(); }

 private:
  explicit MobileNumber(Sensitive text) : text_(std::move(text)) {}
  Sensitive text_;
};

enum class Outcome {
  accepted,     // the service has it; whether it arrives is beyond us
  refused,      // this address will never do
  not_reached,  // no connection, or none in time
  not_secure,   // no TLS, or not with whom we mean
  not_allowed,  // it does not let us in: user, password, secret
  failed,       // it answered something else
};
std::string_view code_of(Outcome outcome);
std::string_view words_of(Outcome outcome);  // "The service does not answer"

class EmailSender {
 public:
  virtual ~EmailSender() = default;
  virtual Outcome send(const Message& message, const EmailAddress& to, UtcTime now) = 0;
};
class TextSender {
 public:
  virtual ~TextSender() = default;
  virtual Outcome send(const Message& message, const MobileNumber& to, UtcTime now) = 0;
};

// Only these may be spoken to without TLS.
bool is_loopback(std::string_view host);

}  // namespace mash::alert

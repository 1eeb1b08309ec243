// SPDX-License-Identifier: MIT
#include "mash/alert/alert.h"

#include <algorithm>
#include <array>

namespace mash::alert {

namespace {

constexpr std::size_t k_longest_address = 254;  // RFC 5321 4.5.3.1.3
constexpr std::size_t k_fewest_digits = 9;
constexpr std::size_t k_most_digits = 15;  // E.164

struct Words {
  Outcome outcome;
  std::string_view code, words;
};
constexpr auto k_outcomes = std::to_array<Words>({
    {Outcome::accepted, "accepted", "The service has it"},
    {Outcome::refused, "refused", "The service says that this address does not exist"},
    {Outcome::not_reached, "not-reached", "The service does not answer"},
    {Outcome::not_secure, "not-secure", "The service cannot prove who it is, or offers no TLS"},
    {Outcome::not_allowed, "not-allowed", "The service does not let the hub in"},
    {Outcome::failed, "failed", "The service could not do it"},
});
const Words& row_of(Outcome outcome) {
  return *std::ranges::find(k_outcomes, outcome, &Words::outcome);
}

bool is_address_letter(char ch) {
  constexpr std::string_view others = "<>()[],;:\\\"";
  return ch > ' ' && ch < '\x7f' && others.find(ch) == std::string_view::npos;
}

}  // namespace

std::string_view sentence_of(Kind kind) {
  return kind == Kind::urgent ? "You have an urgent request. Sign in."
                              : "You have a request. Sign in.";
}

std::string_view code_of(Outcome outcome) {
  return row_of(outcome).code;
}

std::string_view words_of(Outcome outcome) {
  return row_of(outcome).words;
}

Result<EmailAddress> EmailAddress::parse(const Sensitive& text) {
  const std::string& t = text.reveal();
  const auto at = t.find('@');
  if (at == 0 || at == std::string::npos || at + 1 == t.size() || t.find('@', at + 1) < t.size() ||
      t.size() > k_longest_address || !std::ranges::all_of(t, is_address_letter)) {
    return invalid("email", "Give an e-mail address, for instance name@hub.example");
  }
  return EmailAddress(text);
}

std::string EmailAddress::domain() const {
  return reveal().substr(reveal().find('@') + 1);
}

Result<MobileNumber> MobileNumber::parse(const Sensitive& text) {
  std::string digits;
  bool faulty = false;
  const bool foreign = text.reveal().starts_with('+');
  for (const char ch : std::string_view(text.reveal()).substr(foreign ? 1 : 0)) {
    if (ch == ' ') continue;
    faulty = faulty || ch < '0' || ch > '9';
    digits += ch;
  }
  faulty = faulty || digits.starts_with('0') == foreign;
  if (!foreign && !faulty) digits = "44" + digits.substr(1);
  if (faulty || digits.size() < k_fewest_digits || digits.size() > k_most_digits) {
    return invalid("mobile", "Give a mobile number, for instance 07700 900123 or +44 7700 900123");
  }
  return MobileNumber(Sensitive("+" + digits));
}

bool is_loopback(std::string_view host) {
  return host == "127.0.0.1" || host == "::1" || host == "[::1]" || host == "localhost";
}

}  // namespace mash::alert

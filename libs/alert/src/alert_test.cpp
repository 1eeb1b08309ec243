// SPDX-License-Identifier: MIT
// Goal: nothing but an address stands where an address goes in a protocol's lines, and nothing is
// sent without TLS beyond this machine. Sending itself: tests/process/alerts_test.py.
#include "mash/alert/alert.h"

#include <gtest/gtest.h>

#include "mash/alert/notify.h"
#include "mash/alert/smtp.h"
#include "mash/support/redirecting_server.h"

namespace mash::alert {
namespace {

std::string email(const std::string& text) {
  const auto parsed = EmailAddress::parse(Sensitive(text));
  return parsed ? parsed->reveal() : "refused: " + parsed.error().faults.front().field;
}
std::string mobile(const std::string& text) {
  const auto parsed = MobileNumber::parse(Sensitive(text));
  return parsed ? parsed->reveal() : "refused: " + parsed.error().faults.front().field;
}

TEST(Addresses, an_email_address_brings_no_line_of_its_own) {
  EXPECT_EQ(email("jo.o'hara+x@hub.example"), "jo.o'hara+x@hub.example");
  for (const char* wrong : {"", "a", "@b.example", "a@", "a@b@c", "a b@c", "a@b\r\nRCPT TO:<c@d>",
                            "<a@b>", "a@b,c@d", "\"a\"@b", "ä@b.example", "a@b.example\n"}) {
    EXPECT_EQ(email(wrong), "refused: email") << wrong;
  }
  EXPECT_EQ(email(std::string(250, 'a') + "@b.example"), "refused: email");
}

TEST(Addresses, a_mobile_number_is_written_as_the_service_wants_it) {
  EXPECT_EQ(mobile("07700 900123"), "+447700900123");
  EXPECT_EQ(mobile("+44 7700 900123"), "+447700900123");
  EXPECT_EQ(mobile("+35 3209 120123"), "+353209120123");
  for (const char* wrong : {"", "0", "+0", "+", "7700 900123", "07700-900123", "07700 900123x",
                            "++447700900123", "+0447700900123", "077009001231234567"}) {
    EXPECT_EQ(mobile(wrong), "refused: mobile") << wrong;
  }
}

SmtpOptions smtp(const std::string& server, Tls tls, const std::string& hub = "Test hub") {
  return {.server = server,
          .tls = tls,
          .from = *EmailAddress::parse(Sensitive("a@b.example")),
          .hub_name = hub};
}

TEST(Senders, mail_goes_without_tls_only_within_this_machine) {
  EXPECT_TRUE(smtp_sender(smtp("127.0.0.1", Tls::none)).has_value());
  EXPECT_TRUE(smtp_sender(smtp("::1", Tls::none)).has_value());
  EXPECT_TRUE(smtp_sender(smtp("mail.example", Tls::starttls)).has_value());
  for (const char* other : {"mail.example", "127.0.0.1.example", "localhost.example", ""}) {
    const auto sender = smtp_sender(smtp(other, Tls::none));
    ASSERT_FALSE(sender.has_value()) << other;
    EXPECT_EQ(sender.error().faults.front().field, "smtp.tls");
  }
}

TEST(Senders, a_hubs_name_adds_no_header) {
  const auto sender = smtp_sender(smtp("::1", Tls::none, "Test\r\nBcc: c@d.example"));
  ASSERT_FALSE(sender.has_value());
  EXPECT_EQ(sender.error().faults.front().field, "hub.name");
}

TEST(Senders, the_service_is_reached_without_tls_only_within_this_machine) {
  const auto made = [](const char* address) {
    return notify_text_sender({.address = address, .service_id = "s"}, {"u", "w"}).has_value() &&
           notify_email_sender({.address = address, .service_id = "s"}, {"u", "w"}).has_value();
  };
  for (const char* good : {"https://n.example", "https://n.example/", "http://127.0.0.1:80",
                           "http://[::1]", "http://[::1]:80", "http://localhost"}) {
    EXPECT_TRUE(made(good)) << good;
  }
  for (const char* wrong :
       {"", "n.example", "ftp://n.example", "http://n.example", "https://",
        "http://127.0.0.1@n.example", "http://localhost.example:80", "http://[::1]@n.example"}) {
    EXPECT_FALSE(made(wrong)) << wrong;
  }
}

TEST(Senders, the_service_leads_to_no_other_address) {
  support::RedirectingServer server;
  const auto sender = notify_text_sender(
      {.address = server.address(), .service_id = "s", .secret = Sensitive(std::string("x"))},
      {"u", "w"});
  const Message message{MessageId::trusted("0123456789ABCDEFGHJKMNPQRS"), Kind::urgent};
  const auto to = *MobileNumber::parse(Sensitive(std::string("07700 900123")));
  EXPECT_EQ((*sender)->send(message, to, UtcTime{}), Outcome::failed);
  EXPECT_EQ(server.calls(), 1);
}

TEST(Senders, a_server_that_is_not_there_is_not_reached) {
  auto options = smtp("127.0.0.1", Tls::none);
  options.port = 1;  // nobody listens there
  const auto away = smtp_sender(std::move(options));
  const Message message{MessageId::trusted("0123456789ABCDEFGHJKMNPQRS"), Kind::urgent};
  const auto to = *EmailAddress::parse(Sensitive("c@d.example"));
  EXPECT_EQ((*away)->send(message, to, UtcTime{}), Outcome::not_reached);
}

}  // namespace
}  // namespace mash::alert

// SPDX-License-Identifier: MIT
#include "alert_settings.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "folder.h"
#include "mash/alert/notify.h"
#include "mash/alert/smtp.h"
#include "mash/json/value.h"
#include "settings_section.h"

namespace mash::server {

namespace {

Result<alert::Tls> read_tls(const Section& smtp) {
  const std::string word = smtp.or_empty("tls");
  if (word == "starttls") return alert::Tls::starttls;
  if (word == "from-start") return alert::Tls::from_start;
  if (word == "none") return alert::Tls::none;
  return invalid(smtp.at("tls"), "Give starttls, from-start or none");
}

Result<std::unique_ptr<alert::EmailSender>> read_smtp(const Section& smtp,
                                                      const std::string& hub_name) {
  MASH_TRY_DO(smtp.only({"server", "port", "tls", "from", "user", "password_file", "ca_file"}));
  MASH_TRY(const std::string from_text, smtp.text("from"));
  auto from = alert::EmailAddress::parse(Sensitive(from_text));
  if (!from) return invalid(smtp.at("from"), from.error().message);
  MASH_TRY(const std::string server, smtp.text("server"));
  constexpr std::string_view others = ".-:";
  if (!std::ranges::all_of(server, [&](char ch) {
        return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
               others.find(ch) != std::string_view::npos;
      })) {
    return invalid(smtp.at("server"), "Give the name of a machine, or its address");
  }
  const auto* port = smtp["port"].as_int();
  if (port == nullptr || *port < 1 || *port > std::numeric_limits<std::uint16_t>::max()) {
    return invalid(smtp.at("port"), "Give a whole number from 1 to 65535");
  }
  MASH_TRY(const alert::Tls tls, read_tls(smtp));
  MASH_TRY(std::string ca_file, smtp.authorities());
  alert::SmtpOptions out{.server = server,
                         .port = static_cast<std::uint16_t>(*port),
                         .tls = tls,
                         .from = *std::move(from),
                         .hub_name = hub_name,
                         .user = smtp.or_empty("user"),
                         .ca_file = std::move(ca_file)};
  if (!out.user.empty()) {
    MASH_TRY(out.password, smtp.secret("password_file"));
  }
  return alert::smtp_sender(std::move(out));
}

Result<void> read_notify(const Section& notify, alerts::Senders& out) {
  MASH_TRY_DO(notify.only({"address", "service_id", "secret_file", "ca_file", "email_urgent",
                           "email_waiting", "text_urgent", "text_waiting"}));
  alert::NotifyOptions options;
  MASH_TRY(options.address, notify.text("address"));
  MASH_TRY(options.service_id, notify.text("service_id"));
  MASH_TRY(options.secret, notify.secret("secret_file"));
  MASH_TRY(options.ca_file, notify.authorities());
  alert::Templates text;
  MASH_TRY(text.urgent, notify.text("text_urgent"));
  MASH_TRY(text.waiting, notify.text("text_waiting"));
  if (!notify["email_urgent"].is_null()) {
    if (out.email) return invalid(notify.at("email_urgent"), "Leave it out: smtp sends e-mail");
    alert::Templates email;
    MASH_TRY(email.urgent, notify.text("email_urgent"));
    MASH_TRY(email.waiting, notify.text("email_waiting"));
    MASH_TRY(out.email, alert::notify_email_sender(options, email));
  }
  MASH_TRY(out.text, alert::notify_text_sender(std::move(options), std::move(text)));
  return {};
}

Result<void> check_addresses(const model::Borough& borough) {
  for (std::size_t i = 0; i < borough.staff.size(); ++i) {
    const auto& person = borough.staff[i];
    const std::string at = "staff[" + std::to_string(i) + "].";
    if (const auto ok = alert::EmailAddress::parse(person.email); !ok) {
      return invalid(at + "email", ok.error().message);
    }
    if (person.mobile.empty()) continue;
    if (const auto ok = alert::MobileNumber::parse(person.mobile); !ok) {
      return invalid(at + "mobile", ok.error().message);
    }
  }
  return {};
}

}  // namespace

Result<alerts::Senders> load_senders(const Settings& settings, const model::Borough& borough) {
  alerts::Senders out;
  if (settings.alerts.empty()) return out;
  const auto text = read_file(settings.alerts);
  if (!text) return invalid("alerts", "There is no file " + settings.alerts);
  MASH_TRY_DO(check_addresses(borough));
  MASH_TRY(const json::Value file, json::parse(*text));
  const Path folder = Path(settings.alerts).parent_path();
  MASH_TRY_DO(Section(file, "alerts", folder).only({"smtp", "notify"}));
  if (!file["smtp"].is_null()) {
    MASH_TRY(out.email, read_smtp(Section(file["smtp"], "smtp", folder), borough.hub.name));
  }
  if (!file["notify"].is_null()) {
    MASH_TRY_DO(read_notify(Section(file["notify"], "notify", folder), out));
  }
  if (out.channels().none()) return invalid("alerts", "Give smtp, notify or both");
  return out;
}

AlertNeeds needs_of_alerts(const Settings& settings) {
  constexpr std::uint16_t k_https = 443;
  AlertNeeds out{.files = {settings.alerts}, .ports = {}};
  const auto file = json::parse(read_file(settings.alerts).value_or(""));
  if (!file) return out;
  const Path folder = Path(settings.alerts).parent_path();
  for (const char* part : {"smtp", "notify"}) {
    for (const char* member : {"password_file", "secret_file", "ca_file"}) {
      const std::string name = (*file)[part].text(member);
      if (!name.empty()) out.files.push_back(folder / name);
    }
  }
  const auto add_port = [&out](std::int64_t port) {
    out.ports.push_back(static_cast<std::uint16_t>(port));
  };
  if (!(*file)["smtp"].is_null()) add_port((*file)["smtp"].number("port"));
  const std::string address = (*file)["notify"].text("address");
  const auto host = address.find("//");
  if (host == std::string::npos) return out;
  const std::string_view place = std::string_view(address).substr(
      host + 2, std::min(address.find('/', host + 2), address.size()) - host - 2);
  const auto colon = place.rfind(':');
  std::uint16_t port = k_https;
  if (colon != std::string_view::npos) {
    std::from_chars(place.data() + colon + 1, place.data() + place.size(), port);
  }
  out.ports.push_back(port);
  return out;
}

}  // namespace mash::server

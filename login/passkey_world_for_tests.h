// SPDX-License-Identifier: MIT
// A room with people of two agencies who have passkeys in software. For tests only.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/base/base64url.h"
#include "mash/login/agencies.h"
#include "mash/login/passkeys.h"
#include "mash/login/presence.h"
#include "mash/login/schema.h"
#include "mash/login/step_up.h"
#include "mash/login/templates.h"
#include "mash/support/engines.h"
#include "mash/support/software_passkey.h"
#include "mash/support/test_app.h"

namespace mash::login {

inline constexpr const char* k_origin = "https://test.localhost";
inline constexpr const char* k_rp = "test.localhost";
inline constexpr const char* k_secret_word = "plantedword";
inline constexpr policy::Side k_hub = policy::Side::hub;

using Form = std::vector<std::pair<std::string, std::string>>;

// "a" and "b" release for Health, "c" works there, "d" releases for the police; "r" is outside.
class PasskeyWorld : public testing::TestWithParam<db::Engine> {
 protected:
  bool countersigns_ = true;
  std::set<std::string> left_;
  std::vector<std::string> notes_;  // of the newest entry of the record
  std::string event_;
  std::string presence_code_;  // of whoever adds a passkey and has an authenticator app
  support::TestApp app_{options()};
  support::SoftwarePasskey device_;

  static pipeline::Person person(const std::string& id, const char* agency, bool releases,
                                 policy::Side side = k_hub) {
    const auto role = side == k_hub ? policy::Role::navigator : policy::Role::recipient;
    return {{StaffId::trusted(id), AgencyId::trusted(agency), role, side, releases},
            "Person " + id,
            "At work"};
  }
  std::map<std::string, pipeline::Person> people_ = {{"a", person("a", "health", true)},
                                                     {"b", person("b", "health", true)},
                                                     {"c", person("c", "health", false)},
                                                     {"d", person("d", "police", true)}};

  Deps deps() {
    return {.summary = "Sign in (tests)",
            .page = [](pipeline::Context&) { return pipeline::View{.page = "login_test/page"}; },
            .find = [](pipeline::Context&, std::string_view) -> std::optional<StaffId> {
              return std::nullopt;
            },
            .load = [this](pipeline::Context&, const StaffId& id) { return load(id); },
            .personas = [](pipeline::Context&) { return std::vector<Persona>{}; },
            .home = [](const pipeline::Person& who) { return "/" + who.principal.person.text(); },
            .signed_out = "/out",
            .origin = k_origin,
            .words = [](pipeline::Context&,
                        const StaffId&) { return std::vector<std::string>{k_secret_word}; },
            .countersigns = countersigns_};
  }
  Result<pipeline::Person> load(const StaffId& id) const {
    const auto found = people_.find(id.text());
    if (found == people_.end() || left_.contains(id.text())) return not_found();
    return found->second;
  }
  // An act that wants a signature over what it does.
  static pipeline::Route signed_act() {
    auto fields = step_up_fields();
    fields.push_back({.name = "what", .label = "What", .required = true});
    return pipeline::act<policy::Action::keep_passkeys>(
        {.path = "/test/sign",
         .summary = "Sign (tests)",
         .event = "test.signed",
         .fields = std::move(fields),
         .facts = pipeline::no_facts,
         .run = [](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
           MASH_TRY(const auto record,
                    take_step_up(c, {{"what", std::string(c.input.text("what"))}}));
           return pipeline::SeeOther{"/", passkey::encode(record)};
         }});
  }
  static pipeline::Route signing_page() {
    return pipeline::page<policy::Action::keep_passkeys>(
        {.path = "/test/sign",
         .summary = "What to sign (tests)",
         .event = "test.page",
         .facts = pipeline::no_facts,
         .run = [](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
           const StepUp asked = begin_step_up(c);
           json::Value v = step_up_view(c, asked, record_of(c, asked, {{"what", "release"}}));
           v.set("can", can_step_up(c));
           return pipeline::SeeOther{"/", v};
         }});
  }

  // And one that wants to know that it is still they.
  static pipeline::Route presence_page() {
    return pipeline::page<policy::Action::keep_passkeys>(
        {.path = "/test/still",
         .summary = "Show that it is you (tests)",
         .event = "test.page",
         .facts = pipeline::no_facts,
         .run = [](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
           json::Value data = json::Object{};
           data.set("presence", presence_view(c, {{"act", "test"}}));
           return pipeline::View{.page = "login_test/still", .title = "", .data = std::move(data)};
         }});
  }
  static pipeline::Route presence_act() {
    return pipeline::act<policy::Action::keep_passkeys>(
        {.path = "/test/still",
         .summary = "Do it (tests)",
         .event = "test.done",
         .fields = presence_fields(),
         .facts = pipeline::no_facts,
         .run = [](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
           MASH_TRY_DO(take_presence(c, {{"act", "test"}}));
           return pipeline::SeeOther{"/done", {}};
         },
         .again = "/test/still"});
  }

  support::TestAppOptions options() {
    support::TestAppOptions o{.engine = GetParam()};
    o.migrations = {{2, "login", schema()},
                    {3, "agencies", agencies_schema()},
                    {4, "passkeys", passkeys_schema()},
                    {5, "first_password", first_password_schema()},
                    {6, "agency_signed_in", agency_signed_in_schema()}};
    o.routes = routes(deps());
    o.routes.push_back(signed_act());
    o.routes.push_back(signing_page());
    o.routes.push_back(presence_page());
    o.routes.push_back(presence_act());
    o.templates = templates();
    o.templates.push_back({"login_test/page", "{{> login/form}}"});
    o.templates.push_back({"login_test/still", "{{#presence}}{{> login/presence}}{{/presence}}"});
    o.key_names = {"health", "police"};
    o.load_person = [this](db::Transaction&, const StaffId& id) { return load(id); };
    o.noticed = [this](db::Transaction&, const pipeline::Event& event) {
      notes_ = event.notes;
      event_ = event.kind;
    };
    return o;
  }

  static support::PasskeyAsk ask(const std::string& challenge) {
    return {
        .expected = {.rp_id = k_rp, .origin = k_origin, .challenge = *from_base64url(challenge)}};
  }
  static json::Value options_of(const support::Answer& page) {
    return *json::parse(page.json().text("options"));
  }

  // What the script of the page would send.
  Form made(const std::string& who, support::SoftwarePasskey& device, const std::string& name) {
    const auto page = app_.get(who, "/passkeys");
    const auto m = device.make(ask(options_of(page).text("challenge")));
    return {{"name", name},
            {"asked", page.json().text("asked")},
            {"presence_code", presence_code_},
            {"client_data", base64url(m.client_data_json)},
            {"attestation", base64url(m.attestation_object)}};
  }
  // Answers the passkey's id.
  std::string enrol(const std::string& who, support::SoftwarePasskey& device,
                    const std::string& name = k_secret_word) {
    EXPECT_EQ(app_.submit(who, "/passkeys", made(who, device, name)).status, 303);
    const auto list = app_.get(who, "/passkeys").json();
    const auto* all = list["passkeys"].as_array();
    return all == nullptr || all->empty() ? "" : all->back().text("id");
  }
  std::string code_of(const std::string& who) {
    return app_.get(who, "/passkeys").json()["passkeys"].as_array()->front().text("code");
  }
  int confirm(const std::string& by, const std::string& id, const std::string& code) {
    return app_.submit(by, "/passkeys/" + id + "/confirm", {{"code", code}}).status;
  }
  static Form form_of(const passkey::Assertion& a) {
    return {{"credential", base64url(a.credential_id)},
            {"authenticator_data", base64url(a.authenticator_data)},
            {"client_data", base64url(a.client_data_json)},
            {"signature", base64url(a.signature)}};
  }

  // Before anybody has signed in: a browser with a cookie of its own.
  struct Browser {
    std::string cookie;
    std::string challenge;
  };
  Browser asks() {
    const auto answer = app_.get("", "/sign-in/passkey");
    Browser out{.cookie = {}, .challenge = answer.json().text("challenge")};
    for (const auto& [name, value] : answer.headers) {
      if (name == "set-cookie") out.cookie = value.substr(0, value.find(';'));
    }
    return out;
  }
  http::Response send(const std::string& cookie, const Form& form) {
    http::Request r;
    r.method = "POST";
    r.path = "/sign-in/passkey";
    r.remote = "127.0.0.1";
    r.headers = {{"host", "test.localhost"}, {"content-type", "application/x-www-form-urlencoded"}};
    if (!cookie.empty()) r.headers.emplace_back("cookie", cookie);
    for (const auto& [name, value] : form)
      r.body += (r.body.empty() ? "" : "&") + name + "=" + value;
    return app_.app().dispatch(r);
  }
  static std::string where(const http::Response& r) {
    for (const auto& [name, value] : r.headers) {
      if (name == "location") return value;
    }
    return std::to_string(r.status);
  }
  Form answer_of(support::SoftwarePasskey& device, const std::string& who,
                 const support::PasskeyAsk& how) {
    Form out = form_of(device.sign(how));
    out.emplace_back("user", handle_of(who));
    return out;
  }
  std::string handle_of(const std::string& who) {
    return options_of(app_.get(who, "/passkeys")).text("user");
  }
  std::string sign_in(support::SoftwarePasskey& device, const std::string& who) {
    const Browser browser = asks();
    return where(send(browser.cookie, answer_of(device, who, ask(browser.challenge))));
  }
  std::int64_t alarms() { return app_.count("passkey where alarm_at is not null"); }
};

}  // namespace mash::login

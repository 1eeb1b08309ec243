// SPDX-License-Identifier: MIT
// Goal: what somebody typed until their session ended is kept for them alone, in no clear words,
// and is saved or thrown away when they have signed in again.
#include "mash/pipeline/kept.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/login/login.h"
#include "mash/login/passkeys.h"
#include "mash/login/schema.h"
#include "mash/login/templates.h"
#include "mash/pipeline/sweep.h"
#include "mash/support/engines.h"
#include "mash/support/test_app.h"

namespace mash::login {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* k_words = "She sleeps at her aunt's on Fridays";

pipeline::Person person(const char* id) {
  return {{StaffId::trusted(id), AgencyId::trusted("csc"), policy::Role::mash_manager,
           policy::Side::hub, false},
          "A Person",
          "At work"};
}

constexpr const char* k_case = "01K8ZZZZZZZZZZZZZZZZZZZZZZ";

// A note in a case, of a role; and a list of cases with a word on each.
std::vector<pipeline::Route> case_acts() {
  const auto done = [](const auto&, pipeline::Context&) -> Result<pipeline::Reply> {
    return pipeline::SeeOther{"/done", {}};
  };
  return {
      pipeline::act<policy::Action::confirm_rating>(
          {.path = "/case/{case}/note",
           .summary = "Write a note in a case",
           .event = "test.case-noted",
           .fields =
               {{.name = "note", .label = "Note", .required = true, .max = 100, .as_typed = true}},
           .facts = [](pipeline::Context& c) -> Result<policy::Facts> {
             MASH_TRY(const CaseId id, CaseId::parse(c.input.text("case")));
             c.about(id);
             return policy::Facts{.case_member = true};
           },
           .run = done}),
      pipeline::act<policy::Action::log_notification>(
          {.path = "/handover",
           .summary = "Hand over",
           .event = "test.handed-over",
           .fields = {{.name = "line", .label = "Line", .kind = pipeline::Kind::many},
                      {.name = "note", .label = "Note", .max = 100, .as_typed = true}},
           .facts = pipeline::no_facts,
           .run = done})};
}

pipeline::Route passphrase_act() {
  return pipeline::act<policy::Action::log_notification>(
      {.path = "/passphrase",
       .summary = "Open something",
       .event = "test.opened",
       .fields = {{.name = "passphrase", .label = "Passphrase", .kind = pipeline::Kind::secret}},
       .facts = pipeline::no_facts,
       .run = [](const auto&, pipeline::Context&) -> Result<pipeline::Reply> {
         return pipeline::SeeOther{"/done", {}};
       }});
}

pipeline::Route note_act() {
  return pipeline::act<policy::Action::log_notification>(
      {.path = "/note",
       .summary = "Write a note",
       .event = "test.noted",
       .fields = {{.name = "note", .label = "Note", .required = true, .max = 100, .as_typed = true},
                  {.name = "kind",
                   .label = "Kind",
                   .kind = pipeline::Kind::choice,
                   .choices = {"CALL", "VISIT"}},
                  {.name = "code", .label = "Code", .kind = pipeline::Kind::secret},
                  {.name = "photo", .label = "Photograph", .kind = pipeline::Kind::file}},
       .facts = pipeline::no_facts,
       .run = [](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
         if (c.input.text("note") == "refuse me") return invalid("note", "Not that");
         if (c.input.text("note") == "conflict") {
           return pipeline::View{.page = "pipeline/error", .title = "Somebody else changed it"};
         }
         return pipeline::SeeOther{"/done", {}};
       }});
}

class KeptTest : public testing::TestWithParam<db::Engine> {
 protected:
  bool barred_ = false;
  support::TestApp app_{options(GetParam())};

  support::TestAppOptions options(db::Engine engine) {
    support::TestAppOptions o{.engine = engine};
    o.migrations = {{2, "login", schema()},
                    {3, "passkeys", passkeys_schema()},
                    {4, "first_password", first_password_schema()}};
    o.routes = routes({.demo = true,
                       .summary = "Sign in (tests)",
                       .page =
                           [](pipeline::Context&) {
                             return pipeline::View{.page = "kept_test/page", .title = "Sign in"};
                           },
                       .find = [](auto&, auto) { return std::optional<StaffId>(); },
                       .load = [](auto&, const StaffId& id) -> Result<pipeline::Person> {
                         return person(id.text().c_str());
                       },
                       .personas = [](auto&) { return std::vector<Persona>(); },
                       .home = [](const auto&) { return std::string("/home"); },
                       .signed_out = "/out",
                       .keeps_late_forms = true});
    o.routes.push_back(note_act());
    o.routes.push_back(passphrase_act());
    for (auto& route : case_acts()) o.routes.push_back(std::move(route));
    o.hidden = [this](db::Transaction&, const StaffId& who, const CaseId& id) {
      return barred_ && who.text() == "a" && id.text() == k_case;
    };
    o.templates = templates();
    o.templates.push_back({"kept_test/page", "{{> login/form}}"});
    o.people = {person("a"), person("b")};
    return o;
  }

  using Form = std::vector<std::pair<std::string, std::string>>;
  support::Answer late(const Form& form, const std::string& path = "/note") {
    app_.page("a", "/kept");
    app_.clock().advance(Duration::minutes(16));
    return app_.submit("a", path, form);
  }
  // Has signed in again and finds what somebody finds who has nothing kept.
  void expect_nothing_is_left() {
    EXPECT_EQ(start_of_day("a"), "/home");
    app_.come_back_after(Duration::minutes(1));
    EXPECT_EQ(said_on_kept("a"), said_on_kept("b"));
    EXPECT_EQ(kept(), 0);
  }
  std::string said_on_kept(const char* who) { return app_.get(who, "/kept").body; }
  std::int64_t looks() { return app_.count("audit_event where kind = 'kept.case-read'"); }
  std::string start_of_day(const char* who) {
    return app_.submit("", "/sign-in/demo", {{"persona", who}}).location;
  }
  std::int64_t kept() { return app_.count("kept_form"); }
  std::string id() {
    std::string out;
    app_.database().read(
        [&](db::Transaction& tx) { out = tx.query("select id from kept_form").at(0).text(0); });
    return out;
  }
};

TEST_P(KeptTest, what_comes_too_late_waits_for_its_person_and_is_saved_after_all) {
  const auto answer = late({{"note", k_words}, {"kind", "CALL"}});
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(answer.location, "/sign-in?kept=yes");
  EXPECT_THAT(app_.page("", answer.location).body, HasSubstr("What you typed is kept"));
  EXPECT_EQ(kept(), 1);
  EXPECT_FALSE(app_.is_stored(k_words)) << "sealed";

  EXPECT_EQ(start_of_day("b"), "/home");
  EXPECT_EQ(start_of_day("a"), "/kept");
  app_.come_back_after(Duration::minutes(1));
  EXPECT_THAT(app_.page("b", "/kept").body, HasSubstr("Nothing waits to be saved"));
  const auto page = app_.page("a", "/kept").body;
  for (const char* part :
       {"Write a note", "She sleeps at her aunt&#39;s on Fridays", "What you chose is kept too",
        R"(name="kind" value="CALL")", "24 November 2026 at 9:16am"}) {
    EXPECT_THAT(page, HasSubstr(part));
  }
  EXPECT_EQ(app_.submit("a", "/note", {{"note", k_words}, {"kind", "CALL"}}).location, "/done");
  EXPECT_EQ(kept(), 0);
  EXPECT_EQ(start_of_day("a"), "/home");
}

TEST_P(KeptTest, what_is_refused_when_it_is_sent_waits_on) {
  late({{"note", "refuse me"}});
  app_.come_back_after(Duration::minutes(1));
  EXPECT_EQ(app_.submit("a", "/note", {{"note", "refuse me"}}).status, 422);
  EXPECT_EQ(kept(), 1);
}

TEST_P(KeptTest, what_only_shows_that_somebody_else_changed_it_waits_on) {
  late({{"note", "conflict"}});
  app_.come_back_after(Duration::minutes(1));
  EXPECT_EQ(app_.submit("a", "/note", {{"note", "conflict"}}).status, 200);
  EXPECT_EQ(kept(), 1);
}

TEST_P(KeptTest, it_is_thrown_away_by_its_person_alone) {
  late({{"note", k_words}});
  app_.come_back_after(Duration::minutes(1));
  EXPECT_EQ(app_.submit("b", "/kept/" + id(), {}).status, 404);
  EXPECT_EQ(app_.submit("", "/kept/" + id(), {}).status, 404);
  EXPECT_EQ(kept(), 1);
  EXPECT_EQ(app_.submit("a", "/kept/" + id(), {}).location, "/kept");
  EXPECT_EQ(kept(), 0);
}

TEST_P(KeptTest, a_form_sent_twice_waits_once_and_of_many_the_newest_wait) {
  for (int n = 0; n < 2; ++n) late({{"note", k_words}});
  EXPECT_EQ(kept(), 1);
  for (int n = 0; n < 6; ++n) late({{"note", "Note " + std::to_string(n)}});
  EXPECT_EQ(kept(), 5);
  app_.come_back_after(Duration::minutes(1));
  const auto page = app_.page("a", "/kept").body;
  EXPECT_THAT(page, HasSubstr("Note 5"));
  EXPECT_THAT(page, Not(HasSubstr("Note 0")));
}

TEST_P(KeptTest, files_and_words_beyond_measure_are_not_kept_and_that_is_said) {
  app_.page("a", "/kept");
  app_.clock().advance(Duration::minutes(16));
  const auto answer = app_.upload("a", "/note",
                                  {{.name = "note", .content = k_words},
                                   {.name = "photo", .file_name = "a.png", .content = "PNG"}});
  EXPECT_EQ(answer.location, "/sign-in?kept=yes");
  const auto too_long = late({{"note", std::string(70'000, 'x')}});
  EXPECT_EQ(too_long.status, 401);
  EXPECT_THAT(too_long.body, HasSubstr(std::string(70'000, 'x'))) << "what is not kept is shown";
  EXPECT_EQ(kept(), 1);
  app_.come_back_after(Duration::minutes(1));
  EXPECT_THAT(app_.page("a", "/kept").body, HasSubstr("Files are not kept"));
}

TEST_P(KeptTest, nothing_is_kept_without_the_token_of_a_session_that_was) {
  EXPECT_EQ(app_.submit("", "/note", {{"note", k_words}}).location, "/sign-in");
  EXPECT_EQ(app_.submit("", "/note", {{"note", k_words}, {"csrf", "made up"}}).status, 401);
  EXPECT_EQ(app_.page("a", "/kept").status, 200);
  app_.clock().advance(Duration::minutes(16));
  EXPECT_EQ(app_.post("a", "/note", json::Object{{"note", k_words}}).status, 401) << "scripts";
  EXPECT_EQ(kept(), 0);
}

// A script sends them while somebody types: nothing is done by it.
TEST_P(KeptTest, what_is_typed_so_far_waits_until_the_form_is_sent) {
  const auto typing = [&](const std::string& words) {
    return app_.typing("a", "/note", {{"idempotency_key", "k1"}, {"note", words}}).status;
  };
  EXPECT_EQ(typing("She sleeps"), 200);
  EXPECT_EQ(typing(k_words), 200);
  EXPECT_EQ(kept(), 1) << "the last words of each form";
  EXPECT_EQ(app_.count("audit_event where kind = 'test.noted'"), 0) << "nothing is done by it";
  EXPECT_THAT(app_.page("a", "/kept").body, HasSubstr("She sleeps at her aunt"));
  EXPECT_THAT(app_.page("b", "/kept").body, Not(HasSubstr("aunt")));
  EXPECT_EQ(typing(std::string(70'000, 'x')), 413);
  EXPECT_EQ(app_.submit("a", "/note", {{"note", k_words}, {"idempotency_key", "k1"}}).location,
            "/done");
  EXPECT_EQ(kept(), 0);
  typing(k_words);
  EXPECT_EQ(kept(), 0) << "what was sent is not kept any more";
}

TEST_P(KeptTest, nothing_that_says_that_it_is_typed_is_ever_done) {
  EXPECT_EQ(app_.typing_json("a", "/note", json::Object{{"note", k_words}}).status, 404);
  EXPECT_EQ(app_.count("audit_event where kind = 'test.noted'"), 0);
  EXPECT_EQ(kept(), 0);
}

TEST_P(KeptTest, typing_goes_on_when_the_session_has_ended_and_waits_once) {
  app_.page("a", "/kept");
  app_.clock().advance(Duration::minutes(16));
  for (const std::string words : {"She", "She sleeps", "She sleeps at her aunt's"}) {
    EXPECT_EQ(app_.typing("a", "/note", {{"note", words}}).status, 404) << "nothing says so";
  }
  EXPECT_EQ(kept(), 1);
  EXPECT_EQ(app_.count("audit_event where kind = 'test.noted'"), 0);
  app_.come_back_after(Duration::minutes(1));
  EXPECT_THAT(app_.page("a", "/kept").body, HasSubstr("She sleeps at her aunt"));
}

TEST_P(KeptTest, no_secret_is_kept_and_no_form_without_long_texts) {
  for (const char* path : {"/sign-in", "/sign-out"}) {
    EXPECT_EQ(app_.typing("a", path, {{"name", "a"}, {"password", k_words}}).status, 404) << path;
  }
  EXPECT_EQ(kept(), 0);
  EXPECT_EQ(app_.page("a", "/kept").status, 200) << "nobody was signed out by it";
}

// Whatever waits is opened by the hub's own key: a passphrase that did would be no agency's own.
TEST_P(KeptTest, secrets_in_a_late_form_are_typed_anew) {
  late({{"note", k_words}, {"code", "123456"}});
  EXPECT_EQ(kept(), 1);
  start_of_day("a");
  app_.come_back_after(Duration::minutes(1));
  const auto page = app_.page("a", "/kept").body;
  EXPECT_THAT(page, HasSubstr("She sleeps at her aunt"));
  EXPECT_THAT(page, Not(HasSubstr("123456")));
  late({{"passphrase", "seven otters under the bridge"}}, "/passphrase");
  EXPECT_EQ(kept(), 1) << "of a form of secrets alone nothing is left to keep";
}

TEST_P(KeptTest, a_form_of_another_session_comes_back_without_its_secrets) {
  const std::string token = app_.form_token_of("a");
  app_.come_back_after(Duration::minutes(1));
  const auto again = app_.submit_old("a", "/note", token, {{"note", k_words}, {"code", "123456"}});
  EXPECT_EQ(again.status, 409);
  EXPECT_THAT(again.body, HasSubstr("She sleeps at her aunt"));
  EXPECT_THAT(again.body, Not(HasSubstr("123456")));
}

TEST_P(KeptTest, whoever_signed_out_left_nothing_open) {
  const std::string token = app_.form_token_of("a");
  ASSERT_EQ(app_.submit("a", "/sign-out", {}).location, "/out");
  EXPECT_EQ(app_.submit("a", "/note", {{"note", k_words}}).location, "/sign-in");
  const auto open_before = app_.submit_old("a", "/note", token, {{"note", k_words}});
  EXPECT_EQ(open_before.status, 401);
  EXPECT_THAT(open_before.body, HasSubstr("What you typed was not saved"));
  EXPECT_EQ(kept(), 0);
}

TEST_P(KeptTest, what_nobody_comes_back_for_goes_after_a_week) {
  late({{"note", k_words}});
  const auto sweep = [this] {
    app_.database().write([this](db::Transaction& tx) {
      pipeline::sweep(tx, app_.clock().now(), {Duration::hours(12), Duration::hours(24)});
    });
  };
  app_.clock().advance(Duration::days(7));
  sweep();
  EXPECT_EQ(kept(), 1);
  app_.clock().advance(Duration::minutes(1));
  sweep();
  EXPECT_EQ(kept(), 0);
}

const std::string k_case_note = "/case/" + std::string(k_case) + "/note";

TEST_P(KeptTest, words_of_a_case_are_read_by_who_may_still_do_the_act_and_the_look_is_recorded) {
  late({{"note", k_words}}, k_case_note);
  EXPECT_EQ(start_of_day("a"), "/kept");
  app_.come_back_after(Duration::minutes(1));
  EXPECT_EQ(looks(), 0);
  EXPECT_THAT(app_.page("a", "/kept").body, HasSubstr("She sleeps at her aunt&#39;s on Fridays"));
  EXPECT_EQ(looks(), 1);
  EXPECT_EQ(app_.count("audit_event where kind = 'kept.case-read' and case_id = '" +
                       std::string(k_case) + "'"),
            1);
}

TEST_P(KeptTest, whoever_is_barred_from_the_case_since_finds_nothing) {
  late({{"note", k_words}}, k_case_note);
  barred_ = true;
  expect_nothing_is_left();
  EXPECT_EQ(looks(), 0);
}

TEST_P(KeptTest, barred_after_signing_in_they_find_nothing_either_and_the_words_are_gone) {
  late({{"note", k_words}}, k_case_note);
  EXPECT_EQ(start_of_day("a"), "/kept");
  barred_ = true;
  app_.come_back_after(Duration::minutes(1));
  EXPECT_EQ(said_on_kept("a"), said_on_kept("b"));
  EXPECT_EQ(kept(), 0) << "gone with the look";
  barred_ = false;
  EXPECT_EQ(said_on_kept("a"), said_on_kept("b"));
}

TEST_P(KeptTest, a_case_that_the_form_names_below_its_path_hides_the_words_too) {
  late({{"line", "case:" + std::string(k_case)}, {"note", k_words}}, "/handover");
  barred_ = true;
  expect_nothing_is_left();
}

TEST_P(KeptTest, whoever_has_another_role_or_agency_since_finds_nothing) {
  late({{"note", k_words}}, k_case_note);
  auto moved = person("a");
  moved.principal.role = policy::Role::analyst;
  app_.moves(moved);
  app_.come_back_after(Duration::minutes(1));
  EXPECT_EQ(said_on_kept("a"), said_on_kept("b"));
  EXPECT_EQ(kept(), 0);

  app_.moves(person("a"));
  late({{"note", k_words}}, k_case_note);
  moved = person("a");
  moved.principal.agency = AgencyId::trusted("police");
  app_.moves(moved);
  app_.come_back_after(Duration::minutes(1));
  EXPECT_EQ(said_on_kept("a"), said_on_kept("b"));
  EXPECT_EQ(kept(), 0);
}

TEST_P(KeptTest, an_old_page_of_whoever_has_signed_in_elsewhere_comes_back_with_their_words) {
  const std::string old = app_.form_token_of("a");
  app_.come_back_after(Duration::minutes(1));  // the old session still runs in another window
  const auto again = app_.submit_old("a", "/note", old, {{"note", k_words}, {"kind", "CALL"}});
  EXPECT_EQ(again.status, 409);
  for (const char* part :
       {"Check and send again", "Write a note", "She sleeps at her aunt&#39;s on Fridays",
        R"(name="kind" value="CALL")", R"(action="/note")"}) {
    EXPECT_THAT(again.body, HasSubstr(part));
  }
  EXPECT_THAT(again.body, HasSubstr(R"(name="csrf" value=")" + app_.form_token_of("a")));
  EXPECT_EQ(kept(), 0) << "it is on the screen";
  EXPECT_EQ(app_.count("audit_event where kind = 'test.noted'"), 1) << "the try is recorded";
}

TEST_P(KeptTest, an_old_page_after_signing_out_and_in_again_comes_back_too) {
  const std::string old = app_.form_token_of("a");
  ASSERT_EQ(app_.submit("a", "/sign-out", {}).location, "/out");
  app_.come_back_after(Duration::hours(13));
  EXPECT_THAT(app_.submit_old("a", "/note", old, {{"note", k_words}}).body,
              HasSubstr("Check and send again"));
}

TEST_P(KeptTest, a_page_of_somebody_else_and_an_act_that_is_not_theirs_have_expired) {
  const std::string others = app_.form_token_of("b");
  const auto expired = app_.submit_old("a", "/note", others, {{"note", k_words}});
  EXPECT_EQ(expired.status, 404);
  EXPECT_THAT(expired.body, HasSubstr("This form has expired"));
  EXPECT_THAT(expired.body, Not(HasSubstr("aunt")));
  const std::string own = app_.form_token_of("a");
  const std::string mixed = own.substr(0, own.find('.')) + others.substr(others.find('.'));
  EXPECT_EQ(app_.submit_old("a", "/note", mixed, {{"note", k_words}}).status, 404);

  auto moved = person("a");
  moved.principal.role = policy::Role::analyst;
  app_.moves(moved);
  app_.come_back_after(Duration::minutes(1));
  EXPECT_EQ(app_.submit_old("a", k_case_note, own, {{"note", k_words}}).body,
            app_.submit("a", k_case_note, {{"note", k_words}}).body);
}

INSTANTIATE_TEST_SUITE_P(Engines, KeptTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::login

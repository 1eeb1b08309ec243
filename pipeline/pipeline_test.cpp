// SPDX-License-Identifier: MIT
// Goal: every request is decided, recorded and durable, and nothing is done twice or for the wrong
// person.
#include <gtest/gtest.h>

#include <algorithm>

#include "mash/pipeline/network_share.h"
#include "mash/pipeline/rotation.h"
#include "mash/pipeline/schema.h"
#include "mash/support/test_app.h"

namespace mash::pipeline {
namespace {

using policy::Action;

// One small act and one page on a table of their own. `prepared` counts what is made ready before
// an act's transaction.
std::vector<Route> routes(int& prepared) {
  std::vector<Route> out;
  out.push_back(page<Action::read_queue>(
      {.path = "/notes",
       .summary = "List",
       .event = "note.list",
       .facts = no_facts,
       .run = [](const auto&, Context& c) -> Result<Reply> {
         json::Array list;
         for (const auto& row : c.tx.query("select id from note order by id")) {
           list.emplace_back(row.text(0));
           c.touch(row.text(0));
         }
         json::Value data;
         data.set("notes", std::move(list));
         data.set("wrong", c.faults.empty() ? "" : c.faults.front().message);
         data.set("typed", c.typed == nullptr ? "" : c.typed->text("words"));
         return View{.page = "pipeline_test/notes", .title = "Notes", .data = std::move(data)};
       }}));
  out.push_back(act<Action::confirm_rating>(
      {.path = "/case/{case}/notes",
       .summary = "Add",
       .event = "note.added",
       .fields = {{.name = "words", .label = "Words", .required = true, .max = 10},
                  {.name = "password", .label = "Password", .kind = Kind::secret}},
       .facts = [](Context& c) -> Result<policy::Facts> {
         MASH_TRY(const CaseId id, CaseId::parse(c.input.text("case")));
         c.about(id);
         policy::Facts f;
         f.case_member = id.text().starts_with("1");
         return f;
       },
       .run = [](const policy::Grant<Action::confirm_rating>&, Context& c) -> Result<Reply> {
         c.tx.execute("insert into note (id) values ($1)", {c.input.text("words")});
         if (c.input.text("words") == "orphan") {
           c.tx.execute("insert into note (id, about) values ('x', 'planted')");
         }
         if (c.input.text("words") == "regret") return invalid("words", "Say something else");
         c.changed("note", "x");
         return SeeOther{"/notes", {}};
       },
       .again = "/notes"}));
  out.push_back(act<Action::submit_notification>(
      {.path = "/visit",
       .summary = "Begin as somebody who has not signed in",
       .event = "visit.begun",
       .facts = no_facts,
       .run = [](const auto&, Context& c) -> Result<Reply> {
         if (c.request.cookie("visitor").empty()) c.set_cookie("visitor", new_id_text(c.random));
         c.tx.execute("insert into note (id) values ($1)", {new_id_text(c.random)});
         return SeeOther{"/visit", {}};
       },
       .before = [&prepared](Context&) -> Result<json::Value> {
         ++prepared;
         return json::Value{};
       }}));
  return out;
}

constexpr std::string_view k_member = "10000000000000000000000000";
constexpr std::string_view k_other = "20000000000000000000000000";

Person person(const char* id, policy::Role role) {
  return {{StaffId::trusted(id), AgencyId::trusted("csc"), role, policy::Side::hub, false},
          "A Person",
          "At work"};
}

class PipelineTest : public testing::TestWithParam<db::Engine> {
 protected:
  int prepared_ = 0;
  support::TestApp app_{
      {.engine = GetParam(),
       .migrations = {{2, "notes",
                       "create table note (id text primary key, about text references note (id))"}},
       .routes = routes(prepared_),
       .templates = {{"pipeline_test/notes",
                      "<h1>Notes</h1>{{#notes}}<p>{{.}}</p>{{/notes}}"
                      "<p>{{wrong}}</p><p>{{typed}}</p>"}},
       .people = {person("m", policy::Role::mash_manager), person("a", policy::Role::analyst)}}};

  static std::string path(std::string_view id) { return "/case/" + std::string(id) + "/notes"; }
  static json::Value words(std::string_view text) {
    json::Value v;
    v.set("words", text);
    return v;
  }
  // A form of somebody who has not signed in; `visitor` is the cookie from before, if any.
  static http::Request visit(const std::string& visitor, const std::string& key) {
    http::Request r;
    r.method = "POST";
    r.path = "/visit";
    r.headers = {{"host", "test.localhost"}, {"content-type", "application/x-www-form-urlencoded"}};
    if (!visitor.empty()) r.headers.emplace_back("cookie", "visitor=" + visitor);
    r.body = "idempotency_key=" + key;
    return r;
  }
  std::int64_t events(std::string_view kind) {
    std::int64_t n = 0;
    app_.database().read([&](db::Transaction& tx) {
      n = tx.query("select count(*) from audit_event where kind = $1", {kind}).front().integer(0);
    });
    return n;
  }
  std::int64_t notes() {
    std::int64_t n = 0;
    app_.database().read(
        [&](db::Transaction& tx) { n = tx.query("select count(*) from note").front().integer(0); });
    return n;
  }
};

TEST_P(PipelineTest, a_granted_act_changes_and_records) {
  const auto a = app_.post("m", path(k_member), words("hello"));
  EXPECT_EQ(a.status, 200) << a.body;
  EXPECT_EQ(a.location, "/notes");
  EXPECT_EQ(notes(), 1);
  EXPECT_EQ(events("note.added"), 1);
  EXPECT_NE(app_.page("m", "/notes").body.find("<p>hello</p>"), std::string::npos);
  EXPECT_EQ(events("note.list"), 1);
}

// C13: recorded.
TEST_P(PipelineTest, absent_and_forbidden_look_the_same_and_both_are_recorded) {
  const auto hidden = app_.post("m", path(k_other), words("hello"));
  const auto role = app_.get("a", "/notes");
  const auto unknown = app_.get("a", "/nothing");
  EXPECT_EQ(hidden.status, 404);
  EXPECT_EQ(role.status, 404);
  EXPECT_EQ(role.body, unknown.body);
  EXPECT_EQ(events("note.added"), 1);
  EXPECT_EQ(events("note.list"), 1);
  EXPECT_EQ(notes(), 0);
}

TEST_P(PipelineTest, nobody_is_sent_to_sign_in) {
  EXPECT_EQ(app_.page("", "/notes").location, "/sign-in");
  EXPECT_EQ(app_.get("", "/notes").status, 401);
}

TEST_P(PipelineTest, a_failed_act_leaves_only_its_entry) {
  EXPECT_EQ(app_.post("m", path(k_member), words("regret")).status, 422);
  EXPECT_EQ(notes(), 0);
  EXPECT_EQ(events("note.added"), 1);
}

TEST_P(PipelineTest, what_the_database_refuses_is_named_rightly_and_its_values_are_not_logged) {
  ASSERT_EQ(app_.post("m", path(k_member), words("hello")).status, 200);
  testing::internal::CaptureStderr();
  const auto twice = app_.post("m", path(k_member), words("hello"));
  const auto orphan = app_.submit("m", path(k_member), {{"words", "orphan"}});
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_EQ(twice.status, 409);
  EXPECT_NE(twice.body.find("Someone else changed this meanwhile"), std::string::npos);
  EXPECT_EQ(orphan.status, 500);
  EXPECT_NE(orphan.body.find("This could not be saved, and the fault is ours"), std::string::npos);
  EXPECT_EQ(orphan.body.find("omeone else"), std::string::npos);
  EXPECT_EQ(notes(), 1);
  EXPECT_EQ(events("note.added"), 3);
  EXPECT_NE(log.find(R"("fault":"unique")"), std::string::npos) << log;
  EXPECT_NE(log.find(R"("fault":"foreign_key")"), std::string::npos) << log;
  EXPECT_NE(log.find(GetParam() == db::Engine::postgres ? "note_about_fkey" : "note.id"),
            std::string::npos)
      << log;
  for (const char* value : {"hello", "orphan", "planted"}) {
    EXPECT_EQ(log.find(value), std::string::npos) << log;
  }
}

TEST_P(PipelineTest, a_form_with_faults_is_shown_again_with_what_was_typed) {
  const auto a = app_.submit("m", path(k_member), {{"words", "far too many words"}});
  EXPECT_EQ(a.status, 422);
  EXPECT_NE(a.body.find("10 characters or fewer"), std::string::npos);
  EXPECT_NE(a.body.find("<p>far too many words</p>"), std::string::npos);
  EXPECT_NE(a.body.find("<title>Error: Notes"), std::string::npos);
}

TEST_P(PipelineTest, what_was_typed_into_a_form_that_leads_nowhere_comes_back_to_whoever_typed_it) {
  const std::vector<std::pair<std::string, std::string>> form = {{"words", "half a <b>thought</b>"},
                                                                 {"password", "planted-password"}};
  const auto a = app_.submit("m", path(k_other), form);
  EXPECT_EQ(a.status, 404);
  EXPECT_NE(a.body.find("What you typed was not saved"), std::string::npos);
  EXPECT_NE(a.body.find("half a &lt;b&gt;thought&lt;/b&gt;"), std::string::npos);
  EXPECT_EQ(a.body.find("planted-password"), std::string::npos);

  const auto machine = app_.post("m", path(k_other), words("half a thought"));
  EXPECT_EQ(machine.body.find("half a thought"), std::string::npos);
  const auto signed_out = app_.submit_old("", path(k_member), "a token of before", form);
  EXPECT_EQ(signed_out.status, 401);
  EXPECT_NE(signed_out.body.find("half a &lt;b&gt;thought"), std::string::npos);

  const auto stranger = app_.submit_old("m", path(k_member), "a token of nobody", form);
  EXPECT_EQ(stranger.status, 404);
  EXPECT_EQ(stranger.body.find("thought"), std::string::npos) << "another site may have sent it";
}

TEST_P(PipelineTest, what_the_door_would_refuse_later_is_refused_at_once) {
  const auto a = app_.post("m", path(k_member), words(std::string("a\0b", 3)));
  EXPECT_EQ(a.status, 422);
  EXPECT_NE(a.body.find("a character that cannot be shown"), std::string::npos);
  EXPECT_EQ(notes(), 0);
}

TEST_P(PipelineTest, a_line_is_stored_without_what_nobody_sees) {
  EXPECT_EQ(app_.post("m", path(k_member), words("An\u202Ena\a\nLee")).status, 200);
  EXPECT_NE(app_.page("m", "/notes").body.find("<p>Anna Lee</p>"), std::string::npos);
  const auto none = app_.post("m", path(k_member), words("\u200F"));
  EXPECT_EQ(none.status, 422);
  EXPECT_NE(none.body.find("Enter words"), std::string::npos);
}

TEST_P(PipelineTest, the_rules_of_a_form_are_told_to_nobody_who_may_not_use_it) {
  const auto a = app_.post("m", path(k_other), words("far too many words"));
  EXPECT_EQ(a.status, 404);
  EXPECT_EQ(a.body.find("characters"), std::string::npos);
}

// A20: of any form.
TEST_P(PipelineTest, a_form_sent_twice_is_done_once) {
  const std::vector<std::pair<std::string, std::string>> form = {{"words", "once"},
                                                                 {"idempotency_key", "k1"}};
  EXPECT_EQ(app_.submit("m", path(k_member), form).location, "/notes");
  EXPECT_EQ(app_.submit("m", path(k_member), form).location, "/notes");
  EXPECT_EQ(notes(), 1);
}

// A browser parts the pieces of a form with files by another line each time.
TEST_P(PipelineTest, a_form_with_files_sent_twice_is_done_once) {
  const auto send = [&](const char* words, const char* boundary) {
    return app_.upload("m", path(k_member),
                       {{.name = "words", .file_name = "", .content = words},
                        {.name = "idempotency_key", .file_name = "", .content = "k1"}},
                       boundary);
  };
  EXPECT_EQ(send("once", "one").location, "/notes");
  EXPECT_EQ(send("once", "another").location, "/notes");
  EXPECT_EQ(notes(), 1);
  send("more", "one");
  EXPECT_EQ(notes(), 2);
}

TEST_P(PipelineTest, two_forms_of_one_page_are_two_acts) {
  app_.submit("m", path(k_member), {{"words", "one"}, {"idempotency_key", "k1"}});
  app_.submit("m", path(k_member), {{"words", "two"}, {"idempotency_key", "k1"}});
  EXPECT_EQ(notes(), 2);
}

// The first answer may not have arrived, and what it gave is not kept.
TEST_P(PipelineTest, who_was_cut_off_before_a_cookie_came_gets_one_by_pressing_again) {
  for (int presses = 0; presses < 2; ++presses) {
    const auto a = app_.app().dispatch(visit("", "k1"));
    EXPECT_EQ(a.status, 303);
    EXPECT_TRUE(std::ranges::any_of(a.headers, [](const auto& h) {
      return h.first == "set-cookie" && h.second.starts_with("visitor=");
    }));
  }
}

TEST_P(PipelineTest, two_strangers_with_the_same_key_are_two_acts) {
  for (const char* visitor : {"one", "two", "one"}) {
    EXPECT_EQ(app_.app().dispatch(visit(visitor, "k1")).status, 303);
  }
  EXPECT_EQ(notes(), 2);
}

TEST_P(PipelineTest, what_the_database_refuses_is_a_conflict) {
  app_.post("m", path(k_member), words("same"));
  EXPECT_EQ(app_.post("m", path(k_member), words("same")).status, 409);
  EXPECT_EQ(events("note.added"), 2);
}

TEST_P(PipelineTest, unknown_fields_and_foreign_forms_are_refused) {
  json::Value body = words("x");
  body.set("more", "y");
  EXPECT_EQ(app_.post("m", path(k_member), body).status, 422);
  http::Request r;
  r.method = "POST";
  r.path = path(k_member);
  r.headers = {{"host", "test.localhost"}, {"sec-fetch-site", "cross-site"}};
  EXPECT_EQ(app_.app().dispatch(r).status, 404);
  EXPECT_EQ(notes(), 0);
}

TEST_P(PipelineTest, a_value_that_comes_twice_is_not_taken) {
  const auto two = app_.submit("m", path(k_member), {{"words", "one"}, {"words", "two"}});
  EXPECT_EQ(two.status, 422);
  EXPECT_NE(two.body.find("Words: give one answer"), std::string::npos);
  const auto key = app_.submit(
      "m", path(k_member), {{"words", "x"}, {"idempotency_key", "a"}, {"idempotency_key", "b"}});
  EXPECT_EQ(key.status, 422);
  EXPECT_NE(key.body.find("has a field twice"), std::string::npos);
  EXPECT_EQ(app_.submit("m", path(k_member), {{"words", "x"}, {"csrf", "y"}}).status, 422);
  json::Value list;
  list.set("words", json::Array{"one", "two"});
  EXPECT_EQ(app_.post("m", path(k_member), list).status, 422);
  EXPECT_EQ(notes(), 0);
}

TEST(Input, what_nobody_can_read_is_no_answer) {
  const std::vector<Field> fields = {
      {.name = "reason", .label = "Reason", .required = true, .as_typed = true},
      {.name = "more", .label = "More"},
      {.name = "password", .label = "Password", .kind = Kind::secret}};
  const auto read = [&](const std::string& body) {
    http::Request r;
    r.method = "POST";
    r.headers = {{"content-type", "application/x-www-form-urlencoded"}};
    r.body = body;
    Input raw;
    return decode_input(r, fields, raw);
  };
  const auto blank = read("reason=%E2%80%8B");
  ASSERT_FALSE(blank);
  EXPECT_EQ(blank.error().faults.front().field, "reason");
  EXPECT_EQ(blank.error().faults.front().code, "missing");
  const auto said = read("reason=%E2%80%8Bx&more=%EF%BB%BF+&password=%E2%80%8B");
  ASSERT_TRUE(said);
  EXPECT_EQ(said->text("reason"), "\u200Bx") << "as typed";
  EXPECT_FALSE(said->has("more"));
  EXPECT_TRUE(said->has("password")) << "a secret is what it is";
}

TEST(Input, parts_of_a_date_and_files_come_once) {
  const std::vector<Field> fields = {{.name = "born", .label = "Date of birth", .kind = Kind::date},
                                     {.name = "file", .label = "File", .kind = Kind::file}};
  const auto fault_of = [&](const std::string& type, const std::string& body) {
    http::Request r;
    r.method = "POST";
    r.headers = {{"content-type", type}};
    r.body = body;
    Input raw;
    const auto read = decode_input(r, fields, raw);
    return read ? "taken"
                : read.error().faults.front().field + ": " + read.error().faults.front().code;
  };
  const std::string form = "application/x-www-form-urlencoded";
  EXPECT_EQ(fault_of(form, "born-day=1&born-month=2&born-year=2017"), "taken");
  EXPECT_EQ(fault_of(form, "born-day=1&born-month=2&born-year=2017&born-day=3"), "born: too-many");
  EXPECT_EQ(fault_of(form, "born=2017-02-01&born=2017-02-03"), "born: too-many");
  const std::string part =
      "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nx\r\n";
  EXPECT_EQ(fault_of("multipart/form-data; boundary=edge", part + "--edge--\r\n"), "taken");
  EXPECT_EQ(fault_of("multipart/form-data; boundary=edge", part + part + "--edge--\r\n"),
            "file: too-many");
}

TEST_P(PipelineTest, a_form_that_cannot_be_read_says_so) {
  const auto a = app_.submit("m", path(k_member), {{"words", "a\xff\xfe"}});
  EXPECT_EQ(a.status, 422);
  EXPECT_NE(a.body.find("The form could not be read"), std::string::npos);
  EXPECT_EQ(notes(), 0);
}

TEST_P(PipelineTest, what_another_site_sends_is_refused_before_it_costs_anything) {
  const auto send = [&](const std::string& name, const std::string& value,
                        const std::string& session = "") {
    http::Request r = visit("", "k");
    r.headers.emplace_back(name, value);
    if (!session.empty()) r.headers.emplace_back("cookie", session);
    return app_.app().dispatch(r).status;
  };
  std::string session;
  for (const auto& [name, value] : app_.submit("", "/test/sign-in", {{"person", "m"}}).headers) {
    if (name == "set-cookie") session = value.substr(0, value.find(';'));
  }
  EXPECT_EQ(send("sec-fetch-site", "cross-site"), 404);
  EXPECT_EQ(send("sec-fetch-site", "same-site"), 404);
  EXPECT_EQ(send("origin", "https://elsewhere.example"), 404);
  EXPECT_EQ(send("origin", "null"), 404);
  EXPECT_EQ(prepared_, 0) << "what prepares the act did not run";
  EXPECT_EQ(events("visit.begun"), 0) << "a flood must not fill the record";
  EXPECT_EQ(send("sec-fetch-site", "cross-site", session), 404);
  EXPECT_EQ(events("visit.begun"), 1) << "somebody's session was used";
  EXPECT_EQ(prepared_, 0);
  EXPECT_EQ(notes(), 0);
  EXPECT_EQ(send("origin", "https://test.localhost"), 303);
  EXPECT_EQ(prepared_, 1);
}

TEST_P(PipelineTest, a_session_ends_by_itself) {
  EXPECT_EQ(app_.get("m", "/notes").status, 200);
  app_.clock().advance(Duration::minutes(14));
  EXPECT_EQ(app_.get("m", "/notes").status, 200);
  app_.clock().advance(Duration::minutes(16));
  EXPECT_EQ(app_.get("m", "/notes").status, 401);
}

TEST_P(PipelineTest, a_session_ends_after_half_a_day_however_busy_it_is) {
  EXPECT_EQ(app_.get("m", "/notes").status, 200);
  for (int quarters = 0; quarters < 4 * 12; ++quarters) {
    EXPECT_EQ(app_.get("m", "/notes").status, 200) << quarters;
    app_.clock().advance(Duration::minutes(15));
  }
  app_.clock().advance(Duration::seconds(1));
  EXPECT_EQ(app_.get("m", "/notes").status, 401);
}

TEST_P(PipelineTest, every_event_opens_and_matches_its_commitment) {
  app_.post("m", path(k_member), words("hello"));
  app_.get("m", "/notes");
  app_.database().read([&](db::Transaction& tx) {
    const auto n = event_count(tx);
    EXPECT_GE(n, 3);
    for (std::int64_t i = 0; i < n; ++i) EXPECT_EQ(event_fault(tx, app_.keys(), i), "");
    EXPECT_EQ(event_leaves(tx, 0, 100).size(), static_cast<std::size_t>(n));
  });
  app_.database().write([&](db::Transaction& tx) {
    tx.execute("update audit_event set kind = 'note.other' where seq = 1");
  });
  app_.database().read(
      [&](db::Transaction& tx) { EXPECT_NE(event_fault(tx, app_.keys(), 1), ""); });
}

INSTANTIATE_TEST_SUITE_P(Engines, PipelineTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

TEST(NetworkShares, a_clock_that_ran_fast_keeps_nobody_out_once_it_is_right) {
  support::SeededRandom random(7);
  NetworkShares shares({.count = 4, .minutes = 4, .bits = {}}, random);
  const UtcTime now = *parse_iso("2026-11-24T09:00:00+00:00");
  const auto take = [&](UtcTime at) { return shares.take("203.0.113.9", at); };
  for (int i = 0; i < 4; ++i) EXPECT_FALSE(take(now + Duration::hours(3)));
  const auto wait = take(now);
  ASSERT_TRUE(wait);
  EXPECT_EQ(wait->micros, Duration::minutes(1).micros);
  EXPECT_FALSE(take(now + Duration::minutes(1)));
  EXPECT_TRUE(take(now + Duration::minutes(1)));
  for (int i = 0; i < 4; ++i) EXPECT_FALSE(take(now + Duration::minutes(5))) << "whole again";
}

// Content opens only under the label that it was sealed with.
TEST(Vault, a_moved_or_relabelled_row_does_not_open) {
  support::TempFolder folder;
  support::SeededRandom random(7);
  auto keys = KeyRing::make({"police", "audit"}, random);
  auto database = support::test_database(db::Engine::sqlite, folder);
  db::migrate(*database, {{1, "pipeline", schema()}, {2, "quarters", quarter_keys_schema()}},
              UtcTime{});
  const Vault vault(keys);
  Label label{.owner = AgencyId::trusted("police"),
              .kind = "item",
              .case_id = CaseId::make(random),
              .row = "r1"};
  database->write([&](db::Transaction& tx) {
    const Bytes sealed = vault.seal(tx, label, "a secret", random);
    const FetchedKeys fetched(tx, {label.case_id});
    EXPECT_EQ(vault.open_for_index(fetched, label, sealed).reveal(), "a secret");
    Label other = label;
    other.row = "r2";
    EXPECT_THROW((void)vault.open_for_index(fetched, other, sealed), std::runtime_error);
    other = label;
    other.sensitivity = 3;
    EXPECT_THROW((void)vault.open_for_index(fetched, other, sealed), std::runtime_error);
    other = label;
    other.version = 2;
    EXPECT_THROW((void)vault.open_for_index(fetched, other, sealed), std::runtime_error);
  });
}

}  // namespace
}  // namespace mash::pipeline

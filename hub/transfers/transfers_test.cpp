// SPDX-License-Identifier: MIT
// Goal: responsibility for a child moves from one hub to another by a written acceptance and this
// hub's record of it, and by nothing else; names go there only then; who refuses, is silent or
// sends what does not fit changes nothing; and the time of receipt stays the first one.
#include "mash/transfers/transfers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "acts.h"
#include "mash/alerts/schema.h"
#include "mash/barnfield/hub.h"
#include "mash/cases/kept_open.h"
#include "mash/intake/intake.h"
#include "mash/intake/schema.h"
#include "mash/intake/templates.h"
#include "mash/login/agencies.h"
#include "mash/login/passkeys.h"
#include "mash/login/schema.h"
#include "mash/login/templates.h"
#include "mash/packages/packages.h"
#include "mash/peers/schema.h"
#include "mash/peers/templates.h"
#include "mash/post/post.h"
#include "mash/post/schema.h"
#include "mash/shift/schema.h"
#include "mash/support/engines.h"
#include "mash/transfers/schema.h"
#include "mash/transfers/templates.h"

namespace mash::transfers {
namespace {

using barnfield::body;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr const char* k_manager = "u03";
constexpr const char* k_screener = "u02";
constexpr const char* k_police = "u07";

model::Borough borough_of(const std::string& id) {
  model::Borough out = barnfield::borough();
  out.hub.id = id;
  out.hub.name = "Hub of " + id;
  return out;
}

// One hub, and what it has given its gate.
class OneHub {
 public:
  OneHub(db::Engine engine, const std::string& id, std::uint64_t seed)
      : borough_(borough_of(id)), app_(options(engine, seed)) {}

  support::TestApp& app() { return app_; }
  const model::Borough& borough() const { return borough_; }
  alerts::Deps alerting() const { return {borough_, alerts::built_in_alert_policy()}; }
  Deps deps() {
    return {.borough = borough_,
            .timescales = barnfield::timescales(),
            .alerts = alerting(),
            .way = {borough_, peers::built_in_peers_policy(), alerting()},
            .on_red = [this](auto&, const auto&, const CaseId&) { ++red_; },
            .on_over = [this](auto&, const auto&, const CaseId&) { ++over_; }};
  }
  peers::Deps way() {
    auto out = deps().way;
    out.listeners.emplace(std::string(k_kind),
                          [this](pipeline::Context& c, const policy::Proof& proof,
                                 const exchange::HubId& from, std::string_view text) {
                            heard_.emplace_back(text);
                            take(c, proof, deps(), from, text);
                          });
    return out;
  }
  exchange::Hub entry(const std::string& authority) {
    return {.id = borough_.hub.id,
            .name = borough_.hub.name,
            .decides = {authority},
            .host = borough_.hub.id + ".example",
            .port = 8447,
            .certificate = std::string(64, authority.back()),
            .sign = peers::signing_key(app_.keys()).public_key(),
            .box = peers::box_key(app_.keys()),
            .from = UtcTime{0},
            .until = app_.clock().now() + Duration::days(900)};
  }
  void act(const std::function<void(const policy::Proof&, pipeline::Context&)>& f) {
    barnfield::as_system(app_, [&](const auto& grant, pipeline::Context& c) { f(grant, c); });
  }
  std::vector<packages::HubWord> sent() {
    std::vector<packages::HubWord> out;
    barnfield::as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      std::vector<std::string> ids;
      for (const auto& package : post::waiting(c, grant, post::Which::all, 100)) {
        ids.push_back(package.id);
        if (package.kind != packages::OutwardKind::hub_word) continue;
        out.push_back(packages::decode_hub_word(package.body).value());
      }
      post::delivered(c, ids);
    });
    return out;
  }
  void receive(const packages::HubWord& word) {
    barnfield::as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      peers::take_in(c, grant, way(), word.message);
    });
  }
  // As another hub would say it; without the way there.
  void hear(const std::string& from, const json::Value& said) {
    act([&](const policy::Proof& proof, pipeline::Context& c) {
      take(c, proof, deps(), from, json::encode(said));
    });
  }
  json::Value last_heard() const { return json::parse(heard_.back()).value(); }
  std::string all_heard() const {
    std::string out;
    for (const auto& one : heard_) out += one;
    return out;
  }
  json::Value first() {
    const auto list = app_.get(k_manager, "/transfers").json();
    const auto& lines = *list["lines"].as_array();
    return lines.empty() ? json::Value(json::Object{}) : lines.front();
  }
  json::Value one() { return app_.get(k_manager, first().text("href")).json(); }
  std::string state() { return first().text("state"); }
  support::Answer post(const std::string& act, json::Value form) {
    return app_.post(k_manager, first().text("href") + act, std::move(form));
  }
  support::Answer accept() {
    return post("/answer", body({{"answer", "ACCEPT"}, {"answer_words", "The north team."}}));
  }
  support::Answer refuse() {
    return post("/answer", body({{"answer", "REFUSE"},
                                 {"refusal", "TEMPORARY"},
                                 {"answer_words", "They stay a week."}}));
  }
  int climb() { return climb_overdue(app_.app(), app_.database(), deps(), app_.clock().now()); }
  int red() const { return red_; }
  int over() const { return over_; }

 private:
  support::TestAppOptions options(db::Engine engine, std::uint64_t seed) {
    auto out = barnfield::hub(
        engine,
        {{.name = "post", .schema = post::schema()},
         {.name = "post_waits", .schema = post::waits_schema()},
         {.name = "alerts", .schema = alerts::schema()},
         {.name = "shift", .schema = shift::schema()},
         {.name = "intake",
          .schema = intake::schema(),
          .templates = intake::templates(),
          .routes = intake::routes({borough_, barnfield::timescales()})},
         {.name = "login", .schema = login::schema()},
         {.name = "agencies", .schema = login::agencies_schema()},
         {.name = "agency_signed_in", .schema = login::agency_signed_in_schema()},
         {.name = "passkeys", .schema = login::passkeys_schema(), .templates = login::templates()},
         {.name = "peers", .schema = peers::schema(), .templates = peers::templates()},
         {.name = "transfers",
          .schema = schema(),
          .templates = templates(),
          .routes = routes(deps())}});
    out.seed = seed;
    return out;
  }

  model::Borough borough_;
  std::vector<std::string> heard_;
  int red_ = 0, over_ = 0;
  support::TestApp app_;
};

class TransfersTest : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    exchange::SignedDirectory both{
        .directory = {.version = 1,
                      .needs = 2,
                      .until = one_.app().clock().now() + Duration::days(400),
                      .hubs = {one_.entry("E09000001"), two_.entry("E09000002")}},
        .signatures = {}};
    exchange::sign(both, "ashby", peers::signing_key(one_.app().keys()));
    exchange::sign(both, "barnfield", peers::signing_key(two_.app().keys()));
    for (auto* hub : {&one_, &two_}) {
      hub->act([&](const auto&, pipeline::Context& c) {
        ASSERT_TRUE(peers::take_directory(c, hub->borough(), encode(both),
                                          exchange::fingerprint(both.directory)));
        ASSERT_TRUE(
            peers::set_allowed(c, hub->borough(), hub == &one_ ? "barnfield" : "ashby", true));
      });
      hub->sent();
    }
    one_.act([&](const policy::Proof& proof, pipeline::Context& c) { add_case(proof, c); });
  }
  void add_case(const policy::Proof& proof, pipeline::Context& c) {
    received_ = c.now - Duration::hours(3);
    intake::NewNotification n{.reference = "A-1",
                              .received_at = received_,
                              .source = model::ReferralSource::school,
                              .referrer_class = model::ReferrerClass::professional,
                              .referrer_name = Sensitive("Plantedteacher"),
                              .concerns = {model::ConcernType::other},
                              .narrative = Sensitive("Plantednarrative")};
    people::Statement child{.role = model::PersonRole::child,
                            .given_name = Sensitive("Plantedchild"),
                            .dob = Sensitive("2019-05-02"),
                            .nhs_number = Sensitive("9990000018")};
    people::Statement mother{.role = model::PersonRole::parent,
                             .given_name = Sensitive("Plantedmother")};
    n.people = {{.said = child}, {.said = mother}};
    case_ = intake::add_notification(c, barnfield::timescales(), n);
    for (const auto& said : people::statements_of(c, proof, case_)) {
      const auto person = barnfield::identify(c, said.id);
      if (said.role == model::PersonRole::child) child_ = person;
    }
    cases::add_member(c.tx, case_, AgencyId::trusted("police"), c.now);
  }
  json::Value offer_form(const std::string& sends = "NOTIFICATION") {
    return body({{"hub", "barnfield"},
                 {"children", json::Array{child_.text()}},
                 {"kind", "CONTACT"},
                 {"reason", "MISDIRECTED"},
                 {"urgency", "TODAY"},
                 {"sends", sends},
                 {"words", "Plantedreason"}});
  }
  std::string path() const { return "/case/" + case_.text() + "/transfers"; }
  void offer(const std::string& sends = "NOTIFICATION") {
    const auto answer = one_.app().post(k_manager, path(), offer_form(sends));
    ASSERT_EQ(answer.status, 200) << answer.body;
  }
  void talk() {
    for (int i = 0; i < 10; ++i) {
      const auto there = one_.sent();
      const auto back = two_.sent();
      if (there.empty() && back.empty()) return;
      for (const auto& word : there) two_.receive(word);
      for (const auto& word : back) one_.receive(word);
    }
    FAIL() << "they go on for ever";
  }
  std::string case_there() { return two_.one().text("case"); }
  bool keeps(OneHub& hub) {
    bool out = false;
    hub.act([&](const auto&, pipeline::Context& c) { out = cases::is_kept_open(c.tx, case_); });
    return out;
  }

  OneHub one_{GetParam(), "ashby", 1};
  OneHub two_{GetParam(), "barnfield", 2};
  CaseId case_;
  PersonId child_;
  UtcTime received_;
};

TEST_P(TransfersTest, FB07_it_moves_by_acceptance_and_record_and_names_go_only_then) {
  offer();
  EXPECT_THAT(one_.one().text("delivery"), HasSubstr("Not delivered yet"));
  talk();
  EXPECT_THAT(one_.one().text("delivery"), HasSubstr("Delivered"));
  EXPECT_THAT(one_.one().text("duty"), HasSubstr("This hub keeps the emergency duty until"));
  EXPECT_TRUE(keeps(one_)) << "it does not close";
  const auto preview = two_.app().page(k_manager, two_.first().text("href")).body;
  EXPECT_THAT(preview, AllOf(HasSubstr("Hub of ashby keeps the emergency duty"),
                             HasSubstr("5 to 9"), HasSubstr("wrong hub")));
  for (const char* secret :
       {"Plantedchild", "Plantedmother", "Plantednarrative", "Plantedreason", "2019"}) {
    EXPECT_THAT(two_.all_heard() + preview, Not(HasSubstr(secret)));
  }
  ASSERT_EQ(two_.accept().status, 200);
  EXPECT_THAT(two_.one().text("duty"), HasSubstr("acts from its acceptance on"));
  EXPECT_EQ(case_there(), "") << "nothing before the other hub's record";
  talk();
  EXPECT_EQ(one_.state(), "Transferred");
  EXPECT_EQ(two_.state(), "Transferred");
  EXPECT_THAT(one_.one().text("duty"), HasSubstr("Hub of barnfield is responsible since"));
  EXPECT_THAT(two_.one().text("duty"), HasSubstr("This hub is responsible since"));
  EXPECT_THAT(one_.one().text("answered"), HasSubstr("Nasima Khatun"));
  EXPECT_EQ(one_.one().text("answer"), "The north team.");
  EXPECT_FALSE(keeps(one_));
  EXPECT_EQ(one_.over(), 1);
  EXPECT_THAT(two_.one().text("trouble"), "");
}

TEST_P(TransfersTest, FB11_the_case_there_keeps_the_first_time_of_receipt_and_who_it_is_about) {
  offer();
  talk();
  ASSERT_EQ(two_.accept().status, 200);
  talk();
  const auto id = CaseId::parse(case_there().substr(std::string("/case/").size())).value();
  EXPECT_EQ(barnfield::head_of(two_.app(), id).received_at, received_);
  two_.act([&](const policy::Proof& proof, pipeline::Context& c) {
    const auto told = intake::notification_view(c, proof, id);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_THAT(told[0].narrative.reveal(),
                AllOf(HasSubstr("Hub of ashby"), HasSubstr("Plantedreason"),
                      HasSubstr("Plantednarrative")));
    EXPECT_EQ(told[0].source, model::ReferralSource::school);
    EXPECT_EQ(told[0].referrer_name.reveal(), "Plantedteacher");
    const auto said = people::statements_of(c, proof, id);
    ASSERT_EQ(said.size(), 2U);
    EXPECT_EQ(said[0].given_name.reveal(), "Plantedchild");
    EXPECT_EQ(said[0].dob.reveal(), "2019-05-02");
    EXPECT_EQ(said[0].nhs_number.reveal(), "9990000018");
    EXPECT_TRUE(said[0].nhs_number_valid);
    EXPECT_EQ(said[1].given_name.reveal(), "Plantedmother");
    EXPECT_EQ(two_.red(), 0);
  });
  EXPECT_THAT(two_.app().page(k_police, two_.first().text("href")).status, 404);
}

TEST_P(TransfersTest, WhereOnlyWhoTheyAreIsSentTheNotificationStaysHere) {
  offer("WHO");
  talk();
  two_.accept();
  talk();
  EXPECT_THAT(two_.all_heard(),
              AllOf(HasSubstr("Plantedchild"), HasSubstr("Plantedreason"),
                    Not(HasSubstr("Plantednarrative")), Not(HasSubstr("Plantedteacher"))));
  for (auto* hub : {&one_, &two_}) {
    for (const char* secret : {"Plantedchild", "Plantedreason", "The north team"}) {
      EXPECT_FALSE(hub->app().is_stored(secret)) << secret;
    }
  }
}

TEST_P(TransfersTest, WhoRefusesLeavesTheDutyWhereItIsAndItGoesToTheNextStage) {
  offer();
  talk();
  EXPECT_EQ(two_.post("/answer", body({{"answer", "REFUSE"}, {"answer_words", "x"}})).status, 422)
      << "a refusal has its reason";
  ASSERT_EQ(two_.refuse().status, 200);
  talk();
  EXPECT_EQ(one_.state(), "Refused");
  EXPECT_THAT(one_.one().text("refusal"), HasSubstr("temporary"));
  EXPECT_THAT(one_.one().text("waits"), HasSubstr("Stage 2, the heads of service"));
  EXPECT_THAT(one_.one().text("duty"), HasSubstr("This hub keeps the emergency duty"));
  EXPECT_TRUE(keeps(one_));
  ASSERT_EQ(one_.post("/again", body({})).status, 200);
  talk();
  EXPECT_EQ(two_.state(), "Offered, not answered yet");
  EXPECT_THAT(two_.first().text("waits"), HasSubstr("Stage 2"));
  two_.refuse();
  talk();
  EXPECT_THAT(one_.one().text("waits"), HasSubstr("Stage 3"));
  EXPECT_EQ(one_.post("/keep", body({})).status, 422);
  ASSERT_EQ(one_.post("/keep", body({{"keep_words", "Plantedkept"}})).status, 200);
  talk();
  EXPECT_THAT(two_.one().text("duty"), HasSubstr("Hub of ashby keeps the emergency duty"));
  EXPECT_THAT(two_.all_heard(), Not(HasSubstr("Plantedkept")));
  EXPECT_FALSE(keeps(one_));
  two_.app().clock().advance(Duration::minutes(1));
  offer();  // another time
  talk();
  two_.accept();
  talk();
  EXPECT_EQ(two_.state(), "Transferred");
}

TEST_P(TransfersTest, SilenceClimbsAndMovesNothing) {
  offer();
  talk();
  EXPECT_EQ(one_.climb(), 0);
  const auto& today = built_in_policy().urgencies.at(1);
  one_.app().come_back_after(Duration::minutes(today.answer_minutes[0]));
  EXPECT_EQ(one_.climb(), 1);
  EXPECT_EQ(one_.climb(), 0);
  talk();
  EXPECT_THAT(two_.first().text("waits"), HasSubstr("Stage 2"));
  for (int minutes : {today.answer_minutes[1], today.answer_minutes[2]}) {
    one_.app().come_back_after(Duration::minutes(minutes));
    EXPECT_EQ(one_.climb(), 1);
  }
  one_.app().come_back_after(Duration::days(30));
  EXPECT_EQ(one_.climb(), 0) << "told once at the last stage";
  EXPECT_THAT(one_.one().text("waits"), HasSubstr("OVERDUE"));
  EXPECT_THAT(one_.one().text("duty"), HasSubstr("This hub keeps the emergency duty"));
  EXPECT_EQ(one_.state(), "Offered, not answered yet");
}

TEST_P(TransfersTest, WhatDoesNotFitIsRefusedAndRaisedOnBothSides) {
  offer();
  talk();
  two_.accept();
  auto answer = json::Value();
  for (const auto& word : two_.sent()) one_.receive(word);
  // A hub that claims that it was transferred, by an entry that the responsible hub did not write.
  const auto offered = two_.first().text("href").substr(std::string("/transfers/").size());
  two_.hear(
      "ashby",
      json::Object{
          {"what", "done"},
          {"id", offered},
          {"received_at", 0},
          {"children", json::Array{json::Object{{"chain", "other"}, {"entries", json::Array{}}}}}});
  EXPECT_EQ(two_.state(), "Accepted, not recorded as transferred yet");
  EXPECT_THAT(two_.one().text("trouble"), HasSubstr("does not fit together"));
  two_.hear("elsewhere", json::Object{{"what", "withdrawn"}, {"id", offered}});
  EXPECT_EQ(two_.state(), "Accepted, not recorded as transferred yet");
  // That it was withdrawn shows in the chain, or it is not so.
  std::string chain;
  two_.act([&chain](const auto&, pipeline::Context& c) {
    chain = c.tx.query("select chain_id from transfer_child").front().text(0);
  });
  two_.hear(
      "ashby",
      json::Object{
          {"what", "withdrawn"},
          {"id", offered},
          {"children", json::Array{json::Object{{"chain", chain}, {"entries", json::Array{}}}}}});
  EXPECT_EQ(two_.state(), "Accepted, not recorded as transferred yet");
  two_.hear("ashby", json::Object{{"what", "offer"}, {"id", "no id"}});
  talk();
  EXPECT_THAT(one_.one().text("trouble"), HasSubstr("does not fit together"));
  EXPECT_EQ(two_.state(), "Transferred") << "what fits is taken all the same";
}

TEST_P(TransfersTest, AChangedRowIsSeenWhenItIsRead) {
  offer();
  talk();
  EXPECT_EQ(one_.one().text("trouble"), "");
  one_.act([&](const auto&, pipeline::Context& c) {
    c.tx.execute("update responsibility_entry set entry = replace(entry, 'ashby', 'barnfield')");
  });
  EXPECT_THAT(one_.one().text("trouble"), HasSubstr("does not fit together"));
  two_.accept();
  talk();
  EXPECT_NE(one_.state(), "Transferred");
}

TEST_P(TransfersTest, OnlyManagersAndTheDutyTeamActAndDesksReadNoWords) {
  EXPECT_EQ(one_.app().post(k_screener, path(), offer_form()).status, 404);
  EXPECT_NE(one_.app().post(k_police, path(), offer_form()).status, 200);
  offer();
  talk();
  const auto href = one_.first().text("href");
  EXPECT_EQ(one_.app().get(k_screener, href).status, 200);
  EXPECT_EQ(one_.app().get(k_police, href).status, 404);
  const auto seen = one_.app().page(k_police, path());
  EXPECT_EQ(seen.status, 200);
  EXPECT_THAT(seen.body,
              AllOf(HasSubstr("keeps the emergency duty"), Not(HasSubstr("Plantedreason"))));
  EXPECT_NE(two_.app()
                .post(k_screener, two_.first().text("href") + "/answer",
                      body({{"answer", "ACCEPT"}, {"answer_words", "x"}}))
                .status,
            200);
  EXPECT_EQ(two_.state(), "Offered, not answered yet");
}

TEST_P(TransfersTest, BadInputNamesItsFieldAndNothingIsChosenBeforehand) {
  const auto empty = one_.app().post(k_manager, path(), body({}));
  EXPECT_EQ(empty.status, 422);
  for (const char* field : {"hub", "kind", "reason", "urgency", "sends", "words"}) {
    EXPECT_THAT(empty.body, HasSubstr(std::string("\"/") + field + "\""));
  }
  EXPECT_THAT(one_.app().page(k_manager, path()).body, Not(HasSubstr(" checked")));
  auto form = offer_form();
  form.set("children", json::Array{});
  EXPECT_THAT(one_.app().post(k_manager, path(), form).body, HasSubstr("children"));
  form = offer_form();
  form.set("hub", "nobody");
  EXPECT_THAT(one_.app().post(k_manager, path(), form).body, HasSubstr("hub"));
  offer();
  const auto twice = one_.app().post(k_manager, path(), offer_form());
  EXPECT_EQ(twice.status, 422);
  EXPECT_THAT(twice.body, HasSubstr("offered already"));
}

TEST(TransferPolicy, NamesTheMemberThatIsWrong) {
  const auto field_of = [](const std::string& text) {
    const auto parsed = parse_policy(text);
    return parsed ? std::string() : parsed.error().faults.at(0).field;
  };
  const std::string good =
      R"({"version":1,"sources":"s","kinds":[{"code":"A","words":"a"}],)"
      R"("reasons":[{"code":"A","words":"a"}],"refusals":[{"code":"A","words":"a"}],)"
      R"("urgencies":[{"code":"A","words":"a","answer_minutes":[5]}],"stages":[{"who":"w"}]})";
  EXPECT_EQ(field_of(good), "");
  const auto with = [&](const std::string& old, const std::string& now) {
    std::string text = good;
    return text.replace(text.find(old), old.size(), now);
  };
  EXPECT_EQ(field_of(with("version\":1", "version\":0")), "version");
  EXPECT_EQ(field_of(with("\"s\"", "\"\"")), "sources");
  EXPECT_EQ(field_of(with("\"kinds\"", "\"kind\"")), "kinds");
  EXPECT_EQ(field_of(with("\"reasons\"", "\"reason\"")), "reasons");
  EXPECT_EQ(field_of(with("[5]", "[0]")), "answer_minutes");
  EXPECT_EQ(field_of(with("[5]", "[5,6]")), "answer_minutes");
  EXPECT_EQ(field_of(with("\"w\"", "\"\"")), "stages");
}

INSTANTIATE_TEST_SUITE_P(Engines, TransfersTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::transfers

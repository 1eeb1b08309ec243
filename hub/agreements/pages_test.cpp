// SPDX-License-Identifier: MIT
// Goal: those who keep agreements draft one and put it to its parties; who releases for a party
// joins or leaves for it alone; nothing that was put is changed; documents are filled from it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "mash/agreements/agreements.h"
#include "mash/agreements/schema.h"
#include "mash/agreements/templates.h"
#include "mash/barnfield/hub.h"

namespace mash::agreements {
namespace {

using barnfield::body;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* k_officer = "u20";     // keeps agreements
constexpr const char* k_manager = "u03";     // too
constexpr const char* k_csc = "u30";         // releases for children's services
constexpr const char* k_police = "u08";      // releases for the police
constexpr const char* k_researcher = "u07";  // of the police, and does not
constexpr const char* k_housing = "u12";     // releases for housing, which is no party

using Members = std::vector<std::pair<std::string, json::Value>>;

class AgreementsTest : public testing::TestWithParam<db::Engine> {
 protected:
  static Members terms() {
    return {{"name", "Safeguarding in Barnfield"},
            {"parties", json::Array{"csc", "police"}},
            {"purposes", json::Array{"SAFEGUARD_NOW"}},
            {"kinds", json::Array{"0", "1"}},
            {"laws", json::Array{"UKGDPR_6_1_E", "CA04_S11"}},
            {"begins", "2026-11-01"},
            {"review_by", "2027-09-30"},
            {"ends", "2027-10-31"}};
  }
  static Members with(Members all, const std::string& name, json::Value value) {
    for (auto& [key, old] : all) {
      if (key == name) {
        old = std::move(value);
        return all;
      }
    }
    all.emplace_back(name, std::move(value));
    return all;
  }
  std::string drafted() {
    const auto answer = app_.post(k_officer, "/agreements/draft", body(terms()));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.json().text("location");
  }
  LocalDate today() { return to_london(app_.clock().now()).date; }
  int put(const std::string& path, int edit = 1) {
    return app_.post(k_officer, path + "/put", body({{"edit", std::to_string(edit)}})).status;
  }
  int join(const char* who, const std::string& path, int version = 1) {
    return app_.post(who, path + "/join", body({{"version", std::to_string(version)}})).status;
  }
  std::string in_force() {
    const auto path = drafted();
    EXPECT_EQ(put(path), 200);
    EXPECT_EQ(join(k_csc, path), 200);
    EXPECT_EQ(join(k_police, path), 200);
    return path;
  }
  // What pages say to a manager who shares with these.
  std::vector<std::string> said(const std::string& others) {
    std::vector<std::string> out;
    const auto answer = app_.get(k_manager, "/test/agreed/" + others).json();
    for (const auto& one : *answer["said"].as_array()) out.push_back(*one.as_string());
    return out;
  }
  // "police" or "police,health"
  static pipeline::Route said_route() {
    return pipeline::page<policy::Action::keep_words>(
        {.path = "/test/agreed/{others}",
         .summary = "What pages say (tests)",
         .event = "test.agreed",
         .facts = pipeline::no_facts,
         .run = [](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
           std::vector<AgencyId> others;
           std::istringstream in{std::string(c.input.text("others"))};
           for (std::string one; std::getline(in, one, ',');) {
             others.push_back(AgencyId::trusted(one));
           }
           json::Array list;
           for (auto& one : agreed(barnfield::borough(), "SAFEGUARD_NOW")(c, others)) {
             list.emplace_back(one.code + ": " + one.words);
           }
           json::Value data = json::Object{};
           data.set("said", std::move(list));
           return pipeline::View{.page = "pipeline/error", .title = "", .data = std::move(data)};
         }});
  }
  static support::TestAppOptions options() {
    auto out = barnfield::hub(GetParam(), {{.name = "agreements",
                                            .schema = schema(),
                                            .templates = templates(),
                                            .routes = routes(barnfield::borough())},
                                           {.name = "paper", .schema = paper_schema()}});
    out.routes.push_back(said_route());
    return out;
  }

  support::TestApp app_{options()};
};

TEST_P(AgreementsTest, D18_it_is_drafted_put_to_its_parties_and_in_force_once_they_join) {
  const auto path = drafted();
  EXPECT_THAT(app_.page(k_officer, path).body, HasSubstr("Version 1: Draft"));
  EXPECT_EQ(app_.get(k_police, path).status, 404) << "a draft is for those who keep them";
  EXPECT_THAT(app_.page(k_police, "/agreements").body, Not(HasSubstr("Safeguarding in")));
  EXPECT_EQ(join(k_police, path), 404) << "nobody was asked yet";
  ASSERT_EQ(put(path), 200);
  EXPECT_THAT(app_.page(k_police, path).body,
              AllOf(HasSubstr("Waits for its parties"), HasSubstr("Join version 1")));
  ASSERT_EQ(join(k_police, path), 200);
  EXPECT_THAT(
      app_.page(k_police, path).body,
      AllOf(HasSubstr("Barnfield Borough Police: has joined"), HasSubstr("Waits for its parties")));
  ASSERT_EQ(join(k_csc, path), 200);
  EXPECT_THAT(app_.page(k_researcher, "/agreements").body,
              HasSubstr("In force until 31 October 2027"));
  EXPECT_THAT(said("police"), IsEmpty());
}

// D18: each party by its own people.
TEST_P(AgreementsTest, only_who_releases_for_a_party_speaks_for_it) {
  const auto path = drafted();
  ASSERT_EQ(put(path), 200);
  for (const char* who : {k_researcher, k_manager, k_officer, k_housing, ""}) {
    EXPECT_NE(join(who, path), 200) << who;
  }
  EXPECT_EQ(app_.count("agreement_word"), 0);
  ASSERT_EQ(join(k_police, path), 200);
  EXPECT_EQ(join(k_police, path), 422) << "once";
  EXPECT_EQ(join(k_csc, path, 2), 422) << "another version than the one that was read";
}

TEST_P(AgreementsTest, nobody_else_drafts_puts_or_ends) {
  const auto path = in_force();
  for (const char* who : {k_police, k_csc, "u01", "u21", ""}) {
    EXPECT_NE(app_.post(who, "/agreements/draft", body(terms())).status, 200) << who;
    EXPECT_NE(app_.post(who, path + "/put", body({{"edit", "1"}})).status, 200) << who;
    EXPECT_NE(app_.post(who, path + "/end", body({{"reason", "x"}})).status, 200) << who;
    EXPECT_NE(app_.get(who, path + "/change").status, 200) << who;
  }
  EXPECT_EQ(app_.count("agreement_end"), 0);
  EXPECT_EQ(app_.get("", "/agreements").status, 401);
}

TEST_P(AgreementsTest, what_is_wrong_is_named_with_its_field) {
  const auto fault = [this](const Members& sent) {
    const auto answer = app_.post(k_officer, "/agreements/draft", body(sent));
    EXPECT_EQ(answer.status, 422);
    return answer.body;
  };
  EXPECT_THAT(fault({}), AllOf(HasSubstr("/name"), HasSubstr("/parties"), HasSubstr("/purposes"),
                               HasSubstr("/kinds"), HasSubstr("/laws"), HasSubstr("/ends")));
  EXPECT_THAT(fault(with(terms(), "parties", json::Array{"csc"})),
              HasSubstr("Select at least two agencies"));
  EXPECT_THAT(fault(with(terms(), "parties", json::Array{"police", "police"})),
              AllOf(HasSubstr("/parties"), HasSubstr("Select each of them once")));
  EXPECT_THAT(fault(with(terms(), "laws", json::Array{"CA04_S11", "CA04_S11"})),
              HasSubstr("/laws"));
  EXPECT_THAT(fault(with(terms(), "parties", json::Array{"csc", "nobody"})), HasSubstr("/parties"));
  EXPECT_THAT(fault(with(terms(), "ends", "2026-10-31")), HasSubstr("must come after the first"));
  EXPECT_THAT(fault(with(terms(), "review_by", "2027-11-01")), HasSubstr("/review_by"));
  EXPECT_THAT(fault(with(terms(), "purposes", json::Array{"GOSSIP"})), HasSubstr("/purposes"));
  EXPECT_EQ(app_.count("agreement_version"), 0);
}

TEST_P(AgreementsTest, the_form_chooses_nothing_and_keeps_what_was_typed) {
  EXPECT_THAT(app_.page(k_officer, "/agreements/draft").body, Not(HasSubstr(" checked")));
  const auto page = app_.submit(k_officer, "/agreements/draft",
                                {{"name", "Half done"}, {"parties", "police"}, {"ends-day", "31"}});
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body, AllOf(HasSubstr("value=\"Half done\""), HasSubstr(" checked"),
                               HasSubstr("value=\"31\"")));
}

TEST_P(AgreementsTest, two_who_change_one_draft_never_overwrite_each_other) {
  const auto path = drafted();
  const auto change = [&](const char* edit) {
    return app_.post(k_manager, path + "/change", body(with(terms(), "edit", edit))).status;
  };
  EXPECT_EQ(change("1"), 200);
  EXPECT_EQ(change("1"), 422);
  EXPECT_EQ(put(path, 1), 422) << "not the draft that was read";
  EXPECT_EQ(put(path, 2), 200);
  EXPECT_EQ(app_.count("agreement_version"), 1);
  const auto late = app_.post(k_manager, path + "/change", body(with(terms(), "edit", "2")));
  EXPECT_EQ(late.status, 422) << "a form of the draft that was put";
  EXPECT_THAT(late.body, HasSubstr("put to its parties meanwhile"));
  EXPECT_EQ(app_.count("agreement_version"), 1);
  EXPECT_EQ(change("3"), 200) << "who knows it begins a new version";
  EXPECT_EQ(app_.count("agreement_version"), 2);
}

// D18: history stays.
TEST_P(AgreementsTest, a_new_version_leaves_the_old_one_as_it_was) {
  const auto path = in_force();
  auto next = with(terms(), "edit", "2");
  next = with(std::move(next), "kinds", json::Array{"0"});
  next = with(std::move(next), "begins", "2026-11-20");
  ASSERT_EQ(app_.post(k_officer, path + "/change", body(next)).status, 200);
  EXPECT_EQ(app_.count("agreement_version"), 2);
  EXPECT_THAT(app_.page(k_police, path).body, Not(HasSubstr("Version 2"))) << "a draft";
  ASSERT_EQ(put(path, 3), 200);
  EXPECT_EQ(join(k_police, path, 1), 422) << "the newest is answered";
  EXPECT_THAT(said("police"), IsEmpty()) << "the old one stands until then";
  ASSERT_EQ(join(k_police, path, 2), 200);
  ASSERT_EQ(join(k_csc, path, 2), 200);
  const auto page = app_.page(k_police, path).body;
  EXPECT_THAT(page,
              AllOf(HasSubstr("Version 2: In force until"), HasSubstr("Version 1: Superseded")));
}

TEST_P(AgreementsTest, a_newer_version_holds_nobody_in_the_one_in_force) {
  const auto path = in_force();
  auto next = with(terms(), "edit", "2");
  next = with(std::move(next), "parties", json::Array{"csc", "health"});
  next = with(std::move(next), "begins", "2027-04-01");
  ASSERT_EQ(app_.post(k_officer, path + "/change", body(next)).status, 200);
  ASSERT_EQ(put(path, 3), 200);
  const auto leave = [&](const char* who, const char* version) {
    return app_.post(who, path + "/leave", body({{"version", version}, {"reason", "x"}})).status;
  };
  EXPECT_THAT(app_.page(k_csc, path).body,
              AllOf(HasSubstr("Join version 2"), HasSubstr("Leave version 1")));
  EXPECT_THAT(app_.page(k_police, path).body,
              AllOf(HasSubstr("Leave version 1"), Not(HasSubstr("Join version"))));
  EXPECT_EQ(leave(k_housing, "1"), 404) << "no party";
  EXPECT_EQ(leave(k_csc, "2"), 422) << "not joined";
  ASSERT_EQ(join(k_csc, path, 2), 200);
  const auto missing = app_.submit(k_csc, path + "/leave", {{"version", "1"}, {"reason", ""}}).body;
  EXPECT_THAT(missing, AllOf(HasSubstr("id=\"reason\""), HasSubstr("id=\"reason-2\""),
                             Not(HasSubstr("id=\"reason-1\""))));
  EXPECT_EQ(leave(k_police, "1"), 200) << "no party to the newer one";
  EXPECT_THAT(said("police"), ElementsAre(HasSubstr("no_agreement")));
  EXPECT_EQ(leave(k_police, "1"), 422) << "once";
  ASSERT_EQ(join(k_police, path, 1), 200) << "until the newer one stands";
  EXPECT_EQ(leave(k_csc, "1"), 200);
  EXPECT_EQ(leave(k_csc, "2"), 200) << "each by itself";
}

TEST_P(AgreementsTest, D19_what_has_lapsed_was_left_or_was_ended_is_said_with_whom_to_ask) {
  EXPECT_THAT(said("police"), ElementsAre(AllOf(HasSubstr("no_agreement: No agreement"),
                                                HasSubstr("ask Omar Saleh"))));
  EXPECT_THAT(said("police,health"),
              ElementsAre(HasSubstr("Police and Barnfield Integrated Health")));
  EXPECT_THAT(said("csc"), IsEmpty()) << "with itself";
  const auto path = in_force();
  EXPECT_THAT(said("police"), IsEmpty());
  EXPECT_EQ(app_.post(k_police, path + "/leave", body({{"version", "1"}})).status, 422);
  ASSERT_EQ(app_.post(k_police, path + "/leave", body({{"version", "1"}, {"reason", "Plantedwhy"}}))
                .status,
            200);
  EXPECT_THAT(said("police"), ElementsAre(HasSubstr("no_agreement")));
  EXPECT_THAT(app_.page(k_officer, path).body, HasSubstr("Plantedwhy"));
  EXPECT_FALSE(app_.is_stored("Plantedwhy"));
  ASSERT_EQ(join(k_police, path), 200);
  EXPECT_THAT(said("police"), IsEmpty());
  app_.come_back_after(Duration::hours(24 * 320));
  EXPECT_THAT(said("police"), ElementsAre(HasSubstr("agreement_review_late: The agreement "
                                                    "Safeguarding in Barnfield with Barnfield "
                                                    "Borough Police was to be reviewed")));
  app_.come_back_after(Duration::hours(24 * 60));
  EXPECT_THAT(said("police"), ElementsAre(AllOf(HasSubstr("agreement_lapsed"),
                                                HasSubstr("since 1 November 2027"))));
  EXPECT_THAT(app_.page(k_manager, "/agreements").body, HasSubstr("has lapsed"));
  EXPECT_EQ(join(k_csc, path), 404) << "its time is over";
}

TEST_P(AgreementsTest, one_is_ended_for_all_with_a_reason) {
  const auto path = in_force();
  EXPECT_EQ(app_.post(k_officer, path + "/end", body({})).status, 422);
  ASSERT_EQ(app_.post(k_officer, path + "/end", body({{"reason", "Plantedwhy"}})).status, 200);
  EXPECT_THAT(said("police"), ElementsAre(HasSubstr("agreement_lapsed")));
  EXPECT_THAT(
      app_.page(k_police, path).body,
      AllOf(HasSubstr("Ended by Omar Saleh"), HasSubstr("Plantedwhy"), Not(HasSubstr("/leave"))));
  EXPECT_FALSE(app_.is_stored("Plantedwhy"));
  EXPECT_EQ(app_.post(k_officer, path + "/end", body({{"reason", "again"}})).status, 422);
  EXPECT_EQ(app_.get(k_officer, path + "x").status, 404);
}

Members paper_of(const char* said, const char* day) {
  return {{"agency", "school1"},
          {"said", said},
          {"version", "1"},
          {"signed_by", "Plantedname Quill"},
          {"office", "Plantedoffice"},
          {"day", day},
          {"where", "Plantedshelf"},
          {"reason", said == std::string("LEFT") ? "Plantedwhy" : ""}};
}

TEST_P(AgreementsTest, D18_who_is_outside_the_hub_signs_on_paper) {
  auto both = with(terms(), "parties", json::Array{"csc", "school1"});
  const auto path = app_.post(k_officer, "/agreements/draft", body(both)).json().text("location");
  ASSERT_FALSE(path.empty());
  EXPECT_EQ(app_.get(k_officer, path + "/paper").status, 404) << "nobody was asked yet";
  ASSERT_EQ(put(path), 200);
  ASSERT_EQ(join(k_csc, path), 200);
  EXPECT_THAT(said("school1"), ElementsAre(HasSubstr("no_agreement")));
  EXPECT_THAT(app_.page(k_police, path).body,
              AllOf(HasSubstr("Quillgate Primary School: has not signed on paper"),
                    Not(HasSubstr("/paper"))));
  const auto form = app_.page(k_officer, path + "/paper").body;
  EXPECT_THAT(form, AllOf(HasSubstr("Quillgate Primary School"), Not(HasSubstr("Marlgate")),
                          Not(HasSubstr(" checked"))));
  const auto day = today().iso();
  ASSERT_EQ(app_.post(k_officer, path + "/paper", body(paper_of("JOINED", day.c_str()))).status,
            200);
  EXPECT_THAT(said("school1"), IsEmpty());
  EXPECT_THAT(said("school2"), ElementsAre(HasSubstr("no_agreement")));
  EXPECT_THAT(app_.page(k_researcher, path).body,
              AllOf(HasSubstr("has joined on paper, on " + plain_date(today())),
                    HasSubstr("Plantedname Quill"), HasSubstr("Plantedoffice"),
                    HasSubstr("Plantedshelf"), HasSubstr("written down by Omar Saleh")));
  for (const char* word : {"Plantedname", "Plantedoffice", "Plantedshelf"}) {
    EXPECT_FALSE(app_.is_stored(word)) << word;
  }
  EXPECT_THAT(app_.page(k_officer, "/agreements/documents/arrangement").body,
              HasSubstr("Quillgate Primary School (on paper)"));
  ASSERT_EQ(app_.post(k_manager, path + "/paper", body(paper_of("LEFT", day.c_str()))).status, 200);
  EXPECT_THAT(said("school1"), ElementsAre(HasSubstr("no_agreement")));
  EXPECT_THAT(app_.page(k_police, path).body,
              AllOf(HasSubstr("has left on paper"), HasSubstr("Plantedwhy")));
  EXPECT_FALSE(app_.is_stored("Plantedwhy"));
}

TEST_P(AgreementsTest, what_was_signed_on_paper_is_asked_for_exactly) {
  const auto path =
      app_.post(k_officer, "/agreements/draft",
                body(with(terms(), "parties", json::Array{"csc", "police", "school1"})))
          .json()
          .text("location");
  ASSERT_EQ(put(path), 200);
  const auto day = today().iso();
  const auto right = paper_of("JOINED", day.c_str());
  for (const char* who : {k_csc, k_police, k_researcher, "u01", ""}) {
    EXPECT_NE(app_.post(who, path + "/paper", body(right)).status, 200) << who;
    EXPECT_NE(app_.get(who, path + "/paper").status, 200) << who;
  }
  const auto fault = [&](const Members& sent) {
    const auto answer = app_.post(k_officer, path + "/paper", body(sent));
    EXPECT_EQ(answer.status, 422);
    return answer.body;
  };
  EXPECT_THAT(fault({}), AllOf(HasSubstr("/agency"), HasSubstr("/said"), HasSubstr("/version"),
                               HasSubstr("/signed_by"), HasSubstr("/office"), HasSubstr("/day"),
                               HasSubstr("/where")));
  EXPECT_THAT(fault(with(right, "agency", "police")), HasSubstr("/agency")) << "joins by itself";
  EXPECT_THAT(fault(with(right, "agency", "board")), HasSubstr("/agency")) << "figures only";
  EXPECT_THAT(fault(with(right, "agency", "school2")), HasSubstr("/agency")) << "no party";
  EXPECT_THAT(fault(with(right, "version", "2")), HasSubstr("/version"));
  EXPECT_THAT(fault(with(right, "day", today().plus_days(1).iso())), HasSubstr("or before"));
  EXPECT_THAT(fault(with(right, "day", today().plus_days(-1).iso())), HasSubstr("or later"));
  EXPECT_THAT(fault(paper_of("LEFT", day.c_str())), HasSubstr("/version")) << "has not joined";
  EXPECT_EQ(app_.count("agreement_word"), 0);
  ASSERT_EQ(app_.post(k_officer, path + "/paper", body(right)).status, 200);
  EXPECT_THAT(fault(right), HasSubstr("/said")) << "once";
  EXPECT_THAT(fault(with(paper_of("LEFT", day.c_str()), "reason", " ")), HasSubstr("/reason"));
  EXPECT_EQ(app_.count("agreement_word"), 1);
  auto outside = with(terms(), "parties", json::Array{"school1", "school2"});
  const auto alone = app_.post(k_officer, "/agreements/draft", body(outside));
  EXPECT_EQ(alone.status, 422);
  EXPECT_THAT(alone.body, HasSubstr("a desk in the hub"));
}

TEST_P(AgreementsTest, D20_documents_are_filled_and_their_gaps_are_marked) {
  const std::string notice = "/agreements/documents/privacy-notice";
  EXPECT_THAT(app_.page(k_officer, "/agreements/documents").body, HasSubstr(notice));
  EXPECT_THAT(app_.page(k_officer, notice).body, HasSubstr("none is in force in this hub"));
  in_force();
  EXPECT_THAT(app_.page(k_officer, notice).body,
              AllOf(HasSubstr("Barnfield Borough Police"), HasSubstr("Omar Saleh"),
                    HasSubstr("Quillgate Family Hub"), HasSubstr("[To be filled in]"),
                    HasSubstr("Article 6(1)(e)"), HasSubstr("complain to the Information"),
                    Not(HasSubstr("none is in force in this hub"))));
  for (const char* one : {"impact-assessment", "arrangement"}) {
    const auto page = app_.page(k_researcher, std::string("/agreements/documents/") + one);
    EXPECT_THAT(page.body, AllOf(HasSubstr("Safeguarding in Barnfield"),
                                 HasSubstr("[To be filled in]"), HasSubstr("Article")));
  }
  EXPECT_EQ(app_.get(k_officer, "/agreements/documents/none").status, 404);
  const auto pdf = app_.page(k_officer, notice + "/pdf");
  EXPECT_EQ(pdf.status, 200);
  EXPECT_THAT(pdf.body, testing::StartsWith("%PDF-"));
}

INSTANTIATE_TEST_SUITE_P(Engines, AgreementsTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::agreements

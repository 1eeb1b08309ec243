// SPDX-License-Identifier: MIT
// Goal: whoever goes to a family reads where the children are and what could harm a visitor, and
// nothing that was to be kept from them; and nobody is left with less than they had, unsaid.
#include "mash/product/product.h"
#include "product_test_world.h"

namespace mash::product {
namespace {

using packages::OutwardKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

constexpr const char* k_home = "Home: 9 Elm Row, BQ1 4TT";
constexpr const char* k_school = "School: Quillgate Primary School";

class VisitTest : public Hub {
 protected:
  VisitTest() { said("9 Elm Row", "BQ1 4TT", "Quillgate Primary School"); }

  // One more source says where Amara is.
  void said(const std::string& address, const std::string& postcode, const std::string& school) {
    as_system(app_, [&](const auto&, pipeline::Context& c) {
      people::Statement s;
      s.case_id = case_.id;
      s.role = model::PersonRole::child;
      s.address_line = Sensitive(address);
      s.postcode = Sensitive(postcode);
      s.school = Sensitive(school);
      c.tx.execute("update statement set person_id = $2 where id = $1",
                   {people::add_statement(c, s), case_.amara});
    });
  }
  // The choice of the form that lets a line leave.
  std::string choice(const std::string& line) {
    const auto page = app_.page(k_manager, path("/products/new")).body;
    const auto at = page.rfind("value=\"", page.find(line));
    EXPECT_NE(at, std::string::npos) << line;
    return page.substr(at + 7, 16);
  }
  // Everything is ticked but these lines; where nothing is left, that none leaves.
  std::string compose_without(const std::vector<std::string>& lines) {
    std::vector<std::string> stay;
    for (const auto& line : lines) stay.push_back(choice(line));
    json::Array ticked;
    for (const auto& code : places()) {
      if (std::ranges::find(stay, *code.as_string()) == stay.end()) ticked.push_back(code);
    }
    if (ticked.empty()) ticked.emplace_back("NONE");
    const auto a = app_.post(k_manager, path("/products/new"), body(with_places(ticked)));
    EXPECT_EQ(a.status, 200) << a.body;
    return a.location;
  }
  Form with_places(json::Array ticked) {
    auto form = letter({});
    form.back().second = std::move(ticked);
    return form;
  }
  void keep_as_line(const std::string& product, const std::string& item) {
    const auto a = app_.post(k_police, "/releases/" + product.substr(10),
                             body({{"item-1", item},
                                   {"version-1", "1"},
                                   {"decision-1", "EXISTENCE_ONLY"},
                                   {"withhold-1", "CONFIDENTIAL_SOURCE"},
                                   {"why-1", "Only one person could know"},
                                   {"harm-1", "yes"}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }
  void correct(const std::string& item, const std::string& fact) {
    app_.clock().advance(Duration::minutes(1));
    ASSERT_EQ(app_.post(k_police, "/items/" + item,
                        body({{"fact", fact},
                              {"source", "Incident system"},
                              {"sensitivity", "0"},
                              {"version", "1"}}))
                  .status,
              200);
  }
  // What the page of the case puts first.
  std::vector<std::string> next(const char* who) {
    std::vector<std::string> out;
    const auto page = app_.get(who, path("")).json();
    for (const auto& step : *page["next"].as_array()) {
      if (step.flag("first")) out.push_back(step.text("text"));
    }
    return out;
  }
  std::string where() { return last_product().children.at(0).where; }
};

TEST_P(VisitTest, H08_the_fuller_version_says_where_each_child_is_as_the_first_did) {
  decide();
  const auto product = compose({});
  const std::string all = std::string("Now: At 12 Thistledown Road\n") + k_home + "\n" + k_school;
  const auto page = app_.page(k_manager, product).body;
  EXPECT_THAT(page.substr(page.find("Exactly what the recipient")), HasSubstr(all));
  ASSERT_EQ(send(product).status, 200);
  EXPECT_EQ(where(), all);
}

TEST_P(VisitTest, what_a_recipient_must_not_learn_is_left_out_also_when_it_is_written_anew) {
  decide();
  const auto form = app_.page(k_manager, path("/products/new")).body;
  EXPECT_THAT(form, Not(HasSubstr(" checked"))) << "a person decides";
  const auto product = compose_without({k_home, "Now: At 12"});
  EXPECT_THAT(app_.get(k_manager, product).body, Not(HasSubstr("9 Elm Row")));
  ASSERT_EQ(send(product).status, 200);
  EXPECT_EQ(where(), k_school);
  EXPECT_THAT(to_text(packages::encode(last_product())), Not(HasSubstr("Elm Row")));
  const auto anew = app_.page(k_manager, path("/products/new?from=") + product.substr(10)).body;
  EXPECT_THAT(anew, HasSubstr("value=\"" + choice(k_school) + "\" checked")) << "it is remembered";
  EXPECT_THAT(anew, Not(HasSubstr("value=\"" + choice(k_home) + "\" checked")));
  const auto refused = [this](json::Array ticked) {
    const auto form = with_places(std::move(ticked));
    return app_.post(k_manager, path("/products/new"), body(form)).body;
  };
  EXPECT_THAT(refused({"0123456789abcdef"}), HasSubstr("was said anew"))
      << "what is there in other words leaves by nobody's tick";
  EXPECT_THAT(refused({}), HasSubstr("Tick what leaves")) << "an address is not lost unseen";
  EXPECT_THAT(refused({choice(k_home), "NONE"}), HasSubstr("not both"));
}

TEST_P(VisitTest, nobody_outside_learns_whether_a_place_is_unknown_or_kept) {
  decide();
  ASSERT_EQ(send(compose_without({k_home, "Now: At 12", k_school})).status, 200);
  EXPECT_EQ(where(), "Not given here. Phone the hub.");
}

TEST_P(VisitTest, what_is_said_of_it_later_is_not_added_unseen) {
  decide();
  const auto product = compose({});
  EXPECT_FALSE(checked(product).flag("has_places_since"));
  said("3 Haven Close", "BQ2 2BB", "");
  EXPECT_THAT(app_.page(k_manager, product).body, HasSubstr("“Home: 3 Haven Close, BQ2 2BB”"));
  ASSERT_EQ(send(product).status, 200);
  EXPECT_THAT(where(), Not(HasSubstr("Haven"))) << "those who were asked have not read it";
  ASSERT_EQ(send(compose({})).status, 200);
  EXPECT_THAT(where(), HasSubstr("Home: 3 Haven Close, BQ2 2BB\nHome: 9 Elm Row"))
      << "newest first";
}

TEST_P(VisitTest, A04_where_a_sender_who_is_not_to_be_named_saw_the_child_does_not_go) {
  app_.database().write([&](db::Transaction& tx) {
    tx.execute("update case_file set taken_by = $2 where id = $1", {case_.id, k_screener});
  });
  case_ = add_case(app_, model::ReferrerClass::anonymous);
  said("9 Elm Row", "BQ1 4TT", "");
  decide();
  ASSERT_EQ(send(compose({})).status, 200);
  EXPECT_EQ(where(), k_home);
}

TEST_P(VisitTest, owners_of_what_was_read_and_not_chosen_are_asked_about_it_too) {
  decide();
  item("She fled to 9 Elm Row");
  const auto product = compose({});
  const auto question = app_.get(k_police, "/releases/" + product.substr(10)).json()["final_words"];
  EXPECT_THAT(question.text("where"), HasSubstr(k_home));
  EXPECT_THAT(app_.page(k_police, "/releases/" + product.substr(10)).body, HasSubstr(k_home));
}

TEST_P(VisitTest, H09_what_could_harm_a_visitor_stands_first_and_by_itself) {
  decide();
  const auto knife = item("A knife by the door");
  const auto calls = item("Four call-outs");
  const auto product = compose({calls, knife});
  release(product, calls, "RELEASED");
  keep_as_line(product, knife);
  const auto page = app_.page(k_manager, product).body;
  const auto leaves = page.substr(page.find("Exactly what the recipient"));
  EXPECT_LT(leaves.find("Before you visit"), leaves.find("See the child and assess"));
  EXPECT_THAT(page, HasSubstr("Only a line leaves"));
  EXPECT_THAT(page, Not(HasSubstr("Stays in the hub"))) << "it stands below what leaves";
  ASSERT_EQ(send(product).status, 200);
  const auto p = last_product();
  ASSERT_EQ(p.before_visit.size(), 1U);
  EXPECT_EQ(p.before_visit[0].text,
            "Barnfield Borough Police holds more. Phone before visiting: 020 7946 0532.");
  ASSERT_EQ(p.known.size(), 1U) << "and not a second time below";
  EXPECT_EQ(p.known[0].text, "Four call-outs");
  EXPECT_THAT(to_text(packages::encode(p)), Not(HasSubstr("knife")));
}

// D05: nobody is left with less, unsaid.
TEST_P(VisitTest, after_a_correction_the_page_says_what_was_taken_back_and_leads_on) {
  ASSERT_EQ(app_.post(k_duty, path("/safety"),
                      body({{"recipient", "assess"},
                            {"who", "Amara"},
                            {"where", "At home"},
                            {"asked", "See her"},
                            {"by_when", "today"}}))
                .status,
            200);
  decide();
  const auto calls = item("Four call-outs");
  const auto product = compose({calls});
  release(product, calls, "RELEASED");
  ASSERT_EQ(send(product).status, 200);
  EXPECT_EQ(app_.get(k_manager, product).json()["taken_back"], json::Value(false));
  EXPECT_THAT(app_.page(k_manager, product).body,
              HasSubstr("Take back version 2 and version 1 (safety product)"));
  correct(calls, "Two call-outs");
  const auto page = app_.page(k_manager, product).body;
  EXPECT_THAT(page, HasSubstr("Version 2 was taken back"));
  EXPECT_THAT(page, HasSubstr("Barnfield Borough Police corrected information that was in it."));
  EXPECT_THAT(page,
              HasSubstr("Barnfield Assessment Team has nothing but version 1 (safety product)"));
  EXPECT_THAT(page, HasSubstr("/products/new?from=" + product.substr(10)));
  EXPECT_THAT(page, Not(HasSubstr("Nothing waits to be sent")));
  EXPECT_THAT(page, HasSubstr("Take back version 1 (safety product)"));
  EXPECT_THAT(next(k_manager), ElementsAre("A product was taken back: write it anew"));
  EXPECT_THAT(next(k_screener), IsEmpty()) << "who does not write it";
  EXPECT_THAT(next(k_police), IsEmpty());
  compose({calls});
  EXPECT_THAT(app_.page(k_manager, product).body, HasSubstr("A new one is written."));
  EXPECT_THAT(next(k_manager), ElementsAre("A product was taken back: check and send the new one"));
  release(product, calls, "RELEASED", "", "2");
  ASSERT_EQ(send(product).status, 200);
  EXPECT_EQ(app_.get(k_manager, product).json()["taken_back"], json::Value(false));
  EXPECT_THAT(next(k_manager), ElementsAre("What leaves"));
}

TEST_P(VisitTest, what_was_never_meant_for_them_is_not_to_be_written_anew) {
  decide();
  const auto product = compose({});
  ASSERT_EQ(send(product).status, 200);
  ASSERT_EQ(app_.post(k_manager, product + "/recall", body({{"why", "SENT_IN_ERROR"}})).status,
            200);
  const auto taken_back = app_.get(k_manager, product).json()["taken_back"];
  EXPECT_EQ(taken_back.text("why"), "It was not meant for this recipient.");
  EXPECT_EQ(taken_back.text("has_now"), "nothing");
  EXPECT_EQ(taken_back.text("anew"), "");
  EXPECT_THAT(app_.page(k_manager, product).body, Not(HasSubstr("Take back version")))
      << "nothing is outside";
}

INSTANTIATE_TEST_SUITE_P(Engines, VisitTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::product

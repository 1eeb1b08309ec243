// SPDX-License-Identifier: MIT
// Goal: whoever visits knows who else lives there and who is dangerous: whoever writes says of each
// whether this recipient is told, and nothing but name, date of birth and who it is leaves.
#include "mash/product/product.h"
#include "people_test_world.h"

namespace mash::product {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

class OthersTest : public Family {
 protected:
  // Grace, her mother, of whom everything is known; answers her id.
  std::string add_mother() {
    app_.clock().advance(Duration::seconds(1));
    const auto a = app_.post(k_screener, path("/people/add"),
                             body({{"role", "parent"},
                                   {"given_name", "Grace"},
                                   {"surname", "Quillfeather"},
                                   {"dob", "1985-03-12"},
                                   {"relationship", "mother"},
                                   {"address_line", "7 Hidden Lane"}}));
    EXPECT_EQ(a.status, 200) << a.body;
    say_new(a.location);
    return choices().front();
  }
  // The same person, of whom more is said.
  void add_mother_again(const std::string& role, const std::string& relationship) {
    app_.clock().advance(Duration::seconds(1));
    const auto a = app_.post(k_screener, path("/people/add"),
                             body({{"role", role},
                                   {"given_name", "Grace"},
                                   {"surname", "Quillfeather"},
                                   {"relationship", relationship}}));
    EXPECT_EQ(a.status, 200) << a.body;
    say_same(a.location);
  }
  std::string add_adult(const std::string& role, const std::string& name) {
    const auto before = choices();
    say_new(add(role, name));
    for (auto& one : choices()) {
      if (std::ranges::find(before, one) == before.end()) return one;
    }
    ADD_FAILURE() << name << " is not asked about";
    return "";
  }
  // Who can be named, as the form has them.
  std::vector<std::string> choices() {
    const auto page = app_.page(k_manager, path("/products/new")).body;
    const std::regex box("name=\"others\"[^>]*? value=\"([0-9A-Z]{26})\"");
    std::vector<std::string> out;
    for (std::sregex_iterator at(page.begin(), page.end(), box), end; at != end; ++at) {
      out.push_back((*at)[1].str());
    }
    return out;
  }
  support::Answer write(const std::vector<std::string>& others, const std::string& to = "assess") {
    Form form = letter({}, to);
    for (auto& [name, value] : form) {
      if (name == "others") value = json::Array(others.begin(), others.end());
    }
    return app_.post(k_manager, path("/products/new"), body(form));
  }
  std::vector<std::string> told() {
    std::vector<std::string> out;
    for (const auto& one : last_product().others) {
      out.push_back(one.name + "|" + one.dob + "|" + one.who);
    }
    return out;
  }
};

TEST_P(OthersTest, who_lives_there_is_told_by_name_birth_and_who_it_is_and_by_nothing_else) {
  const auto mother = add_mother();
  Hub::decide();
  const auto form = app_.page(k_manager, path("/products/new")).body;
  EXPECT_THAT(form, HasSubstr("Grace Quillfeather: Parent (mother), born 12 March 1985"));
  EXPECT_THAT(form, Not(HasSubstr(" checked"))) << "a person decides";
  const auto product = write({mother}).location;
  const auto page = app_.page(k_manager, product).body;
  EXPECT_THAT(page.substr(page.find("Exactly what the recipient")),
              HasSubstr("Grace Quillfeather: Parent (mother), born 12 March 1985"));
  ASSERT_EQ(send(product).status, 200);
  EXPECT_THAT(told(), ElementsAre("Grace Quillfeather|1985-03-12|Parent (mother)"));
  EXPECT_THAT(to_text(packages::encode(last_product())), Not(HasSubstr("Hidden Lane")));
}

TEST_P(OthersTest, nobody_is_forgotten_and_nobody_is_named_unasked) {
  const auto mother = add_mother();
  Hub::decide();
  EXPECT_THAT(write({}).body, HasSubstr("Tick who else they must know of, or that nobody else"));
  EXPECT_THAT(write({mother, "NONE"}).body, HasSubstr("not both"));
  EXPECT_THAT(write({case_.amara.text()}).body, HasSubstr("Look again")) << "a child is no other";
  const auto product = write({"NONE"}).location;
  ASSERT_EQ(send(product).status, 200);
  EXPECT_THAT(told(), IsEmpty());
  EXPECT_THAT(to_text(packages::encode(last_product())), Not(HasSubstr("Grace")));
  const auto anew = app_.page(k_manager, path("/products/new?from=") + product.substr(10)).body;
  EXPECT_THAT(anew, HasSubstr("value=\"NONE\" checked")) << "it is remembered";
  EXPECT_THAT(anew, Not(HasSubstr("value=\"" + mother + "\" checked")));
}

TEST_P(OthersTest, whoever_is_named_in_words_alone_is_pointed_out) {
  intake::NewNotification told = notification(model::ReferrerClass::professional);
  EXPECT_THAT(app_.page(k_manager, path("/products/new")).body,
              Not(HasSubstr("Who else is there")));
  told.reference = "7KQ4-XM2P-N";
  told.who_else = Sensitive("A man called Dean");
  case_ = add_case(app_, told);
  const auto form = app_.page(k_manager, path("/products/new")).body;
  EXPECT_THAT(form, HasSubstr("A man called Dean"));
  EXPECT_THAT(form, HasSubstr(path("/people/add")));
}

TEST_P(OthersTest, one_recipient_learns_of_whom_another_does_not) {
  const auto mother = add_mother();
  const auto partner = add_adult("adult_of_concern", "Corin");
  Hub::decide();
  ASSERT_EQ(send(write({mother, partner}).location).status, 200);
  EXPECT_EQ(told().size(), 2U);
  ASSERT_EQ(send(write({mother}, "school1").location).status, 200);
  EXPECT_THAT(told(), ElementsAre(HasSubstr("Grace")));
}

TEST_P(OthersTest, who_comes_into_the_case_meanwhile_is_pointed_out_before_it_leaves) {
  const auto mother = add_mother();
  Hub::decide();
  const auto product = write({mother}).location;
  EXPECT_FALSE(checked(product).flag("has_others_since"));
  add_adult("adult_of_concern", "Corin");
  EXPECT_THAT(app_.page(k_manager, product).body,
              HasSubstr("Since you wrote this, somebody has come into this case"));
  EXPECT_THAT(app_.page(k_manager, product).body, HasSubstr("Corin Orlop: Adult of concern"));
}

// What the owners cleared is what leaves, whatever is said of them afterwards.
TEST_P(OthersTest, the_words_stay_as_they_were_written_and_what_was_said_since_is_pointed_out) {
  const auto mother = add_mother();
  const auto partner = add_adult("adult_of_concern", "Corin");
  Hub::decide();
  const auto product = write({mother, partner}).location;
  add_mother_again("parent", "mother, on bail for assault");
  const auto page = app_.page(k_manager, product).body;
  EXPECT_THAT(page, HasSubstr("something else was said of who else is there"));
  EXPECT_THAT(page, HasSubstr("mother, on bail for assault"));
  ASSERT_EQ(send(product).status, 200);
  EXPECT_THAT(told(), testing::Contains("Grace Quillfeather|1985-03-12|Parent (mother)"));
  EXPECT_THAT(to_text(packages::encode(last_product())), Not(HasSubstr("on bail")));
}

TEST_P(OthersTest, whoever_is_no_such_person_any_more_is_pointed_out_and_not_lost_unseen) {
  const auto mother = add_mother();
  Hub::decide();
  const auto product = write({mother}).location;
  add_mother_again("child", "");
  EXPECT_THAT(choices(), IsEmpty()) << "she is decided for now";
  EXPECT_THAT(app_.page(k_manager, product).body,
              HasSubstr("Grace Quillfeather: Parent (mother), born 12 March 1985 (no longer so"));
}

TEST_P(OthersTest, whoever_nobody_has_looked_up_can_be_named_too) {
  add("adult_of_concern", "Corin");
  Hub::decide();
  const auto form = app_.page(k_manager, path("/products/new")).body;
  EXPECT_THAT(form, HasSubstr("Corin Orlop: Adult of concern"));
  EXPECT_THAT(form, HasSubstr("Not looked up yet"));
  EXPECT_THAT(write({}).body, HasSubstr("Tick who else")) << "and has to be answered for";
  const auto product = write({choices().front()}).location;
  ASSERT_EQ(send(product).status, 200);
  EXPECT_THAT(told(), ElementsAre("Corin Orlop||Adult of concern"));
}

TEST_P(OthersTest, who_came_since_is_not_answered_for_where_it_is_written_anew) {
  add_mother();
  Hub::decide();
  const auto product = write({"NONE"}).location;
  ASSERT_EQ(send(product).status, 200);
  add_adult("adult_of_concern", "Corin");
  const auto anew = app_.page(k_manager, path("/products/new?from=") + product.substr(10)).body;
  EXPECT_THAT(anew, Not(HasSubstr("value=\"NONE\" checked")));
  EXPECT_THAT(anew, HasSubstr("Was not there when this was written before"));
}

TEST_P(OthersTest, owners_who_are_asked_about_the_hubs_words_read_who_is_named) {
  const auto mother = add_mother();
  Hub::decide();
  item("Four call-outs in 12 months");
  const auto product = write({mother}).location;
  const auto asked = app_.get(k_police, "/releases/" + product.substr(10)).json()["final_words"];
  EXPECT_EQ(asked.text("others"), "Grace Quillfeather: Parent (mother), born 12 March 1985");
}

INSTANTIATE_TEST_SUITE_P(Engines, OthersTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::product

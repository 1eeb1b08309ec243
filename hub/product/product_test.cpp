// SPDX-License-Identifier: MIT
// Goal: only what its owner released to this recipient leaves, exactly as the sender saw it, and
// what is taken back is taken back outside too.
#include "mash/product/product.h"

#include "mash/people/family_contact.h"
#include "product_test_world.h"

namespace mash::product {
namespace {

using model::NotificationState;
using packages::OutwardKind;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

class ProductTest : public Hub {};

TEST_P(ProductTest, only_what_was_released_leaves_word_for_word) {
  decide();
  const auto calls = item("Four call-outs");
  const auto bail = item("On bail, lives at 9 Elm Row");
  const auto product = compose({calls, bail});
  release(product, calls, "RELEASED");
  release(product, bail, "RELEASED_REDACTED", "On bail with conditions");
  ASSERT_EQ(send(product).location, path("/products"));
  const auto p = last_product();
  ASSERT_EQ(p.known.size(), 2U);
  EXPECT_EQ(p.known[0].text, "Four call-outs");
  EXPECT_EQ(p.known[1].text, "On bail with conditions");
  EXPECT_EQ(p.known[0].owner, "Barnfield Borough Police");
  EXPECT_EQ(p.recipient.text(), "assess");
  EXPECT_EQ(p.asked, "See the child and assess");
  EXPECT_EQ(p.inform, "The family knows that we share this.");
  ASSERT_EQ(p.children.size(), 1U);
  EXPECT_EQ(p.children[0].name, "Amara Quillfeather");
  EXPECT_EQ(p.children[0].decision, "Assessment of a child in need (section 17)");
  EXPECT_EQ(p.hub_phone, "020 7946 0531");
  EXPECT_EQ(head().state, NotificationState::disseminated);
  EXPECT_THAT(clocks(), testing::Contains("DISSEMINATE assess"));
  EXPECT_THAT(clocks(), Not(testing::Contains("DISSEMINATE")));
  EXPECT_EQ(
      app_.post(k_manager, product + "/issue", body({{"version", "x"}, {"checked", "yes"}})).status,
      409)
      << "sent already";
}

TEST_P(ProductTest, H18_what_to_know_before_contacting_the_family_stands_first) {
  decide();
  as_system(app_, [&](const auto&, pipeline::Context& c) {
    people::add_family_contact(c, case_.id,
                               {.at = c.now,
                                .reaching = Sensitive("Mornings, her mobile"),
                                .language = Sensitive("Tigrinya"),
                                .interpreter = model::Answer::yes});
  });
  const std::string known =
      "Reaching a parent safely: Mornings, her mobile\nAn interpreter is needed\nLanguage: "
      "Tigrinya";
  EXPECT_THAT(app_.page(k_manager, path("/products/new")).body, HasSubstr(known));
  EXPECT_THAT(app_.page(k_manager, path("/safety")).body, HasSubstr(known));
  for (const char* page : {"/products", "/products/new"}) {
    const std::string shown = app_.page(k_manager, path(page)).body;
    const auto at = shown.find("Mornings, her mobile");
    ASSERT_NE(at, std::string::npos) << page;
    EXPECT_LT(at, shown.find("<h1")) << page;
  }
  auto words = letter({});
  words.emplace_back("contact", "Mornings, her mobile");
  const auto product = app_.post(k_manager, path("/products/new"), body(words)).location;
  const std::string checking = app_.page(k_manager, product).body;
  const std::string leaves = checking.substr(checking.find("Before contacting the family"));
  EXPECT_LT(leaves.find("Mornings, her mobile"), leaves.find("See the child and assess"));
  ASSERT_EQ(send(product).location, path("/products"));
  EXPECT_EQ(last_product().contact, "Mornings, her mobile");
}

TEST_P(ProductTest, H18_what_was_said_since_is_in_the_next_version) {
  decide();
  auto words = letter({});
  words.emplace_back("contact", "Her mobile");
  const auto first = app_.post(k_manager, path("/products/new"), body(words)).location;
  ASSERT_EQ(send(first).location, path("/products"));
  const std::string anew = path("/products/new") + "?from=" + first.substr(10);
  EXPECT_THAT(app_.page(k_manager, anew).body, HasSubstr("Her mobile"));
  app_.clock().advance(Duration::minutes(5));
  as_system(app_, [&](const auto&, pipeline::Context& c) {
    people::add_family_contact(
        c, case_.id, {.at = c.now, .reaching = Sensitive("He has her mobile: never ring it")});
  });
  EXPECT_THAT(app_.page(k_manager, anew).body, HasSubstr("He has her mobile: never ring it"));
}

TEST_P(ProductTest, H18_what_was_sent_is_in_doubt_once_something_else_is_said) {
  decide();
  const auto first = app_.post(k_manager, path("/products/new"), body(letter({}))).location;
  ASSERT_EQ(send(first).location, path("/products"));
  const auto doubts = [&] { return app_.get(k_manager, path("/products")).json()["doubts"]; };
  EXPECT_EQ(doubts().as_object(), nullptr);
  app_.clock().advance(Duration::minutes(5));
  as_system(app_, [&](const auto&, pipeline::Context& c) { contact_changed(c, case_.id); });
  ASSERT_NE(doubts().as_object(), nullptr);
  EXPECT_THAT(app_.page(k_manager, path("/products")).body, HasSubstr("was said anew after this"));
  as_system(app_, [&](const auto& proof, pipeline::Context& c) {
    EXPECT_EQ(cases_in_doubt(c, proof).as_object(), nullptr) << "who sends nothing is not asked";
  });
  const auto anew = app_.post(k_manager, path("/products/new"), body(letter({}))).location;
  ASSERT_EQ(send(anew).location, path("/products"));
  EXPECT_EQ(doubts().as_object(), nullptr) << "something newer has left";
}

TEST_P(ProductTest, D19_that_nothing_is_agreed_is_said_where_it_leaves_and_stops_nothing) {
  decide();
  const auto first = item("Four call-outs");
  const auto product = compose({first});
  const auto notes = [this](const char* kind) {
    std::vector<std::string> out;
    app_.database().read([&](db::Transaction& tx) {
      for (const auto& event : pipeline::events_since(tx, app_.keys(), UtcTime{})) {
        if (event.kind == kind) out = event.notes;
      }
    });
    return out;
  };
  EXPECT_THAT(app_.page(k_police, "/releases/" + product.substr(10)).body,
              HasSubstr("Nothing is agreed with assess"));
  release(product, first, "RELEASED");
  EXPECT_THAT(notes("release.decided"), testing::Contains("no_agreement"));
  EXPECT_THAT(app_.page(k_manager, product).body, HasSubstr("Nothing is agreed with assess"));
  EXPECT_EQ(send(product).status, 200);
  EXPECT_THAT(notes("product.issued"), testing::Contains("no_agreement"));
}

// D04: the school gets nothing.
TEST_P(ProductTest, a_release_to_one_recipient_is_none_to_another) {
  decide();
  const auto calls = item("Four call-outs");
  const auto to_team = compose({calls});
  release(to_team, calls, "RELEASED");
  const auto to_school = compose({calls}, "school1");
  EXPECT_EQ(checked(to_school)["undecided"].number("count"), 1) << "D04";
  ASSERT_EQ(send(to_school, "The school must know today").status, 200);
  EXPECT_THAT(last_product().known, IsEmpty());
}

// D06: a cited item.
TEST_P(ProductTest, what_is_not_decided_blocks_sending_unless_it_goes_without) {
  decide();
  const auto calls = item("Four call-outs");
  const auto product = compose({calls});
  EXPECT_THAT(send(product).body, HasSubstr("\"/without_reason\"")) << "D06";
  EXPECT_THAT(sent(OutwardKind::product), IsEmpty());
  EXPECT_EQ(send(product, "The child must be seen today").status, 200);
  EXPECT_THAT(last_product().known, IsEmpty());
}

TEST_P(ProductTest, what_is_for_managers_only_is_marked_among_what_can_be_chosen) {
  decide();
  item("Four call-outs");
  EXPECT_THAT(app_.page(k_manager, path("/products/new")).body, Not(HasSubstr("mash-sealed")));
  app_.post(k_police, "/test/" + case_.id.text() + "/item",
            body({{"fact", "An informant"}, {"sensitivity", 3}}));
  const auto page = app_.page(k_manager, path("/products/new")).body;
  EXPECT_THAT(page, HasSubstr("govuk-checkboxes__item mash-sealed"));
  EXPECT_THAT(page, HasSubstr("Manager only. October 2026"));
}

TEST_P(ProductTest, once_the_owners_have_decided_it_is_said_to_be_ready) {
  decide();
  const auto calls = item("Four call-outs");
  const auto product = compose({calls});
  const auto state = [this](const char* who) {
    const auto list = app_.get(who, path("/products")).json();
    return list["list"].as_array()->at(0)["versions"].as_array()->at(0).text("state");
  };
  const auto next = [this](const char* who) {
    std::string out;
    const auto page = app_.get(who, path("")).json();
    for (const auto& step : *page["next"].as_array()) {
      if (step.flag("first")) out += step.text("text") + " " + step.text("href");
    }
    return out;
  };
  EXPECT_EQ(state(k_manager), "Waits for the owners");
  EXPECT_THAT(next(k_manager), Not(HasSubstr("Ready to send")));
  release(product, calls, "RELEASED");
  EXPECT_EQ(state(k_manager), "Ready to send");
  EXPECT_EQ(state(k_police), "Being prepared");
  EXPECT_EQ(next(k_manager), "Ready to send to Barnfield Assessment Team " + product);
  EXPECT_THAT(next(k_police), Not(HasSubstr("Ready to send")));
  ASSERT_EQ(send(product).status, 200);
  EXPECT_EQ(state(k_manager), "Sent");
  EXPECT_THAT(next(k_manager), Not(HasSubstr("Ready to send")));
}

// D05: new copies leave it out.
TEST_P(ProductTest, a_decision_after_the_page_was_opened_stops_sending_until_reread) {
  decide();
  const auto calls = item("Four call-outs");
  const auto product = compose({calls});
  release(product, calls, "RELEASED");
  const auto version = checked(product)["form"].text("version");
  ASSERT_EQ(app_.post(k_police, "/items/" + calls + "/withdraw",
                      body({{"recipient", "assess"}, {"reason", "The source would be known"}}))
                .status,
            200);
  const auto stale =
      app_.post(k_manager, product + "/issue", body({{"version", version}, {"checked", "yes"}}));
  EXPECT_EQ(stale.status, 409);
  EXPECT_TRUE(stale.json().flag("stale"));
  EXPECT_THAT(sent(OutwardKind::product), IsEmpty());
  EXPECT_EQ(send(product).status, 200);
  EXPECT_THAT(last_product().known, IsEmpty());
}

TEST_P(ProductTest, the_page_shows_three_columns_readers_and_repeated_words) {
  decide();
  const auto calls = item("Four call-outs");
  const auto address = item("He knows the new address in Elm Row");
  auto form = letter({calls, address});
  form[4].second = "Careful: he knows the new address";
  const auto product = app_.post(k_manager, path("/products/new"), body(form)).location;
  auto page = app_.page(k_manager, product);
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Not decided (2)"));
  EXPECT_THAT(page.body, HasSubstr("Paul Stanforth")) << "who can read it";
  EXPECT_THAT(page.body, HasSubstr("“he knows the new”")) << "the sender is warned";
  EXPECT_THAT(page.body, Not(HasSubstr(" checked")));
  release(product, calls, "RELEASED");
  page = app_.page(k_manager, product);
  EXPECT_THAT(page.body, HasSubstr("Leaves (1)"));
  EXPECT_THAT(page.body, HasSubstr("May leave the hub"));
}

TEST_P(ProductTest, writing_needs_a_decision_and_every_answer) {
  EXPECT_THAT(app_.post(k_manager, path("/products/new"), body(letter({}))).body,
              HasSubstr("\"/children\""));
  decide();
  const auto a = app_.post(k_manager, path("/products/new"), body({}));
  EXPECT_EQ(a.status, 422);
  for (const char* field : {"recipient", "children", "asked", "by_when", "why", "inform"}) {
    EXPECT_THAT(a.body, HasSubstr(std::string("\"/") + field + "\""));
  }
  EXPECT_THAT(app_.post(k_manager, path("/products/new"),
                        body(letter({ItemId::make(app_.random()).text()})))
                  .body,
              HasSubstr("\"/items\""));
  EXPECT_THAT(app_.post(k_manager, path("/products/new"), body(letter({}, "police"))).body,
              HasSubstr("\"/recipient\""))
      << "inside the hub";
  const auto again = app_.submit(k_manager, path("/products/new"), {{"asked", "Fly a kite"}});
  EXPECT_EQ(again.status, 422);
  EXPECT_THAT(again.body, HasSubstr("Fly a kite"));
  const auto form = app_.page(k_manager, path("/products/new"));
  EXPECT_THAT(form.body, Not(HasSubstr(" checked")));
  EXPECT_THAT(form.body, Not(HasSubstr(" selected")));
}

// H08: versions 1 and 2.
TEST_P(ProductTest, the_safety_product_leaves_at_once_and_the_fuller_one_follows) {
  const auto page = app_.page(k_duty, path("/safety"));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Amara Quillfeather, born 9 March 2017"));
  EXPECT_THAT(page.body, HasSubstr("At 12 Thistledown Road"));
  const auto a = app_.post(k_duty, path("/safety"),
                           body({{"recipient", "assess"},
                                 {"who", "Amara Quillfeather"},
                                 {"where", "12 Thistledown Road"},
                                 {"asked", "See her today"},
                                 {"by_when", "by 8pm today"}}));
  ASSERT_EQ(a.location, path("/products")) << a.body;
  const auto first = last_product();
  EXPECT_TRUE(first.safety);
  EXPECT_EQ(first.version, 1);
  EXPECT_EQ(first.why, "Who: Amara Quillfeather\nWhere: 12 Thistledown Road");
  EXPECT_THAT(first.known, IsEmpty());
  EXPECT_EQ(first.rating, "Red");
  ASSERT_TRUE(first.accept_by);
  app_.clock().advance(Duration::minutes(20));
  EXPECT_EQ(head().state, NotificationState::analysis) << "the decision is still to come";
  decide();
  const auto calls = item("Four call-outs");
  const auto product = compose({calls});
  release(product, calls, "RELEASED");
  ASSERT_EQ(send(product).status, 200);
  const auto second = last_product();
  EXPECT_EQ(second.id, first.id);
  EXPECT_EQ(second.reference, first.reference);
  EXPECT_EQ(second.version, 2) << "H08";
  EXPECT_EQ(second.supersedes, "Replaces version 1.");
  EXPECT_FALSE(second.safety);
  EXPECT_TRUE(second.urgent) << "as long as it is Red";
  EXPECT_EQ(second.accept_by, first.accept_by) << "nobody has accepted, so the first time holds";
  EXPECT_EQ(app_.count("deadline where stage = 'DISSEMINATE' and agency = 'assess'"), 1);
  act(product, packages::InwardKind::product_accepted, "", 2);
  app_.clock().advance(Duration::minutes(5));
  ASSERT_EQ(send(compose({calls})).status, 200);
  EXPECT_GT(last_product().accept_by, first.accept_by) << "it was accepted: a new one, a new time";
}

TEST_P(ProductTest, a_draft_waits_while_a_safety_product_overtakes_it) {
  decide();
  const auto product = compose({item("Four call-outs")});
  app_.post(k_duty, path("/safety"),
            body({{"recipient", "assess"},
                  {"who", "Amara"},
                  {"where", "At home"},
                  {"asked", "See her"},
                  {"by_when", "today"}}));
  EXPECT_EQ(last_product().version, 1);
  ASSERT_EQ(send(product, "It cannot wait").status, 200);
  EXPECT_EQ(last_product().version, 2);
}

// D05: the recipient is told; the hash stays.
TEST_P(ProductTest, an_owner_who_takes_it_back_makes_the_gate_take_it_back) {
  decide();
  const auto calls = item("Four call-outs");
  const auto product = compose({calls});
  release(product, calls, "RELEASED");
  send(product);
  ASSERT_EQ(app_.post(k_police, "/items/" + calls + "/withdraw",
                      body({{"recipient", "assess"}, {"reason", "The source would be known"}}))
                .status,
            200);
  const auto out = sent(OutwardKind::withdrawal);
  ASSERT_EQ(out.size(), 1U) << "D05";
  const auto w = *packages::decode_withdrawal(out[0].body);
  EXPECT_EQ(w.product.text(), product.substr(10));
  EXPECT_EQ(w.version, 1);
  EXPECT_THAT(w.why, Not(HasSubstr("call-outs")));
  EXPECT_EQ(head().state, NotificationState::decided) << "somebody must send again";
  const auto page = app_.page(k_manager, product).body;
  EXPECT_THAT(page, HasSubstr("Taken back"));
  EXPECT_THAT(page, HasSubstr(packages::product_hash(last_product()))) << "its hash remains";
}

TEST_P(ProductTest, less_than_what_left_takes_it_back_and_the_same_again_does_not) {
  decide();
  const auto calls = item("Four call-outs");
  const auto product = compose({calls});
  const auto withdrawn = [&] { return sent(OutwardKind::withdrawal).size(); };
  release(product, calls, "RELEASED");
  send(product);
  release(product, calls, "RELEASED");
  EXPECT_EQ(withdrawn(), 0U);
  release(product, calls, "RELEASED_GIST", "Known to us");
  EXPECT_EQ(withdrawn(), 1U) << "all its words are still outside";
  send(compose({calls}));
  release(product, calls, "RELEASED_GIST", "Known to us");
  release(product, calls, "RELEASED");
  EXPECT_EQ(withdrawn(), 1U) << "nothing that left is kept back now";
}

TEST_P(ProductTest, a_permission_whose_time_is_over_can_still_be_taken_back) {
  app_.clock().set(*parse_iso("2026-11-24T23:50:00+00:00"));
  decide();
  const auto calls = item("Four call-outs");
  const auto product = compose({calls});
  const auto a = app_.post(k_police, "/releases/" + product.substr(10),
                           body({{"item-1", calls},
                                 {"version-1", "1"},
                                 {"decision-1", "RELEASED"},
                                 {"reason", "The worker visits the home"},
                                 {"necessity", "Needed for a safe visit"},
                                 {"expires", "2026-11-24"},
                                 {"basis", json::Array{"CA04_S16LA", "UKGDPR_6_1_E"}}}));
  ASSERT_EQ(a.status, 200) << a.body;
  send(product);
  app_.clock().advance(Duration::minutes(15));
  EXPECT_THAT(app_.page(k_police, "/items/" + calls).body, HasSubstr("/withdraw"));
  ASSERT_EQ(app_.post(k_police, "/items/" + calls + "/withdraw",
                      body({{"recipient", "assess"}, {"reason", "The source would be known"}}))
                .status,
            200);
  EXPECT_EQ(sent(OutwardKind::withdrawal).size(), 1U);
}

TEST_P(ProductTest, an_owner_who_corrects_it_makes_the_recipient_wait_for_a_new_version) {
  decide();
  const auto calls = item("Four call-outs");
  const auto product = compose({calls});
  release(product, calls, "RELEASED");
  send(product);
  act(product, packages::InwardKind::product_accepted);
  ASSERT_EQ(app_.post(k_police, "/items/" + calls,
                      body({{"fact", "Fourteen call-outs"},
                            {"source", "Incident system"},
                            {"sensitivity", "0"},
                            {"version", "1"}}))
                .status,
            200);
  const auto out = sent(OutwardKind::withdrawal);
  ASSERT_EQ(out.size(), 1U);
  const auto w = *packages::decode_withdrawal(out[0].body);
  EXPECT_EQ(w.version, 1);
  EXPECT_THAT(w.why, HasSubstr("has corrected part of this"));
  EXPECT_THAT(w.why, Not(HasSubstr("call-outs")));
  EXPECT_EQ(head().state, NotificationState::decided) << "somebody must send again";
  EXPECT_THAT(clocks(), testing::Contains("DISSEMINATE"));
  EXPECT_THAT(clocks(), testing::Contains("RELEASE police")) << "asked anew without anybody's act";
  release(product, calls, "RELEASED", "", "2");
  ASSERT_EQ(send(compose({calls})).location, path("/products"));
  EXPECT_EQ(last_product().version, 2);
  ASSERT_EQ(last_product().known.size(), 1U);
  EXPECT_EQ(last_product().known[0].text, "Fourteen call-outs");
}

TEST_P(ProductTest, a_manager_takes_back_what_was_sent) {
  decide();
  const auto product = compose({});
  send(product);
  EXPECT_THAT(app_.post(k_manager, product + "/recall", body({})).body, HasSubstr("\"/why\""));
  EXPECT_EQ(app_.post(k_manager, product + "/recall", body({{"why", "SENT_IN_ERROR"}})).status,
            200);
  EXPECT_EQ(sent(OutwardKind::withdrawal).size(), 1U);
  EXPECT_EQ(app_.post(k_manager, product + "/recall", body({{"why", "SENT_IN_ERROR"}})).status,
            409);
}

TEST_P(ProductTest, only_those_who_may_send_do_and_others_find_nothing) {
  decide();
  const auto product = compose({});
  const auto form = body(letter({}));
  EXPECT_EQ(app_.post(k_screener, path("/products/new"), form).status, 404);
  EXPECT_EQ(app_.post(k_duty, path("/products/new"), form).status, 404) << "duty sends safety only";
  EXPECT_EQ(app_.get(k_screener, product).status, 404);
  EXPECT_EQ(app_.get(k_police, product).status, 404);
  EXPECT_EQ(app_.get(k_police, path("/products")).status, 200);
  EXPECT_EQ(app_.get(k_housing, path("/products")).body,
            app_.get(k_housing, "/case/" + CaseId::make(app_.random()).text() + "/products").body);
  EXPECT_EQ(app_.get(k_housing, product).body,
            app_.get(k_housing, "/products/" + ProductId::make(app_.random()).text()).body);
  EXPECT_EQ(app_.post(k_screener, path("/feedback"), body({{"notification", "x"}})).status, 404);
}

// H05: where it leaves.
TEST_P(ProductTest, the_decider_reads_where_it_leaves_that_a_desk_has_something_not_in_the_hub) {
  decide();
  const auto product = compose({});
  const auto line = HasSubstr(
      "Barnfield Borough Police has written something down that is not in the hub, or not in it "
      "yet. To ask, phone 020 7946 0532.");
  for (const auto& at : {path("/products"), product}) {
    EXPECT_THAT(app_.page(k_manager, at).body, Not(line)) << at;
  }
  app_.post(k_police, "/test/" + case_.id.text() + "/item",
            body({{"fact", "Half a thought"}, {"draft", "yes"}}));
  for (const auto& at : {path("/products"), product}) {
    EXPECT_THAT(app_.page(k_manager, at).body, AllOf(line, Not(HasSubstr("Half a thought")))) << at;
  }
  for (const char* who : {k_screener, k_police}) {
    EXPECT_THAT(app_.page(who, path("/products")).body, Not(HasSubstr("written something down")))
        << who;
  }
}

TEST_P(ProductTest, a_form_that_is_sent_twice_counts_once) {
  decide();
  auto form = letter({});
  form.emplace_back("idempotency_key", "one-and-the-same");
  const auto first = app_.post(k_manager, path("/products/new"), body(form)).location;
  EXPECT_EQ(app_.post(k_manager, path("/products/new"), body(form)).location, first);
  EXPECT_EQ(app_.count("product_version"), 1);
}

TEST_P(ProductTest, nothing_of_what_leaves_is_in_clear_in_the_database) {
  decide();
  const auto calls = item("Four call-outs");
  const auto product = compose({calls});
  release(product, calls, "RELEASED");
  send(product);
  act(product, packages::InwardKind::product_rejected, "Moved to Tarnwick");
  tell("Family help will visit");
  EXPECT_TRUE(app_.is_stored("REJECTED"));
  for (const char* planted : {"Four call-outs", "See the child", "Neighbours", "Quillfeather",
                              "Moved to Tarnwick", "Family help will", "7KQ4-XM2P-M"}) {
    EXPECT_FALSE(app_.is_stored(planted)) << planted;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, ProductTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::product

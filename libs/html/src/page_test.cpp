// SPDX-License-Identifier: MIT
// Goal: every page is a whole document that works under a strict content security policy, carries
// its form token, and escapes all but the content it was given.
#include "mash/html/page.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "mash/html/forms.h"
#include "mash/html/render.h"

namespace mash::html {
namespace {

class Pages : public ::testing::Test {
 protected:
  Templates templates_{shared_templates()};

  [[nodiscard]] std::string made(const Page& p) const { return page(templates_, p); }
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_F(Pages, HubPage) {
  const std::string text =
      made({.title = "Queue",
            .hub_name = "Barnfield <Hub>",
            .content = "<h1>Queue</h1>",
            .navigation = {{.text = "Queue", .href = "/queue", .current = true},
                           {.text = "My requests", .href = "/requests", .count = "3"}},
            .user = SignedIn{"J Patel", "MASH manager"},
            .account_href = "/account",
            .csrf = "token-1",
            .made_at = "3 October 2026 at 8:06am"});
  EXPECT_TRUE(text.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\""));
  EXPECT_TRUE(has(text, "<title>Queue - Barnfield &lt;Hub&gt; - OpenMASH</title>"));
  EXPECT_TRUE(has(text, "<h1>Queue</h1>"));
  EXPECT_TRUE(has(text, "name=\"csrf\" value=\"token-1\""));
  EXPECT_TRUE(has(text, "action=\"/sign-out\""));
  EXPECT_TRUE(has(text, "href=\"/account\""));
  EXPECT_TRUE(has(text, "aria-current=\"page\""));
  EXPECT_TRUE(has(text, "Looks are recorded"));
  EXPECT_TRUE(has(text, "made on 3 October 2026 at 8:06am."));
  EXPECT_TRUE(has(text, std::string("href=\"") + std::string(asset_path("app.css"))));
  EXPECT_TRUE(has(text, "href=\"#main-content\""));
  EXPECT_FALSE(has(text, "Exit this page"));
  EXPECT_FALSE(has(text, "name=\"idempotency_key\""));
}

TEST_F(Pages, WhatWasDoneStandsOnTop) {
  EXPECT_TRUE(has(made({.title = "Queue", .done = "Done: rated the <case>."}),
                  "Done: rated the &lt;case&gt;."));
  EXPECT_FALSE(has(made({.title = "Queue"}), "mash-notice--done"));
}

// A screen on the wall, or whoever is about to sign in.
TEST_F(Pages, OfNobodyNoLooksAreRecorded) {
  const std::string text = made({.title = "Board", .made_at = "3 October 2026 at 8:06am"});
  EXPECT_FALSE(has(text, "Looks are recorded"));
  EXPECT_TRUE(has(text, "made on 3 October 2026 at 8:06am."));
}

TEST_F(Pages, GatePage) {
  const std::string text = made({.frame = Frame::gate,
                                 .title = "Is the child in danger now?",
                                 .hub_name = "Barnfield",
                                 .content = "",
                                 .error = true,
                                 .exit_href = "/exit"});
  EXPECT_TRUE(has(text, "<title>Error: Is the child in danger now? -"));
  EXPECT_TRUE(has(text, "govuk-exit-this-page"));
  EXPECT_FALSE(has(text, "Looks are recorded"));
  EXPECT_FALSE(has(text, "sign-out"));
}

TEST_F(Pages, D11_what_is_marked_bears_its_reader_on_paper) {
  Page p{.title = "Case",
         .hub_name = "Barnfield",
         .content = "",
         .user = SignedIn{"J <Patel>", "MASH manager"},
         .marking = "OFFICIAL-SENSITIVE",
         .made_at = "3 October 2026 at 8:06am"};
  for (const Frame frame : {Frame::hub, Frame::gate}) {
    p.frame = frame;
    EXPECT_TRUE(has(made(p),
                    "<div class=\"mash-watermark\" data-words=\"OFFICIAL-SENSITIVE. Read by "
                    "J &lt;Patel&gt;, 3 October 2026 at 8:06am\"></div>"));
  }
  p.marking = "";
  EXPECT_FALSE(has(made(p), "mash-watermark")) << "nothing to protect";
  p.marking = "OFFICIAL";
  p.user = {};
  EXPECT_FALSE(has(made(p), "mash-watermark")) << "nobody has signed in";
}

TEST_F(Pages, BannerMarkingAndNotice) {
  const std::string text =
      made({.title = "Queue",
            .hub_name = "Barnfield",
            .content = "",
            .csrf = "token-2",
            .marking = "OFFICIAL-SENSITIVE",
            .banner = notification_banner({.text = "Screened.",
                                           .success = true,
                                           .button = {.text = "Undo", .href = "/queue/undo"}}),
            .notice = "The other node does not answer."});
  EXPECT_TRUE(has(text, "OFFICIAL-SENSITIVE"));
  EXPECT_TRUE(has(text, "The other node does not answer."));
  EXPECT_TRUE(has(text, "role=\"alert\""));
  EXPECT_TRUE(has(text, "action=\"/queue/undo\""));
  EXPECT_TRUE(has(text, "value=\"token-2\""));
}

TEST_F(Pages, NothingRunsInline) {
  std::string text = made({.title = "T", .hub_name = "H", .content = "", .exit_href = "/exit"});
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  EXPECT_FALSE(has(text, " style="));
  EXPECT_FALSE(has(text, "<style"));
  EXPECT_FALSE(has(text, " onclick"));
  EXPECT_FALSE(has(text, "javascript:"));
  const auto script = text.find("<script");
  EXPECT_EQ(text.find("<script", script + 1), std::string::npos);
  EXPECT_TRUE(has(text, "defer></script>"));
}

TEST(Forms, NothingIsChosenBeforehand) {
  const std::vector<Choice> choices{{.value = "", .text = "Choose"},
                                    {.value = "nfa", .text = "No further action"},
                                    {.value = "s47", .text = "Section 47"}};
  const Templates templates(shared_templates());
  EXPECT_FALSE(
      has(templates.render("govuk/radios", radios({.name = "a", .choices = choices})), " checked"));
  EXPECT_FALSE(has(templates.render("govuk/checkboxes",
                                    checkboxes({.name = "a", .values = {""}, .choices = choices})),
                   " checked"));
  EXPECT_FALSE(has(
      templates.render("govuk/select",
                       select({.name = "a", .label = "A", .value = "other", .choices = choices})),
      " selected"));
  const std::string chosen =
      templates.render("govuk/radios", radios({.name = "a", .value = "s47", .choices = choices}));
  EXPECT_TRUE(has(chosen, "value=\"s47\" checked"));
}

TEST(Forms, FaultsShowInSummaryAndBesideTheField) {
  const std::vector<Fault> faults{{"danger", "Select if the child is in danger now"},
                                  {"", "Something else"}};
  const Templates templates(shared_templates());
  const std::string summary = templates.render("govuk/error_summary", error_summary(faults));
  EXPECT_TRUE(has(summary, "<a href=\"#danger\">Select if the child is in danger now</a>"));
  EXPECT_TRUE(has(summary, "<li>Something else</li>"));
  const std::string field =
      templates.render("govuk/radios", radios({.name = "danger",
                                               .legend = "Is the child in danger now?",
                                               .error = error_of(faults, "danger"),
                                               .choices = {{.value = "yes", .text = "Yes"}}}));
  EXPECT_TRUE(has(field, "id=\"danger\""));
  EXPECT_TRUE(has(field, "id=\"danger-error\""));
  EXPECT_TRUE(has(field, "aria-describedby=\"danger-error\""));
  EXPECT_EQ(error_of(faults, "other"), "");
  EXPECT_EQ(error_summary(std::vector<Fault>{}), json::Value(false));
}

TEST(Forms, TextKeepsItsLinesAndIsNotRemembered) {
  const Templates templates(shared_templates());
  const std::string text = templates.render(
      "govuk/textarea",
      textarea({.name = "what", .label = "What happened", .value = "\nfirst\n  </textarea>"}));
  EXPECT_TRUE(has(text, "autocomplete=\"off\""));
  EXPECT_TRUE(has(text, ">\n\nfirst\n  &lt;/textarea&gt;</textarea>")) << text;
  EXPECT_FALSE(has(text, "maxlength"));
  const std::string counted = templates.render(
      "govuk/textarea", textarea({.name = "what", .label = "What happened", .max_length = 4000}));
  EXPECT_TRUE(has(counted, "You can enter up to 4000 characters"));
  EXPECT_FALSE(has(counted, " maxlength=")) << "the browser would cut pasted text in silence";
}

TEST(Forms, FieldsetHoldsQuestions) {
  const Templates templates(shared_templates());
  const std::string text =
      templates.render("govuk/fieldset",
                       fieldset({.legend = "Where the child is",
                                 .questions = {input({.name = "street", .label = "Street"}),
                                               date_input({.name = "since", .legend = "Since"})}}));
  EXPECT_TRUE(has(text, "Where the child is"));
  EXPECT_TRUE(has(text, "name=\"street\""));
  EXPECT_TRUE(has(text, "name=\"since-month\""));
}

}  // namespace
}  // namespace mash::html

// SPDX-License-Identifier: MIT
// Goal: the other partials give the HTML of govuk-frontend for its own fixtures. Left out are
// fixtures of what we refuse on purpose (raw HTML, free attributes) and of options we do not use.
#include <gtest/gtest.h>

#include "fixtures.h"
#include "mash/html/components.h"

namespace mash::html {
namespace {

using fixtures::expect_same;
using fixtures::items;
using fixtures::text;
using fixtures::words;

json::Value as_summary_list(const json::Value& options) {
  SummaryListOptions ours{
      .rows = {}, .card = words(options["card"]["title"]), .classes = options.text("classes")};
  for (const auto& row : items(options["rows"])) {
    SummaryRow our{.key = words(row["key"]), .value = words(row["value"])};
    for (const auto& action : items(row["actions"]["items"])) {
      our.actions.push_back({.href = action.text("href"),
                             .text = words(action),
                             .hidden = action.text("visuallyHiddenText")});
    }
    ours.rows.push_back(std::move(our));
  }
  return summary_list(ours);
}

json::Value as_table(const json::Value& options) {
  TableOptions ours{.caption = options.text("caption"),
                    .caption_classes = options.text("captionClasses"),
                    .first_cell_is_header = options.flag("firstCellIsHeader"),
                    .classes = options.text("classes")};
  for (const auto& cell : items(options["head"]))
    ours.head.push_back({words(cell), cell.text("format"), cell.text("classes")});
  for (const auto& row : items(options["rows"])) {
    std::vector<TableCell> cells;
    for (const auto& cell : items(row)) {
      cells.push_back(
          {.text = words(cell), .format = cell.text("format"), .classes = cell.text("classes")});
    }
    ours.rows.push_back(std::move(cells));
  }
  return table(ours);
}

json::Value as_tag(const json::Value& options) {
  return tag({.text = words(options), .classes = options.text("classes")});
}

json::Value as_banner(const json::Value& options) {
  return notification_banner({.text = words(options),
                              .success = options.text("type") == "success",
                              .title = words(json::Object{{"text", options["titleText"]},
                                                          {"html", options["titleHtml"]}})});
}

json::Value as_warning(const json::Value& options) {
  return warning_text(words(options));
}

json::Value as_inset(const json::Value& options) {
  return inset_text(
      {.text = words(options), .id = options.text("id"), .classes = options.text("classes")});
}

json::Value as_details(const json::Value& options) {
  return details({.summary = words(json::Object{{"text", options["summaryText"]},
                                                {"html", options["summaryHtml"]}}),
                  .text = words(options),
                  .open = options.flag("open"),
                  .id = options.text("id"),
                  .classes = options.text("classes")});
}

json::Value as_panel(const json::Value& options) {
  return panel(
      {.title = words(json::Object{{"text", options["titleText"]}, {"html", options["titleHtml"]}}),
       .text = words(options),
       .classes = options.text("classes")});
}

json::Value as_phase_banner(const json::Value& options) {
  return phase_banner(
      {.tag = words(options["tag"]), .text = words(options), .classes = options.text("classes")});
}

json::Value as_header(const json::Value& options) {
  return generic_header({.text = options.text("logoText"),
                         .href = options.text("url", "/"),
                         .classes = options.text("classes")});
}

json::Value as_skip_link(const json::Value& options) {
  return skip_link({.text = words(options),
                    .href = options.text("href", "#content"),
                    .classes = options.text("classes")});
}

json::Value as_back_link(const json::Value& options) {
  return back_link(options.text("href", "#"), options.text("classes"));
}

json::Value as_pagination(const json::Value& options) {
  PaginationOptions ours{.previous_href = options["previous"].text("href"),
                         .previous_label = options["previous"].text("labelText"),
                         .next_href = options["next"].text("href"),
                         .next_label = options["next"].text("labelText")};
  for (const auto& item : items(options["items"]))
    ours.items.push_back({text(item, "number"), item.text("href"), item.flag("current")});
  return pagination(ours);
}

json::Value as_navigation(const json::Value& options) {
  ServiceNavigationOptions ours{.service_name = options.text("serviceName"),
                                .service_href = options.text("serviceUrl")};
  for (const auto& item : items(options["navigation"])) {
    ours.items.push_back(
        {.text = words(item), .href = item.text("href"), .current = item.flag("current")});
  }
  return service_navigation(ours);
}

json::Value as_exit(const json::Value& options) {
  return exit_this_page(options.text("redirectUrl", "https://www.bbc.co.uk/weather"));
}

TEST(ComponentFixtures, SummaryList) {
  expect_same("summary-list", "summary_list", as_summary_list,
              {"default", "with actions", "no-border", "as a summary card with a text header",
               "as a summary card with a html header", "key with html", "value with html",
               "actions href", "actions with html", "single action with anchor",
               "empty items array", "translated", "with some actions"});
}

TEST(ComponentFixtures, Table) {
  expect_same(
      "table", "table", as_table,
      {"default", "with head", "with head and caption", "classes", "html as text", "html",
       "head with classes", "with firstCellIsHeader true", "firstCellIsHeader with classes",
       "firstCellIsHeader with html", "firstCellIsHeader with html as text", "with falsy items",
       "rows with classes", "with small text modifier for tables with a lot of data"});
}

TEST(ComponentFixtures, Tag) {
  expect_same("tag", "tag", as_tag,
              {"default", "grey", "turquoise", "green", "purple", "pink", "red", "orange", "yellow",
               "html as text", "html"});
}

TEST(ComponentFixtures, NotificationBanner) {
  expect_same(
      "notification-banner", "notification_banner", as_banner,
      {"default", "with type as success", "with long heading", "custom title", "title as html",
       "title html as text", "custom text", "html as text", "with invalid type"});
}

TEST(ComponentFixtures, WarningText) {
  expect_same("warning-text", "warning_text", as_warning,
              {"default", "multiple lines", "html", "html as text", "no icon fallback text"});
}

TEST(ComponentFixtures, InsetText) {
  expect_same("inset-text", "inset_text", as_inset,
              {"default", "with html", "classes", "id", "html as text"});
}

TEST(ComponentFixtures, Details) {
  expect_same("details", "details", as_details,
              {"default", "expanded", "id", "html as text", "html", "summary html as text",
               "summary html", "classes", "with html"});
}

TEST(ComponentFixtures, Panel) {
  expect_same("panel", "panel", as_panel,
              {"default", "title html as text", "title html", "body html as text", "body html",
               "classes", "title with no body text", "confirmation, with actions"});
}

TEST(ComponentFixtures, PhaseBanner) {
  expect_same("phase-banner", "phase_banner", as_phase_banner,
              {"default", "classes", "text", "html as text", "tag html"});
}

TEST(ComponentFixtures, GenericHeader) {
  expect_same("generic-header", "generic_header", as_header, {"default", "classes", "custom url"});
}

TEST(ComponentFixtures, SkipLink) {
  expect_same("skip-link", "skip_link", as_skip_link,
              {"default", "with focus", "no href", "custom href", "custom text", "html as text",
               "html", "classes"});
}

TEST(ComponentFixtures, BackLink) {
  expect_same("back-link", "back_link", as_back_link, {"default", "inverse", "classes", "html"});
}

TEST(ComponentFixtures, Pagination) {
  expect_same("pagination", "pagination", as_pagination,
              {"default", "with many pages", "first page", "last page", "with prev and next only",
               "with previous only", "with next only"});
}

TEST(ComponentFixtures, ServiceNavigation) {
  expect_same("service-navigation", "service_navigation", as_navigation,
              {"default", "with navigation with a current item", "with large navigation",
               "with HTML navigation items", "with service name", "with service link",
               "with long service name", "with a single navigation item", "with no options set",
               "with navigation being an empty array"});
}

TEST(ComponentFixtures, ExitThisPage) {
  expect_same("exit-this-page", "exit_this_page", as_exit, {"default"});
}

}  // namespace
}  // namespace mash::html

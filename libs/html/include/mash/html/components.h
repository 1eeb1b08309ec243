// SPDX-License-Identifier: MIT
// Parts of pages other than questions: one struct and one function for each component of
// govuk-frontend 6 that we use. As in forms.h, a function returns the data of the partial with its
// name (`{{#people}}{{> govuk/table}}{{/people}}`) and sets every member. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "mash/json/value.h"

namespace mash::html {

struct Link {
  std::string text;
  std::string href;
};

struct SummaryAction {
  std::string href;
  std::string text = "Change";
  std::string hidden = {};  // what it changes, for those who hear links out of context: "name"
};
struct SummaryRow {
  std::string key;
  std::string value;
  std::vector<SummaryAction> actions = {};
};
struct SummaryListOptions {
  std::vector<SummaryRow> rows;
  std::string card = {};  // a heading makes it a card
  std::string classes = {};
};
json::Value summary_list(const SummaryListOptions& options);

struct TableHead {
  std::string text;
  std::string format = {};  // "numeric"
  std::string classes = {};
};
struct TableCell {
  std::string text;
  std::string href = {};
  std::string format = {};
  std::string classes = {};
};
// With `stack`, each row becomes a card on a narrow screen, with the column heading in front of
// each value; roles keep the meaning of a table.
struct TableOptions {
  std::string caption = {};
  std::string caption_classes = {};
  std::vector<TableHead> head = {};
  std::vector<std::vector<TableCell>> rows = {};
  bool first_cell_is_header = false;
  bool stack = false;
  std::string classes = {};
};
json::Value table(const TableOptions& options);

struct TagOptions {
  std::string text;
  std::string classes = {};  // "govuk-tag--green"
};
json::Value tag(const TagOptions& options);

// At most one on a page. `button` is a form that posts to its href ("Undo").
struct BannerOptions {
  std::string text;
  bool success = false;
  std::string title = {};  // "Success" or "Important" where it is empty
  Link link = {};
  Link button = {};
};
json::Value notification_banner(const BannerOptions& options);

json::Value warning_text(const std::string& text);

struct InsetTextOptions {
  std::string text;
  std::string id = {};
  std::string classes = {};
};
json::Value inset_text(const InsetTextOptions& options);

struct DetailsOptions {
  std::string summary;
  std::string text;
  bool open = false;
  std::string id = {};
  std::string classes = {};
};
json::Value details(const DetailsOptions& options);

// The confirmation of something sent: the title and what to keep, usually the reference.
struct PanelOptions {
  std::string title;
  std::string text = {};
  std::string classes = {};
};
json::Value panel(const PanelOptions& options);

struct PhaseBannerOptions {
  std::string tag;
  std::string text;
  std::string classes = {};
};
json::Value phase_banner(const PhaseBannerOptions& options);

struct HeaderOptions {
  std::string text;
  std::string href = "/";
  std::string classes = {};
};
json::Value generic_header(const HeaderOptions& options);

struct LinkOptions {
  std::string text;
  std::string href;
  std::string classes = {};
};
json::Value skip_link(const LinkOptions& options);
json::Value back_link(const std::string& href, const std::string& classes = {});

struct PageLink {
  std::string number = {};  // shows "..." where it is empty
  std::string href = {};
  bool current = false;
};
// Lists with an opaque cursor have previous and next only; the labels then say where they lead.
struct PaginationOptions {
  std::string previous_href = {};
  std::string previous_label = {};
  std::string next_href = {};
  std::string next_label = {};
  std::vector<PageLink> items = {};
};
json::Value pagination(const PaginationOptions& options);
// Links to the pages of a list at `path`, counted from 1; false where it has one page.
json::Value page_links(const std::string& path, std::size_t page, std::size_t pages);

struct NavigationItem {
  std::string text;
  std::string href;
  bool current = false;
  std::string count = {};  // a badge: never on a shared list (interface: "My requests" only)
};
struct ServiceNavigationOptions {
  std::string service_name = {};
  std::string service_href = {};
  std::vector<NavigationItem> items = {};
};
json::Value service_navigation(const ServiceNavigationOptions& options);

// A link: the server clears the session there first and then leaves for an innocent page.
json::Value exit_this_page(const std::string& href);

struct FooterOptions {
  std::vector<Link> links = {};
  std::string text = {};
};
json::Value footer(const FooterOptions& options);

}  // namespace mash::html

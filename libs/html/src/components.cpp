// SPDX-License-Identifier: MIT
#include "mash/html/components.h"

namespace mash::html {
namespace {

json::Value link_or_nothing(const Link& link, const char* href_name = "href") {
  if (link.href.empty()) return false;
  return json::Object{{"text", link.text}, {href_name, link.href}};
}

json::Value summary_row(const SummaryRow& row, bool others_have_actions) {
  json::Array actions;
  for (const auto& action : row.actions) {
    actions.push_back(
        json::Object{{"href", action.href}, {"text", action.text}, {"hidden", action.hidden}});
  }
  const bool single = actions.size() == 1;
  return json::Object{{"key", row.key},
                      {"value", row.value},
                      {"no_actions", others_have_actions && actions.empty()},
                      {"action", single ? actions.front() : json::Value(false)},
                      {"has_actions", actions.size() > 1},
                      {"actions", actions}};
}

json::Value arrow(const std::string& href, const std::string& label, bool block) {
  if (href.empty()) return false;
  return json::Object{{"href", href},
                      {"label", block ? label : std::string()},
                      {"decorated", block && label.empty()}};
}

}  // namespace

json::Value summary_list(const SummaryListOptions& options) {
  bool any_actions = false;
  for (const auto& row : options.rows) any_actions = any_actions || !row.actions.empty();
  json::Array rows;
  for (const auto& row : options.rows) rows.push_back(summary_row(row, any_actions));
  return json::Object{
      {"card", options.card}, {"classes", options.classes}, {"rows", std::move(rows)}};
}

json::Value table(const TableOptions& options) {
  json::Array head;
  for (const auto& cell : options.head) {
    head.push_back(
        json::Object{{"text", cell.text}, {"format", cell.format}, {"classes", cell.classes}});
  }
  json::Array rows;
  for (const auto& row : options.rows) {
    json::Array cells;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const TableCell& cell = row[i];
      cells.push_back(
          json::Object{{"header", i == 0 && options.first_cell_is_header},
                       {"label", i < options.head.size() ? options.head[i].text : std::string()},
                       {"text", cell.text},
                       {"href", cell.href},
                       {"format", cell.format},
                       {"classes", cell.classes}});
    }
    rows.push_back(json::Object{{"cells", std::move(cells)}});
  }
  const bool has_head = !head.empty();
  return json::Object{{"caption", options.caption}, {"caption_classes", options.caption_classes},
                      {"has_head", has_head},       {"head", std::move(head)},
                      {"rows", std::move(rows)},    {"stack", options.stack},
                      {"classes", options.classes}};
}

json::Value tag(const TagOptions& options) {
  return json::Object{{"text", options.text}, {"classes", options.classes}};
}

json::Value notification_banner(const BannerOptions& options) {
  const char* otherwise = options.success ? "Success" : "Important";
  return json::Object{{"text", options.text},
                      {"success", options.success},
                      {"role", options.success ? "alert" : "region"},
                      {"title", options.title.empty() ? std::string(otherwise) : options.title},
                      {"title_id", "govuk-notification-banner-title"},
                      {"link", link_or_nothing(options.link)},
                      {"button", link_or_nothing(options.button, "action")}};
}

json::Value warning_text(const std::string& text) {
  return json::Object{{"text", text}};
}

json::Value inset_text(const InsetTextOptions& options) {
  return json::Object{{"text", options.text}, {"id", options.id}, {"classes", options.classes}};
}

json::Value details(const DetailsOptions& options) {
  return json::Object{{"summary", options.summary},
                      {"text", options.text},
                      {"open", options.open},
                      {"id", options.id},
                      {"classes", options.classes}};
}

json::Value panel(const PanelOptions& options) {
  return json::Object{
      {"title", options.title}, {"text", options.text}, {"classes", options.classes}};
}

json::Value phase_banner(const PhaseBannerOptions& options) {
  return json::Object{{"tag", options.tag}, {"text", options.text}, {"classes", options.classes}};
}

json::Value generic_header(const HeaderOptions& options) {
  return json::Object{{"text", options.text}, {"href", options.href}, {"classes", options.classes}};
}

json::Value skip_link(const LinkOptions& options) {
  return json::Object{{"text", options.text}, {"href", options.href}, {"classes", options.classes}};
}

json::Value back_link(const std::string& href, const std::string& classes) {
  return json::Object{{"text", "Back"}, {"href", href}, {"classes", classes}};
}

json::Value pagination(const PaginationOptions& options) {
  json::Array items;
  for (const auto& item : options.items) {
    items.push_back(json::Object{{"number", item.number},
                                 {"href", item.href},
                                 {"current", item.current},
                                 {"ellipsis", item.number.empty()}});
  }
  const bool block = items.empty();
  return json::Object{{"block", block},
                      {"label", "Pagination"},
                      {"previous", arrow(options.previous_href, options.previous_label, block)},
                      {"next", arrow(options.next_href, options.next_label, block)},
                      {"has_items", !block},
                      {"items", std::move(items)}};
}

json::Value page_links(const std::string& path, std::size_t page, std::size_t pages) {
  if (pages < 2) return false;
  const auto href = [&path](std::size_t n) { return path + "?page=" + std::to_string(n); };
  PaginationOptions options;
  if (page > 1) options.previous_href = href(page - 1);
  if (page < pages) options.next_href = href(page + 1);
  for (std::size_t n = 1; n <= pages; ++n) {
    options.items.push_back({.number = std::to_string(n), .href = href(n), .current = n == page});
  }
  return pagination(options);
}

json::Value service_navigation(const ServiceNavigationOptions& options) {
  json::Array items;
  for (const auto& item : options.items) {
    items.push_back(json::Object{{"text", item.text},
                                 {"href", item.href},
                                 {"current", item.current},
                                 {"count", item.count}});
  }
  const bool has_items = !items.empty();
  return json::Object{{"service_name", options.service_name},
                      {"service_href", options.service_href},
                      {"has_items", has_items},
                      {"toggle", items.size() > 1},
                      {"items", std::move(items)}};
}

json::Value exit_this_page(const std::string& href) {
  return json::Object{{"href", href}};
}

json::Value footer(const FooterOptions& options) {
  json::Array links;
  for (const auto& link : options.links)
    links.push_back(json::Object{{"text", link.text}, {"href", link.href}});
  const bool has_links = !links.empty();
  return json::Object{
      {"text", options.text}, {"has_links", has_links}, {"links", std::move(links)}};
}

}  // namespace mash::html

// SPDX-License-Identifier: MIT
#include "mash/html/page.h"

#include "mash/html/house.h"

namespace mash::html {

namespace {

// What stands across each sheet when somebody prints what is marked: how, who, when.
std::string watermark_of(const Page& page) {
  if (!page.user || page.marking.empty()) return "";
  return page.marking + ". Read by " + page.user->name +
         (page.made_at.empty() ? "" : ", " + page.made_at);
}

}  // namespace

std::string page(const Templates& templates, const Page& page) {
  const bool is_hub = page.frame == Frame::hub;
  json::Value user = false;
  if (page.user) user = json::Object{{"name", page.user->name}, {"desc", page.user->desc}};
  json::Value navigation = false;
  if (!page.navigation.empty()) navigation = service_navigation({.items = page.navigation});
  json::Value exit = false;
  if (!is_hub && !page.exit_href.empty()) exit = exit_this_page(page.exit_href);
  std::string footer_text;
  if (is_hub && page.user) {
    footer_text = "Looks are recorded: each page you open is noted with your name. ";
  }
  if (!page.made_at.empty()) footer_text += "This page was made on " + page.made_at + ".";
  return templates.render(
      is_hub ? "layout/hub" : "layout/gate",
      json::Object{{"title", page.title},
                   {"hub_name", page.hub_name},
                   {"error", page.error},
                   {"content", page.content},
                   {"navigation", std::move(navigation)},
                   {"user", std::move(user)},
                   {"account_href", page.account_href},
                   {"csrf", page.csrf},
                   {"idempotency_key", false},
                   {"marking", page.marking.empty() ? json::Value(false) : marking(page.marking)},
                   {"watermark", watermark_of(page)},
                   {"banner", page.banner},
                   {"notice", page.notice},
                   {"done", page.done},
                   {"exit", std::move(exit)},
                   {"footer", footer({.links = page.footer_links, .text = footer_text})},
                   {"css", asset_path("app.css")},
                   {"js", asset_path("app.js")},
                   {"icon", asset_path("icon.svg")}});
}

}  // namespace mash::html

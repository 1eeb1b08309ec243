// SPDX-License-Identifier: MIT
// Puts the content of a page into the layout of the hub or the gate: a whole HTML document.
//
//   std::string content = templates.render("triage/queue", data);
//   std::string document = html::page(templates, {.frame = Frame::hub, .title = "Queue", ...});
//
// What not: no headers, no status. The document has no inline script or style, so that it works
// under `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/html/components.h"
#include "mash/html/render.h"
#include "mash/json/value.h"

namespace mash::html {

enum class Frame {
  hub,   // inside: the footer says to whoever is signed in that looks are recorded
  gate,  // facing outside: may offer "Exit this page"
};

struct SignedIn {
  std::string name;
  std::string desc = {};  // "MASH manager, Barnfield"
};

struct Page {
  Frame frame = Frame::hub;
  std::string title;
  std::string hub_name;
  std::string content;  // HTML from Templates::render: the only text that is not escaped
  std::vector<NavigationItem> navigation = {};
  std::optional<SignedIn> user = {};  // shows the name and the form that posts to /sign-out
  std::string account_href = {};      // where they see how they sign in; empty: no link
  std::string csrf = {};              // the hidden field "csrf" of the forms in the layout
  std::string marking = {};           // "OFFICIAL-SENSITIVE"
  json::Value banner = false;         // notification_banner(...)
  std::string notice = {};            // "The other node does not answer..."
  std::string done = {};              // "Done: rated the case."
  bool error = false;                 // the title then starts with "Error: "
  std::string exit_href = {};         // gate only: shows "Exit this page"
  std::vector<Link> footer_links = {};
  std::string made_at = {};  // plain_time(now): in the footer, on screen and on paper
};

// Cost: one render of the layout. Throws std::logic_error if the layouts are not among `templates`.
std::string page(const Templates& templates, const Page& page);

}  // namespace mash::html

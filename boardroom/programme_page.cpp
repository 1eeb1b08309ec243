// SPDX-License-Identifier: MIT
// The programme: how far each hub is with the five core elements, with evidence and date.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "elements.h"
#include "mash/base/time.h"
#include "mash/html/forms.h"
#include "missing.h"

namespace mash::boardroom {

namespace {

using board::Attained;

html::TableOptions by_hub(const Asked& asked, const std::vector<const board::Publication*>& hubs,
                          board::Quarter quarter) {
  html::TableOptions out{.caption = "What each hub says of itself, " + quarter.words(),
                         .head = {{.text = "Hub"}},
                         .rows = {},
                         .first_cell_is_header = true};
  for (std::size_t i = 0; i < asked.all.elements.size(); ++i) {
    out.head.push_back({.text = fmt::format("Element {}", i + 1)});
  }
  for (const auto* hub : hubs) {
    std::vector<html::TableCell> row{{.text = hub->name, .href = hub_href(hub->hub, quarter)}};
    for (const auto& element : asked.all.elements) {
      row.push_back({.text = words_of(asked.all, element_of(*hub, element.code))});
    }
    out.rows.push_back(std::move(row));
  }
  return out;
}

constexpr std::array k_states{Attained::attained, Attained::partly, Attained::no,
                              Attained::not_said};

html::TableOptions sums_of(const Asked& asked, const std::vector<const board::Publication*>& hubs) {
  html::TableOptions out{.caption = fmt::format("Of {} hubs", hubs.size()),
                         .head = {{.text = "Core element"}},
                         .rows = {},
                         .first_cell_is_header = true,
                         .stack = true};
  for (const auto state : k_states) {
    out.head.push_back({.text = std::string(board::words_of(state)), .format = "numeric"});
  }
  for (const auto& element : asked.all.elements) {
    std::vector<html::TableCell> row{{.text = element.words}};
    for (const auto state : k_states) {
      const auto count = std::ranges::count_if(
          hubs, [&](const auto* hub) { return element_of(*hub, element.code).state == state; });
      row.push_back({.text = std::to_string(count), .format = "numeric"});
    }
    out.rows.push_back(std::move(row));
  }
  return out;
}

std::string finding_of(const Asked& asked, const std::vector<const board::Publication*>& hubs) {
  const auto whole = std::ranges::count_if(hubs, [&](const auto* hub) {
    return std::ranges::all_of(asked.all.elements, [&](const auto& element) {
      return element_of(*hub, element.code).state == Attained::attained;
    });
  });
  return fmt::format("{} of {} hubs say that they have attained all five core elements", whole,
                     hubs.size());
}

}  // namespace

board::Element element_of(const board::Publication& publication, std::string_view code) {
  const auto at = publication.elements.find(code);
  return at == publication.elements.end() ? board::Element{} : at->second;
}

std::string words_of(const board::Definitions& all, const board::Element& element) {
  std::string out(board::words_of(element.state));
  if (element.state == Attained::not_said) return out;
  const auto at = std::ranges::find(all.evidence, element.evidence, &board::Named::code);
  if (at != all.evidence.end()) out += ". Evidence: " + at->words;
  return out + ". " + plain_date(element.since);
}

html::TableOptions history_of(const board::Definitions& all, const OfHub& hub) {
  html::TableOptions out{.caption = "What it says of itself, and what it said before",
                         .head = {{.text = "Core element"}, {.text = "Now"}, {.text = "Before"}},
                         .rows = {},
                         .first_cell_is_header = true,
                         .stack = true};
  for (const auto& element : all.elements) {
    std::vector<std::string> before;
    board::Element now;
    for (const auto* one : hub) {
      const auto said = element_of(*one, element.code);
      // The same said again is newer and no change.
      const bool again = said.state == now.state && said.evidence == now.evidence;
      if (!again && now.state != Attained::not_said) before.push_back(words_of(all, now));
      now = said;
    }
    std::ranges::reverse(before);
    out.rows.push_back({{.text = element.words},
                        {.text = words_of(all, now)},
                        {.text = before.empty() ? std::string("nothing else")
                                                : fmt::format("{}", fmt::join(before, "; "))}});
  }
  return out;
}

Made programme_page(const Asked& asked) {
  const auto quarter = quarter_of(asked);
  const auto hubs = in_quarter(asked.holdings, quarter);
  auto table = by_hub(asked, hubs, quarter);
  auto sums = sums_of(asked, hubs);
  const auto query = query_of({{"quarter", quarter.code()}});
  auto data = page_data(asked, "/programme");
  data.set("heading", data.flag("any") ? finding_of(asked, hubs) : "No figures yet");
  data.set("sums",
           json::Object{{"table", html::table(sums)}, {"csv", "/programme/sums.csv" + query}});
  json::Array elements;
  for (const auto& element : asked.all.elements) elements.emplace_back(element.words);
  data.set("elements", json::Value(std::move(elements)));
  data.set("table", html::table(table));
  data.set("csv", "/programme/hubs.csv" + query);
  return {.page = "programme",
          .title = "The five core elements",
          .data = std::move(data),
          .tables = {{"sums", std::move(sums)}, {"hubs", std::move(table)}}};
}

}  // namespace mash::boardroom

// SPDX-License-Identifier: MIT
#include "mash/boardroom/site.h"

#include <algorithm>
#include <array>
#include <utility>

#include "mash/boardroom/templates.h"
#include "mash/document/document.h"
#include "mash/html/page.h"
#include "mash/http/security_headers.h"
#include "mash/picture/picture.h"
#include "view.h"

namespace mash::boardroom {

namespace {

constexpr const char* k_name = "Figures for the Board";
constexpr const char* k_made_up = "MADE-UP FIGURES: no real children are behind them";
constexpr std::string_view k_hubs = "/hubs/";

std::vector<html::Source> all_templates() {
  auto out = html::shared_templates();
  const auto& own = templates();
  out.insert(out.end(), own.begin(), own.end());
  return out;
}

// "/journey/hubs.csv": page "/journey", form csv of the table "hubs".
enum class Form { html, pdf, csv };
struct Place {
  std::string page;
  Form form = Form::html;
  std::string table;
};
Place place_of(std::string path) {
  if (path == "/map.pdf") return {.page = "/", .form = Form::pdf};
  if (path.ends_with(".pdf")) return {.page = path.substr(0, path.size() - 4), .form = Form::pdf};
  if (!path.ends_with(".csv")) return {.page = std::move(path)};
  const auto slash = path.rfind('/');
  Place out{.page = path.substr(0, slash),
            .form = Form::csv,
            .table = path.substr(slash + 1, path.size() - slash - 5)};
  if (out.page == "/map") out.page = "/";
  return out;
}

Result<Made> page_at(const std::string& path, const Asked& asked) {
  using Page = Made (*)(const Asked&);
  constexpr std::array<std::pair<std::string_view, Page>, 5> k_pages{
      {{"/", map_page},
       {"/compare", compare_page},
       {"/journey", journey_page},
       {"/programme", programme_page},
       {"/missing", missing_page}}};
  for (const auto& [at, page] : k_pages) {
    if (path == at) return page(asked);
  }
  if (path.starts_with(k_hubs)) return hub_page(asked, path.substr(k_hubs.size()));
  return not_found();
}

std::vector<html::NavigationItem> navigation(const std::string& path, const std::string& quarter) {
  constexpr std::array<std::pair<const char*, const char*>, 5> k_items{
      {{"/", "Map"},
       {"/compare", "Hub by hub"},
       {"/journey", "From notification to decision"},
       {"/programme", "Core elements"},
       {"/missing", "Missing"}}};
  std::vector<html::NavigationItem> out;
  for (const auto& [href, words] : k_items) {
    out.push_back({.text = words, .href = href + quarter, .current = path == href});
  }
  return out;
}

http::Response plain(int status, const char* words) {
  http::Response out;
  out.status = status;
  out.set("content-type", "text/plain; charset=utf-8");
  out.body = words;
  return out;
}

http::Response asset_of(const std::string& path) {
  const auto* const asset = html::asset_by_path(path);
  if (asset == nullptr) return plain(404, "Not found\n");
  http::Response out;
  out.set("content-type", std::string(asset->type));
  out.set("cache-control", "public, max-age=31536000, immutable");
  out.body = std::string(asset->content);
  return out;
}

http::Response download(const char* type, const std::string& name, std::string body) {
  http::Response out;
  out.set("content-type", type);
  out.set("content-disposition", "attachment; filename=\"" + name + "\"");
  out.body = std::move(body);
  return out;
}

http::Response csv_of(const Made& made, const std::string& table) {
  const auto at = std::ranges::find(made.tables, table, &decltype(made.tables)::value_type::first);
  if (at == made.tables.end()) return plain(404, "Not found\n");
  return download("text/csv; charset=utf-8; header=present", made.page + "-" + table + ".csv",
                  picture::as_csv(at->second));
}

http::Response html_of(int status, std::string body) {
  http::Response out;
  out.status = status;
  out.set("content-type", "text/html; charset=utf-8");
  out.body = std::move(body);
  return out;
}

struct Writer {
  const html::Templates& templates;
  const Holdings& holdings;
  UtcTime now;

  [[nodiscard]] const char* marking() const {
    const bool made_up = std::ranges::any_of(holdings.publications, &board::Publication::simulated);
    return made_up ? k_made_up : "";
  }
  [[nodiscard]] std::string page(const Made& made, const std::string& path) const {
    return html::page(templates, {.frame = html::Frame::gate,
                                  .title = made.title,
                                  .hub_name = k_name,
                                  .content = templates.render("boardroom/" + made.page, made.data),
                                  .navigation = navigation(path, made.data.text("quarter_query")),
                                  .marking = marking(),
                                  .made_at = plain_time(now)});
  }
  [[nodiscard]] http::Response refuse(int status, const char* heading, const char* text) const {
    const Made made{.page = "message",
                    .title = heading,
                    .data = json::Object{{"heading", heading}, {"text", text}},
                    .tables = {}};
    return html_of(status, page(made, ""));
  }
  [[nodiscard]] http::Response pdf(const Made& made, const std::string& text) const {
    const auto out = document::write_pdf(
        document::read_page(made.title, text),
        {.marking = marking(), .watermark = "", .foot = k_name, .made_at = now});
    if (!out) return refuse(413, "This page is too long for a PDF", "Take its tables as CSV.");
    return download("application/pdf", made.page + ".pdf", out->bytes);
  }
};

http::Response answer_to(const http::Request& request, const board::Definitions& all,
                         const Writer& writer) {
  if (request.method != "GET") {
    auto out = plain(405, "GET it\n");
    out.set("allow", "GET, HEAD");
    return out;
  }
  if (request.path.starts_with("/assets/")) return asset_of(request.path);
  const auto query = http::parse_query(request.query);
  if (!query) return writer.refuse(400, "This address cannot be read", "Begin with the map.");
  Asked asked{.all = all, .holdings = writer.holdings, .query = {}};
  for (const auto& [name, value] : *query) asked.query.try_emplace(name, value);
  const auto place = place_of(request.path);
  auto made = page_at(place.page, asked);
  if (!made) return writer.refuse(404, "Page not found", "There is no such page here.");
  if (place.form == Form::csv) return csv_of(*made, place.table);
  const std::string own = place.page == "/" ? "/map" : place.page;
  made->data.set("pdf", own + ".pdf" + (request.query.empty() ? "" : "?" + request.query));
  const auto text = writer.page(*made, place.page);
  return place.form == Form::html ? html_of(200, text) : writer.pdf(*made, text);
}

}  // namespace

Site::Site(const board::Definitions& all)
    : all_(all), templates_(all_templates()), holdings_(std::make_shared<Holdings>()) {}

void Site::show(Holdings holdings) {
  // Each by the name that all hubs signed for it in the directory, not by the one it gives itself.
  if (holdings.directory) {
    for (auto& one : holdings.publications) {
      if (const auto* hub = holdings.directory->find(one.hub)) one.name = hub->name;
    }
  }
  sort(holdings.publications);
  auto made = std::make_shared<const Holdings>(std::move(holdings));
  const std::lock_guard guard(lock_);
  holdings_ = std::move(made);
}

http::Response Site::answer(const http::Request& request, UtcTime now) const {
  std::shared_ptr<const Holdings> holdings;
  {
    const std::lock_guard guard(lock_);
    holdings = holdings_;
  }
  auto out = answer_to(request, all_, {.templates = templates_, .holdings = *holdings, .now = now});
  // No page of it fetches anything by script.
  out.set("content-security-policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
          "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; "
          "require-trusted-types-for 'script'");
  http::add_security_headers(out);
  return out;
}

}  // namespace mash::boardroom

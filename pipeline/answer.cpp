// SPDX-License-Identifier: MIT
#include "answer.h"

#include <algorithm>

#include "mash/html/forms.h"
#include "refusal.h"

namespace mash::pipeline {

namespace {

// One sentence of what to do next for each kind of error page.
std::string_view next_step(const Error& error) {
  if (!error.faults.empty() && error.faults.front().code == k_sealed) {
    return "Nothing was changed. If you had typed something, it stands below: keep this page until "
           "you have sent it. To protect a child nobody has to wait for these words.";
  }
  switch (error.code) {
    case ErrorCode::invalid_input:
      return "Go back, put right what is named here and try again.";
    case ErrorCode::malformed:
      return "Go back, reload the page and try again.";
    case ErrorCode::unauthenticated:
      return "Sign in and try again.";
    case ErrorCode::not_found:
      return "If you typed the web address, check that it is right. If you followed a link, the "
             "page may have moved or may not be for you.";
    case ErrorCode::conflict:
      return "Nothing was changed. Go back, reload the page and look at how it stands now.";
    case ErrorCode::too_large:
      return "What you sent is too large.";
    case ErrorCode::unsupported:
      return "This page does not take what you sent.";
    case ErrorCode::too_many_requests:
      return "Wait a minute and try again.";
    case ErrorCode::unavailable:
      return "Nothing was lost that we confirmed to you. Try again in a minute.";
    case ErrorCode::internal:
      return "We have recorded that something went wrong. Nothing was changed.";
  }
  return "";
}

http::Response json_response(int status, const json::Value& value, std::string_view type) {
  http::Response r;
  r.status = status;
  r.set("content-type", std::string(type));
  r.body = json::encode(value);
  return r;
}

json::Value problem(const Error& error) {
  json::Value p = json::Object{};
  p.set("type", "about:blank");
  p.set("title", error.message);
  p.set("status", status_of(error.code));
  json::Array list;
  for (const auto& f : error.faults) {
    json::Value one = json::Object{};
    if (!f.field.empty()) one.set("pointer", (f.field.front() == '/' ? "" : "/") + f.field);
    one.set("code", f.code.empty() ? "invalid" : f.code);
    one.set("message", f.message);
    list.push_back(std::move(one));
  }
  if (!list.empty()) p.set("errors", std::move(list));
  return p;
}

}  // namespace

bool wants_json(const http::Request& request) {
  if (for_machines(request.path)) return true;
  const auto accept = request.header("accept");
  return accept.find("application/json") != std::string_view::npos &&
         accept.find("text/html") == std::string_view::npos;
}

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_input:
      return 422;
    case ErrorCode::malformed:
      return 400;
    case ErrorCode::unauthenticated:
      return 401;
    case ErrorCode::not_found:
      return 404;
    case ErrorCode::conflict:
      return 409;
    case ErrorCode::too_large:
      return 413;
    case ErrorCode::unsupported:
      return 415;
    case ErrorCode::too_many_requests:
      return 429;
    case ErrorCode::unavailable:
      return 503;
    case ErrorCode::internal:
      return 500;
  }
  return 500;
}

http::Response Encoder::view(const View& view, const Asker& asker, const std::string& path) const {
  if (asker.json) {
    json::Value data = view.data.is_null() ? json::Value(json::Object{}) : view.data;
    data.set("title", view.title);
    if (!view.done_at.empty()) data.set("location", view.done_at);
    return json_response(view.status, data, "application/json");
  }
  json::Value data = view.data.is_null() ? json::Value(json::Object{}) : view.data;
  data.set("csrf", asker.csrf);
  data.set("idempotency_key", asker.once);
  html::Page page = options_.frame(asker.person, path);
  page.title = view.title;
  page.csrf = asker.csrf;
  page.made_at = plain_time(asker.now);
  page.marking = view.marking;
  page.done = asker.done;
  page.error = !asker.faults.empty();
  if (page.error) {
    page.content =
        options_.templates.render("govuk/error_summary", html::error_summary(asker.faults));
  }
  page.content += options_.templates.render(view.page, data);
  if (asker.person != nullptr) {
    page.user = html::SignedIn{asker.person->name, asker.person->description};
  }
  http::Response r;
  r.status = view.status;
  r.set("content-type", "text/html; charset=utf-8");
  r.body = html::page(options_.templates, page);
  return r;
}

http::Response Encoder::reply(const Reply& reply, const Asker& asker,
                              const std::string& path) const {
  if (const auto* page = std::get_if<View>(&reply)) return view(*page, asker, path);
  if (const auto* other = std::get_if<SeeOther>(&reply)) {
    if (asker.json) {
      json::Value data = other->data.is_null() ? json::Value(json::Object{}) : other->data;
      data.set("location", other->location);
      return json_response(200, data, "application/json");
    }
    http::Response r;
    r.status = 303;
    r.set("location", other->location);
    return r;
  }
  if (const auto* created = std::get_if<Created>(&reply)) {
    http::Response r;
    r.status = 201;
    r.set("location", created->location);
    r.set("content-type", "application/json");
    r.body = created->body;
    return r;
  }
  if (const auto* plain = std::get_if<Plain>(&reply)) {
    http::Response r;
    r.status = plain->status;
    if (!plain->type.empty()) r.set("content-type", plain->type);
    for (const auto& [name, value] : plain->headers) r.set(name, value);
    r.body = plain->body;
    return r;
  }
  if (const auto* events = std::get_if<Events>(&reply)) {
    http::Response r;
    r.set("content-type", "text/event-stream");
    r.events = events->stream;
    return r;
  }
  if (const auto* picture = std::get_if<Picture>(&reply)) {
    http::Response r;
    r.set("content-type", "image/jpeg");
    r.set("content-disposition", "inline; filename=\"picture.jpg\"");
    r.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
    r.body = picture->jpeg;
    return r;
  }
  const auto& file = std::get<Download>(reply);
  http::Response r;
  r.set("content-type", file.type);
  r.set("content-disposition", "attachment; filename=\"" + file.name + "\"");
  r.body = file.body;
  return r;
}

http::Response Encoder::error(const Error& error, const Asker& asker,
                              const std::string& path) const {
  if (is_scim(path) && options_.scim_error) return options_.scim_error(error);
  if (asker.json) {
    auto r = json_response(status_of(error.code), problem(error), "application/problem+json");
    if (error.code == ErrorCode::unauthenticated && for_machines(path)) {
      r.set("www-authenticate", "Bearer");
    }
    return r;
  }
  View page{.page = "pipeline/error", .title = error.message, .status = status_of(error.code)};
  page.data = json::Object{};
  page.data.set("heading", error.message);
  page.data.set("next", next_step(error));
  json::Array faults;
  for (const auto& f : error.faults) {
    if (f.message != error.message) faults.emplace_back(f.message);
  }
  page.data.set("has_faults", !faults.empty());
  page.data.set("faults", std::move(faults));
  page.data.set("unsaved", asker.unsaved);
  if (asker.unsaved.flag("has_typed")) page.marking = "OFFICIAL-SENSITIVE";
  return view(page, asker, path);
}

void add_cookies(const std::vector<std::pair<std::string, std::string>>& cookies,
                 const std::string& session_cookie, http::Response& response) {
  for (const auto& [name, value] : cookies) {
    const bool ends = value.empty();
    if (ends && name == session_cookie) {
      response.set("clear-site-data", R"("cache", "storage")");
    }
    response.add("set-cookie", name + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Strict" +
                                   (ends ? "; Max-Age=0" : ""));
  }
}

http::Response asset_response(const std::string& path) {
  http::Response r;
  const auto* asset = html::asset_by_path(path);
  if (asset == nullptr) {
    r.status = 404;
    r.set("content-type", "text/plain; charset=utf-8");
    r.body = "Not found\n";
    return r;
  }
  r.set("content-type", std::string(asset->type));
  r.set("cache-control", "public, max-age=31536000, immutable");
  r.body = std::string(asset->content);
  return r;
}

}  // namespace mash::pipeline

// SPDX-License-Identifier: MIT
#include "mash/world/visitor.h"

#include <cstring>
#include <stdexcept>

#include "mash/crypto/crypto.h"

namespace mash::world {

namespace {

support::Answer answer_of(const http::Response& response) {
  support::Answer a{.status = response.status,
                    .body = response.body,
                    .headers = response.headers,
                    .events = response.events};
  for (const auto& [name, value] : response.headers) {
    if (name == "location") a.location = value;
  }
  return a;
}

std::string urlencoded(const std::vector<std::pair<std::string, std::string>>& values) {
  std::string out;
  for (const auto& [name, value] : values) {
    if (!out.empty()) out += '&';
    out += http::percent_encode(name) + "=" + http::percent_encode(value);
  }
  return out;
}

std::string multipart(const Form& form) {
  std::string out;
  for (const auto& [name, value] : form.values) {
    out += "--edge\r\nContent-Disposition: form-data; name=\"" + name + '"';
    if (form.files.contains(name)) {
      out += "; filename=\"" + (value.empty() ? std::string() : form.file_name) + '"';
    }
    out += "\r\n\r\n" + value + "\r\n";
  }
  return out + "--edge--\r\n";
}

}  // namespace

void Dice::begin(const std::string& step) {
  step_ = step;
  counts_.clear();
}

void Dice::throw_for(const std::string& actor) {
  const std::string purpose =
      std::to_string(seed_) + '\n' + actor + '\n' + step_ + '\n' + std::to_string(counts_[actor]++);
  const auto hash = crypto::sha256(as_bytes(purpose));
  std::uint64_t seed = 0;
  std::memcpy(&seed, hash.data(), sizeof seed);
  random_.reseed(seed);
}

http::Request Visitor::request(const std::string& method, const std::string& path) const {
  http::Request r;
  r.method = method;
  const std::string asked = path.substr(0, path.find('#'));
  const auto question = asked.find('?');
  r.path = asked.substr(0, question);
  if (question != std::string::npos) r.query = asked.substr(question + 1);
  r.headers = {{"host", "openmash.localhost"}};
  r.remote = "127.0.0.1";
  return r;
}

support::Answer Visitor::send(http::Request request) {
  std::string jar;
  for (const auto& [name, value] : cookies_) jar += (jar.empty() ? "" : "; ") + name + "=" + value;
  if (!jar.empty()) request.headers.emplace_back("cookie", jar);
  wire_->dice->throw_for(name_);
  http::Response response = wire_->app->dispatch(request);
  if (wire_->tap) wire_->tap(request, response);
  keep_cookies(response);
  if (wire_->recording) record(request, response);
  return answer_of(response);
}

void Visitor::record(const http::Request& request, const http::Response& response) {
  wire_->visits.push_back({name_, request.method, request.path,
                           std::string(request.header("content-type")), request.body,
                           response.status});
  const auto add = [this](std::string path) {
    path = path.substr(0, path.find('#'));
    if (path.starts_with('/')) wire_->paths.insert(std::move(path));
  };
  add(request.path);
  add(answer_of(response).location);
  for (const auto& link : links_of(response.body)) add(link);
  for (const auto& form : forms_of(response.body)) add(form.action);
}

void Visitor::keep_cookies(const http::Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name != "set-cookie") continue;
    const auto equals = value.find('=');
    const auto end = value.find(';');
    const std::string content = value.substr(equals + 1, end - equals - 1);
    if (content.empty()) {
      cookies_.erase(value.substr(0, equals));
    } else {
      cookies_[value.substr(0, equals)] = content;
    }
  }
}

std::string Visitor::cookie(const std::string& name) const {
  const auto found = cookies_.find(name);
  return found == cookies_.end() ? "" : found->second;
}

support::Answer Visitor::get(const std::string& path) {
  http::Request r = request("GET", path);
  r.headers.emplace_back("accept", "application/json");
  return send(std::move(r));
}

support::Answer Visitor::page(const std::string& path) {
  last_ = send(request("GET", path));
  return last_;
}

support::Answer Visitor::follow(const support::Answer& answer) {
  support::Answer at = answer;
  for (int hops = 0; hops < 5 && at.status == 303; ++hops) at = page(at.location);
  last_ = at;
  return at;
}

support::Answer Visitor::post(const std::string& path, const json::Value& body) {
  http::Request r = request("POST", path);
  r.headers.emplace_back("accept", "application/json");
  r.headers.emplace_back("content-type", "application/json");
  r.headers.emplace_back("x-openmash", "1");
  r.body = json::encode(body);
  support::Answer a = send(std::move(r));
  if (a.status == 200 && a.location.empty()) a.location = a.json().text("location");
  return a;
}

support::Answer Visitor::submit(const Form& form) {
  http::Request r = request("POST", form.action);
  if (form.multipart) {
    r.headers.emplace_back("content-type", "multipart/form-data; boundary=edge");
    r.body = multipart(form);
  } else {
    r.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    r.body = urlencoded(form.values);
  }
  last_ = send(std::move(r));
  return last_;
}

support::Answer Visitor::submit(const std::string& path,
                                const std::vector<std::pair<std::string, std::string>>& values) {
  Form form{.action = path, .values = values};
  if (has_session()) form.values.emplace_back("csrf", form_token());
  return submit(form);
}

std::string Visitor::form_token() const {
  return wire_->app->form_token(cookie(wire_->session_cookie));
}

Form Visitor::form(const std::string& action, std::size_t nth) const {
  for (Form& form : forms_of(last_.body)) {
    if (form.action == action && nth-- == 0) return std::move(form);
  }
  throw std::runtime_error(name_ + " sees no form to " + action + " but status " +
                           std::to_string(last_.status) + ": " + words_of(last_.body));
}

}  // namespace mash::world

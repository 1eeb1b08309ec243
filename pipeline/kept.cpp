// SPDX-License-Identifier: MIT
#include "kept.h"

#include <algorithm>

#include "mash/pipeline/tokens.h"
#include "session_store.h"

namespace mash::pipeline {

namespace {

constexpr std::size_t k_longest = std::size_t{64} * 1024;

// Tokens of the form, which belong to the session that has ended.
bool is_token(std::string_view name) {
  return name == "csrf" || name == "idempotency_key";
}

std::string action_of(const http::Request& request) {
  return request.query.empty() ? request.path : request.path + "?" + request.query;
}

// Of a text that somebody typed; of choices and dates the page of the form says what they mean.
std::string label_of(const Route& route, const std::string& name) {
  const auto found = std::ranges::find(route.fields, name, &Field::name);
  const bool typed = found != route.fields.end() && found->kind == Kind::text;
  return typed ? found->label : std::string();
}

json::Array answers_of(const Route& route, const Input& raw, bool& files) {
  json::Array out;
  for (const auto& name : raw.names()) {
    if (is_token(name)) continue;
    files = files || raw.file(name) != nullptr;
    for (const auto& value : raw.all(name)) {
      out.push_back(
          json::Object{{"name", name}, {"value", value}, {"label", label_of(route, name)}});
    }
  }
  return out;
}

Bytes digest_of(const KeyRing& keys, const http::Request& request, const Input& raw) {
  std::string all = action_of(request);
  for (const auto& name : raw.names()) {
    if (is_token(name)) continue;
    for (const auto& value : raw.all(name)) all += '\x1f' + name + '\x1e' + value;
  }
  return token_hash(keys, "kept-digest", all);
}

crypto::Key key_of(const KeyRing& keys, const std::string& id) {
  return crypto::derive(keys.of("session"), "kept-form", id);
}

std::string bound_to(const StaffId& person, const std::string& id) {
  return person.text() + '\x1f' + id;
}

bool is_form(const http::Request& request) {
  const auto type = request.header("content-type");
  return type.starts_with("application/x-www-form-urlencoded") ||
         type.starts_with("multipart/form-data");
}

KeptForm form_of(const KeptRow& row, const json::Value& content) {
  KeptForm out{.id = row.id,
               .at = row.at,
               .what = content.text("what"),
               .action = content.text("action"),
               .answers = {},
               .had_files = content["files"] == json::Value(true)};
  if (const auto* list = content["answers"].as_array()) {
    for (const auto& a : *list) {
      out.answers.push_back({a.text("name"), a.text("value"), a.text("label")});
    }
  }
  return out;
}

}  // namespace

bool keep_form(const Context& c, const LateForm& form) {
  if (form.session_token.empty() || !is_form(form.request)) return false;
  const auto session = find_session(c.tx, token_hash(c.keys, "session", form.session_token));
  const std::string token = form_token(c.keys, form.session_token);
  if (!session ||
      !crypto::equal_in_constant_time(as_bytes(token), as_bytes(form.raw.text("csrf")))) {
    return false;
  }
  bool files = false;
  json::Value content = json::Object{};
  content.set("what", form.route.summary);
  content.set("action", action_of(form.request));
  content.set("answers", answers_of(form.route, form.raw, files));
  content.set("files", files);
  const std::string plain = json::encode(content);
  if (plain.size() > k_longest) return false;
  const std::string id = random_token(c.random).substr(0, 32);
  add_kept(c.tx, {.id = id,
                  .person = session->person,
                  .at = c.now,
                  .digest = digest_of(c.keys, form.request, form.raw),
                  .sealed = crypto::seal(key_of(c.keys, id), as_bytes(plain),
                                         as_bytes(bound_to(session->person, id)), c.random)});
  return true;
}

void forget_sent_form(const Context& c, const http::Request& request, const Input& raw) {
  if (!is_form(request) || !has_kept_forms(c.tx, c.principal.person)) return;
  remove_kept_by_digest(c.tx, c.principal.person, digest_of(c.keys, request, raw));
}

std::vector<KeptForm> kept_forms(const Context& c) {
  std::vector<KeptForm> out;
  for (const auto& row : find_kept(c.tx, c.principal.person)) {
    const auto plain =
        crypto::open(key_of(c.keys, row.id), row.sealed, as_bytes(bound_to(row.person, row.id)));
    // Words that do not open are a damaged record, as everywhere.
    if (!plain) throw std::runtime_error("kept_form does not open: " + row.id);
    const auto content = json::parse(to_text(*plain));
    if (!content) throw std::runtime_error("kept_form is no JSON: " + row.id);
    out.push_back(form_of(row, *content));
  }
  return out;
}

bool forget_kept_form(const Context& c, const std::string& id) {
  return remove_kept(c.tx, c.principal.person, id);
}

}  // namespace mash::pipeline

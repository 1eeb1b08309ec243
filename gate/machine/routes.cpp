// SPDX-License-Identifier: MIT
#include "answer_store.h"
#include "describe.h"
#include "mash/base/assert.h"
#include "mash/machine/machine.h"
#include "request.h"

namespace mash::machine {

namespace {

using pipeline::Context;
using pipeline::Created;
using pipeline::Reply;
using policy::Action;

// Unknown, revoked, mistyped or missing: nobody learns which.
Error no_token() {
  return about_all(ErrorCode::unauthenticated,
                   "Send a token of your agency: Authorization: Bearer ...", "unauthenticated");
}

Result<Caller> caller_of(Context& c) {
  auto caller = find_caller(c.tx, c.vault, c.request);
  if (!caller) return no_token();
  return *std::move(caller);
}

// Before anything is said about the request itself.
Result<policy::Facts> known_system(Context& c) {
  MASH_TRY(const Caller caller, caller_of(c));
  c.system_of(caller.agency);
  c.touch(caller.token);
  return policy::Facts{};
}

bool is_json(const http::Request& request) {
  const auto type = request.header("content-type");
  return type.substr(0, type.find_first_of("; ")) == "application/json";
}

Result<std::string> required_key(const http::Request& request) {
  MASH_TRY(auto key, idempotency_key(request));
  if (key) return *std::move(key);
  return about_all(ErrorCode::malformed,
                   "Send the header Idempotency-Key: a new value for each notification, and the "
                   "same when you send it again",
                   "missing-idempotency-key");
}

Result<json::Value> body_of(const http::Request& request) {
  auto value = json::parse(request.body);
  if (value) return *std::move(value);
  return about_all(ErrorCode::malformed, value.error().message, "not-json");
}

Created answer_to(const Context& c, const notify::AcceptedWithFiles& sent, std::size_t files) {
  const std::string status = std::string(k_path) + "/" + sent.reference;
  return {status, json::encode(json::Object{
                      {"reference", sent.reference},
                      {"received_at", iso_london(c.now)},
                      {"receipt_code", sent.code},
                      {"receipt", sent.receipt},
                      {"files_taken", sent.files_taken},
                      {"files_words",
                       sent.files_taken == files ? std::string_view() : notify::k_files_not_taken},
                      {"status", status}})};
}

Result<Reply> take(const crypto::PublicKey& hub_key, std::int64_t file_room,
                   const policy::Proof& proof, Context& c) {
  if (!is_json(c.request)) {
    return about_all(ErrorCode::unsupported, "Send Content-Type: application/json", "not-json");
  }
  MASH_TRY(const std::string key, required_key(c.request));
  MASH_TRY(const Caller caller, caller_of(c));
  if (const auto before = find_answer(c, caller, key)) {
    if (!before->same_body) {
      return about_all(ErrorCode::invalid_input,
                       "Something else was sent under this Idempotency-Key. Use a new one",
                       "idempotency-key-reused");
    }
    c.note("sent_twice");
    return Created{before->location, before->body};
  }
  MASH_TRY(const json::Value body, body_of(c.request));
  const auto token = find_token(c, proof, caller.token);
  MASH_ASSERT(token.has_value());
  MASH_TRY(auto draft, notify::read_professional(body, token->agency, c.now));
  const std::size_t files = draft.files.size();
  const auto sent = notify::accept_with_files(c, hub_key, file_room, std::move(draft));
  auto answer = answer_to(c, sent, files);
  add_sent(c, caller.agency, sent.reference);
  add_answer(c, caller, key, {true, answer.location, answer.body});
  return answer;
}

pipeline::Route take_act(const crypto::PublicKey& hub_key, std::int64_t file_room) {
  return pipeline::act<Action::submit_notification>(
      {.path = std::string(k_path),
       .summary = "Tell the hub about a child, from an agency's own system",
       .event = "machine.sent",
       .facts = known_system,
       .run = [hub_key, file_room](const auto& grant,
                                   Context& c) { return take(hub_key, file_room, grant, c); },
       .body_limit = notify::professional_body_limit(),
       .described = describe_take()});
}

// Reading marks nothing as seen: no person has read it yet.
Result<Reply> show(const policy::Proof& proof, Context& c) {
  MASH_TRY(const Caller caller, caller_of(c));
  const std::string reference(c.input.text("reference"));
  if (!has_sent(c, caller.agency, reference)) return not_found();
  const auto standing = notify::standing_of(c, proof, reference);
  if (!standing) return not_found();
  c.touch(standing->inward_id);
  json::Array feedback;
  for (const auto& f : standing->feedback) {
    feedback.emplace_back(json::Object{{"at", iso_london(f.at)}, {"words", f.words.reveal()}});
  }
  pipeline::View v{.title = "Your notification " + reference};
  v.data = json::Object{{"reference", reference},
                        {"received_at", iso_london(standing->received_at)},
                        {"state", standing->waiting ? "received" : "collected"},
                        {"words", standing->words},
                        {"not_collected", standing->late},
                        {"feedback", std::move(feedback)}};
  return v;
}

pipeline::Route status_page() {
  return pipeline::page<Action::read_status>(
      {.path = std::string(k_path) + "/{reference}",
       .summary = "How a notification from an agency's own system stands",
       .event = "machine.status",
       .facts = known_system,
       .run = [](const auto& grant, Context& c) { return show(grant, c); },
       .described = describe_status()});
}

}  // namespace

std::vector<pipeline::Route> routes(const crypto::PublicKey& hub_key, std::int64_t file_room) {
  return {take_act(hub_key, file_room), status_page()};
}

}  // namespace mash::machine

// SPDX-License-Identifier: MIT
// A route is declared as data: path, action, audit event, facts, run. One that leaves a required
// part out does not compile. Use cases touch the world only through Context.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "mash/base/assert.h"
#include "mash/db/database.h"
#include "mash/html/render.h"
#include "mash/json/value.h"
#include "mash/pipeline/input.h"
#include "mash/pipeline/vault.h"
#include "mash/policy/policy.h"

namespace mash::pipeline {

// A page or its JSON: one view, two encoders. `page` names the Mustache template.
struct View {
  std::string page;
  std::string title;
  json::Value data;
  int status = 200;
  std::string marking;  // shown on screen and in print; empty = none
  // Of an act that was done and answers with a page, which keeps what is still typed there: where
  // whoever sends it twice is led. Empty: nothing was done.
  std::string done_at{};
};
// After an act: 303 for a browser; JSON clients get 200 with {"location": ..., ...data}.
struct SeeOther {
  std::string location;
  json::Value data;
};
struct Download {
  std::string type;
  std::string name;  // never says anything about a person
  std::string body;
};
// A picture of a page, drawn by us: shown where it stands, and by itself inert.
struct Picture {
  std::string jpeg;
};
// 201 for another system: where it is now, and JSON text that is sent as it stands.
struct Created {
  std::string location;
  std::string body;
};
// For another system whose protocol has a form of its own: sent as it stands.
struct Plain {
  int status = 200;
  std::string type;
  std::string body;
  http::Headers headers{};
};
// An answer that stays open. A route that gives one is a page, and in the background.
struct Events {
  std::shared_ptr<http::EventStream> stream;
};
using Reply = std::variant<View, SeeOther, Download, Picture, Created, Plain, Events>;

struct AppOptions;  // app.h

// What a use case may touch. One per request and transaction; `now` is one instant throughout.
struct Context {
  db::Transaction& tx;
  UtcTime now;
  Random& random;
  const Vault& vault;
  const KeyRing& keys;
  const html::Templates& templates;  // for what leaves on paper; pages are rendered by the pipeline
  const policy::Principal& principal;
  std::string person_name;         // of the signed-in person, for pages
  std::string person_description;  // "MASH manager, Barnfield Children's Services"
  Bytes session;                   // of that person, for App::still_signed_in
  const http::Request& request;
  const Input& input;

  // When a form is shown again: what was wrong and what had been typed.
  std::vector<Fault> faults;
  const Input* typed = nullptr;
  json::Value prepared;              // what Spec::before or Spec::elsewhere answered
  bool done_before = false;          // of Spec::keeps_typing: this form was done already
  const AppOptions* room = nullptr;  // for the pipeline: which routes there are

  // For a form that is shown again: the version that it was opened with, so that whoever mends a
  // fault cannot save over what somebody else saved meanwhile without having seen it. Once a fault
  // of `name` itself has told of that, and on a new page, it is the one that stands.
  [[nodiscard]] std::int64_t version_seen(std::string_view name, std::int64_t stands) const;
  [[nodiscard]] std::string version_seen(std::string_view name, std::string stands) const;

  // Said for the audit entry.
  void about(const CaseId& id) { case_id = id; }
  void touch(std::string id) { objects.push_back(std::move(id)); }
  void note(std::string code) { notes.push_back(std::move(code)); }
  // An agency's system, which no session names. From then on its acts are decided as those of a
  // system of this agency.
  void system_of(AgencyId agency) { machine_of = std::move(agency); }
  // Written to the change table in the same transaction (kind "case", id).
  void changed(std::string kind, std::string id) {
    changes.emplace_back(std::move(kind), std::move(id));
  }
  // Runs after the durable commit, never if the act failed.
  void after_commit(std::function<void()> f) { after.push_back(std::move(f)); }
  // Of a page: what it writes in the transaction of its entry, before its bytes go out. An act
  // writes at once.
  void write_with_entry(std::function<void(db::Transaction&)> f) {
    entry_brings.push_back(std::move(f));
  }
  // Of an act: what stays although it is refused, in the transaction of its entry.
  void write_if_refused(std::function<void(db::Transaction&)> f) {
    refusal_leaves.push_back(std::move(f));
  }
  // Becomes this person: a new session, its cookie on the answer. Sign-out ends the present one.
  // `begun` is told which it is (Context::session), in the same transaction.
  void start_session(const StaffId& person, std::function<void(const Bytes&)> begun = {}) {
    new_session = person;
    session_begun = std::move(begun);
  }
  void end_session() { session_ends = true; }
  // That of somebody else.
  void end_session(const Bytes& hash);
  // All sessions of somebody: a leaver, or a new password.
  void end_sessions_of(const StaffId& person);
  void set_cookie(std::string name, std::string value) {  // Secure, HttpOnly, Strict, Path=/
    cookies.emplace_back(std::move(name), std::move(value));
  }
  void clear_cookie(std::string name) { cookies.emplace_back(std::move(name), ""); }

  CaseId case_id;
  AgencyId machine_of;
  std::vector<std::string> objects;
  std::vector<std::string> notes;
  std::vector<std::pair<std::string, std::string>> changes;
  std::vector<std::function<void()>> after;
  std::vector<std::function<void(db::Transaction&)>> entry_brings;
  std::vector<std::function<void(db::Transaction&)>> refusal_leaves;
  std::optional<StaffId> new_session;
  std::function<void(const Bytes&)> session_begun;
  bool session_ends = false;
  std::vector<std::pair<std::string, std::string>> cookies;
  bool sessions_end = false;  // somebody's, not only the present one
};

// What Spec::elsewhere may use: of the request, and nothing of the database.
struct Outside {
  const http::Request& request;
  const Input& input;
  const KeyRing& keys;
  Random& random;
  UtcTime now;
  const AppOptions& room;
};

// A member that must be given: no default constructor, so leaving it out does not compile.
template <class T>
class Required {
 public:
  template <class U>
    requires std::is_constructible_v<T, U&&>
  Required(U&& u) : value_(std::forward<U>(u)) {}  // NOLINT: implicit on purpose
  [[nodiscard]] const T& get() const { return value_; }

 private:
  T value_;
};

using GatherFacts = std::function<Result<policy::Facts>(Context&)>;
// For routes whose rule needs no facts beyond the role.
inline Result<policy::Facts> no_facts(Context& /*context*/) {
  return policy::Facts{};
}

template <policy::Action A>
struct Spec {
  Required<std::string> path;     // "/case/{case}/rate"
  Required<std::string> summary;  // for openapi.json: "Rate a case"
  Required<std::string> event;    // audit kind "case.rated"; "" only for Action::read_public
  std::vector<Field> fields{};    // {path} parts need none; they are in input by their name
  Required<GatherFacts> facts;    // not_found for what is absent
  Required<std::function<Result<Reply>(const policy::Grant<A>&, Context&)>> run;
  // Path of the GET route, with the same {parts}, whose page is shown again with the faults.
  std::string again{};
  // Slow work (password hashing) before the transaction, in a read transaction of its own.
  std::function<Result<json::Value>(Context&)> before{};
  // Of an act: what it asks of the world outside (a call to another server), while no transaction
  // is open. Its answer is Context::prepared. An error of it is the answer to the request, which
  // then reaches neither database nor record: what somebody is to read there comes as an answer.
  std::function<Result<json::Value>(const Outside&)> elsewhere{};
  std::uint64_t body_limit = 256 * 1024;
  // An act that answers with a page which keeps what is half typed (View::done_at). Sent twice, it
  // runs again with Context::done_before, to give that page: then it changes nothing.
  bool keeps_typing = false;
  // A script asks for it by itself, with nobody at the screen: it keeps no session alive.
  bool background = false;
  // A page to which another site leads, which may add to the address what we do not know: that is
  // left out instead of refused.
  bool others_add = false;
  // For other systems, below /api/ or /scim/: no session, and `run` reads header, query and body by
  // itself. What openapi.json says of such a route: "parameters", "requestBody", "responses",
  // "security".
  json::Value described{};
};

// How the eight steps ended, for the audit entry.
enum class Outcome { granted, denied, failed };
struct Handled {
  Outcome outcome = Outcome::failed;
  policy::Rule rule = policy::Rule::wrong_side;
  bool case_member = false;  // may a denial say why?
  Result<Reply> reply;
};

struct Route {
  std::string method;
  std::string path;
  std::string summary;
  std::string event;
  policy::Action action = policy::Action::read_public;
  std::vector<Field> fields;
  std::string again;
  std::function<Result<json::Value>(Context&)> before;
  std::function<Result<json::Value>(const Outside&)> elsewhere;
  std::function<Handled(Context&)> check;   // facts and decision only
  std::function<Handled(Context&)> handle;  // and then the use case
  std::uint64_t body_limit = 0;
  bool keeps_typing = false;
  bool background = false;
  bool others_add = false;
  json::Value described;
  [[nodiscard]] bool writes() const { return method != "GET"; }
  [[nodiscard]] bool for_machines() const { return !described.is_null(); }
  // An act of people at a page: with a token against forgery, kept if it comes too late.
  [[nodiscard]] bool takes_form() const { return writes() && !for_machines(); }
};

// Who asks: the agency's system that the facts have named, or whoever has signed in.
policy::Principal asks(const Context& context);

template <policy::Action A>
struct Decided {
  std::optional<policy::Grant<A>> grant;
  Handled handled;
};

// Step 5: gather the facts, ask the kernel. The reply stands for "not found" until run has spoken.
template <policy::Action A>
Decided<A> decide_route(const Spec<A>& spec, Context& context) {
  Decided<A> out{std::nullopt, {Outcome::failed, policy::Rule::not_member, false, not_found()}};
  const auto facts = spec.facts.get()(context);
  if (!facts) {
    out.handled.reply = facts.error();
    if (!spec.described.is_null()) return out;  // machines do not sign in
    // Whoever has to sign in first is told so, whether or not there is something to see.
    policy::Rule rule{};
    if (policy::Kernel::decide<A>(context.principal, policy::Facts{}, rule)) return out;
    if (rule != policy::Rule::wrong_side) return out;
    out.handled.rule = rule;
    out.handled.outcome = Outcome::denied;
    return out;
  }
  // The agency may be in the case while the person's role reads no case at all.
  const policy::Principal p = asks(context);
  out.handled.case_member = policy::may(p, policy::Action::read_case, *facts);
  out.grant = policy::Kernel::decide<A>(p, *facts, out.handled.rule);
  out.handled.outcome = out.grant ? Outcome::granted : Outcome::denied;
  return out;
}

template <policy::Action A>
Route make_route(std::string method, Spec<A> spec) {
  auto shared = std::make_shared<const Spec<A>>(std::move(spec));
  Route r;
  r.method = std::move(method);
  r.path = shared->path.get();
  r.summary = shared->summary.get();
  r.event = shared->event.get();
  r.action = A;
  r.fields = shared->fields;
  r.again = shared->again;
  r.before = shared->before;
  r.elsewhere = shared->elsewhere;
  r.body_limit = shared->body_limit;
  r.keeps_typing = shared->keeps_typing;
  r.background = shared->background;
  r.others_add = shared->others_add;
  r.described = shared->described;
  r.check = [shared](Context& context) { return decide_route<A>(*shared, context).handled; };
  r.handle = [shared](Context& context) -> Handled {
    auto decided = decide_route<A>(*shared, context);
    if (!decided.grant) return std::move(decided.handled);
    auto reply = shared->run.get()(*decided.grant, context);
    if (!reply) decided.handled.outcome = Outcome::failed;
    decided.handled.reply = std::move(reply);
    return std::move(decided.handled);
  };
  return r;
}

// GET: runs in a read snapshot; its audit entry is durable before the answer goes out.
template <policy::Action A>
Route page(Spec<A> spec) {
  return make_route<A>("GET", std::move(spec));
}
// POST: facts, decision, change and audit entry in one transaction.
template <policy::Action A>
Route act(Spec<A> spec) {
  return make_route<A>("POST", std::move(spec));
}
// The same under another method: "PUT", "PATCH" or "DELETE". For machines alone, since no form of a
// page can send it.
template <policy::Action A>
Route act_by(std::string method, Spec<A> spec) {
  MASH_ASSERT(!spec.described.is_null());
  return make_route<A>(std::move(method), std::move(spec));
}

}  // namespace mash::pipeline

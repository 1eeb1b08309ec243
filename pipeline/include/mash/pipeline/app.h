// SPDX-License-Identifier: MIT
// The one way a request travels: match, authenticate, decode, begin, facts and decide, run, audit
// and commit, encode (architecture.md section 4). hub and gate are each one App.
// Thread safety: dispatch may be called concurrently.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mash/html/page.h"
#include "mash/html/render.h"
#include "mash/http/message.h"
#include "mash/pipeline/record.h"
#include "mash/pipeline/route.h"

namespace mash::pipeline {

// Who a session belongs to, read afresh at each request, so that a leaver is out at once, and so is
// whoever works for another agency since: they sign in anew.
struct Person {
  policy::Principal principal;
  std::string name;
  std::string description;  // "MASH manager, Barnfield Children's Services"
};

struct Services {
  db::Database& database;
  const Clock& clock;
  Random& random;
  const KeyRing& keys;
};

struct AppOptions {
  const html::Templates& templates;
  std::vector<Route> routes;
  // not_found: unknown or no longer working here; the session ends.
  std::function<Result<Person>(db::Transaction&, const StaffId&)> load_person;
  // The frame around a page: hub name, navigation, notice. `person` is nullptr when nobody has
  // signed in. Title, content, user and marking are filled by the pipeline.
  std::function<html::Page(const Person* person, const std::string& path)> frame;
  // Told of each entry of the record that a person's request makes, in the transaction that writes
  // it. May be empty.
  std::function<void(db::Transaction&, const Event&)> noticed{};
  std::string cookie_name;  // "__Host-mash-hub"
  // The answer with an error below /scim/, whose protocol has a form of its own. May be empty: then
  // a problem, as below /api/.
  std::function<http::Response(const Error&)> scim_error{};
  // What the next page says of an act that was done and leads to it: a sentence for the kind of its
  // event, "" for none. The kind waits in a cookie of its own until that page, a minute at most; it
  // says nothing of whom the act was about. May be empty: then pages say nothing.
  std::function<std::string(std::string_view kind)> done{};
  std::string sign_in_path = "/sign-in";
  std::int64_t idle_minutes = 15;  // security.md section 7: hub 15, gate 30
  std::int64_t absolute_hours = 12;
  // Forms that come after their session had ended wait for its person (kept.h). Not at the gate,
  // where nobody's words are to lie that the hub alone may read.
  bool keeps_late_forms = false;
  // Is this case as if absent to this person? Asked of each case that a kept form names, so that
  // its words are not shown to whoever has been shut out since. May be empty: no case is.
  std::function<bool(db::Transaction&, const StaffId&, const CaseId&)> hidden{};
  // Has this person opened so many cases that they must say why before they read this one
  // (policy::Facts::reason_owed)? Asked by whoever gathers facts. May be empty: nobody has.
  std::function<bool(const policy::Principal&, const CaseId&, UtcTime)> owes_reason{};
  // Where a browser is led that asks for a page and owes a reason.
  std::string reason_path{};
  // Called after each durable commit of an act, on its thread: there may be news in the change
  // table. Must be quick and thread-safe. `sessions_end`: somebody signed out or lost a session.
  std::function<void(bool sessions_end)> committed{};
};

// A column of the session that came later, for db::Migration, beside schema().
std::string_view session_agency_schema();

class App {
 public:
  App(Services services, AppOptions options);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  http::Response dispatch(const http::Request& request);
  // The answer with this error, to what was not dispatched: it reaches neither database nor record.
  [[nodiscard]] http::Response refuse(const http::Request& request, const Error& error) const;
  // The largest body that the matched route takes (for http::ServerOptions).
  [[nodiscard]] std::uint64_t body_limit(const http::Request& request) const;
  [[nodiscard]] const std::vector<Route>& routes() const;
  // The form token that goes with a session cookie's value; empty where it is of no session, also
  // not of one that was left idle.
  [[nodiscard]] std::string form_token(std::string_view session_token) const;
  // Whose session (Context::session) this is, or nobody's any more. It is not kept alive by this.
  std::optional<Person> still_signed_in(db::Transaction& tx, const Bytes& session) const;

  // An act of the system itself (collecting, clocks, the importer): same transaction, same record,
  // no socket. `run` is called with the kernel's grant; its error rolls its changes back, is
  // recorded and returned.
  template <policy::Action A>
  Result<json::Value> system_act(
      const std::string& event,
      const std::function<Result<json::Value>(const policy::Grant<A>&, Context&)>& run) {
    return run_system(event, [&run](Context& context) -> Handled {
      policy::Rule rule{};
      const auto grant = policy::Kernel::decide<A>(context.principal, policy::Facts{}, rule);
      if (!grant) return {Outcome::denied, rule, false, not_found()};
      auto value = run(*grant, context);
      if (!value) return {Outcome::failed, rule, false, value.error()};
      return {Outcome::granted, rule, false, Reply(SeeOther{"", *std::move(value)})};
    });
  }

 private:
  Result<json::Value> run_system(const std::string& event,
                                 const std::function<Handled(Context&)>& handle);
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mash::pipeline

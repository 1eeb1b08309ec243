// SPDX-License-Identifier: MIT
#include <algorithm>

#include "answer.h"
#include "attempt.h"
#include "done.h"
#include "kept.h"
#include "mash/base/assert.h"
#include "mash/base/log.h"
#include "mash/http/security_headers.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/elsewhere.h"
#include "mash/pipeline/tokens.h"
#include "match.h"
#include "refusal.h"
#include "sent.h"
#include "session_store.h"
#include "signed_in.h"
#include "stand_in.h"

namespace mash::pipeline {

namespace {

// The person that stands for the hub's own clockwork.
const policy::Principal& system_principal() {
  static const policy::Principal p{k_system, k_front_door, policy::Role::none, policy::Side::system,
                                   false};
  return p;
}

}  // namespace

struct App::State {
  Services services;
  AppOptions options;
  Vault vault;
  Encoder encoder;

  State(Services s, AppOptions o)
      : services(s), options(std::move(o)), vault(services.keys), encoder(options) {}

  void authenticate(db::Transaction& tx, const http::Request& request, UtcTime now,
                    Attempt& out) const {
    pipeline::authenticate(tx, options, services.keys, request, now, out);
  }

  // Steps 2, 5 and 6 in the given transaction.
  Attempt run(const Route& route, const Sent& sent, const http::Request& request,
              db::Transaction& tx, UtcTime now, const json::Value& prepared,
              const std::vector<Fault>& faults, const Input* typed) const {
    Attempt a;
    if (!route.for_machines()) authenticate(tx, request, now, a);
    a.touch = a.touch && !route.background;
    a.event = event_of(route, a, now);
    static const policy::Principal k_nobody{};
    Context c{.tx = tx,
              .now = now,
              .random = services.random,
              .vault = vault,
              .keys = services.keys,
              .templates = options.templates,
              .principal = a.person ? a.person->principal : k_nobody,
              .person_name = a.person ? a.person->name : "",
              .person_description = a.person ? a.person->description : "",
              .session = a.session_hash,
              .request = request,
              .input = sent.input,
              .faults = faults,
              .typed = typed,
              .prepared = prepared,
              .room = &options};
    if (route.takes_form() && forged(request, sent.raw, a)) {
      if (is_unreadable(sent)) {
        a.handled.reply = *sent.error;  // and so was its token
      } else {
        a.handled = of_another_session(route, sent, c);
      }
      fill_event(a.event, a.handled, c);
      give_back(route, sent, a);
      return a;
    }
    const Bytes once =
        route.takes_form() ? once_hash(services.keys, request, sent.raw, a.csrf) : Bytes{};
    if (route.takes_form() && is_typing(request)) {
      const bool sent_already = !once.empty() && find_done(tx, once);
      keep_what_is_typed(route, sent, c, a, !sent_already);
      return a;
    }
    if (!once.empty()) {
      const auto location = find_done(tx, once);
      c.done_before = location && route.keeps_typing;
      if (c.done_before) {
        c.note("sent_twice");
      } else if (location) {
        a.handled = {Outcome::granted, policy::Rule::open_to_all, false,
                     Reply(SeeOther{*location, {}})};
        a.event.notes = {"sent_twice"};
        return a;
      }
    }
    a.handled = unless_sealed([&] { return do_as_sent(route, sent, c); });
    fill_event(a.event, a.handled, c);
    if (a.handled.outcome == Outcome::granted) finish(c, a, once);
    if (route.takes_form() && options.keeps_late_forms) keep_or_forget(route, sent, c, a);
    give_back(route, sent, a);
    a.faults = faults;
    return a;
  }

  // Whoever is signed out meanwhile finds it when they are back; nothing says so here.
  void keep_what_is_typed(const Route& route, const Sent& sent, Context& c, Attempt& a,
                          bool is_new) const {
    a.handled = {Outcome::failed, policy::Rule::wrong_side, false, not_found()};
    if (is_new && options.keeps_late_forms && keeps_typing_of(route, c.request)) {
      if (a.person) {
        a.handled = keep_typing(route, sent, c);
      } else {
        keep_form(c, {.route = route,
                      .request = c.request,
                      .raw = sent.raw,
                      .session_token = c.request.cookie(options.cookie_name),
                      .typing = true});
      }
    }
    a.event.kind = "kept.typing";
    fill_event(a.event, a.handled, c);
  }

  // What was typed into a form that failed, to whoever typed it; another site may have sent it too.
  void give_back(const Route& route, const Sent& sent, Attempt& a) const {
    if (!route.takes_form() || a.handled.reply || a.kept) return;
    // Whoever is signed out meanwhile is nobody: a page of another site was turned away before.
    const auto token = sent.raw.text("csrf");
    const bool own =
        a.person ? made_for(services.keys, token, a.person->principal.person) : !token.empty();
    if (!own) return;
    a.unsaved = typed_view(route.fields, sent.raw);
  }

  // A form that came after its session had ended waits for its person; one that was done does not.
  void keep_or_forget(const Route& route, const Sent& sent, const Context& c, Attempt& a) const {
    // A page that says why nothing was saved is granted too.
    const bool done = a.handled.outcome == Outcome::granted && a.handled.reply &&
                      !done_at(*a.handled.reply).empty();
    if (a.person && done) {
      forget_sent_form(c, route, c.request, sent.raw);
    } else if (!a.person && a.handled.outcome == Outcome::denied) {
      a.kept = keep_form(c, {route, c.request, sent.raw, c.request.cookie(options.cookie_name)});
    }
  }

  // What needs the words of an agency that has sealed them is refused; an act has changed nothing.
  static Handled unless_sealed(const std::function<Handled()>& work) {
    try {
      return work();
    } catch (const SealedCompartment& e) {
      return {Outcome::failed, policy::Rule::open_to_all, false, is_sealed(e)};
    }
  }

  // Whoever may not do this learns nothing from the form's own rules.
  static Handled refuse_form(const Route& route, const Sent& sent, Context& c) {
    Handled h = route.check(c);
    if (h.outcome != Outcome::granted) return h;
    h.outcome = Outcome::failed;
    h.reply = *sent.error;
    return h;
  }

  // Step 6 with its changes undone if it fails; what the database refuses becomes an answer.
  Handled perform(const Route& route, Context& c) const {
    if (!route.writes()) return route.handle(c);
    Handled h{Outcome::failed, policy::Rule::wrong_side, false, not_found()};
    try {
      c.tx.savepoint([&] {
        h = route.handle(c);
        return h.outcome == Outcome::granted;
      });
    } catch (const db::BrokenConstraint& e) {
      h.outcome = Outcome::failed;
      h.reply = refused_by_database(e, route.path);
    }
    if (h.outcome != Outcome::granted) {
      for (const auto& write : c.refusal_leaves) write(c.tx);
    }
    return h;
  }

  Handled do_as_sent(const Route& route, const Sent& sent, Context& c) const {
    if (!c.principal.person.empty()) refuse_stand_ins(sent.raw);
    return sent.error ? refuse_form(route, sent, c) : perform(route, c);
  }

  // What a successful request leaves behind, in the same transaction.
  void finish(Context& c, Attempt& a, const Bytes& once) const {
    a.cookies = c.cookies;
    a.after = std::move(c.after);
    a.with_entry = std::move(c.entry_brings);
    a.sessions_end = c.sessions_end || c.session_ends;
    // Also where it had ended before: what the browser keeps of it goes all the same.
    if (c.session_ends) {
      if (!a.session_hash.empty()) remove_session(c.tx, a.session_hash);
      a.cookies.emplace_back(options.cookie_name, "");
    }
    if (c.new_session) {
      if (!a.session_hash.empty()) remove_session(c.tx, a.session_hash);
      a.cookies.emplace_back(options.cookie_name,
                             begin_session(c.tx, options, services.keys, services.random, c));
    }
    for (const auto& [kind, id] : c.changes) add_change(c.tx, c.now, kind, id);
    // A cookie cannot be given again: who was cut off before it came has to act once more.
    const std::string where = done_at(*a.handled.reply);
    if (once.empty() || where.empty() || !a.cookies.empty() || c.done_before) return;
    add_done(c.tx, once, c.now, where);
  }

  void record(db::Transaction& tx, const Event& event) const {
    append_event(tx, services.keys, services.random, event);
    if (options.noticed) options.noticed(tx, event);
  }

  Attempt run_read(const Route& route, const Sent& sent, const http::Request& request,
                   const std::vector<Fault>& faults, const Input* typed) {
    const UtcTime now = services.clock.now();
    std::optional<Attempt> a;
    services.database.read([&](db::Transaction& tx) {
      a.emplace(run(route, sent, request, tx, now, {}, faults, typed));
    });
    // Nothing leaves before its entry is durable. Pages that show nothing of the record need none.
    const bool recorded = !route.event.empty() || a->handled.outcome == Outcome::denied;
    if (recorded || a->touch || !a->with_entry.empty()) {
      services.database.write([&](db::Transaction& tx) {
        if (recorded) record(tx, a->event);
        for (const auto& write : a->with_entry) write(tx);
        if (a->touch) touch_session(tx, a->session_hash, now);
      });
    }
    return *std::move(a);
  }

  Attempt run_write(const Route& route, const Sent& sent, const http::Request& request) {
    const UtcTime now = services.clock.now();
    if (from_elsewhere(request)) return turned_away(route, request, now);
    json::Value prepared;
    if (route.elsewhere && !sent.error) {
      auto value =
          route.elsewhere({request, sent.input, services.keys, services.random, now, options});
      if (!value) return unrecorded(value.error());
      prepared = *std::move(value);
    }
    if (route.before && !sent.error) {
      auto value = prepare(route, sent.input, request, now);
      if (!value) return refused(route, request, now, value.error());
      prepared = *std::move(value);
    }
    std::optional<Attempt> a;
    services.database.write([&](db::Transaction& tx) {
      a.emplace(run(route, sent, request, tx, now, prepared, {}, nullptr));
      record(tx, a->event);
      if (a->touch) touch_session(tx, a->session_hash, now);
    });
    for (const auto& f : a->after) f();
    if (options.committed) options.committed(a->sessions_end);
    return *std::move(a);
  }

  static Attempt unrecorded(Error error) {
    Attempt a;
    a.handled.reply = std::move(error);
    return a;
  }

  // Of nobody who has signed in.
  Context context(db::Transaction& tx, UtcTime now, const policy::Principal& principal,
                  const http::Request& request, const Input& input) const {
    return {.tx = tx,
            .now = now,
            .random = services.random,
            .vault = vault,
            .keys = services.keys,
            .templates = options.templates,
            .principal = principal,
            .person_name = "",
            .person_description = "",
            .session = {},
            .request = request,
            .input = input,
            .room = &options};
  }

  Result<json::Value> prepare(const Route& route, const Input& input, const http::Request& request,
                              UtcTime now) {
    Result<json::Value> out{json::Value{}};
    services.database.read([&](db::Transaction& tx) {
      Attempt a;
      authenticate(tx, request, now, a);
      const auto who = a.person ? a.person->principal : policy::Principal{};
      Context c = context(tx, now, who, request, input);
      out = route.before(c);
    });
    return out;
  }

  // An act that another site's page sends costs no more than a page. On the record only where it
  // used somebody's session: no network's share stops a flood of others.
  Attempt turned_away(const Route& route, const http::Request& request, UtcTime now) {
    Attempt a;
    services.database.read([&](db::Transaction& tx) { authenticate(tx, request, now, a); });
    if (a.person) return refused(route, request, now, form_expired());
    return unrecorded(form_expired());
  }

  // A request that failed before its transaction is on the record too.
  Attempt refused(const Route& route, const http::Request& request, UtcTime now, Error error) {
    std::optional<Attempt> a;
    services.database.write([&](db::Transaction& tx) {
      a.emplace();
      authenticate(tx, request, now, *a);
      a->event = event_of(route, *a, now);
      a->event.outcome = Outcome::failed;
      append_event(tx, services.keys, services.random, a->event);
    });
    a->handled = {Outcome::failed, policy::Rule::open_to_all, false, std::move(error)};
    return *std::move(a);
  }

  Asker asker_of(const Attempt& a, const http::Request& request) const {
    Asker asker;
    asker.person = a.person ? &*a.person : nullptr;
    asker.csrf = a.csrf;
    asker.faults = a.faults;
    asker.unsaved = a.unsaved;
    asker.json = wants_json(request);
    asker.now = services.clock.now();
    asker.done = said_of_last_act(options, services.keys, request, asker);
    if (!asker.json) asker.once = random_token(services.random).substr(0, 32);
    return asker;
  }

  http::Response answer(const Attempt& a, const http::Request& request) const {
    const Asker asker = asker_of(a, request);
    http::Response r;
    if (a.handled.outcome == Outcome::denied) {
      const Error why = denial(a.handled, a.person.has_value());
      const bool loses_words = a.unsaved.flag("has_typed");
      const bool says_why = a.handled.rule == policy::Rule::reason_owed && !asker.json;
      if (why.code == ErrorCode::unauthenticated && !asker.json && !loses_words) {
        r.status = 303;
        r.set("location", options.sign_in_path + (a.kept ? "?kept=yes" : ""));
      } else if (says_why && !options.reason_path.empty()) {
        r.status = 303;
        r.set("location", options.reason_path + "?case=" + a.event.case_id.text());
      } else {
        r = encoder.error(why, asker, request.path);
      }
    } else if (!a.handled.reply) {
      r = encoder.error(a.handled.reply.error(), asker, request.path);
    } else {
      r = encoder.reply(*a.handled.reply, asker, request.path);
    }
    add_cookies(a.cookies, options.cookie_name, r);
    keep_last_act(options, services.keys, request, asker, a.event, a.sessions_end, r);
    return r;
  }

  http::Response handle(const http::Request& request) {
    const std::string method = request.method == "HEAD" ? "GET" : request.method;
    PathParts parts;
    const Route* route = find_route(options.routes, method, request.path, parts);
    if (route == nullptr) {
      // The page that says so still shows who is signed in, but is a read of nothing.
      Attempt a;
      services.database.read(
          [&](db::Transaction& tx) { authenticate(tx, request, services.clock.now(), a); });
      return answer(a, request);
    }
    const Sent sent = read_sent(*route, parts, request);
    if (!route->writes()) return answer(run_read(*route, sent, request, {}, nullptr), request);
    const Attempt a = run_write(*route, sent, request);
    if (a.handled.reply || a.handled.outcome == Outcome::denied || route->again.empty() ||
        !can_be_mended(a.handled.reply.error()) || wants_json(request)) {
      return answer(a, request);
    }
    return show_again(*route, parts, sent.raw, request, a);
  }

  // The form's own page, with what was typed and what to mend.
  http::Response show_again(const Route& route, const PathParts& parts, const Input& typed,
                            const http::Request& request, const Attempt& failed) {
    PathParts own;
    const Route* form = find_route(options.routes, "GET", fill(route.again, parts), own);
    MASH_ASSERT(form != nullptr);
    const Error& why = failed.handled.reply.error();
    Attempt a = run_read(*form, sent_nothing(own), request, why.faults, &typed);
    a.unsaved = failed.unsaved;  // should that page not be there any more
    if (a.handled.reply) {
      if (auto* page = std::get_if<View>(&*a.handled.reply)) page->status = status_of(why.code);
    }
    return answer(a, request);
  }
};

App::App(Services services, AppOptions options)
    : state_(std::make_unique<State>(services, std::move(options))) {}
App::~App() = default;

const std::vector<Route>& App::routes() const {
  return state_->options.routes;
}

std::string App::form_token(std::string_view session_token) const {
  const State& s = *state_;
  std::string out;
  s.services.database.read([&](db::Transaction& tx) {
    const auto row = find_session(tx, token_hash(s.services.keys, "session", session_token));
    if (row) out = pipeline::form_token(s.services.keys, session_token, row->person);
  });
  return out;
}

std::uint64_t App::body_limit(const http::Request& request) const {
  PathParts parts;
  const Route* route = find_route(state_->options.routes, request.method, request.path, parts);
  return route == nullptr ? 0 : route->body_limit;
}

std::optional<Person> App::still_signed_in(db::Transaction& tx, const Bytes& session) const {
  const State& s = *state_;
  const auto row = live_session(tx, s.options, session, s.services.clock.now());
  return row ? owner_of(tx, s.options, *row) : std::nullopt;
}

http::Response App::refuse(const http::Request& request, const Error& error) const {
  Asker asker;
  asker.json = wants_json(request);
  asker.now = state_->services.clock.now();
  http::Response r = state_->encoder.error(error, asker, request.path);
  http::add_security_headers(r);
  return r;
}

http::Response App::dispatch(const http::Request& request) {
  http::Response r;
  if (request.path.starts_with("/assets/")) {
    r = asset_response(request.path);
  } else {
    try {
      r = state_->handle(request);
    } catch (const db::DatabaseError& e) {
      log::error("request.database", {{"what", e.what()}});
      return refuse(request, {ErrorCode::unavailable, "The record cannot be reached just now", {}});
    } catch (const std::exception& e) {
      log::error("request.failed", {{"what", e.what()}});
      return refuse(request, {ErrorCode::internal, "Something went wrong", {}});
    }
  }
  http::add_security_headers(r);
  return r;
}

Result<json::Value> App::run_system(const std::string& event,
                                    const std::function<Handled(Context&)>& handle) {
  State& s = *state_;
  Result<json::Value> out{json::Value{}};
  std::vector<std::function<void()>> after;
  bool ended = false;
  const UtcTime now = s.services.clock.now();
  s.services.database.write([&](db::Transaction& tx) {
    const http::Request none;
    const Input empty;
    Context c = s.context(tx, now, system_principal(), none, empty);
    Handled h{Outcome::failed, policy::Rule::wrong_side, false, not_found()};
    tx.savepoint([&] {
      h = handle(c);
      return h.outcome == Outcome::granted;
    });
    Event e{.at = now,
            .kind = event,
            .person = system_principal().person,
            .agency = system_principal().agency,
            .role = "system"};
    fill_event(e, h, c);
    append_event(tx, s.services.keys, s.services.random, e);
    after.clear();
    if (h.outcome == Outcome::granted) {
      for (const auto& [kind, id] : c.changes) add_change(tx, now, kind, id);
      after = std::move(c.after);
      ended = c.sessions_end;
      out = std::get<SeeOther>(*h.reply).data;
    } else {
      out = h.reply.error();
    }
  });
  for (const auto& f : after) f();
  if (s.options.committed) s.options.committed(ended);
  return out;
}

}  // namespace mash::pipeline

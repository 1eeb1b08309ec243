// SPDX-License-Identifier: MIT
#include "kept.h"

#include <algorithm>
#include <map>

#include "mash/base/assert.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/record.h"
#include "mash/pipeline/tokens.h"
#include "refusal.h"
#include "sent.h"
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
std::string label_of(const std::vector<Field>& fields, const std::string& name) {
  const auto found = std::ranges::find(fields, name, &Field::name);
  const bool typed = found != fields.end() && found->kind == Kind::text;
  return typed ? found->label : std::string();
}

// A form of a page, not of a script or a machine, which keep their own words.
bool is_form(const http::Request& request) {
  const auto type = request.header("content-type");
  return type.starts_with("application/x-www-form-urlencoded") ||
         type.starts_with("multipart/form-data");
}

// A passphrase, a code: typed anew or not at all. Nothing of it is kept or shown again.
bool is_secret(const Route& route, const std::string& name) {
  const auto found = std::ranges::find(route.fields, name, &Field::name);
  return found != route.fields.end() && found->kind == Kind::secret;
}

KeptForm late_form(const Route& route, const http::Request& request, const Input& raw, UtcTime at) {
  KeptForm out{
      .id = "", .at = at, .what = route.summary, .action = action_of(request), .answers = {}};
  for (const auto& name : raw.names()) {
    if (is_token(name) || is_secret(route, name)) continue;
    out.had_files = out.had_files || raw.file(name) != nullptr;
    for (const auto& value : raw.all(name)) {
      out.answers.push_back({name, value, label_of(route.fields, name)});
    }
  }
  return out;
}

json::Value content_of(const KeptForm& form, const AgencyId& agency) {
  json::Array answers;
  for (const auto& a : form.answers) {
    answers.push_back(json::Object{{"name", a.name}, {"value", a.value}, {"label", a.label}});
  }
  return json::Object{{"agency", agency.text()},
                      {"what", form.what},
                      {"action", form.action},
                      {"answers", std::move(answers)},
                      {"files", form.had_files}};
}

Bytes digest_of(const KeyRing& keys, const Route& route, const http::Request& request,
                const Input& raw) {
  std::string all = action_of(request);
  for (const auto& name : raw.names()) {
    if (is_token(name) || is_secret(route, name)) continue;
    for (const auto& value : raw.all(name)) all += '\x1f' + name + '\x1e' + value;
  }
  return token_hash(keys, "kept-digest", all);
}

Bytes typing_digest_of(const KeyRing& keys, const http::Request& request) {
  return token_hash(keys, "kept-typing", action_of(request));
}

crypto::Key key_of(const KeyRing& keys, const std::string& id) {
  return crypto::derive(keys.of("session"), "kept-form", id);
}

std::string bound_to(const StaffId& person, const std::string& id) {
  return person.text() + '\x1f' + id;
}

struct Opened {
  KeptForm form;
  AgencyId agency;  // for which its person typed the words
};

Opened open_row(const Context& c, const KeptRow& row) {
  const auto plain =
      crypto::open(key_of(c.keys, row.id), row.sealed, as_bytes(bound_to(row.person, row.id)));
  // Words that do not open are a damaged record, as everywhere.
  if (!plain) throw std::runtime_error("kept_form does not open: " + row.id);
  const auto content = json::parse(to_text(*plain));
  if (!content) throw std::runtime_error("kept_form is no JSON: " + row.id);
  Opened out{.form = {.id = row.id,
                      .at = row.at,
                      .what = content->text("what"),
                      .action = content->text("action"),
                      .answers = {},
                      .had_files = (*content)["files"] == json::Value(true)},
             .agency = AgencyId::trusted(content->text("agency"))};
  if (const auto* list = (*content)["answers"].as_array()) {
    for (const auto& a : *list) {
      out.form.answers.push_back({a.text("name"), a.text("value"), a.text("label")});
    }
  }
  return out;
}

// Ids of cases stand in paths, in choices and in what a page sends along unseen.
bool names_hidden_case(const Context& c, const StaffId& person, std::string_view text) {
  constexpr std::string_view k_id = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  while (!text.empty()) {
    const auto end = std::min(text.find_first_not_of(k_id), text.size());
    if (const auto id = CaseId::parse(text.substr(0, end));
        id && c.room->hidden && c.room->hidden(c.tx, person, *id)) {
      return true;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

// False: it is too long.
bool store(const Context& c, const KeptForm& form, const policy::Principal& person,
           const Bytes& digest) {
  const std::string plain = json::encode(content_of(form, person.agency));
  if (plain.size() > k_longest) return false;
  const std::string id = random_token(c.random).substr(0, 32);
  add_kept(c.tx, {.id = id,
                  .person = person.person,
                  .at = c.now,
                  .digest = digest,
                  .sealed = crypto::seal(key_of(c.keys, id), as_bytes(plain),
                                         as_bytes(bound_to(person.person, id)), c.random)});
  return true;
}

struct Asked {
  bool granted = false;
  policy::Rule rule = policy::Rule::wrong_side;
  CaseId about;
};

// What the act would answer if it were done now, which it is not.
Asked ask_the_act(const Context& c, const policy::Principal& who, const KeptForm& form) {
  const auto question = form.action.find('?');
  http::Request request;
  request.method = "POST";
  request.path = form.action.substr(0, question);
  if (question != std::string::npos) request.query = form.action.substr(question + 1);
  PathParts parts;
  const Route* route = find_route(c.room->routes, request.method, request.path, parts);
  if (route == nullptr) return {};
  Input values;
  for (const auto& a : form.answers) values.add(a.name, a.value);
  const Sent sent = read_values(*route, parts, std::move(values));
  Context asked{.tx = c.tx,
                .now = c.now,
                .random = c.random,
                .vault = c.vault,
                .keys = c.keys,
                .templates = c.templates,
                .principal = who,
                .person_name = "",
                .person_description = "",
                .session = {},
                .request = request,
                .input = sent.input,
                .room = c.room};
  const Handled h = route->check(asked);
  // Who may ask an agency, and only has not said yet why, may read what they typed.
  const bool granted = h.outcome == Outcome::granted ||
                       (h.outcome == Outcome::denied && h.rule == policy::Rule::basis_missing);
  return {granted, h.rule, asked.case_id};
}

struct Looked {
  std::vector<KeptForm> shown;
  std::vector<std::string> gone;
  std::map<CaseId, Event> cases;  // one entry for each
};

// What may be shown to this person now: of words for another agency, of a case that is hidden from
// them since, or of an act that is not theirs any more, nothing.
Looked look(const Context& c, const policy::Principal& who) {
  MASH_ASSERT(c.room != nullptr);
  Looked out;
  for (const auto& row : find_kept(c.tx, who.person)) {
    auto opened = open_row(c, row);
    KeptForm& form = opened.form;
    const bool hidden = names_hidden_case(c, who.person, form.action) ||
                        std::ranges::any_of(form.answers, [&](const KeptForm::Answer& a) {
                          return names_hidden_case(c, who.person, a.name + ' ' + a.value);
                        });
    const Asked asked = hidden || opened.agency != who.agency ? Asked{} : ask_the_act(c, who, form);
    if (!asked.granted) {
      out.gone.push_back(row.id);
      continue;
    }
    if (!asked.about.empty()) {
      Event& entry = out.cases[asked.about];
      entry.rule = asked.rule;
      entry.objects.push_back(row.id);
    }
    out.shown.push_back(std::move(form));
  }
  return out;
}

void forget(db::Transaction& tx, const StaffId& person, const std::vector<std::string>& ids) {
  for (const auto& id : ids) remove_kept(tx, person, id);
}

}  // namespace

json::Value form_view(const KeptForm& form) {
  json::Array typed;
  json::Array hidden;
  bool chosen = false;
  for (const auto& a : form.answers) {
    hidden.emplace_back(json::Object{{"name", a.name}, {"value", a.value}});
    if (a.value.empty()) continue;
    if (a.label.empty()) {
      chosen = true;
    } else {
      typed.emplace_back(json::Object{{"label", a.label}, {"value", a.value}});
    }
  }
  return json::Object{
      {"id", form.id},         {"what", form.what},           {"at", plain_time(form.at)},
      {"action", form.action}, {"has_typed", !typed.empty()}, {"typed", std::move(typed)},
      {"chosen", chosen},      {"hidden", std::move(hidden)}, {"had_files", form.had_files}};
}

json::Value typed_view(const std::vector<Field>& fields, const Input& typed) {
  json::Array rows;
  for (const auto& f : fields) {
    const auto label = label_of(fields, f.name);
    for (const auto& value : typed.all(f.name)) {
      if (label.empty() || value.empty()) continue;
      rows.emplace_back(json::Object{{"label", label}, {"value", value}});
    }
  }
  return json::Object{{"has_typed", !rows.empty()}, {"typed", std::move(rows)}};
}

Handled of_another_session(const Route& route, const Sent& sent, Context& c) {
  constexpr int k_conflict = 409;
  if (!is_form(c.request) || !made_for(c.keys, sent.raw.text("csrf"), c.principal.person)) {
    return {Outcome::failed, policy::Rule::wrong_side, false, form_expired()};
  }
  Handled h = route.check(c);
  if (h.outcome != Outcome::granted) return h;
  h.outcome = Outcome::failed;
  h.reply = Reply(View{.page = "pipeline/again",
                       .title = "Check and send again",
                       .data = form_view(late_form(route, c.request, sent.raw, c.now)),
                       .status = k_conflict,
                       .marking = "OFFICIAL-SENSITIVE"});
  c.note("of-another-session");
  return h;
}

bool keep_form(const Context& c, const LateForm& form) {
  if (form.session_token.empty() || !is_form(form.request)) return false;
  const auto session = find_session(c.tx, token_hash(c.keys, "session", form.session_token));
  if (!session) return false;
  const std::string token = form_token(c.keys, form.session_token, session->person);
  if (!crypto::equal_in_constant_time(as_bytes(token), as_bytes(form.raw.text("csrf")))) {
    return false;
  }
  const auto person = c.room->load_person(c.tx, session->person);
  if (!person) return false;
  const KeptForm words = late_form(form.route, form.request, form.raw, c.now);
  const auto& fields = form.route.fields;
  const bool asks_secrets = std::ranges::find(fields, Kind::secret, &Field::kind) != fields.end();
  if (words.answers.empty() && asks_secrets) return false;
  return store(c, words, person->principal,
               form.typing ? typing_digest_of(c.keys, form.request)
                           : digest_of(c.keys, form.route, form.request, form.raw));
}

bool is_typing(const http::Request& request) {
  return !request.header("x-openmash-keep").empty();
}

bool keeps_typing_of(const Route& route, const http::Request& request) {
  return is_form(request) && std::ranges::any_of(route.fields, &Field::as_typed);
}

Handled keep_typing(const Route& route, const Sent& sent, Context& c) {
  Handled h = route.check(c);
  if (h.outcome != Outcome::granted) return h;
  if (store(c, late_form(route, c.request, sent.raw, c.now), c.principal,
            typing_digest_of(c.keys, c.request))) {
    h.reply = Reply(SeeOther{"/kept", {}});
  } else {
    h.outcome = Outcome::failed;
    h.reply = Error{ErrorCode::too_large, "This is too long to be kept", {}};
  }
  return h;
}

void forget_sent_form(const Context& c, const Route& route, const http::Request& request,
                      const Input& raw) {
  if (!is_form(request) || find_kept(c.tx, c.principal.person).empty()) return;
  remove_kept_by_digest(c.tx, c.principal.person, digest_of(c.keys, route, request, raw));
  remove_kept_by_digest(c.tx, c.principal.person, typing_digest_of(c.keys, request));
}

std::vector<KeptForm> kept_forms(Context& c) {
  auto looked = look(c, c.principal);
  if (!looked.gone.empty()) {
    c.write_with_entry([person = c.principal.person, gone = std::move(looked.gone)](
                           db::Transaction& tx) { forget(tx, person, gone); });
  }
  for (auto& [id, entry] : looked.cases) {
    entry.at = c.now;
    entry.kind = "kept.case-read";
    entry.person = c.principal.person;
    entry.agency = c.principal.agency;
    entry.role = policy::name_of(c.principal.role);
    entry.case_id = id;
    // To look at one's own words is not to have opened the case: AppOptions::noticed is not told.
    c.write_with_entry([&keys = c.keys, &random = c.random, event = std::move(entry)](
                           db::Transaction& tx) { append_event(tx, keys, random, event); });
  }
  for (const auto& form : looked.shown) c.touch(form.id);
  return std::move(looked.shown);
}

bool has_kept_forms(const Context& c, const policy::Principal& person) {
  const auto looked = look(c, person);
  forget(c.tx, person.person, looked.gone);
  return !looked.shown.empty();
}

bool forget_kept_form(const Context& c, const std::string& id) {
  return remove_kept(c.tx, c.principal.person, id);
}

}  // namespace mash::pipeline

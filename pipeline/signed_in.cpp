// SPDX-License-Identifier: MIT
#include "signed_in.h"

#include "mash/pipeline/tokens.h"

namespace mash::pipeline {

std::optional<SessionRow> live_session(db::Transaction& tx, const AppOptions& options,
                                       const Bytes& hash, UtcTime now) {
  auto row = find_session(tx, hash);
  if (!row || now > row->seen_at + Duration::minutes(options.idle_minutes) ||
      now > row->created_at + Duration::hours(options.absolute_hours)) {
    return std::nullopt;
  }
  return row;
}

std::optional<Person> owner_of(db::Transaction& tx, const AppOptions& options,
                               const SessionRow& row) {
  auto person = options.load_person(tx, row.person);
  if (!person || person->principal.agency != row.agency) return std::nullopt;
  return *std::move(person);
}

void authenticate(db::Transaction& tx, const AppOptions& options, const KeyRing& keys,
                  const http::Request& request, UtcTime now, Attempt& out) {
  const auto token = request.cookie(options.cookie_name);
  if (token.empty()) return;
  const Bytes hash = token_hash(keys, "session", token);
  const auto row = live_session(tx, options, hash, now);
  if (!row) return;
  auto person = owner_of(tx, options, *row);
  if (!person) return;
  out.person = *std::move(person);
  out.session_hash = hash;
  out.csrf = form_token(keys, token, row->person);
  out.touch = now > row->seen_at + Duration::minutes(1);
}

std::string begin_session(db::Transaction& tx, const AppOptions& options, const KeyRing& keys,
                          Random& random, const Context& c) {
  const StaffId& person = *c.new_session;
  const auto who = options.load_person(tx, person);
  std::string token = random_token(random);
  const Bytes hash = token_hash(keys, "session", token);
  add_session(tx, hash, {person, who ? who->principal.agency : AgencyId{}, c.now, c.now});
  if (c.session_begun) c.session_begun(hash);
  return token;
}

}  // namespace mash::pipeline

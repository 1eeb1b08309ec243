// SPDX-License-Identifier: MIT
// The pipeline's side of mash/pipeline/kept.h, and its rows.
#pragma once

#include <optional>

#include "mash/pipeline/kept.h"
#include "sent.h"

namespace mash::pipeline {

// The answer to a form without a token of this session. If whoever asks had opened its page in an
// earlier session of theirs, and may do what it does, they see it again with what they typed and a
// token of this session. Nobody else's page, no act that is not theirs: those have expired.
Handled of_another_session(const Route& route, const Sent& sent, Context& c);

struct LateForm {
  const Route& route;
  const http::Request& request;
  const Input& raw;
  std::string_view session_token;
  bool typing = false;
};
// The script of a page sends what is typed so far: whatever becomes of it, the act is not done.
bool is_typing(const http::Request& request);
// Its words are kept as those of a late form are, the last ones of each action. Of a route without
// long texts nothing is, and secrets never are.
bool keeps_typing_of(const Route& route, const http::Request& request);
Handled keep_typing(const Route& route, const Sent& sent, Context& c);
// True: the words are kept. False: there is nothing that could be kept, or nobody to keep it for.
bool keep_form(const Context& c, const LateForm& form);
// What was just done had been kept before: it waits no more.
void forget_sent_form(const Context& c, const Route& route, const http::Request& request,
                      const Input& raw);

struct KeptRow {
  std::string id;
  StaffId person;
  UtcTime at;
  Bytes digest, sealed;
};
inline constexpr int k_most_kept = 5;
// Takes the place of one with the same digest, and of the oldest of too many.
void add_kept(db::Transaction& tx, const KeptRow& row);
std::vector<KeptRow> find_kept(db::Transaction& tx, const StaffId& person);
bool remove_kept(db::Transaction& tx, const StaffId& person, const std::string& id);
void remove_kept_by_digest(db::Transaction& tx, const StaffId& person, const Bytes& digest);
void remove_kept_before(db::Transaction& tx, UtcTime at);

}  // namespace mash::pipeline

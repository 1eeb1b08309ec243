// SPDX-License-Identifier: MIT
// Forms that came after their session had ended, or that are still being typed. What was typed is
// kept, sealed, for whoever had the session, until they send it or throw it away.
// What not: files (they are chosen anew), forms of machines and of scripts, which keep their own
// words; forms that carry no token of that session.
// Units: at most 5 forms of a person, 64 kB each, for a week: over a weekend, and no longer than is
// necessary (UK GDPR, Article 5(1)(e); the number is ours). What was sent after all is forgotten in
// the transaction of its act.
// Thread safety: as the transaction that is passed in. Cost: one query; so it is for each form that
// comes in time, by index.
#pragma once

#include <string>
#include <vector>

#include "mash/pipeline/route.h"

namespace mash::pipeline {

inline constexpr Duration k_forms_kept = Duration::days(7);

struct KeptForm {
  std::string id;
  UtcTime at;
  std::string what;    // Route::summary
  std::string action;  // path and query
  struct Answer {
    std::string name, value;
    std::string label;  // of texts; empty for what was chosen
  };
  std::vector<Answer> answers;
  bool had_files = false;
};
// Of whoever asks, the newest first. Only the person who typed the words reads them here, and only
// while they might still do what the form does: words are given out, also those of the record that
// stood in the form, for the agency that they were typed for, if no case that the form names is
// hidden from them (AppOptions::hidden) and the route's own facts and action grant it. All others
// are gone with this look, and nothing tells that there were any. Of a page: each case whose words
// it shows has an entry of its own, "kept.case-read".
std::vector<KeptForm> kept_forms(Context& c);
// Of an act: has this person words that kept_forms would give out? All others are gone.
bool has_kept_forms(const Context& c, const policy::Principal& person);
// For the partial pipeline/unsent and for forms that send it again: what, at, action, typed,
// hidden.
json::Value form_view(const KeptForm& form);
// What was typed into the texts of a form that was not saved, for the partial pipeline/typed. Given
// back to nobody but whoever sent it, in the answer to it. Secrets and choices are not in it.
json::Value typed_view(const std::vector<Field>& fields, const Input& typed);
// False: it is not there, or another person's.
bool forget_kept_form(const Context& c, const std::string& id);

}  // namespace mash::pipeline

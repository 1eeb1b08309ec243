// SPDX-License-Identifier: MIT
// What the pages of profiles share: who finds one, its words, and the questions of its form.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "finding_store.h"
#include "mash/findings/findings.h"
#include "profile.h"

namespace mash::findings {

inline constexpr std::size_t k_longest_words = 4000;

std::string profile_path(std::string_view id);
// Nothing: it is as if there were none.
std::optional<ProfileRow> shown_profile(pipeline::Context& c, std::string_view id);
// Facts of a route below /profiles/{profile}: not_found where the reader may not know of it.
Result<policy::Facts> profile_facts(pipeline::Context& c);
VersionRow newest_of(pipeline::Context& c, const ProfileRow& row);

// Takes what the writer knows into what it rests on. False: of what it would rest on then the
// writer may not know, since the last look for patterns is older than what is hidden from them.
bool take_in(pipeline::Context& c, ProfileRow& row, const std::vector<FindingRow>& findings);
Error look_again_first();
// Somebody was quicker: the fault is of `field`.
Error meanwhile(const std::string& field, const std::string& what);

Bytes seal_profile(pipeline::Context& c, std::string_view kind, const std::string& id,
                   const json::Value& words);
json::Value profile_words(pipeline::Context& c, const policy::Proof& proof, std::string_view kind,
                          const std::string& id, const Bytes& sealed);

std::string theme_of(const Deps& deps, const VersionRow& version, const json::Value& words);
std::string typed_or(const pipeline::Context& c, std::string_view name, std::string_view otherwise);
// A fault for each of these texts that tells who somebody is.
void add_told_of(const pipeline::Context& c, std::initializer_list<std::string_view> names,
                 std::vector<Fault>& faults);
json::Value day_question(const pipeline::Context& c, const std::string& name,
                         const std::string& legend, const std::string& hint,
                         std::optional<LocalDate> before);

// What the form is about: patterns that are in it anyway, others that may be ticked, and how it
// stood before.
struct ProfileForm {
  std::vector<FindingRow> fixed, offered;
  std::vector<std::string> lost;  // in it before, and not found by this reader now: they stay
  std::optional<VersionRow> before;
  json::Value words;  // of `before`
};
// From this pattern; or of this profile, which rests on what it did.
ProfileForm form_from(pipeline::Context& c, const FindingRow& finding);
ProfileForm form_of(pipeline::Context& c, const policy::Proof& proof, const ProfileRow& row);
json::Value profile_questions(pipeline::Context& c, const Deps& deps, const ProfileForm& form);
std::vector<pipeline::Field> profile_fields(const Deps& deps);
pipeline::Field profile_version_field();

struct ReadProfile {
  VersionRow version;
  json::Value words;
  std::vector<FindingRow> findings;
};
Result<ReadProfile> read_profile(pipeline::Context& c, const Deps& deps, const ProfileForm& form);

}  // namespace mash::findings

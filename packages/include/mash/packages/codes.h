// SPDX-License-Identifier: MIT
// The codes that a notification may carry: those of the import format, which the gate has to know
// without knowing the hub. A test holds them equal to the hub's own tables (hub/model).
#pragma once

#include <array>
#include <string_view>

namespace mash::packages {

inline constexpr auto k_dangers = std::to_array<std::string_view>({"yes", "no", "unknown"});
inline constexpr auto k_informed =
    std::to_array<std::string_view>({"yes", "no", "not_safe", "unknown"});
// "" from the public: they are not asked.
inline constexpr auto k_informed_or_not_asked =
    std::to_array<std::string_view>({"", "yes", "no", "not_safe", "unknown"});
inline constexpr auto k_answers_or_not_asked =
    std::to_array<std::string_view>({"", "yes", "no", "unknown"});
inline constexpr auto k_sexes = std::to_array<std::string_view>({"M", "F", "U"});
inline constexpr auto k_person_roles = std::to_array<std::string_view>(
    {"child", "unborn", "sibling", "parent", "carer", "adult_of_concern", "other"});
inline constexpr auto k_sources = std::to_array<std::string_view>(
    {"1A", "1B", "1C", "1D", "2A", "2B", "3A", "3B", "3C", "3D", "3E",
     "3F", "4",  "5A", "5B", "5C", "5D", "6",  "7",  "8",  "9",  "10"});
inline constexpr auto k_concerns = std::to_array<std::string_view>({"adult_posing_risk",
                                                                    "attendance",
                                                                    "child_mental_health",
                                                                    "criminal_exploitation",
                                                                    "domestic_abuse",
                                                                    "emotional_abuse",
                                                                    "faith_or_belief",
                                                                    "fgm",
                                                                    "forced_marriage_honour",
                                                                    "harmful_sexual_behaviour",
                                                                    "housing",
                                                                    "injury_infant",
                                                                    "missing",
                                                                    "neglect",
                                                                    "nrpf",
                                                                    "online_harm",
                                                                    "parental_alcohol_misuse",
                                                                    "parental_mental_health",
                                                                    "parental_substance_misuse",
                                                                    "physical_abuse",
                                                                    "pre_birth",
                                                                    "private_fostering",
                                                                    "radicalisation",
                                                                    "self_harm",
                                                                    "sexual_abuse",
                                                                    "sexual_exploitation",
                                                                    "trafficking",
                                                                    "young_carer",
                                                                    "other"});

}  // namespace mash::packages

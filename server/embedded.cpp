// SPDX-License-Identifier: MIT
#include "embedded.h"

extern "C" {
extern const char mash_demo_borough_begin[];
extern const char mash_demo_borough_end[];
extern const char mash_gate_policies_begin[];
extern const char mash_gate_policies_end[];
extern const char mash_hub_policies_begin[];
extern const char mash_hub_policies_end[];
extern const char mash_sample_notifications_begin[];
extern const char mash_sample_notifications_end[];
extern const char mash_sample_people_begin[];
extern const char mash_sample_people_end[];
extern const char mash_past_notifications_begin[];
extern const char mash_past_notifications_end[];
extern const char mash_past_people_begin[];
extern const char mash_past_people_end[];
extern const char mash_pattern_notifications_begin[];
extern const char mash_pattern_notifications_end[];
extern const char mash_pattern_people_begin[];
extern const char mash_pattern_people_end[];
extern const char mash_name_variants_begin[];
extern const char mash_name_variants_end[];
extern const char mash_name_shares_begin[];
extern const char mash_name_shares_end[];
extern const char mash_given_names_begin[];
extern const char mash_given_names_end[];
extern const char mash_surnames_begin[];
extern const char mash_surnames_end[];
extern const char mash_place_names_begin[];
extern const char mash_place_names_end[];
extern const char mash_postcode_districts_begin[];
extern const char mash_postcode_districts_end[];
extern const char mash_borough_figures_begin[];
extern const char mash_borough_figures_end[];
extern const char mash_simulation_assumptions_begin[];
extern const char mash_simulation_assumptions_end[];
}

namespace mash::server {

std::string_view demo_borough() {
  return {mash_demo_borough_begin, mash_demo_borough_end};
}
std::string_view gate_policies() {
  return {mash_gate_policies_begin, mash_gate_policies_end};
}
std::string_view hub_policies() {
  return {mash_hub_policies_begin, mash_hub_policies_end};
}
std::string_view sample_notifications() {
  return {mash_sample_notifications_begin, mash_sample_notifications_end};
}
std::string_view sample_people() {
  return {mash_sample_people_begin, mash_sample_people_end};
}
std::string_view past_notifications() {
  return {mash_past_notifications_begin, mash_past_notifications_end};
}
std::string_view past_people() {
  return {mash_past_people_begin, mash_past_people_end};
}
std::string_view pattern_notifications() {
  return {mash_pattern_notifications_begin, mash_pattern_notifications_end};
}
std::string_view pattern_people() {
  return {mash_pattern_people_begin, mash_pattern_people_end};
}
std::string_view name_variants() {
  return {mash_name_variants_begin, mash_name_variants_end};
}
std::string_view name_shares() {
  return {mash_name_shares_begin, mash_name_shares_end};
}
std::string_view given_names() {
  return {mash_given_names_begin, mash_given_names_end};
}
std::string_view surnames() {
  return {mash_surnames_begin, mash_surnames_end};
}
std::string_view place_names() {
  return {mash_place_names_begin, mash_place_names_end};
}
std::string_view postcode_districts() {
  return {mash_postcode_districts_begin, mash_postcode_districts_end};
}
std::string_view borough_figures() {
  return {mash_borough_figures_begin, mash_borough_figures_end};
}
std::string_view simulation_assumptions() {
  return {mash_simulation_assumptions_begin, mash_simulation_assumptions_end};
}

}  // namespace mash::server

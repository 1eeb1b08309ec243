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
extern const char mash_name_variants_begin[];
extern const char mash_name_variants_end[];
extern const char mash_name_shares_begin[];
extern const char mash_name_shares_end[];
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
std::string_view name_variants() {
  return {mash_name_variants_begin, mash_name_variants_end};
}
std::string_view name_shares() {
  return {mash_name_shares_begin, mash_name_shares_end};
}

}  // namespace mash::server

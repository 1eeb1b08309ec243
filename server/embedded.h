// SPDX-License-Identifier: MIT
// Files that the program carries (embedded.S), so that it runs alone.
#pragma once

#include <string_view>

namespace mash::server {

std::string_view demo_borough();          // data/barnfield.json
std::string_view gate_policies();         // data/gate_policies.json
std::string_view hub_policies();          // data/hub_policies.json
std::string_view sample_notifications();  // data/sample/notifications.csv
std::string_view sample_people();         // data/sample/people.csv
// data/sample: past-notifications.csv, past-people.csv, patterns-notifications.csv,
// patterns-people.csv
std::string_view past_notifications();
std::string_view past_people();
std::string_view pattern_notifications();
std::string_view pattern_people();
std::string_view name_variants();  // data/linkage/name_variants*.lst
std::string_view name_shares();    // data/linkage/name_shares.lst
// data/simulation/names: given_names.csv, surnames.csv, places.csv, districts.csv
std::string_view given_names();
std::string_view surnames();
std::string_view place_names();
std::string_view postcode_districts();
std::string_view borough_figures();         // data/simulation/boroughs.csv
std::string_view simulation_assumptions();  // data/simulation/assumptions.json

}  // namespace mash::server

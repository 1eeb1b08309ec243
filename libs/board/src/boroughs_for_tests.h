// SPDX-License-Identifier: MIT
// London's 33 boroughs as sizes, so that simulated figures are as large and as small as real ones:
// referrals of the year to March 2025 (Department for Education, Children in need 2024-25; Open
// Government Licence v3.0). Everything counted in a test is drawn by chance.
#pragma once

#include <array>

namespace mash::board {

struct SimulatedBorough {
  const char* name;
  double referrals;  // a year
};
inline constexpr std::array<SimulatedBorough, 33> k_boroughs{{
    {"City of London", 57},   {"Barking and Dagenham", 5307},
    {"Barnet", 2751},         {"Bexley", 3365},
    {"Brent", 3553},          {"Bromley", 4630},
    {"Camden", 2086},         {"Croydon", 7986},
    {"Ealing", 4173},         {"Enfield", 4214},
    {"Greenwich", 3629},      {"Hackney", 3653},
    {"Hammersmith", 1666},    {"Haringey", 3312},
    {"Harrow", 2281},         {"Havering", 3592},
    {"Hillingdon", 4153},     {"Hounslow", 2158},
    {"Islington", 2407},      {"Kensington and Chelsea", 1511},
    {"Kingston", 1640},       {"Lambeth", 2736},
    {"Lewisham", 4522},       {"Merton", 2488},
    {"Newham", 4690},         {"Redbridge", 4057},
    {"Richmond", 1429},       {"Southwark", 3414},
    {"Sutton", 1843},         {"Tower Hamlets", 4834},
    {"Waltham Forest", 3730}, {"Wandsworth", 2172},
    {"Westminster", 1752},
}};

}  // namespace mash::board

// SPDX-License-Identifier: MIT
// Ethnicity as people describe it; the codes of the DfE's children in need census. Nothing that
// recognises, rates or finds reads it (decision 0062).
#pragma once

#include "mash/model/coded.h"

namespace mash::model {

enum class Ethnicity {
  white_british,
  white_irish,
  irish_traveller,
  roma,
  other_white,
  white_black_caribbean,
  white_black_african,
  white_asian,
  other_mixed,
  indian,
  pakistani,
  bangladeshi,
  other_asian,
  caribbean,
  african,
  other_black,
  chinese,
  other,
  refused,
  not_obtained,
};
template <>
inline constexpr auto k_words<Ethnicity> = std::to_array<Word<Ethnicity>>({
    {Ethnicity::white_british, "WBRI", "White British"},
    {Ethnicity::white_irish, "WIRI", "White Irish"},
    {Ethnicity::irish_traveller, "WIRT", "Traveller of Irish heritage"},
    {Ethnicity::roma, "WROM", "Gypsy or Roma"},
    {Ethnicity::other_white, "WOTH", "Any other White background"},
    {Ethnicity::white_black_caribbean, "MWBC", "White and Black Caribbean"},
    {Ethnicity::white_black_african, "MWBA", "White and Black African"},
    {Ethnicity::white_asian, "MWAS", "White and Asian"},
    {Ethnicity::other_mixed, "MOTH", "Any other mixed background"},
    {Ethnicity::indian, "AIND", "Indian"},
    {Ethnicity::pakistani, "APKN", "Pakistani"},
    {Ethnicity::bangladeshi, "ABAN", "Bangladeshi"},
    {Ethnicity::other_asian, "AOTH", "Any other Asian background"},
    {Ethnicity::caribbean, "BCRB", "Black Caribbean"},
    {Ethnicity::african, "BAFR", "Black African"},
    {Ethnicity::other_black, "BOTH", "Any other Black background"},
    {Ethnicity::chinese, "CHNE", "Chinese"},
    {Ethnicity::other, "OOTH", "Any other ethnic group"},
    {Ethnicity::refused, "REFU", "They would not say"},
    {Ethnicity::not_obtained, "NOBT", "Nobody has asked yet"},
});

}  // namespace mash::model

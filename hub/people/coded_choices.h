// SPDX-License-Identifier: MIT
// A field that takes one of an enumeration's values: the codes it allows, and its choices in words.
// Thread safety: pure functions. Cost: a copy of the words.
#pragma once

#include <string>
#include <vector>

#include "mash/html/forms.h"
#include "mash/model/coded.h"

namespace mash::people {

template <model::Coded E>
std::vector<std::string> codes() {
  std::vector<std::string> out;
  for (const auto& w : model::k_words<E>) out.emplace_back(w.code);
  return out;
}

template <model::Coded E>
std::vector<html::Choice> choices() {
  std::vector<html::Choice> out;
  for (const auto& w : model::k_words<E>) {
    out.push_back({.value = std::string(w.code), .text = std::string(w.words)});
  }
  return out;
}

}  // namespace mash::people

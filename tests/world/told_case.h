// SPDX-License-Identifier: MIT
// A case of the journey that has been told of and looked up, for tests of where it goes from there.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "mash/cases/cases.h"
#include "mash/world/journey.h"

namespace mash::world {

class ToldCase : public testing::TestWithParam<db::Engine> {
 protected:
  // Until the officer who screens it looks into the case system; answers that officer.
  Visitor& tell() {
    journey_.professional_tells();
    journey_.neighbour_tells();
    journey_.hub_collects();
    journey_.screening_officers_take();
    journey_.say_who_they_are();
    world_.at("the officer looks into the case system", 8);
    return world_.hub("u02");
  }
  cases::CaseHead head(const std::string& id) {
    cases::CaseHead out;
    world_.hub_room().database.read(
        [&](db::Transaction& tx) { out = *cases::find_case(tx, CaseId::trusted(id)); });
    return out;
  }
  // Somebody outside accepts or rejects what was sent to them, and the hub hears of it.
  void answer(const char* who, const std::string& letter, const std::string& act,
              const std::string& reason = "") {
    Visitor& team = world_.gate(who);
    team.page(letter);
    Form form = team.form(letter + act);
    if (!reason.empty()) form.set("reason", reason);
    must(team, form);
    world_.door();
  }

  World world_{{.engine = GetParam()}};
  Journey journey_{world_};
};

}  // namespace mash::world

// SPDX-License-Identifier: MIT
// Goal: whatever is said in whatever order (new words, who they are about, undo, same person, not
// the same, parted), the index that grew equals one built from the store, who is one person is what
// the joins that stand say, and joining and parting again changes nothing.
#include <cstdlib>
#include <map>

#include "join_test_hub.h"

namespace mash::people::sample {
namespace {

class JoinProperty : public JoinHub {
 protected:
  std::size_t dice(std::size_t sides) {
    std::array<std::uint8_t, 2> bytes{};
    random_.fill(bytes);
    return (std::size_t{bytes[0]} * 256 + bytes[1]) % sides;
  }
  Statement somebody() {
    static const std::vector<const char*> given = {"Amara", "Amarah", "Zola", "Efe"};
    static const std::vector<const char*> dob = {"2017-03-09", "2017", "2016-01-31", ""};
    auto s = child(given[dice(given.size())], dice(2) == 0 ? "Okafor" : "Okafor-Lane",
                   dob[dice(dob.size())]);
    if (dice(2) == 0) {
      s.address_line =
          Sensitive(dice(2) == 0 ? "12 Thistledown Road" : "Flat 2, 12 Thistledown Rd");
      s.postcode = Sensitive("BF1 2AB");
    }
    if (dice(3) == 0) {
      s.nhs_number = Sensitive(dice(2) == 0 ? "9991234560" : "9991234579");
      s.nhs_number_valid = true;
    }
    return s;
  }
  struct Known {
    CaseId where;
    std::string person;
  };
  // Each person with a case in which they are now.
  std::vector<Known> persons() {
    std::vector<Known> out;
    app_.database().read([&](db::Transaction& tx) {
      out.clear();
      std::set<PersonId> known;
      for (const auto& row : statement_rows_after(tx, {}, 10000)) {
        if (!row.person.empty() && known.insert(row.person).second) {
          out.push_back({row.case_id, row.person.text()});
        }
      }
    });
    std::ranges::sort(out, {}, &Known::person);
    return out;
  }
  CaseId any_case() { return cases_[dice(cases_.size())]; }

  void add_words() {
    if (cases_.size() < 3 || dice(4) == 0) {
      cases_.push_back(add_case({somebody()}));
    } else {
      add_statement_to(any_case(), somebody());
    }
  }
  // The first who waits in some case: new, or whoever is found first.
  void say_who() {
    const auto id = any_case();
    if (family(id)["waiting"].as_array()->empty()) return;
    const auto search = look_up(id);
    const auto found = app_.get("s1", search).json()["candidates"].as_array()->size();
    const bool known = found > 0 && dice(2) == 0;
    EXPECT_EQ((known ? answer(search, "save", {"same"}) : answer(search, "new")).status, 200);
    app_.clock().advance(Duration::seconds(1));
  }
  void take_back() {
    const auto id = any_case();
    const auto page = family(id);
    const auto& people = *page["people"].as_array();
    if (people.empty()) return;
    const auto& said = *people[dice(people.size())]["statements"].as_array();
    const auto& undo = said[dice(said.size())]["undo"];
    EXPECT_EQ(app_.post("s1", path(id, "/people/undo"),
                        body({{"statement", undo.text("statement")},
                              {"version", std::to_string(undo.number("version"))}}))
                  .status,
              200);
  }
  void judge_pair(const std::string& verdict) {
    const auto all = persons();
    if (all.size() < 2) return;
    const auto one = dice(all.size());
    const auto other = (one + 1 + dice(all.size() - 1)) % all.size();
    const auto before = state();
    const auto pair = put_beside(all[one].where, all[one].person, all[other].person);
    EXPECT_EQ(judge(pair, verdict, "Seen together.", "All the same.").status, 200);
    if (verdict != "same") return;
    ++joined_;
    if (dice(2) == 0) return;
    EXPECT_EQ(part(part_path(all[one].where, all[one].person)).status, 200);
    EXPECT_EQ(state(), before) << "joined and parted at once";
  }
  void part_somebody() {
    const auto all = persons();
    if (all.empty()) return;
    const auto& who = all[dice(all.size())];
    const auto page = part_path(who.where, who.person);
    if (page.empty()) return;
    static const std::vector<const char*> sides = {"older", "newer"};
    EXPECT_EQ(part(page, sides[dice(2)]).status, 200);
    ++parted_;
  }

  // Each person is the oldest of all whom the joins that stand tie to them.
  void expect_persons_follow_from_joins() {
    app_.database().read([&](db::Transaction& tx) {
      std::map<std::string, std::string> now;
      std::vector<std::string> by_age;
      for (const auto& r : tx.query("select id from person order by created_at, id")) {
        now[r.text(0)] = r.text(0);
        by_age.push_back(r.text(0));
      }
      const auto age = [&](const std::string& id) { return std::ranges::find(by_age, id); };
      for (const auto& r : tx.query("select older, newer from person_join where id not in"
                                    " (select join_id from person_split) order by place")) {
        auto older = now.at(r.text(0));
        auto newer = now.at(r.text(1));
        if (age(newer) < age(older)) std::swap(older, newer);
        for (auto& [id, is] : now) {
          if (is == newer) is = older;
        }
      }
      for (const auto& r : tx.query("select id, coalesce(is_now, id) from person")) {
        EXPECT_EQ(r.text(1), now.at(r.text(0)));
      }
    });
  }

  support::SeededRandom random_{1};
  std::vector<CaseId> cases_;
  int joined_ = 0;
  int parted_ = 0;
};

TEST_P(JoinProperty, any_order_of_acts_gives_what_the_store_says) {
  const std::uint64_t seeds = std::getenv("MASH_LONG") != nullptr ? 6 : 3;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    random_.reseed(seed);
    for (int step = 0; step < 60; ++step) {
      const auto act = step < 6 ? 0 : dice(10);
      if (act < 2) add_words();
      if (act == 2 || act == 3 || act == 4) say_who();
      if (act == 5) take_back();
      if (act == 6 || act == 7) judge_pair("same");
      if (act == 8) judge_pair(dice(2) == 0 ? "different" : "unsure");
      if (act == 9) part_somebody();
      expect_persons_follow_from_joins();
      if (step % 10 == 9) expect_index_like_new();
      ASSERT_FALSE(HasFailure()) << "seed " << seed << ", step " << step << ", act " << act;
    }
  }
  EXPECT_GT(joined_, 5);
  EXPECT_GT(parted_, 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, JoinProperty, both_engines(), engine_name);

}  // namespace
}  // namespace mash::people::sample

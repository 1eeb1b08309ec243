// SPDX-License-Identifier: MIT
// For tests of joining and parting: persons made without a look-up, all that says who somebody is,
// and the acts as a worker does them.
#pragma once

#include <regex>

#include "people_test_hub.h"
#include "person_store.h"
#include "search.h"
#include "statement.h"

namespace mash::people::sample {

class JoinHub : public Hub {
 protected:
  // Everybody in the case becomes a person of their own; no answer to a look-up stands behind it.
  std::vector<std::string> identify_all(const CaseId& id) {
    std::vector<std::string> out;
    as_system([&](const policy::Proof&, pipeline::Context& c) {
      for (const auto& row : statement_rows(c.tx, id)) {
        if (!row.person.empty()) continue;
        const auto person = PersonId::make(c.random);
        insert_person(c.tx, person, c.now, StaffId::trusted("s1"));
        identify(c, row, person, "NEW", "");
        out.push_back(person.text());
      }
    });
    app_.clock().advance(Duration::seconds(1));
    return out;
  }
  // A case of its own with this person in it; the id of the person.
  std::string add_person(const Statement& said, CaseId& id) {
    id = add_case({said});
    return identify_all(id).at(0);
  }
  void add_statement_to(const CaseId& id, Statement said) {
    as_system([&](const policy::Proof&, pipeline::Context& c) {
      said.case_id = id;
      add_statement(c, said);
    });
  }

  static std::string person_path(const CaseId& id, const std::string& person) {
    return path(id, "/person/" + person);
  }
  // The path on which both are compared.
  std::string put_beside(const CaseId& id, const std::string& person, const std::string& other,
                         const std::string& who = "s1") {
    const auto a = app_.post(who, person_path(id, person) + "/same", body({{"other", other}}));
    EXPECT_EQ(a.status, 200) << a.body;
    return a.location;
  }
  support::Answer judge(const std::string& pair, const std::string& answer,
                        const std::string& reason = "", const std::string& over_stops = "",
                        const std::string& who = "s1") {
    const auto page = app_.get(who, pair);
    EXPECT_EQ(page.status, 200) << page.body;
    return app_.post(who, pair,
                     body({{"answer", answer},
                           {"reason", reason},
                           {"over_stops", over_stops},
                           {"seen", page.json().text("seen")}}));
  }
  void join(const CaseId& id, const std::string& person, const std::string& other,
            const std::string& who = "s1") {
    const auto a = judge(put_beside(id, person, other, who), "same", "Their mother says so.",
                         "One of the numbers was mistyped.", who);
    EXPECT_EQ(a.status, 200) << a.body;
  }
  // Where the newest join of the person is parted, or "".
  std::string part_path(const CaseId& id, const std::string& person,
                        const std::string& who = "s1") {
    const auto page = app_.get(who, person_path(id, person));
    EXPECT_EQ(page.status, 200) << page.body;
    const auto joins = page.json()["joins"];
    return joins.as_array()->empty() ? "" : joins.as_array()->at(0).text("part");
  }
  // `side` is said of everything that has come since.
  support::Answer part(const std::string& page, const std::string& side = "older",
                       const std::string& who = "s1") {
    const auto shown = app_.get(who, page);
    EXPECT_EQ(shown.status, 200) << shown.body;
    json::Array belongs;
    for (const auto& id : asked_of(shown.body)) belongs.emplace_back(id + "." + side);
    return app_.post(who, page,
                     body({{"reason", "They were born in different towns."},
                           {"belongs", std::move(belongs)},
                           {"seen", shown.json().text("seen")}}));
  }
  // The ids of what the page asks about.
  static std::vector<std::string> asked_of(const std::string& page) {
    static const std::regex choice("\"([0-9A-Z-]+)\\.older\"");
    std::vector<std::string> out;
    for (auto at = std::sregex_iterator(page.begin(), page.end(), choice);
         at != std::sregex_iterator(); ++at) {
      out.push_back((*at)[1]);
    }
    return out;
  }

  // What says who is who, now.
  std::string state() {
    std::string out;
    app_.database().read([&](db::Transaction& tx) {
      out.clear();
      for (const char* sql :
           {"select id, coalesce(person_id, ''), version from statement order by id",
            "select id, coalesce(is_now, ''), created_at from person order by id",
            "select object, person_id, 0 from person_meant order by object",
            "select statement_id || other_statement, answer, coalesce(withdrawn_at, 0)"
            " from judgement order by 1, 2, 3"}) {
        for (const auto& r : tx.query(sql)) {
          out += r.text(0) + " " + r.text(1) + " " + std::to_string(r.integer(2)) + "\n";
        }
      }
    });
    return out;
  }
  // Pages of these cases and persons, without what is made for each showing of a form.
  std::string pages(const std::vector<std::pair<CaseId, std::string>>& persons,
                    const std::string& who = "s1") {
    static const std::regex key("<input type=\"hidden\" name=\"idempotency_key\"[^>]*>");
    std::string out;
    for (const auto& [id, person] : persons) {
      for (const auto& p : {path(id, "/family"), person_path(id, person)}) {
        const auto a = app_.page(who, p);
        EXPECT_EQ(a.status, 200) << p;
        out += std::regex_replace(a.body, key, "") + app_.get(who, p).body;
      }
    }
    return out;
  }
  // Everybody looked up, in the index that grew and in one that is built from the store.
  void expect_index_like_new() {
    PersonIndex anew(k_names);
    anew.build(app_.database(), pipeline::Vault(app_.keys()));
    index_.build(app_.database(), pipeline::Vault(app_.keys()));
    EXPECT_EQ(everybody_looked_up(index_), everybody_looked_up(anew));
    EXPECT_EQ(everybody_at_home(index_), everybody_at_home(anew));
    EXPECT_EQ(index_.size(), anew.size());
  }
  std::vector<std::pair<AtHome, CasesAtHome>> everybody_at_home(const PersonIndex& index) {
    std::vector<std::pair<AtHome, CasesAtHome>> out;
    as_system([&](const policy::Proof& proof, pipeline::Context& c) {
      for (const auto& row : statement_rows_after(c.tx, {}, 10000)) {
        const auto said = open_statement(c.tx, c.vault, proof, row);
        const std::set<CaseId> here{row.case_id};
        out.emplace_back(index.at_home_of(said, {}, std::nullopt),
                         index.cases_at_home_of(said, {}));
        out.emplace_back(index.at_home_of(said, here, said.at), index.cases_at_home_of(said, here));
      }
    });
    return out;
  }
  std::vector<std::vector<Candidate>> everybody_looked_up(const PersonIndex& index) {
    std::vector<std::vector<Candidate>> out;
    as_system([&](const policy::Proof& proof, pipeline::Context& c) {
      for (const auto& row : statement_rows_after(c.tx, {}, 10000)) {
        out.push_back(index.look_up(open_statement(c.tx, c.vault, proof, row), {}).shown);
      }
    });
    return out;
  }
  std::string known(const CaseId& id, const std::string& who = "s1") {
    return family(id, who)["people"].as_array()->at(0).text("seen_before");
  }
};

}  // namespace mash::people::sample

// SPDX-License-Identifier: MIT
// A hub in which somebody may not know of a family, for the tests of what follows from that.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/world/journey.h"

namespace mash::world {

using Said = std::vector<std::pair<std::string, std::string>>;

inline json::Value body(const Said& members) {
  json::Value out = json::Object{};
  for (const auto& [name, value] : members) out.set(name, value);
  return out;
}

class BarredFamilyTest : public testing::TestWithParam<db::Engine> {
 protected:
  static Said amara() {
    return {{"given_name", "Amara"},
            {"surname", "Okafor"},
            {"dob", "2017-03-09"},
            {"sex", "F"},
            {"address_line", "14 Linden Road"},
            {"postcode", "BQ1 1AA"}};
  }
  // May be she, may be another one.
  static Said perhaps_amara() { return {{"given_name", "Amara"}, {"surname", "Okafor"}}; }
  void at(const std::string& step) {
    ++minute_;
    world_.at(step + " " + std::to_string(minute_), minute_);
  }
  // Somebody tells of this child at the gate, and the hub collects it: the case.
  CaseId told_of(const Said& child, const char* danger = "no") {
    at("somebody tells");
    Visitor& who = world_.passer_by("caller " + std::to_string(minute_));
    const auto say = [&](const std::string& page, const Said& answers) {
      const auto a = who.post("/notify/" + page, body(answers));
      ASSERT_EQ(a.status, 200) << page << ": " << a.body;
    };
    say("start", {});
    say("danger", {{"danger", danger}});
    say("who", {{"who", "friend"}});
    say("child/1", child);
    say("children", {{"more", "no"}});
    say("where", {});
    say("what", {{"narrative", "She is thin and always alone."}});
    say("others", {});
    say("contact", {{"referrer_name", "Bo Lindqvist"}, {"referrer_phone", "020 7946 0111"}});
    say("send", {});
    const auto before = cases_there();
    at("the hub collects");
    world_.door();
    for (const auto& id : cases_there()) {
      if (!before.contains(id)) return id;
    }
    throw std::runtime_error("nothing came in");
  }
  std::set<CaseId> cases_there() {
    std::set<CaseId> out;
    read([&](db::Transaction& tx) {
      for (const auto& r : tx.query("select id from case_file")) out.insert(r.id<CaseId>(0));
    });
    return out;
  }
  void bar(const CaseId& id, const std::vector<const char*>& whom, const char* by = "u03") {
    at("somebody says that they are close to the family");
    const auto path = "/case/" + id.text() + "/bars";
    for (const char* one : whom) {
      Visitor& manager = world_.hub(by);
      manager.page(path);
      must(manager, manager.form(path).set("staff", one).set("reason", "Planted: her sister."));
    }
  }
  // Whom `by` sets free is whoever is barred there now; by the newest of their bars alone.
  void lift(const CaseId& id, const char* by = "u03") {
    at("a manager lifts it");
    Visitor& manager = world_.hub(by);
    const auto path = "/case/" + id.text() + "/bars";
    manager.page(path);
    for (const auto& form : manager.forms()) {
      if (!form.action.starts_with(path + "/")) continue;
      must(manager, form);
      return;
    }
    FAIL() << "nothing can be lifted";
  }
  std::string bars_page(const CaseId& id, const char* who = "u03") {
    return words_of(world_.hub(who).page("/case/" + id.text() + "/bars").body);
  }
  // From a file: received on 24 November at nine.
  CaseId imported(const std::string& people, const char* history_before = "") {
    at("somebody imports");
    Visitor& who = world_.hub("u01");
    who.page("/import");
    const auto before = cases_there();
    Form form = who.form("/import");
    form.set(
            "notifications",
            "source_reference,received_at,incident_at,channel,referral_source,referrer_name,"
            "referrer_role,referrer_agency,referrer_email,referrer_phone,referrer_wants_anonymity,"
            "immediate_danger,concern_types,family_informed,narrative\n"
            "MERLIN-1,2026-11-23T09:00:00+00:00,2026-11-22,police_feed,6,Ines Holt,Constable,"
            "Barnfield Borough Police,,020 7946 0002,no,no,domestic_abuse,no,Shouting was heard.\n")
        .set("people",
             "source_reference,person_role,given_name,surname,other_names,dob,expected_dob,sex,"
             "nhs_number,upn,address_line,postcode,school,relationship_to_child,notes\n" +
                 people)
        .set("dry_run", "no");
    if (*history_before != '\0')
      form.set("history_before-day", history_before)
          .set("history_before-month", "11")
          .set("history_before-year", "2026");
    must(who, form);
    for (const auto& id : cases_there()) {
      if (!before.contains(id)) return id;
    }
    throw std::runtime_error("nothing was imported");
  }
  int bars_of(const CaseId& id) {
    int out = 0;
    read([&](db::Transaction& tx) {
      out = static_cast<int>(
          tx.query("select 1 from case_bar where case_id = $1 and lifted_at is null", {id}).size());
    });
    return out;
  }
  void is_an_allegation(const CaseId& id, const std::string& protect, const char* by = "u01") {
    at("it turns out to be an allegation");
    Visitor& officer = world_.hub(by);
    const auto path = "/case/" + id.text() + "/screen";
    officer.page(path);
    must(officer, officer.form(path)
                      .set("next", "DESIGNATED_OFFICER")
                      .set("protect", protect)
                      .set("reason", "It is her teacher."));
  }
  int status(const char* who, const CaseId& id) {
    return world_.hub(who).page("/case/" + id.text() + "/notification").status;
  }
  std::string reference(const CaseId& id) {
    std::string out;
    read([&](db::Transaction& tx) { out = cases::find_case(tx, id)->reference; });
    return out;
  }
  std::set<std::string> alerted(const CaseId& id) {
    std::set<std::string> out;
    read([&](db::Transaction& tx) {
      for (const auto& r : tx.query("select distinct person from alert where case_id = $1", {id})) {
        out.insert(r.text(0));
      }
    });
    return out;
  }
  void read(const std::function<void(db::Transaction&)>& f) { world_.hub_room().database.read(f); }
  // Looks up whoever waits to be identified in this case: where it is answered.
  std::string look_up(const char* who, const CaseId& id) {
    at(std::string(who) + " looks up who it is");
    Visitor& officer = world_.hub(who);
    const auto family = officer.get("/case/" + id.text() + "/family").json();
    const auto find = family["waiting"].as_array()->at(0)["find"];
    return officer.post(find.text("action"), body({{"statement", find.text("statement")}}))
        .location;
  }
  // Looks them up and answers: the first found, or new.
  void identify(const char* who, const CaseId& id, const char* verdict) {
    Visitor& officer = world_.hub(who);
    const auto search = look_up(who, id);
    const auto said = std::string_view(verdict) == "new"
                          ? body({{"outcome", "new"}})
                          : body({{"outcome", "save"}, {"answer_1", verdict}});
    const auto a = officer.post(search, said);
    ASSERT_EQ(a.status, 200) << a.body;
  }

  World world_{{.engine = GetParam()}};
  int minute_ = 0;
};

}  // namespace mash::world

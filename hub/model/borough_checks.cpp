// SPDX-License-Identifier: MIT
// What the members of a borough's file must mean together, so that no case can come to a desk where
// nobody may answer, release or decide.
#include "borough_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace mash::model {

namespace {

class Checks {
 public:
  Checks(const Borough& borough, std::vector<Fault>& faults) : borough_(borough), faults_(faults) {}

  void run() {
    check_unique();
    for (std::size_t i = 0; i < borough_.staff.size(); ++i) {
      check_person(borough_.staff[i], fmt::format("staff[{}]", i));
    }
    for (std::size_t i = 0; i < borough_.agencies.size(); ++i) {
      check_agency(borough_.agencies[i], fmt::format("agencies[{}]", i));
    }
    check_policies();
    check_hub();
    check_teams();
    check_absences();
  }

 private:
  void fault(std::string path, std::string message) {
    faults_.push_back({std::move(path), std::move(message)});
  }
  void must_be_agency(const AgencyId& id, std::string path) {
    if (borough_.find_agency(id) == nullptr) fault(std::move(path), "no agency has this id");
  }
  void must_be_person(const StaffId& id, std::string path) {
    if (borough_.find_staff(id) == nullptr)
      fault(std::move(path), "nobody on the staff has this id");
  }

  void check_unique() {
    std::set<AgencyId> agencies;
    for (std::size_t i = 0; i < borough_.agencies.size(); ++i) {
      if (agencies.insert(borough_.agencies[i].id).second) continue;
      fault(fmt::format("agencies[{}].id", i), "another agency has this id");
    }
    std::set<StaffId> staff;
    std::set<std::string> emails;
    for (std::size_t i = 0; i < borough_.staff.size(); ++i) {
      const StaffMember& person = borough_.staff[i];
      if (!staff.insert(person.id).second) {
        fault(fmt::format("staff[{}].id", i), "another person has this id");
      }
      if (!emails.insert(person.email.reveal()).second) {
        fault(fmt::format("staff[{}].email", i), "another person has this address");
      }
    }
  }

  void check_person(const StaffMember& person, const std::string& path) {
    const Agency* agency = borough_.find_agency(person.agency);
    if (agency == nullptr) {
      fault(path + ".agency", "no agency has this id");
      return;
    }
    if (person.side != side_of(person.role)) {
      fault(path + ".side",
            fmt::format("this role works on the side \"{}\"", code_of(side_of(person.role))));
    }
    if (agency->inside_hub != (person.side == Side::hub)) {
      fault(path + ".side", "the person's agency is on the other side of the wall");
    }
    if (!person.desk.empty() && person.desk != person.agency) {
      fault(path + ".desk", "people work at the desk of their own agency");
    }
    if (person.releases && !agency->has_desk()) {
      fault(path + ".releases", "the agency has no desk to release from");
    }
    if (!person.deputy.empty()) must_be_person(person.deputy, path + ".deputy");
    for (const StaffId& other : person.deputy_of) must_be_person(other, path + ".deputy_of");
  }

  // Somebody of this agency who may release and stands in for another who may.
  [[nodiscard]] bool has_releasing_deputy(const Agency& agency) const {
    return std::any_of(borough_.staff.begin(), borough_.staff.end(), [&](const auto& person) {
      if (person.agency != agency.id || !person.releases) return false;
      const auto deputies = borough_.deputies_of(person.id);
      return std::any_of(deputies.begin(), deputies.end(), [&](const StaffId& id) {
        const StaffMember* deputy = borough_.find_staff(id);
        return deputy != nullptr && deputy->agency == agency.id && deputy->releases &&
               deputy->id != person.id;
      });
    });
  }

  void check_agency(const Agency& agency, const std::string& path) {
    for (const StaffId& id : agency.on_call.releasers) {
      const StaffMember* person = borough_.find_staff(id);
      if (person == nullptr || person->agency != agency.id || !person->releases) {
        fault(path + ".on_call.releasers", "each must be somebody who releases for this agency");
      }
    }
    if (!agency.has_desk()) return;
    if (!agency.inside_hub) fault(path + ".desk", "only an agency inside the hub has a desk");
    if (agency.on_call.telephone.empty()) {
      fault(path + ".on_call", "a desk needs a telephone number to ring");
    }
    if (!has_releasing_deputy(agency)) {
      fault(path, "a desk needs somebody who releases and a deputy who releases");
    }
  }

  void check_policies() {
    const auto& policies = borough_.timescales.policies;
    for (std::size_t i = 0; i < policies.size(); ++i) {
      for (std::size_t j = 0; j < policies[i].rows.size(); ++j) {
        const AgencyId& agency = policies[i].rows[j].agency;
        if (agency.empty()) continue;
        must_be_agency(agency, fmt::format("timescale_policies[{}].rows[{}].agencies", i, j));
      }
    }
  }

  void check_hub() {
    const Timescales& timescales = borough_.timescales;
    if (policy_in_force(timescales.policies, borough_.hub.default_policy, {}) == nullptr) {
      fault("hub.default_policy", "no policy has this id");
    }
    if (find_calendar(timescales.calendars, borough_.hub.default_calendar) == nullptr) {
      fault("hub.default_calendar", "no calendar has this id");
    }
    const auto anybody = [&](const auto& is) {
      return std::any_of(borough_.staff.begin(), borough_.staff.end(), is);
    };
    if (!anybody([](const StaffMember& person) { return person.decides; })) {
      fault("staff", "somebody must decide");
    }
    if (!anybody([&](const StaffMember& person) {
          return person.agency == borough_.out_of_hours && person.role == Role::emergency_duty;
        })) {
      fault("out_of_hours.agency", "the emergency duty team has nobody on duty");
    }
    if (!anybody([](const StaffMember& person) {
          return person.role == Role::designated_officer && person.decides;
        })) {
      fault("staff", "somebody must be the designated officer for allegations, and decide");
    }
  }

  void check_teams() {
    const auto& policies = borough_.timescales.policies;
    if (borough_.hub.receiving_team.empty() &&
        std::any_of(policies.begin(), policies.end(), [&](const TimescalePolicy& policy) {
          return policy.id == borough_.hub.default_policy &&
                 policy.red_tells_receiving_team_at_once;
        })) {
      fault("hub.receiving_team",
            "the default policy tells the receiving team of each Red: name the team");
    }
    check_team(borough_.hub.receiving_team, "hub.receiving_team");
    check_team(borough_.hub.early_help_team, "hub.early_help_team");
    check_team(borough_.hub.adult_safeguarding_team, "hub.adult_safeguarding_team");
    // One recipient has one product of a case, of which the newest version counts.
    if (!borough_.hub.early_help_team.empty() &&
        borough_.hub.early_help_team == borough_.hub.receiving_team) {
      fault("hub.early_help_team",
            "must be another agency than hub.receiving_team: what early help is told would take "
            "the place of a Red there. Name the early help team as an agency of its own, or leave "
            "this out");
    }
  }

  // Telling a team in which nobody reads would be telling nobody.
  void check_team(const AgencyId& id, const char* path) {
    if (id.empty()) return;
    const Agency* team = borough_.find_agency(id);
    if (team == nullptr || team->kind != AgencyKind::receiving_team || team->inside_hub) {
      fault(path, "must be an agency outside the hub of the kind RECEIVING_TEAM");
    } else if (std::none_of(borough_.staff.begin(), borough_.staff.end(), [&](const auto& person) {
                 return person.agency == id && person.role == Role::recipient;
               })) {
      fault(path, "nobody on its staff has the role Recipient, so nobody would read it");
    }
  }

  void check_absences() {
    for (std::size_t i = 0; i < borough_.absences.size(); ++i) {
      const Absence& absence = borough_.absences[i];
      const std::string path = fmt::format("agency_absences[{}]", i);
      must_be_agency(absence.agency, path + ".agency");
      if (!absence.alternate.empty()) must_be_agency(absence.alternate, path + ".alternate");
      if (absence.last < absence.first) fault(path + ".last", "must not be before the first day");
    }
  }

  const Borough& borough_;
  std::vector<Fault>& faults_;
};

}  // namespace

void check_borough(const Borough& borough, std::vector<Fault>& faults) {
  Checks(borough, faults).run();
}

}  // namespace mash::model

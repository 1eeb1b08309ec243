// SPDX-License-Identifier: MIT
#include "mash/directory/directory.h"

#include "account_store.h"
#include "mash/directory/by_system.h"
#include "menu.h"
#include "sign_in.h"

namespace mash::directory {

namespace {

policy::Role policy_role(model::Role role) {
  using M = model::Role;
  using P = policy::Role;
  switch (role) {
    case M::screening_officer:
      return P::screening_officer;
    case M::mash_manager:
      return P::mash_manager;
    case M::deputy_manager:
      return P::deputy_manager;
    case M::mash_admin:
      return P::mash_admin;
    case M::navigator:
      return P::navigator;
    case M::release_officer:
      return P::release_officer;
    case M::police_supervisor:
      return P::police_supervisor;
    case M::analyst:
      return P::analyst;
    case M::quality_auditor:
      return P::quality_auditor;
    case M::data_protection_officer:
      return P::data_protection_officer;
    case M::system_administrator:
      return P::system_administrator;
    case M::emergency_duty:
      return P::emergency_duty;
    case M::recipient:
    case M::referrer_recipient:
      return P::recipient;
    case M::referrer:
      return P::referrer;
    case M::board_analyst:
      return P::board_analyst;
    case M::peer_hub_manager:
      return P::peer_manager;
    case M::designated_officer:
      return P::designated_officer;
  }
  return P::none;
}

Result<void> end(pipeline::Context& c, const model::Borough& borough, const StaffId& id,
                 void (*close)(db::Transaction&, const StaffId&)) {
  if (borough.find_staff(id) == nullptr) {
    return invalid("person", "Nobody with this id works here");
  }
  close(c.tx, id);
  login::remove_password(c.tx, id);
  c.end_sessions_of(id);
  c.touch(id.text());
  return {};
}

}  // namespace

policy::Principal principal_of(const model::StaffMember& member) {
  return {member.id, member.agency, policy_role(member.role), policy::Side::hub, member.releases};
}

Result<pipeline::Person> load_person(db::Transaction& tx, const StaffId& id,
                                     const model::Borough& borough) {
  const auto* member = borough.find_staff(id);
  const bool open = is_open(tx, id);  // asked of an id that nobody has too: the same work for all
  if (member == nullptr || member->side != model::Side::hub || !open) return not_found();
  pipeline::Person p;
  p.principal = principal_of(*member);
  p.name = member->name.reveal();
  p.description = member->title + ", " + agency_name(borough, member->agency);
  return p;
}

std::set<StaffId> closed_accounts(db::Transaction& tx) {
  return closed(tx);
}

std::string person_name(const model::Borough& borough, const StaffId& id) {
  if (id == pipeline::k_system) return "The hub itself";
  const auto* member = borough.find_staff(id);
  return member == nullptr ? "A former colleague" : member->name.reveal();
}

std::string agency_name(const model::Borough& borough, const AgencyId& id) {
  const auto* agency = borough.find_agency(id);
  return agency == nullptr ? "An agency that has left" : agency->name;
}

Result<login::Secret> set_password(pipeline::Context& c, const model::Borough& borough,
                                   const StaffId& id, std::string_view password) {
  const auto* member = borough.find_staff(id);
  if (member == nullptr) return invalid("person", "Nobody with this id works here");
  return login::set_password(c, id, member->email.reveal(), password, words_of(borough, id));
}

Result<void> close_account(pipeline::Context& c, const model::Borough& borough, const StaffId& id) {
  return end(c, borough, id, set_closed);
}

Result<void> close_by_system(pipeline::Context& c, const model::Borough& borough,
                             const StaffId& id) {
  return end(c, borough, id, set_closed_by_system);
}

Result<void> open_account(pipeline::Context& c, const model::Borough& borough, const StaffId& id) {
  if (borough.find_staff(id) == nullptr) {
    return invalid("person", "Nobody with this id works here");
  }
  set_open(c.tx, id);
  c.touch(id.text());
  return {};
}

std::string home_of(const pipeline::Person& person) {
  if (may(person.principal, policy::Action::read_queue)) return "/queue";
  if (may(person.principal, policy::Action::read_requests)) return "/requests";
  return std::string(k_more);
}

html::Page frame(const model::Borough& borough, const pipeline::Person* person,
                 const std::string& path) {
  html::Page page;
  page.frame = html::Frame::hub;
  page.hub_name = borough.hub.name;
  if (person != nullptr) page.navigation = bar(person->principal, path);
  return page;
}

}  // namespace mash::directory

// SPDX-License-Identifier: MIT
// The form of a borough's file: each member read once. What members must mean together is in
// borough_checks.cpp.
#include <fmt/format.h>

#include <utility>

#include "borough_checks.h"
#include "mash/json/value.h"
#include "object_reader.h"

namespace mash::model {

namespace {

// Reads each entry of a list with `read(ObjectReader&)`.
template <class Read>
auto read_list(ObjectReader& from, std::string_view key, Faults& faults,
               std::initializer_list<std::string_view> members, const Read& read) {
  std::vector<decltype(read(from))> all;
  const json::Array& list = from.list(key);
  for (std::size_t i = 0; i < list.size(); ++i) {
    ObjectReader entry(list[i], from.path(key, i), faults, members);
    all.push_back(read(entry));
  }
  return all;
}

Hub read_hub(ObjectReader& file, Faults& faults) {
  ObjectReader hub(
      file.value("hub"), "hub", faults,
      {"id", "name", "mode", "time_zone", "local_authorities", "peers", "default_policy",
       "default_calendar", "receiving_team", "early_help_team", "adult_safeguarding_team"});
  Hub out;
  out.id = hub.code<AgencyId>("id").text();
  out.name = hub.text("name");
  out.mode = hub.word<HubMode>("mode");
  if (hub.text("time_zone") != "Europe/London") hub.fault("time_zone", "must be Europe/London");
  out.local_authorities =
      read_list(hub, "local_authorities", faults, {"name", "number", "number_note"},
                [](ObjectReader& authority) {
                  return LocalAuthority{authority.text("name"), authority.text("number")};
                });
  if (out.local_authorities.empty()) hub.fault("local_authorities", "name at least one");
  out.peers = hub.texts("peers");
  out.default_policy = hub.text("default_policy");
  out.default_calendar = hub.text("default_calendar");
  out.receiving_team = hub.code_or_empty<AgencyId>("receiving_team");
  out.early_help_team = hub.code_or_empty<AgencyId>("early_help_team");
  out.adult_safeguarding_team = hub.code_or_empty<AgencyId>("adult_safeguarding_team");
  return out;
}

Agency read_agency(ObjectReader& agency, Faults& faults) {
  Agency out;
  out.id = agency.code<AgencyId>("id");
  out.name = agency.text("name");
  out.kind = agency.word<AgencyKind>("kind");
  out.duty = agency.text("duty");
  out.inside_hub = agency.flag("inside_hub");
  out.desk = agency.text_or_empty("desk");
  out.record_systems = agency.texts("record_systems");
  out.referral_sources = agency.words<ReferralSource>("referral_source_codes");
  if (agency.has("on_call")) {
    ObjectReader on_call(agency.value("on_call"), agency.path("on_call"), faults,
                         {"releasers", "telephone"});
    out.on_call = {on_call.codes<StaffId>("releasers"), on_call.text("telephone")};
  }
  return out;
}

StaffMember read_staff_member(ObjectReader& person) {
  StaffMember out;
  out.id = person.code<StaffId>("id");
  out.name = Sensitive(person.text("name"));
  out.email = Sensitive(person.text("email"));
  out.mobile = Sensitive(person.text_or_empty("mobile"));
  out.agency = person.code<AgencyId>("agency");
  out.role = person.word<Role>("role");
  out.title = person.text("title");
  out.side = person.word<Side>("side");
  out.desk = person.code_or_empty<AgencyId>("desk");
  out.releases = person.flag_or("releases", false);
  out.decides = person.flag_or("decides", false);
  out.content_access = person.flag_or("content_access", true);
  out.deputy = person.code_or_empty<StaffId>("deputy");
  if (person.has("deputy_of")) out.deputy_of = person.codes<StaffId>("deputy_of");
  return out;
}

Absence read_absence(ObjectReader& absence) {
  Absence out;
  out.agency = absence.code<AgencyId>("agency");
  out.first = absence.date("first");
  out.last = absence.date("last");
  out.reason = absence.text("reason");
  if (!absence.text_or_empty("alternate").empty()) {
    out.alternate = absence.code<AgencyId>("alternate");
  }
  return out;
}

void read_people(ObjectReader& file, Borough& out, Faults& faults) {
  out.agencies = read_list(file, "agencies", faults,
                           {"id", "name", "kind", "duty", "inside_hub", "desk", "record_systems",
                            "referral_source_codes", "on_call"},
                           [&](ObjectReader& agency) { return read_agency(agency, faults); });
  out.staff = read_list(file, "staff", faults,
                        {"id", "name", "agency", "role", "title", "side", "email", "mobile", "desk",
                         "releases", "decides", "content_access", "deputy", "deputy_of"},
                        read_staff_member);
}

void read_days(ObjectReader& file, Borough& out, Faults& faults) {
  out.closed_days =
      read_list(file, "closed_days", faults, {"date", "reason", "kind"},
                [](ObjectReader& day) { return ClosedDay{day.date("date"), day.text("reason")}; });
  out.absences = read_list(file, "agency_absences", faults,
                           {"agency", "first", "last", "reason", "alternate"}, read_absence);
  ObjectReader out_of_hours(file.value("out_of_hours"), "out_of_hours", faults, {"agency", "rule"});
  out.out_of_hours = out_of_hours.code<AgencyId>("agency");
}

}  // namespace

Result<Borough> parse_borough(const json::Value& file) {
  Faults faults;
  ObjectReader reader(file, "", faults,
                      {"title", "notice", "hub", "agencies", "staff", "calendars", "out_of_hours",
                       "closed_days", "agency_absences", "timescale_policies", "gate_policy",
                       "hub_policy"});  // these two are not the borough's
  Borough out;
  out.title = reader.text("title");
  out.hub = read_hub(reader, faults);
  read_people(reader, out, faults);
  read_days(reader, out, faults);
  if (auto timescales = parse_timescales(file)) {
    out.timescales = *std::move(timescales);
  } else {
    const Faults& more = timescales.error().faults;
    faults.insert(faults.end(), more.begin(), more.end());
  }
  if (faults.empty()) check_borough(out, faults);
  if (!faults.empty()) return faulty_file(std::move(faults));
  return out;
}

}  // namespace mash::model

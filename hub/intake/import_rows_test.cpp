// SPDX-License-Identifier: MIT
// Goal: what is stored of a row, good or faulty, is what the contract says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import_test_rows.h"

namespace mash::intake {
namespace {

using testing::ElementsAre;

ImportedNotification notification(const Changes& changes) {
  Import import = with_notification(changes);
  MASH_ASSERT(import.notifications.size() == 1);
  return import.notifications[0];
}
ImportedPerson person(const Changes& changes) {
  Import import = with_person(changes);
  MASH_ASSERT(import.people.size() == 1);
  return import.people[0];
}

TEST(NotificationRow, StoresEveryColumn) {
  const auto n = notification({{"concern_types", "neglect;domestic_abuse"}});
  EXPECT_EQ(n.record, 1U);
  EXPECT_EQ(n.source_reference, "REF-1");
  EXPECT_EQ(iso_utc(n.received_at), "2026-10-05T09:00:00Z");
  EXPECT_EQ(std::get<LocalDate>(*n.incident_at).iso(), "2026-10-04");
  EXPECT_EQ(n.channel, model::Channel::web_form);
  EXPECT_EQ(n.referral_source, model::ReferralSource::school);
  EXPECT_EQ(n.referrer_name.reveal(), "Robin Vale");
  EXPECT_EQ(n.referrer_role.reveal(), "Head teacher");
  EXPECT_EQ(n.referrer_agency.reveal(), "Vinebury School");
  EXPECT_EQ(n.referrer_email.reveal(), "robin.vale@vinebury.example");
  EXPECT_EQ(n.referrer_phone.reveal(), "020 7946 0001");
  EXPECT_FALSE(n.wants_anonymity);
  EXPECT_EQ(n.immediate_danger, model::Answer::no);
  EXPECT_THAT(n.concern_types,
              ElementsAre(model::ConcernType::neglect, model::ConcernType::domestic_abuse));
  EXPECT_EQ(n.family_informed, model::FamilyInformed::yes);
  EXPECT_EQ(n.narrative.reveal(), "Came to school without a coat.");
  EXPECT_TRUE(n.raw_cells.empty());
  EXPECT_FALSE(n.duplicate_of);
  EXPECT_EQ(n.content_hash.size(), 64U);
}

TEST(NotificationRow, KeepsWhatWasTypedWhereTheValueSaysLess) {
  const auto n = notification({{"channel", "fax"},
                               {"immediate_danger", "Y"},
                               {"incident_at", "2026-02-31"},
                               {"concern_types", "DV"},
                               {"received_at", "2026-10-05T10:00:00"}});
  EXPECT_EQ(n.channel, model::Channel::other);
  EXPECT_EQ(n.immediate_danger, model::Answer::unknown);
  EXPECT_FALSE(n.incident_at);
  EXPECT_THAT(n.concern_types, ElementsAre(model::ConcernType::other));
  for (const auto& [field, text] : Changes{{"channel", "fax"},
                                           {"immediate_danger", "Y"},
                                           {"incident_at", "2026-02-31"},
                                           {"concern_types", "DV"},
                                           {"received_at", "2026-10-05T10:00:00"}}) {
    EXPECT_EQ(raw_cell(n.raw_cells, field), text);
  }
  EXPECT_EQ(n.faults.size(), 5U);
  EXPECT_TRUE(std::ranges::is_sorted(n.faults, {}, &RowFault::fault));
}

TEST(NotificationRow, LinesAreCleanAndWhatWasTypedIsKept) {
  const auto n = notification({{"referrer_name", "Ro\u202ebin\x1b\nVale"},
                               {"referrer_phone", "\u202a020 7946 0001\u202c"},
                               {"narrative", "She said \u200f\u05d0\u05de\u05d0.\nThen left."}});
  EXPECT_EQ(n.referrer_name.reveal(), "Robin Vale");
  EXPECT_EQ(n.referrer_phone.reveal(), "020 7946 0001");
  EXPECT_EQ(n.narrative.reveal(), "She said \u200f\u05d0\u05de\u05d0.\nThen left.");
  EXPECT_EQ(raw_cell(n.raw_cells, "referrer_name"), "Ro\u202ebin\x1b\nVale");
  EXPECT_EQ(raw_cell(n.raw_cells, "referrer_phone"), "\u202a020 7946 0001\u202c");
  EXPECT_EQ(n.raw_cells.size(), 2U);
}

TEST(PersonRow, NamesKeepTheirSpellingAndLoseTheirControls) {
  const auto p = person({{"given_name", "\u0645\u0647\u200c\u062f\u06cc"},
                         {"surname", "Lee\u2066\x07"},
                         {"nhs_number", "\u202a999 000 0018\u202c"}});
  EXPECT_EQ(p.given_name.reveal(), "\u0645\u0647\u200c\u062f\u06cc");
  EXPECT_EQ(p.surname.reveal(), "Lee");
  EXPECT_EQ(p.nhs_number.reveal(), "9990000018");
  EXPECT_EQ(raw_cell(p.raw_cells, "surname"), "Lee\u2066\x07");
}

TEST(NotificationRow, TakesTheConcernsItKnowsInTheirOrder) {
  const auto n = notification({{"concern_types", "bad_vibes; Neglect ;;missing;neglect;"}});
  EXPECT_THAT(n.concern_types,
              ElementsAre(model::ConcernType::neglect, model::ConcernType::missing));
  EXPECT_EQ(raw_cell(n.raw_cells, "concern_types"), "bad_vibes; Neglect ;;missing;neglect;");
  EXPECT_EQ(notification_fault(with_notification({{"concern_types", ";"}})),
            "missing_concern_types");
  EXPECT_EQ(notification_fault(with_notification({{"concern_types", "neglect; missing"}})),
            "spaces_around_values");
}

// A05: in files.
TEST(NotificationRow, GrantsAnonymityToThePublicOnly) {
  const auto wish = [](const char* source, const char* text) {
    return notification({{"referral_source", source}, {"referrer_wants_anonymity", text}})
        .wants_anonymity;
  };
  for (const auto* source : {"1A", "1B", "1C", "1D", "9", "10"}) {
    EXPECT_TRUE(wish(source, "yes")) << source;
    EXPECT_TRUE(wish(source, "sometimes")) << source << ": kept back until it is clear";
    EXPECT_FALSE(wish(source, "no")) << source;
    EXPECT_FALSE(wish(source, "")) << source;
  }
  for (const auto* source : {"2A", "2B", "3A", "3F", "4", "5A", "5D", "6", "7", "8"}) {
    EXPECT_FALSE(wish(source, "yes")) << source;
    EXPECT_FALSE(wish(source, "sometimes")) << source;
    const Import import =
        with_notification({{"referral_source", source}, {"referrer_wants_anonymity", "Yes"}});
    EXPECT_EQ(notification_fault(import), "professional_cannot_be_anonymous") << source;
  }
}

TEST(NotificationRow, OptionalCellsMayBeEmptyWithoutAFault) {
  const Import import = with_notification({{"incident_at", ""},
                                           {"referral_source", "9"},
                                           {"referrer_name", ""},
                                           {"referrer_role", ""},
                                           {"referrer_agency", ""},
                                           {"referrer_email", ""},
                                           {"referrer_phone", ""},
                                           {"referrer_wants_anonymity", ""},
                                           {"family_informed", ""}});
  EXPECT_EQ(notification_fault(import), "");
  EXPECT_EQ(import.notifications[0].family_informed, model::FamilyInformed::unknown);
}

TEST(NotificationRow, ComparesTheIncidentWithReceiptAndImport) {
  const auto incident = [](const char* text) {
    return notification_fault(with_notification({{"incident_at", text}}));
  };
  EXPECT_EQ(incident("2026-10-05"), "") << "the same day";
  EXPECT_EQ(incident("2026-10-06"), "incident_after_received");
  EXPECT_EQ(incident("2026-10-05T10:00:00+01:00"), "") << "the same instant";
  EXPECT_EQ(incident("2026-10-05T10:00:01+01:00"), "incident_after_received");
  EXPECT_EQ(incident("2026-11-13"), "incident_after_received");
  EXPECT_EQ(incident("2026-11-14"), "incident_in_future");
  EXPECT_EQ(incident("14/11/2026"), "incident_in_future");
  EXPECT_EQ(incident("05/10/2026 09:15"), "incident_in_uk_format");
  EXPECT_TRUE(notification({{"incident_at", "2026-10-06"}}).incident_at);
  EXPECT_FALSE(notification({{"incident_at", "2029-01-01"}}).incident_at);
}

TEST(NotificationRow, TakesReceiptUpToTheImportItself) {
  EXPECT_EQ(notification_fault(with_notification({{"received_at", "2026-11-13T09:00:00+00:00"}})),
            "");
  EXPECT_EQ(notification_fault(with_notification({{"received_at", "2026-11-13T09:00:01+00:00"}})),
            "received_at_in_future");
  EXPECT_EQ(notification_fault(with_notification({{"received_at", "2026-11-13T14:30:00+05:30"}})),
            "received_at_offset_not_of_place");
}

TEST(NotificationRow, ALongNarrativeIsTakenWhole) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "\u00eb";
  EXPECT_EQ(notification_fault(with_notification({{"narrative", text}})), "");
  text += 'x';
  EXPECT_EQ(notification({{"narrative", text}}).narrative.reveal(), text);
  EXPECT_EQ(notification_fault(with_notification({{"narrative", text}})),
            "narrative_over_20000_characters");
}

TEST(NotificationRow, TextIsStoredUnchanged) {
  const std::string text = "<script>alert('x')</script>\r\n\u202e=1+1 {{7*7}} Zoe\u0308 \U0001F622";
  EXPECT_EQ(notification({{"narrative", text}}).narrative.reveal(), text);
}

TEST(NotificationRow, ARefusalOutranksAWarningAndAWarningANote) {
  EXPECT_EQ(notification_fault(with_notification({{"channel", "fax"}, {"narrative", ""}})),
            "missing_narrative");
  EXPECT_EQ(notification_fault(with_notification({{"channel", "fax"}, {"narrative", "<b>x</b>"}})),
            "unknown_channel");
}

TEST(PersonRow, StoresEveryColumn) {
  const auto p = person({{"other_names", "Ro"}, {"upn", "J399394522052"}, {"notes", "Shy"}});
  EXPECT_EQ(p.role, model::PersonRole::child);
  EXPECT_EQ(p.given_name.reveal(), "Ada");
  EXPECT_EQ(p.surname.reveal(), "Marl");
  EXPECT_EQ(p.other_names.reveal(), "Ro");
  EXPECT_EQ(p.dob->iso(), "2016-02-03");
  EXPECT_EQ(p.sex, model::Sex::female);
  EXPECT_EQ(p.nhs_number.reveal(), "9990000018");
  EXPECT_TRUE(p.nhs_number_valid);
  EXPECT_TRUE(p.upn_valid);
  EXPECT_EQ(p.address_line.reveal(), "1 Quill Street");
  EXPECT_EQ(p.postcode.reveal(), "BQ1 1AA");
  EXPECT_EQ(p.school.reveal(), "Vinebury School");
  EXPECT_EQ(p.relationship_to_child.reveal(), "subject");
  EXPECT_EQ(p.notes.reveal(), "Shy");
}

TEST(PersonRow, KeepsNumbersThatAreNotUsedToMatch) {
  const auto p = person({{"nhs_number", "9990000019"}, {"upn", "A399732123383"}});
  EXPECT_EQ(p.nhs_number.reveal(), "9990000019");
  EXPECT_FALSE(p.nhs_number_valid);
  EXPECT_EQ(p.upn.reveal(), "A399732123383");
  EXPECT_FALSE(p.upn_valid);
  EXPECT_FALSE(person({{"nhs_number", ""}}).nhs_number_valid);
}

TEST(PersonRow, ReadsDatesOfBirthByRoleAndDay) {
  const auto dob = [](const char* role, const char* text) {
    return person_fault(with_person({{"person_role", role}, {"dob", text}}));
  };
  EXPECT_EQ(dob("child", "2026-10-05"), "") << "born on the day";
  EXPECT_EQ(dob("child", "2026-10-06"), "dob_after_received");
  EXPECT_EQ(dob("child", "2026-11-14"), "dob_in_future");
  EXPECT_EQ(dob("child", "2000-10-06"), "") << "25 years";
  EXPECT_EQ(dob("child", "2000-10-05"), "child_older_than_25") << "26 today";
  EXPECT_EQ(dob("child", "05/10/1999"), "child_older_than_25");
  EXPECT_EQ(dob("parent", "1931-05-02"), "");
  EXPECT_EQ(dob("sibling", "1995-05-02"), "");
  EXPECT_EQ(dob("unborn", "2026-08-01"), "unborn_with_dob_as_well");
  EXPECT_EQ(person({{"dob", "03/09/2014"}}).dob->iso(), "2014-09-03");
  EXPECT_EQ(raw_cell(person({{"dob", "03/09/2014"}}).raw_cells, "dob"), "03/09/2014");
  EXPECT_FALSE(person({{"dob", "2126-05-05"}}).dob);
  EXPECT_EQ(person({{"dob", "1931-05-02"}}).dob->iso(), "1931-05-02") << "the role may be wrong";
}

TEST(PersonRow, GivesTheExpectedDateSixWeeks) {
  const auto expected = [](const char* text) {
    return person_fault(with_person(
        {{"person_role", "unborn"}, {"dob", ""}, {"given_name", ""}, {"expected_dob", text}}));
  };
  EXPECT_EQ(expected("2027-01-18"), "");
  EXPECT_EQ(expected("2026-08-24"), "") << "42 days before";
  EXPECT_EQ(expected("2026-08-23"), "expected_dob_long_past");
}

TEST(PersonRow, NeedsANameADateANumberOrAnAddress) {
  const Changes empty = {{"given_name", ""}, {"surname", ""},      {"other_names", ""},
                         {"dob", ""},        {"expected_dob", ""}, {"nhs_number", ""},
                         {"upn", ""},        {"address_line", ""}, {"postcode", ""}};
  EXPECT_EQ(person_fault(with_person(empty)), "person_row_is_empty");
  for (const auto& [field, text] : Changes{{"given_name", "A"},
                                           {"surname", "A"},
                                           {"other_names", "A"},
                                           {"dob", "2016-01-01"},
                                           {"expected_dob", "2027-01-01"},
                                           {"nhs_number", "1"},
                                           {"upn", "1"},
                                           {"address_line", "A"},
                                           {"postcode", "A"}}) {
    Changes changes = empty;
    changes.emplace_back(field, text);
    EXPECT_NE(person_fault(with_person(changes)), "person_row_is_empty") << field;
  }
}

TEST(PersonRow, CodesDoNotDependOnCase) {
  const auto p = person({{"person_role", "Sibling"}, {"sex", "f"}});
  EXPECT_EQ(p.role, model::PersonRole::sibling);
  EXPECT_EQ(p.sex, model::Sex::female);
  EXPECT_EQ(person_fault(with_person({{"sex", "f"}})), "code_in_other_case");
  EXPECT_EQ(person_fault(with_person({{"sex", ""}})), "");
}

}  // namespace
}  // namespace mash::intake

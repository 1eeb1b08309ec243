// SPDX-License-Identifier: MIT
// Goal: no row is stored twice, no two families are mixed, and no concern is lost for either.
#include <gtest/gtest.h>

#include <map>

#include "import_test_rows.h"

namespace mash::intake {
namespace {

const std::string k_later = "2026-10-06T10:00:00+01:00";

Changes renewed(const Changes& more = {}) {
  Changes changes = {{"source_reference", "REF-2"}, {"received_at", k_later}};
  changes.insert(changes.end(), more.begin(), more.end());
  return changes;
}
std::string child_of(const std::string& reference, const Changes& more = {}) {
  Changes changes = {{"source_reference", reference}};
  changes.insert(changes.end(), more.begin(), more.end());
  return person_line(changes);
}

// A14: within one file.
TEST(Resent, TheSecondCopyIsAReceiptAndItsPeopleAreNotDoubled) {
  const std::string parent = person_line({{"person_role", "parent"}, {"given_name", "Bo"}});
  const Import import = Pair{
      {notification_line(), notification_line()},
      {person_line(), parent, person_line(),
       parent}}.read();
  EXPECT_EQ(notification_fault(import, 1), "");
  EXPECT_EQ(notification_fault(import, 2), "duplicate_resent");
  ASSERT_EQ(import.notifications.size(), 2U);
  EXPECT_EQ(import.notifications[1].duplicate_of, "REF-1");
  EXPECT_EQ(import.notifications[0].content_hash, import.notifications[1].content_hash);
  EXPECT_EQ(person_fault(import, 1), "");
  EXPECT_EQ(person_fault(import, 3), "duplicate_resent");
  EXPECT_EQ(person_fault(import, 4), "duplicate_resent");
  EXPECT_EQ(import.people.size(), 2U);
}

TEST(Resent, AWarningOfTheFirstCopyDoesNotHideTheReceipt) {
  const std::string line = notification_line({{"channel", "fax"}});
  const Import import = Pair{{line, line, line}, {}}.read();
  EXPECT_EQ(notification_fault(import, 1), "unknown_channel");
  EXPECT_EQ(notification_fault(import, 2), "duplicate_resent");
  EXPECT_EQ(notification_fault(import, 3), "duplicate_resent");
}

TEST(Resent, AnotherPersonWithTheCopyIsTaken) {
  const Import import = Pair{{notification_line(), notification_line()},
                             {person_line(), person_line(), person_line({{"given_name", "Cy"}})}}
                            .read();
  EXPECT_EQ(person_fault(import, 2), "duplicate_resent");
  EXPECT_EQ(person_fault(import, 3), "");
}

// E04: in a file.
TEST(Resent, UnbornTwinsStayTwo) {
  const std::string twin = person_line({{"person_role", "unborn"},
                                        {"given_name", ""},
                                        {"dob", ""},
                                        {"expected_dob", "2027-01-18"},
                                        {"nhs_number", ""}});
  EXPECT_EQ((Pair{{notification_line()}, {twin, twin}}.read().people.size()), 2U);
  const std::string note = notification_line();
  EXPECT_EQ((Pair{{note, note}, {twin, twin, twin, twin}}.read().people.size()), 2U);
  EXPECT_EQ((Pair{{note, note}, {twin, twin}}.read().people.size()), 1U);
}

TEST(Reused, TheFirstIsWarnedTheSecondRefusedAndNobodyMixed) {
  const Import import = Pair{{notification_line(), notification_line({{"narrative", "Others."}})},
                             {person_line(), person_line({{"surname", "Fen"}})}}
                            .read();
  EXPECT_EQ(notification_fault(import, 1), "reference_used_twice");
  EXPECT_EQ(notification_fault(import, 2), "reference_reused_with_other_content");
  EXPECT_EQ(person_fault(import, 1), "reference_ambiguous");
  EXPECT_EQ(person_fault(import, 2), "reference_ambiguous");
  EXPECT_EQ(import.notifications.size(), 1U);
  EXPECT_TRUE(import.people.empty());
}

TEST(Reused, ACopyOfTheFirstIsStillAReceipt) {
  const Import import = Pair{
      {notification_line(), notification_line({{"narrative", "Others."}}), notification_line()},
      {}}.read();
  EXPECT_EQ(notification_fault(import, 1), "reference_used_twice");
  EXPECT_EQ(notification_fault(import, 3), "duplicate_resent");
}

TEST(Reused, ARefusedRowDoesNotTakeTheCorrectedOneWithIt) {
  const Import import =
      Pair{{notification_line({{"narrative", ""}}), notification_line()}, {person_line()}}.read();
  EXPECT_EQ(notification_fault(import, 1), "missing_narrative");
  EXPECT_EQ(notification_fault(import, 2), "reference_used_twice");
  EXPECT_EQ(person_fault(import, 1), "reference_ambiguous") << "it may be of either";
}

TEST(People, NeedANotificationThatWasTaken) {
  const Import import = Pair{
      {notification_line({{"received_at", ""}})},
      {person_line(), child_of("REF-9"),
       child_of("")}}.read();
  EXPECT_EQ(person_fault(import, 1), "notification_rejected");
  EXPECT_EQ(person_fault(import, 2), "no_such_notification");
  EXPECT_EQ(person_fault(import, 3), "missing_source_reference");
}

TEST(People, ReferencesAreComparedWithoutSurroundingSpaces) {
  const Import import = Pair{{notification_line()}, {child_of(" REF-1\u00a0")}}.read();
  EXPECT_EQ(person_fault(import, 1), "spaces_around_values");
  EXPECT_EQ(import.people[0].source_reference, "REF-1");
}

TEST(ProbableDuplicate, SameReferrerWordsAndChildrenLater) {
  const Import import = Pair{
      {notification_line(), notification_line(renewed())},
      {person_line(),
       child_of("REF-2")}}.read();
  EXPECT_EQ(notification_fault(import, 1), "");
  EXPECT_EQ(notification_fault(import, 2), "probable_duplicate_new_reference");
  EXPECT_EQ(import.notifications[1].duplicate_of, "REF-1");
  EXPECT_EQ(person_fault(import, 2), "") << "shown with the receipt";
}

TEST(ProbableDuplicate, TheOrderInTheFileDoesNotMatter) {
  const Import import = Pair{
      {notification_line(renewed()), notification_line()},
      {child_of("REF-2"),
       person_line()}}.read();
  EXPECT_EQ(notification_fault(import, 1), "probable_duplicate_new_reference");
  EXPECT_EQ(notification_fault(import, 2), "");
  EXPECT_EQ(import.notifications[0].duplicate_of, "REF-1");
}

TEST(ProbableDuplicate, SmallDifferencesInWritingDoNotHideIt) {
  const Import import =
      Pair{{notification_line(),
            notification_line(renewed({{"narrative", "CAME to school  without a coat."}}))},
           {person_line(), child_of("REF-2", {{"given_name", "ADA"}})}}
          .read();
  EXPECT_EQ(notification_fault(import, 2), "probable_duplicate_new_reference");
}

TEST(ProbableDuplicate, AnythingElseIsANotificationOfItsOwn) {
  const auto second = [](const Changes& notification, const Changes& child) {
    const Import import = Pair{{notification_line(), notification_line(renewed(notification))},
                               {person_line(), child_of("REF-2", child)}}
                              .read();
    return notification_fault(import, 2);
  };
  EXPECT_EQ(second({}, {{"given_name", "Ben"}}), "") << "other child, same words";
  EXPECT_EQ(second({}, {{"dob", "2016-02-04"}}), "") << "perhaps a cousin of the same name";
  EXPECT_EQ(second({{"narrative", "Came to school without a bag."}}, {}), "");
  EXPECT_EQ(second({{"referrer_name", "Kim Vale"}}, {}), "");
  EXPECT_EQ(second({{"referral_source", "6"}}, {}), "");
  EXPECT_EQ(second({{"received_at", "2026-10-05T10:00:00+01:00"}}, {}), "") << "not later";
}

TEST(ProbableDuplicate, AnotherSiblingMakesItNew) {
  const Import import =
      Pair{{notification_line(), notification_line(renewed())},
           {person_line(), child_of("REF-2"),
            child_of("REF-2", {{"given_name", "Cy"}, {"person_role", "sibling"}})}}
          .read();
  EXPECT_EQ(notification_fault(import, 2), "");
}

TEST(ProbableDuplicate, AdultsDecideOnlyWhereNoChildIsNamed) {
  const auto second = [](const Changes& first_adult, const Changes& second_adult, bool child) {
    Pair pair{{notification_line(), notification_line(renewed())},
              {child_of("REF-1", first_adult), child_of("REF-2", second_adult)}};
    if (child) {
      pair.people.push_back(child_of("REF-1"));
      pair.people.push_back(child_of("REF-2"));
    }
    return notification_fault(pair.read(), 2);
  };
  const Changes bo = {{"person_role", "parent"}, {"given_name", "Bo"}};
  const Changes di = {{"person_role", "parent"}, {"given_name", "Di"}};
  EXPECT_EQ(second(bo, di, true), "probable_duplicate_new_reference");
  EXPECT_EQ(second(bo, bo, false), "probable_duplicate_new_reference");
  EXPECT_EQ(second(bo, di, false), "");
}

TEST(ProbableDuplicate, WordsAboutNobodyInParticularAreNone) {
  const Import import = Pair{{notification_line(), notification_line(renewed())}, {}}.read();
  EXPECT_EQ(notification_fault(import, 2), "");
  EXPECT_EQ(import.notifications[1].likeness_hash, "");
}

TEST(ProbableDuplicate, ARefusedFirstIsNotDoubled) {
  const Import import = Pair{
      {notification_line({{"received_at", ""}}), notification_line(renewed())},
      {person_line(),
       child_of("REF-2")}}.read();
  EXPECT_EQ(notification_fault(import, 2), "");
}

TEST(ProbableDuplicate, AChainLeadsToTheFirst) {
  const std::string second = notification_line(renewed());
  const std::string third = notification_line(
      {{"source_reference", "REF-3"}, {"received_at", "2026-10-07T10:00:00+01:00"}});
  const Import import = Pair{
      {notification_line(), second, third, second},
      {person_line(), child_of("REF-2"),
       child_of("REF-3")}}.read();
  for (const std::size_t i : {1U, 2U, 3U}) {
    EXPECT_EQ(import.notifications[i].duplicate_of, "REF-1") << i;
  }
  EXPECT_EQ(notification_fault(import, 4), "duplicate_resent");
}

// What an earlier import of these files left behind.
Known stored_from(const Import& import) {
  std::map<std::string, std::string, std::less<>> contents;
  std::map<std::string, Known::Twin, std::less<>> twins;
  for (const ImportedNotification& n : import.notifications) {
    contents.emplace(n.source_reference, n.content_hash);
    twins.emplace(n.likeness_hash, Known::Twin{n.source_reference, n.received_at});
  }
  const auto look_up = [](const auto& map, std::string_view key) {
    const auto found = map.find(key);
    return found == map.end() ? std::nullopt : std::optional(found->second);
  };
  return {[=](std::string_view key) { return look_up(contents, key); },
          [=](std::string_view key) { return look_up(twins, key); }};
}

// A14: in a later file.
TEST(Stored, ASecondImportOfTheSameFilesAddsReceiptsOnly) {
  const Pair pair{{notification_line()}, {person_line(), person_line({{"given_name", "Cy"}})}};
  const Import again = pair.read(stored_from(pair.read()));
  EXPECT_EQ(notification_fault(again), "duplicate_resent");
  EXPECT_EQ(again.notifications[0].duplicate_of, "REF-1");
  EXPECT_EQ(person_fault(again, 1), "duplicate_resent");
  EXPECT_EQ(person_fault(again, 2), "duplicate_resent");
  EXPECT_TRUE(again.people.empty());
}

TEST(Stored, TheOrderOfPeopleDoesNotMatter) {
  const std::string cy = person_line({{"given_name", "Cy"}});
  const Known known = stored_from(Pair{{notification_line()}, {person_line(), cy}}.read());
  EXPECT_EQ(notification_fault(Pair{{notification_line()}, {cy, person_line()}}.read(known)),
            "duplicate_resent");
}

TEST(Stored, OtherContentUnderAStoredReferenceIsRefused) {
  const Known known = stored_from(Pair{{notification_line()}, {person_line()}}.read());
  const Import words =
      Pair{{notification_line({{"narrative", "Others."}})}, {person_line()}}.read(known);
  EXPECT_EQ(notification_fault(words), "reference_reused_with_other_content");
  EXPECT_EQ(person_fault(words), "reference_ambiguous");
  const Import people =
      Pair{{notification_line()}, {person_line({{"surname", "Fen"}})}}.read(known);
  EXPECT_EQ(notification_fault(people), "reference_reused_with_other_content");
}

TEST(Stored, TheSameWordsUnderANewReferenceAreAProbableDuplicate) {
  const Known known = stored_from(Pair{{notification_line()}, {person_line()}}.read());
  const Pair later{{notification_line(renewed())}, {child_of("REF-2")}};
  EXPECT_EQ(notification_fault(later.read(known)), "probable_duplicate_new_reference");
  EXPECT_EQ(later.read(known).notifications[0].duplicate_of, "REF-1");
  EXPECT_EQ(notification_fault(later.read()), "");
}

}  // namespace
}  // namespace mash::intake

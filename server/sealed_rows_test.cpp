// SPDX-License-Identifier: MIT
// Goal: what a disposal seals anew is everything that agencies seal about a case: a table that came
// later and is not told of would be lost with the old key.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "hub_slices.h"

namespace mash::server {
namespace {

// "item_version.sealed" of all tables of the hub.
std::set<std::string> sealed_columns() {
  static const std::regex k_table(
      R"((create table|alter table) (\w+)( add column (\w+) bytea| \(([^;]*)\));)");
  static const std::regex k_column(R"((\w*sealed\w*) bytea)");
  std::set<std::string> out;
  for (const auto& migration : hub_migrations()) {
    std::string sql = std::regex_replace(std::string(migration.sql), std::regex("--[^\n]*"), "");
    for (std::sregex_iterator at(sql.begin(), sql.end(), k_table), end; at != end; ++at) {
      const std::string table = (*at)[2];
      if ((*at)[4].matched) {
        if ((*at)[4].str().find("sealed") != std::string::npos)
          out.insert(table + "." + (*at)[4].str());
        continue;
      }
      const std::string body = (*at)[5];
      for (std::sregex_iterator column(body.begin(), body.end(), k_column); column != end;
           ++column) {
        out.insert(table + "." + (*column)[1].str());
      }
    }
  }
  return out;
}

std::set<std::string> sealed_anew() {
  static const std::regex k_store(R"(update (\w+) set (\w+) = \$1 where .*)");
  std::set<std::string> out;
  for (const auto& rows : sealed_by_agencies()) {
    const std::string store(rows.store);
    std::smatch found;
    EXPECT_TRUE(std::regex_match(store, found, k_store)) << store;
    out.insert(found[1].str() + "." + found[2].str());
  }
  return out;
}

// Under no case's key, so that they do not go with one.
const std::set<std::string>& of_no_case() {
  static const std::set<std::string> all = {
      "agreement_end.sealed",
      "agreement_word.sealed",
      "case_transfer.sealed",
      "audit_event.sealed",
      "board_quarter.sealed",
      "extract.sealed",
      "hub_word_in.sealed",
      "hub_word_out.sealed",
      "import_report.sealed",
      "kept_form.sealed",
      "login.totp_sealed",
      "pace_passed.sealed",
      "passkey.name_sealed",
      "person_join.sealed",
      "pointer_given.sealed",
      "person_split.sealed",  // kept under another case, or gone
      "provision_link.sealed",
      "provision_unlisted.sealed",
      "queue_search.sealed",
      "refused_inward.sealed",
      "subject_request.sealed",
      "subject_request_step.sealed",
      "subject_request_keeper.sealed"};
  return all;
}

// The front door's, which a disposal does not touch, and what is under no case's key.
std::set<std::string> of_the_front_door() {
  std::set<std::string> all = of_no_case();
  all.insert({"allegation.ended_sealed",
              "allegation.sealed",
              "arriving_file.sealed",
              "arriving_piece.sealed",
              "assessment.sealed",
              "basis.sealed",
              "breach_note.sealed",
              "case_bar.sealed",
              "case_let_in.sealed",
              "challenge_answer.sealed",
              "challenge_safety.sealed",
              "court_order.sealed",
              "court_order_mistake.sealed",
              "decision.sealed",
              "enquiry.sealed",
              "entry_draft.sealed",
              "family_contact.sealed",
              "family_contact_over.sealed",
              "feedback.sealed",
              "final_words.sealed",
              "finding_aside.sealed",
              "finding_names.answer_sealed",
              "finding_names.sealed",
              "glass.sealed",
              "glass_review.sealed",
              "group_said.sealed",
              "late_answer.sealed",
              "notification.sealed",
              "objection.sealed",
              "objection.sealed_over",
              "open_check.sealed",
              "outward.sealed",
              "person_upheld.sealed",
              "pointer_enquiry.sealed",
              "product_act.sealed",
              "product_doubt.sealed",
              "product_signature.sealed",
              "product_version.sealed_draft",
              "product_version.sealed_issued",
              "profile_task.end_sealed",
              "profile_task.sealed",
              "profile_version.sealed",
              "rating.sealed",
              "receipt.sealed",
              "recommendation.sealed",
              "screening.sealed",
              "search.sealed",
              "statement.sealed",
              "told.sealed",
              "told_otherwise.sealed",
              "told_review.sealed",
              "transfer_reason.sealed"});
  return all;
}

TEST(SealedRows, each_sealed_column_is_sealed_anew_or_the_front_doors) {
  const auto anew = sealed_anew();
  EXPECT_EQ(anew.size(), sealed_by_agencies().size()) << "two kinds in one column";
  std::set<std::string> told = of_the_front_door();
  for (const auto& column : anew) {
    EXPECT_TRUE(told.insert(column).second) << column << " is told twice";
  }
  EXPECT_THAT(sealed_columns(), testing::ContainerEq(told))
      << "a new column: add it to its slice's sealed_rows(), or here if the front door alone seals "
         "it";
}

TEST(SealedRows, each_sealed_column_of_the_front_door_goes_with_its_case) {
  static const std::regex k_delete(R"(delete from (\w+) where .*)");
  static const std::regex k_empty(R"(update (\w+) set (\w+) = (\$2|null)[ ,].*)");
  std::set<std::string> tables;
  std::set<std::string> columns = of_no_case();
  for (const auto& rows : record_of_case()) {
    const std::string erase(rows.erase);
    std::smatch found;
    if (std::regex_match(erase, found, k_delete)) {
      tables.insert(found[1].str());
    } else {
      ASSERT_TRUE(std::regex_match(erase, found, k_empty)) << erase;
      columns.insert(found[1].str() + "." + found[2].str());
    }
  }
  for (const auto& column : of_the_front_door()) {
    const bool goes = tables.contains(column.substr(0, column.find('.')));
    EXPECT_TRUE(goes || columns.contains(column))
        << column << ": add it to its slice's record_rows()";
  }
}

}  // namespace
}  // namespace mash::server

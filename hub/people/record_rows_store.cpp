// SPDX-License-Identifier: MIT
#include "mash/people/record_rows.h"

namespace mash::people {

std::vector<pipeline::CaseRows> record_rows() {
  return {
      {.kind = "birth_asked",
       .erase = "delete from birth_asked where statement_id in (select id from statement where "
                "case_id = $1)"},
      {.kind = "likely_match",
       .erase =
           "delete from likely_match where statement_id in (select id from statement where case_id "
           "= $1) or other_statement in (select id from statement where case_id = $1)"},
      {.kind = "hidden_match",
       .erase = "delete from hidden_match where case_id = $1 or hidden_case = $1 or search_id in "
                "(select q.id from search q join statement t on t.id = q.statement_id where "
                "t.case_id = $1) or statement_id in (select id from statement where case_id = $1)"},
      {.kind = "hidden_repeat",
       .erase = "delete from hidden_repeat where case_id = $1 or hidden_case = $1"},
      {.kind = "judgement",
       .erase = "delete from judgement where statement_id in (select id from statement where "
                "case_id = $1) or other_statement in (select id from statement where case_id = $1) "
                "or search_id in (select q.id from search q join statement t on t.id = "
                "q.statement_id where t.case_id = $1)"},
      {.kind = "person_upheld",
       .sealed = "select id, sealed from person_upheld where case_id = $1 or statement_id in "
                 "(select id from statement where case_id = $1)",
       .erase = "delete from person_upheld where case_id = $1 or statement_id in (select id from "
                "statement where case_id = $1)"},
      {.kind = "family_contact_over",
       .sealed = "select o.contact_id, o.sealed from family_contact_over o join family_contact f "
                 "on f.id = o.contact_id where f.case_id = $1",
       .erase = "delete from family_contact_over where contact_id in (select id from "
                "family_contact where case_id = $1)"},
      {.kind = "family_contact",
       .sealed = "select id, sealed from family_contact where case_id = $1",
       .erase = "delete from family_contact where case_id = $1"},
      {.kind = "group_said",
       .sealed = "select id, sealed from group_said where case_id = $1 or statement_id in (select "
                 "id from statement where case_id = $1)",
       .erase = "delete from group_said where case_id = $1 or statement_id in (select id from "
                "statement where case_id = $1)"},
      {.kind = "bar_followed",
       .erase = "delete from bar_followed where case_id = $1 or source_case = $1"},
      {.kind = "identification",
       .erase = "delete from identification where statement_id in (select id from statement where "
                "case_id = $1)"},
      {.kind = "search_answer",
       .erase = "delete from search_answer where search_id in (select q.id from search q join "
                "statement t on t.id = q.statement_id where t.case_id = $1)"},
      {.kind = "search",
       .sealed = "select id, sealed from search where statement_id in (select id from statement "
                 "where case_id = $1)",
       .erase = "delete from search where statement_id in (select id from statement where case_id "
                "= $1)"},
      {.kind = "statement",
       .sealed = "select id, sealed from statement where case_id = $1",
       .erase = "delete from statement where case_id = $1"}};
}

}  // namespace mash::people

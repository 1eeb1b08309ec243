// SPDX-License-Identifier: MIT
#include "mash/cases/record_rows.h"

namespace mash::cases {

std::vector<pipeline::CaseRows> record_rows() {
  return {
      {.kind = "case_kept_open", .erase = "delete from case_kept_open where case_id = $1"},
      {.kind = "case_bar",
       .sealed = "select id, sealed from case_bar where case_id = $1",
       .erase = "update case_bar set sealed = $2 where case_id = $1"},
      {.kind = "case_let_in",
       .sealed = "select id, sealed from case_let_in where case_id = $1",
       .erase = "update case_let_in set sealed = $2 where case_id = $1"},
      {.kind = "glass_review",
       .sealed = "select glass, sealed from glass_review where glass in (select id from glass "
                 "where case_id = $1)",
       .erase =
           "delete from glass_review where glass in (select id from glass where case_id = $1)"},
      {.kind = "glass_known",
       .erase = "delete from glass_known where glass in (select id from glass where case_id = $1)"},
      {.kind = "glass",
       .sealed = "select id, sealed from glass where case_id = $1",
       .erase = "delete from glass where case_id = $1"},
      {.kind = "legal_hold_lifted",
       .sealed = "select id, lifted_sealed from legal_hold where case_id = $1",
       .erase = "update legal_hold set lifted_sealed = $2 where case_id = $1 and lifted_sealed is "
                "not null"},
      {.kind = "legal_hold",
       .sealed = "select id, sealed from legal_hold where case_id = $1",
       .erase = "update legal_hold set sealed = $2 where case_id = $1"}};
}

}  // namespace mash::cases

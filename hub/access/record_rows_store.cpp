// SPDX-License-Identifier: MIT
#include "mash/access/record_rows.h"

namespace mash::access {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "court_answer",
           .erase = "delete from court_answer where part in (select p.id from court_part p "
                    "join court_order o on o.id = p.order_id where o.case_id = $1)"},
          {.kind = "court_part",
           .erase = "delete from court_part where order_id in (select id from court_order "
                    "where case_id = $1)"},
          {.kind = "court_bundle",
           .erase = "delete from court_bundle where order_id in (select id from court_order "
                    "where case_id = $1)"},
          {.kind = "court_order_mistake",
           .sealed = "select m.order_id, m.sealed from court_order_mistake m "
                     "join court_order o on o.id = m.order_id where o.case_id = $1",
           .erase = "delete from court_order_mistake where order_id in (select id from "
                    "court_order where case_id = $1)"},
          {.kind = "court_order",
           .sealed = "select id, sealed from court_order where case_id = $1",
           .erase = "delete from court_order where case_id = $1"},
          {.kind = "subject_request_answer",
           .erase = "delete from subject_request_answer where part in (select id from "
                    "subject_request_part where case_id = $1)"},
          {.kind = "subject_request_part",
           .erase = "delete from subject_request_part where case_id = $1"},
          {.kind = "subject_request_person",
           .erase = "delete from subject_request_person where case_id = $1"},
          {.kind = "subject_request_bundle_case",
           .erase = "delete from subject_request_bundle_case where case_id = $1"}};
}

}  // namespace mash::access

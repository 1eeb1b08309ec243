// SPDX-License-Identifier: MIT
#include "mash/product/record_rows.h"

namespace mash::product {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "product_stray_reader",
           .erase = "delete from product_stray_reader where stray_id in (select s.id from "
                    "product_stray s join product p on p.id = s.product_id where p.case_id = "
                    "$1)"},
          {.kind = "product_stray",
           .erase = "delete from product_stray where product_id in (select id from product "
                    "where case_id = $1)"},
          {.kind = "product_doubt",
           .sealed = "select product_id, sealed from product_doubt where product_id in "
                     "(select id from product where case_id = $1)",
           .erase = "delete from product_doubt where product_id in (select id from product "
                    "where case_id = $1)"},
          {.kind = "product_signature",
           .sealed = "select product, sealed from product_signature where product in (select "
                     "id from product where case_id = $1)",
           .erase = "delete from product_signature where product in (select id from product "
                    "where case_id = $1)"},
          {.kind = "product_act",
           .sealed = "select id, sealed from product_act where product_id in (select id from "
                     "product where case_id = $1)",
           .erase = "delete from product_act where product_id in (select id from product "
                    "where case_id = $1)"},
          {.kind = "feedback",
           .sealed = "select id, sealed from feedback where case_id = $1",
           .erase = "delete from feedback where case_id = $1"},
          {.kind = "told_otherwise",
           .sealed = "select package_id, sealed from told_otherwise where case_id = $1",
           .erase = "delete from told_otherwise where case_id = $1"},
          {.kind = "product_issued",
           .sealed = "select product_id, sealed_issued from product_version where product_id "
                     "in (select id from product where case_id = $1)",
           .erase = "update product_version set sealed_issued = $2 where sealed_issued is "
                    "not null and product_id in (select id from product where case_id = $1)"},
          {.kind = "product_version",
           .sealed = "select product_id, sealed_draft from product_version where product_id "
                     "in (select id from product where case_id = $1)",
           .erase = "update product_version set sealed_draft = $2 where product_id in "
                    "(select id from product where case_id = $1)"}};
}

}  // namespace mash::product

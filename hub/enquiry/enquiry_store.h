// SPDX-License-Identifier: MIT
// Rows of bases, requests and answers. What is sealed stays sealed here.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "mash/enquiry/basis.h"
#include "mash/enquiry/enquiries.h"

namespace mash::enquiry {

struct BasisRow {
  CaseId case_id;
  std::int64_t version = 1;
  Threshold threshold{};
  bool complete = false;
  bool urgent = false;
  StaffId recorded_by;
  UtcTime recorded_at;
  Bytes sealed;
};
void insert_basis(db::Transaction& tx, const BasisRow& row);
std::optional<BasisRow> newest_basis(db::Transaction& tx, const CaseId& id);

struct ReturnRow {
  EnquiryId enquiry;
  std::int64_t version = 1;
  model::ReturnKind kind{};
  std::string ground;  // code of why it was not shared, or why nobody could answer; or empty
  bool late = false;
  StaffId returned_by;
  UtcTime returned_at;
  Bytes sealed;
};

struct EnquiryRow {
  EnquiryId id;
  CaseId case_id;
  AgencyId agency;
  model::EnquiryState state{};
  std::int64_t version = 1;
  UtcTime sent_at;
  StaffId sent_by;
  Bytes sealed;
  std::optional<ReturnRow> answer;  // the newest
};
void insert_enquiry(db::Transaction& tx, const EnquiryRow& row);
void store_state(db::Transaction& tx, const EnquiryId& id, model::EnquiryState state,
                 std::int64_t version);
void store_words(db::Transaction& tx, const EnquiryId& id, const Bytes& sealed);
void insert_return(db::Transaction& tx, const ReturnRow& row);
std::vector<ReturnRow> returns_of(db::Transaction& tx, const EnquiryId& id);  // oldest first
std::optional<EnquiryRow> find_enquiry(db::Transaction& tx, const EnquiryId& id);
std::vector<EnquiryRow> enquiries_of_case(db::Transaction& tx, const CaseId& id);
// Of one desk, newest first: at most `most` of those whose case is not hidden. Where the list ends
// must not tell how much is. Cost: one statement for each `most` that are read.
std::vector<EnquiryRow> enquiries_of_agency(db::Transaction& tx, const AgencyId& agency, bool open,
                                            const std::set<CaseId>& hidden, std::size_t most);

}  // namespace mash::enquiry

// SPDX-License-Identifier: MIT
#include "ask_form.h"

#include <algorithm>

#include "basis_words.h"
#include "mash/disclosure/item_form.h"
#include "mash/disclosure/law_form.h"
#include "mash/html/forms.h"

namespace mash::enquiry {

namespace {

using model::NotificationState;
using pipeline::Context;

json::Value urgent_question(const Context& c) {
  return disclosure::fields_of({html::textarea(
      {.name = "urgent_reason",
       .label = "Why can it not wait until the family is told or asked?",
       .error = html::error_of(c.faults, "urgent_reason"),
       .value = c.typed != nullptr ? std::string(c.typed->text("urgent_reason")) : "",
       .rows = 3})});
}

NotificationState state_after(NotificationState before, bool urgent) {
  if (model::is_decided(before)) return before;
  if (!urgent && model::may_follow(before, NotificationState::enquiring)) {
    return NotificationState::enquiring;
  }
  if (urgent && model::may_follow(before, NotificationState::fast_track)) {
    return NotificationState::fast_track;
  }
  return before;
}

}  // namespace

std::vector<const model::Agency*> desks(const model::Borough& borough) {
  std::vector<const model::Agency*> out;
  for (const auto& a : borough.agencies) {
    if (a.inside_hub && a.has_desk()) out.push_back(&a);
  }
  return out;
}

const EnquiryRow* open_request(const std::vector<EnquiryRow>& asked, const AgencyId& agency) {
  const auto found = std::ranges::find_if(
      asked, [&](const EnquiryRow& e) { return e.agency == agency && model::is_open(e.state); });
  return found == asked.end() ? nullptr : &*found;
}

std::vector<pipeline::Field> urgent_fields() {
  return {{.name = "urgent_reason", .label = "Why it cannot wait", .max = 2000, .as_typed = true},
          disclosure::basis_field("Select at least one legal basis")};
}

void add_urgent_questions(json::Value& data, const Context& c, bool urgent) {
  data.set("urgent", urgent ? urgent_question(c) : json::Value(false));
  data.set("laws", urgent ? disclosure::common_laws("Why may we ask?",
                                                    c.typed != nullptr ? c.typed->all("basis")
                                                                       : std::vector<std::string>{},
                                                    html::error_of(c.faults, "basis"))
                          : json::Value(false));
}

Result<void> record_urgent_basis(Context& c) {
  std::vector<Fault> faults;
  if (!c.input.has("urgent_reason")) {
    faults.push_back({"urgent_reason", "Say why it cannot wait"});
  }
  if (c.input.all("basis").empty()) {
    faults.push_back({"basis", "Select at least one legal basis"});
  }
  if (!faults.empty()) return Error{ErrorCode::invalid_input, "There is a problem", faults};
  Basis basis;
  basis.threshold = Threshold::safety;
  basis.laws = c.input.all("basis");
  basis.dispense = std::string(model::code_of(model::DispenseReason::immediate_risk));
  basis.dispense_reason = Sensitive(std::string(c.input.text("urgent_reason")));
  basis.complete = true;
  basis.urgent = true;
  add_basis(c, c.case_id, basis);
  return {};
}

void set_asked(Context& c, const cases::CaseHead& head, bool urgent) {
  const auto next = state_after(head.state, urgent);
  if (next != head.state) cases::set_state(c, head.id, next);
}

}  // namespace mash::enquiry

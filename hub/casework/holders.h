// SPDX-License-Identifier: MIT
// Who can be given a task of a case: desks that work on it and the people there who are present.
// Present: their account is open, they are on shift and not away (shift), and the case is not
// hidden from them.
#pragma once

#include <string>
#include <vector>

#include "mash/html/forms.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::casework {

struct Holder {
  AgencyId desk;
  StaffId person;  // empty: the desk
  // For forms: "desk:police", "person:u07".
  [[nodiscard]] std::string code() const;
};
// The front door first, then the other desks in the order of the borough, each before its people.
std::vector<Holder> present_holders(pipeline::Context& c, const model::Borough& borough,
                                    const CaseId& id);
bool is_desk_away(const pipeline::Context& c, const model::Borough& borough, const AgencyId& desk);
bool is_present(pipeline::Context& c, const model::Borough& borough, const CaseId& id,
                const Holder& holder);
// "Police desk"; "Leon Bailey, Barnfield Borough Police".
std::string holder_name(const model::Borough& borough, const Holder& holder);
json::Value holder_question(const pipeline::Context& c, const model::Borough& borough,
                            const std::vector<Holder>& present, const std::string& name,
                            const std::string& label);
// The one that was chosen under this name, if it is present; invalid_input names the field.
Result<Holder> read_holder(pipeline::Context& c, const model::Borough& borough, const CaseId& id,
                           const std::string& name);

}  // namespace mash::casework

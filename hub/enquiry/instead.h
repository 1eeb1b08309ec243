// SPDX-License-Identifier: MIT
// Who is asked in place of a desk that is away (scenario C06): somebody of its agency who is on
// call or stands in, or the desk that the configuration names for the time. Whoever asks chooses;
// that nobody is, too. What not: how they are alerted (alerts tells whoever is on call or stands
// in).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "enquiry_store.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"
#include "mash/shift/shift.h"

namespace mash::enquiry {

struct Instead {
  StaffId person;  // of the same agency; empty: none
  AgencyId desk;   // that is asked in its place; empty: none
};

// Of the desks that can be asked, those that are away now, with who could be asked: never who may
// not know of the case. `asked` are its requests. Read once; two queries, and one for each of them.
class AwayDesks {
 public:
  AwayDesks(pipeline::Context& c, const model::Borough& borough,
            const std::vector<EnquiryRow>& asked);
  // Its agency is away today, or nobody of it is there.
  [[nodiscard]] bool is_away(const AgencyId& desk) const;
  // "Away until 18 November 2026", "Nobody is there"; empty where somebody is.
  [[nodiscard]] std::string words(const AgencyId& desk) const;
  // The question for a desk that is away, else false.
  [[nodiscard]] json::Value question(const pipeline::Context& c, const model::Agency& desk) const;
  // What was chosen; nothing: nobody has chosen. invalid_input names the field.
  [[nodiscard]] Result<std::optional<Instead>> read(const pipeline::Context& c,
                                                    const model::Agency& desk) const;

 private:
  [[nodiscard]] bool is_anybody_cleared(const AgencyId& desk) const;
  struct Choice {
    std::string code, text, hint;
    Instead instead;
  };
  [[nodiscard]] std::vector<Choice> choices(const AgencyId& desk) const;

  db::Transaction& tx_;
  CaseId case_;
  const model::Borough& borough_;
  const std::vector<EnquiryRow>& asked_;
  shift::Presence presence_;
  LocalDate today_;
};

// Who answers for this agency: its on-call list, by the rota and by the configuration, and who
// stands in for them; also those who are not there now. Never who has left.
std::vector<StaffId> who_answers_for(const shift::Presence& presence, const model::Borough& borough,
                                     const AgencyId& agency);

std::string instead_name(const model::Agency& desk);
// "Joy Adomako is asked in place of the desk, which was away. Phone 020 7946 0535."; empty where
// nobody was chosen.
std::string instead_words(const model::Borough& borough, const Enquiry& enquiry);

}  // namespace mash::enquiry

// SPDX-License-Identifier: MIT
#include "mash/model/words_item.h"

#include "mash/base/assert.h"

namespace mash::model {

std::string_view detail_of(ReleaseState state) {
  switch (state) {
    case ReleaseState::undecided:
      return "Does not leave until the owner decides.";
    case ReleaseState::released:
      return "The recipient reads it word for word.";
    case ReleaseState::released_redacted:
      return "The recipient reads it with parts taken out by the owner.";
    case ReleaseState::released_gist:
      return "The recipient reads a summary in the owner's words.";
    case ReleaseState::existence_only:
      return "The recipient reads that there is more and whom to phone.";
    case ReleaseState::withheld:
      return "The recipient reads nothing of it.";
    case ReleaseState::withdrawn:
      return "The owner has taken the permission back. New copies leave it out.";
    case ReleaseState::expired:
      return "The owner's permission was for a time that is over.";
  }
  MASH_ASSERT(false);
}

bool leaves(ReleaseState state) {
  return state == ReleaseState::released || state == ReleaseState::released_redacted ||
         state == ReleaseState::released_gist;
}

std::string_view legal_ground(WithholdReason reason) {
  switch (reason) {
    case WithholdReason::more_detrimental_to_child:
      return "Children Act 2004, section 16LA: the exception to the duty to share";
    case WithholdReason::ongoing_investigation:
      return "Common law: public interest in preventing and detecting crime";
    case WithholdReason::confidential_source:
      return "Common law duty of confidence; Human Rights Act 1998, Articles 2 and 8";
    case WithholdReason::third_party:
      return "UK GDPR Article 5(1)(c): no more than is needed; Human Rights Act 1998, Article 8";
    case WithholdReason::legal_privilege:
      return "Common law: legal professional privilege";
    case WithholdReason::not_relevant:
      return "UK GDPR Article 5(1)(c): no more than is needed";
    case WithholdReason::sensitive_health:
      return "Common law duty of confidence; UK GDPR Article 9";
    case WithholdReason::adoption:
      return "Adoption and Children Act 2002, sections 56 to 65";
    case WithholdReason::refuge_address:
      return "Common law duty of confidence; Human Rights Act 1998, Articles 2 and 3";
  }
  MASH_ASSERT(false);
}

Result<Marking> parse_marking(std::string_view code, std::string_view field) {
  if (code == "SECRET" || code == "TOP SECRET") {
    return invalid(std::string(field),
                   "This system may not hold SECRET information. Keep it in your own system and "
                   "record here whom to phone");
  }
  return parse<Marking>(code, field);
}

std::string grade_text(const IntelGrade& grade) {
  std::string text;
  text += code_of(grade.source);
  text += code_of(grade.information);
  text += code_of(grade.handling);
  return text;
}

Result<IntelGrade> parse_grade(std::string_view text, std::string_view field) {
  if (text.size() == 3) {
    const auto source = from_code<SourceGrade>(text.substr(0, 1));
    const auto information = from_code<InformationGrade>(text.substr(1, 1));
    const auto handling = from_code<HandlingGrade>(text.substr(2, 1));
    if (source && information && handling) return IntelGrade{*source, *information, *handling};
  }
  return invalid(std::string(field), "A grading of source, information and handling, as 2BC");
}

}  // namespace mash::model

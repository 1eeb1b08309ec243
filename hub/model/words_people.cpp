// SPDX-License-Identifier: MIT
#include "mash/model/words_people.h"

#include "mash/base/assert.h"

namespace mash::model {

ReferrerClass class_of(ReferralSource source) {
  switch (source) {
    case ReferralSource::family:
    case ReferralSource::acquaintance:
    case ReferralSource::self:
    case ReferralSource::other_individual:
    case ReferralSource::unknown:
      return ReferrerClass::member_of_public;
    case ReferralSource::anonymous:
      return ReferrerClass::anonymous;
    case ReferralSource::school:
    case ReferralSource::education_service:
    case ReferralSource::gp:
    case ReferralSource::health_visitor:
    case ReferralSource::school_nurse:
    case ReferralSource::other_primary_health:
    case ReferralSource::emergency_department:
    case ReferralSource::other_health:
    case ReferralSource::housing:
    case ReferralSource::council_social_care:
    case ReferralSource::other_council_service:
    case ReferralSource::another_council:
    case ReferralSource::early_help:
    case ReferralSource::police:
    case ReferralSource::other_legal_agency:
    case ReferralSource::other:
      return ReferrerClass::professional;
  }
  MASH_ASSERT(false);
}

}  // namespace mash::model

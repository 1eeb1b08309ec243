// SPDX-License-Identifier: MIT
// The tables of the hub, slice by slice, in the order in which they came.
#include <string>

#include "hub_slices.h"
#include "mash/access/access.h"
#include "mash/access/schema.h"
#include "mash/agreements/agreements.h"
#include "mash/agreements/schema.h"
#include "mash/alerts/schema.h"
#include "mash/allegations/schema.h"
#include "mash/assessment/schema.h"
#include "mash/attachments/arriving.h"
#include "mash/attachments/outside.h"
#include "mash/attachments/schema.h"
#include "mash/attachments/shelf.h"
#include "mash/cases/case_disposal.h"
#include "mash/cases/cases.h"
#include "mash/cases/disposed.h"
#include "mash/cases/glass.h"
#include "mash/cases/holds.h"
#include "mash/cases/kept_open.h"
#include "mash/cases/queue.h"
#include "mash/cases/schema.h"
#include "mash/cases/walls.h"
#include "mash/casework/schema.h"
#include "mash/challenge/schema.h"
#include "mash/decision/schema.h"
#include "mash/directory/by_system.h"
#include "mash/directory/schema.h"
#include "mash/disclosure/schema.h"
#include "mash/disclosure/signed_releases.h"
#include "mash/disclosure/standing.h"
#include "mash/enquiry/schema.h"
#include "mash/figures/schema.h"
#include "mash/findings/names.h"
#include "mash/findings/profiles.h"
#include "mash/findings/schema.h"
#include "mash/intake/schema.h"
#include "mash/live/schema.h"
#include "mash/login/agencies.h"
#include "mash/login/login.h"
#include "mash/login/passkeys.h"
#include "mash/login/schema.h"
#include "mash/pace/schema.h"
#include "mash/peers/schema.h"
#include "mash/people/births.h"
#include "mash/people/family_bars.h"
#include "mash/people/groups.h"
#include "mash/people/routes.h"
#include "mash/people/schema.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/rotation.h"
#include "mash/pipeline/schema.h"
#include "mash/pointers/schema.h"
#include "mash/post/post.h"
#include "mash/post/schema.h"
#include "mash/product/product.h"
#include "mash/product/schema.h"
#include "mash/provision/schema.h"
#include "mash/shift/schema.h"
#include "mash/told/schema.h"
#include "mash/transfers/schema.h"
#include "mash/triage/schema.h"
#include "mash/triage/triage.h"

namespace mash::server {

namespace {

// Broken glass, and who said why they open many cases.
std::string_view need_to_know() {
  static const std::string k_both =
      std::string(cases::glass_schema()) + "\n" + std::string(pace::schema());
  return k_both;
}

// Cases that are handed over to other hubs, and which of them are kept open for that.
std::string_view between_hubs() {
  static const std::string k_both =
      std::string(cases::kept_open_schema()) + "\n" + std::string(transfers::schema());
  return k_both;
}

}  // namespace

std::vector<db::Migration> hub_migrations() {
  return {{1, "pipeline", pipeline::schema()},
          {2, "cases", cases::schema()},
          {3, "post", post::schema()},
          {4, "directory", directory::schema()},
          {5, "people", people::schema()},
          {6, "intake", intake::schema()},
          {7, "triage", triage::schema()},
          {8, "disclosure", disclosure::schema()},
          {9, "enquiry", enquiry::schema()},
          {10, "decision", decision::schema()},
          {11, "product", product::schema()},
          {12, "login", login::schema()},
          {13, "casework", casework::schema()},
          {14, "alerts", alerts::schema()},
          {15, "shift", shift::schema()},
          {16, "told", told::schema()},
          {17, "assessment", assessment::schema()},
          {18, "attachments", attachments::schema()},
          {19, "walls", cases::walls_schema()},
          {20, "allegations", allegations::schema()},
          {21, "challenge", challenge::schema()},
          {22, "live", live::schema()},
          {23, "strays", product::strays_schema()},
          {24, "births", people::births_schema()},
          {25, "arriving", attachments::arriving_schema()},
          {26, "item_files", attachments::item_files_schema()},
          {27, "case_files", cases::files_schema()},
          {28, "case_lists", cases::lists_schema()},
          {29, "outside_files", attachments::outside_schema()},
          {30, "case_screened", cases::screened_schema()},
          {31, "family_bars", people::family_bars_schema()},
          {32, "screened_before", triage::screened_before_schema()},
          {33, "search_index", people::search_index_schema()},
          {34, "post_waits", post::waits_schema()},
          {35, "product_left", product::left_schema()},
          {36, "session_agency", pipeline::session_agency_schema()},
          {37, "agencies", login::agencies_schema()},
          {38, "passkeys", login::passkeys_schema()},
          {39, "need_to_know", need_to_know()},
          {41, "signed_releases", disclosure::signed_schema()},
          {42, "product_signatures", product::signature_schema()},
          {43, "agreements", agreements::schema()},
          {45, "holds", cases::holds_schema()},
          {46, "disposed", cases::disposed_schema()},
          {47, "access", access::schema()},
          {48, "court", access::court_schema()},
          {49, "provision", provision::schema()},
          {50, "first_password", login::first_password_schema()},
          {51, "standing_releases", disclosure::standing_schema()},
          {55, "quarter_keys", pipeline::quarter_keys_schema()},
          {56, "agency_signed_in", login::agency_signed_in_schema()},
          {57, "closed_by_system", directory::by_system_schema()},
          {58, "case_gone", cases::gone_schema()},
          {59, "case_disposal", cases::case_disposal_schema()},
          {60, "agreements_on_paper", agreements::paper_schema()},
          {61, "access_acts", access::acts_schema()},
          {66, "findings", findings::schema()},
          {67, "finding_names", findings::names_schema()},
          {68, "profiles", findings::profiles_schema()},
          {70, "peers", peers::schema()},
          {72, "figures", figures::schema()},
          {73, "groups", people::groups_schema()},
          {74, "pointers", pointers::schema()},
          {75, "transfers", between_hubs()}};
}

}  // namespace mash::server

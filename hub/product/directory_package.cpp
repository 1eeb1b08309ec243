// SPDX-License-Identifier: MIT
#include <algorithm>

#include "build.h"
#include "mash/crypto/crypto.h"
#include "mash/directory/directory.h"
#include "mash/post/post.h"

namespace mash::product {

namespace {

// The names that the gate's policy knows.
std::string_view role_outside(model::Role role) {
  switch (role) {
    case model::Role::recipient:
    case model::Role::referrer_recipient:
      return "Recipient";
    case model::Role::referrer:
      return "Referrer";
    case model::Role::board_analyst:
      return "BoardAnalyst";
    default:
      return "";
  }
}

constexpr std::string_view k_about_directory = "directory";

// The newest one, if the gate refused it.
bool sent_again(pipeline::Context& c) {
  const auto all = post::all_set_aside(c.tx);
  const auto found =
      std::ranges::find(all, packages::OutwardKind::directory, &post::SetAside::kind);
  return found != all.end() && post::send_again(c, found->id);
}

}  // namespace

bool send_directory(pipeline::Context& c, const model::Borough& borough) {
  packages::Directory package{.hub_name = borough.hub.name, .hub_phone = hub_phone(borough)};
  for (const auto& s : borough.staff) {
    const auto role = role_outside(s.role);
    if (s.side != model::Side::gate || role.empty()) continue;
    package.accounts.push_back({.id = s.id,
                                .agency = s.agency,
                                .agency_name = directory::agency_name(borough, s.agency),
                                .role = std::string(role),
                                .name = s.name.reveal(),
                                .title = s.title,
                                .email = s.email.reveal()});
  }
  const Bytes body = packages::encode(package);
  const std::string hash = hex(crypto::sha256(body));
  if (hash == last_directory_hash(c.tx)) return sent_again(c);
  post::let_go(c, packages::OutwardKind::directory, k_about_directory);
  insert_directory(c.tx, hash, c.now);
  post::send(c,
             {.id = new_id_text(c.random),
              .kind = packages::OutwardKind::directory,
              .at = c.now,
              .body = body},
             CaseId{}, k_about_directory);
  return true;
}

}  // namespace mash::product

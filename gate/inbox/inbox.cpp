// SPDX-License-Identifier: MIT
#include "mash/inbox/inbox.h"

#include "account_store.h"
#include "pages.h"
#include "receipts.h"
#include "sign_in.h"

namespace mash::inbox {

std::vector<pipeline::Route> routes(const Deps& deps) {
  const auto shared = std::make_shared<const Deps>(deps);
  std::vector<pipeline::Route> out;
  for (const auto& part : {sign_in_routes(shared), list_routes(shared), product_routes(shared),
                           receipt_routes(shared), answer_routes(shared)}) {
    out.insert(out.end(), part.begin(), part.end());
  }
  return out;
}

Result<pipeline::Person> load_person(db::Transaction& tx, const pipeline::Vault& vault,
                                     const StaffId& id) {
  const auto row = find_account(tx, id);
  if (!row || !row->present) return not_found();
  pipeline::Person p;
  p.principal = principal_of(*row);
  const auto account = open_account(tx, vault, own_name(p.principal), *row);
  p.name = account.name;
  p.description =
      account.title.empty() ? account.agency_name : account.title + ", " + account.agency_name;
  return p;
}

Result<login::Secret> set_password(pipeline::Context& c, const StaffId& id,
                                   std::string_view password) {
  const auto account = find_account(c.tx, id);
  if (!account || !account->present) {
    return invalid("person",
                   "Nobody with this id has an account here. The hub sends its list of people when "
                   "it starts");
  }
  const auto person = open_account(c.tx, c.vault, own_name(principal_of(*account)), *account);
  return login::set_password(c, id, person.email, password, words_of(c, *account));
}

Swept sweep(db::Transaction& tx, UtcTime now, const Retention& retention) {
  auto products = remove_products(tx, now - Duration::days(retention.answered_days),
                                  now - Duration::days(retention.unanswered_days));
  return {.products = std::move(products), .accounts = remove_leavers(tx)};
}

html::Page frame(const pipeline::Person* person, const std::string& path) {
  html::Page page;
  page.frame = html::Frame::gate;
  if (person == nullptr) return page;
  if (receives(person->principal)) {
    const bool here = path == "/products" || path.starts_with("/p/");
    page.navigation.push_back({.text = "What we sent you", .href = "/products", .current = here});
  }
  page.navigation.push_back({.text = "Tell us about a child", .href = "/notify"});
  return page;
}

}  // namespace mash::inbox

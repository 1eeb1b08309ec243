// SPDX-License-Identifier: MIT
#include "between_hubs.h"

#include "mash/peers/peers.h"
#include "mash/product/product.h"

namespace mash::server {

transfers::Deps transfers_of(const model::Borough& borough, const cases::Timescales& timescales,
                             const alerts::Deps& alerts) {
  return {.borough = borough,
          .timescales = timescales,
          .alerts = alerts,
          .way = {borough, peers::built_in_peers_policy(), alerts},
          .on_over = [products = products_of(borough, timescales)](
                         pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
            product::go_on(c, proof, products, id);
          }};
}

}  // namespace mash::server

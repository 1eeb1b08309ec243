// SPDX-License-Identifier: MIT
#include "mash/post/post.h"

#include <stdexcept>

namespace mash::post {

namespace {
pipeline::Label label_of(const std::string& id, const CaseId& case_id) {
  return {.owner = pipeline::k_front_door, .kind = "outward", .case_id = case_id, .row = id};
}
}  // namespace

void send(pipeline::Context& c, const packages::Outward& package, const CaseId& case_id) {
  const Bytes encoded = encode(package);
  const Bytes sealed =
      c.vault.seal(c.tx, label_of(package.id, case_id), to_text(encoded), c.random);
  c.tx.execute(
      "insert into outward (seq, id, kind, case_id, at, sealed)"
      " values ((select coalesce(max(seq), 0) + 1 from outward), $1, $2, $3, $4, $5)",
      {package.id, packages::code_of(package.kind), case_id, package.at, sealed});
  c.changed("outward", package.id);
}

bool any_waiting(db::Transaction& tx) {
  return !tx.query("select 1 from outward where delivered_at is null limit 1").empty();
}

std::vector<packages::Outward> waiting(pipeline::Context& c,
                                       const policy::Grant<policy::Action::collect>& grant,
                                       int limit) {
  std::vector<packages::Outward> out;
  for (const auto& row : c.tx.query("select id, case_id, sealed from outward"
                                    " where delivered_at is null order by seq limit $1",
                                    {limit})) {
    const std::string id = row.text(0);
    const auto plain = c.vault.open(c.tx, grant, label_of(id, row.id<CaseId>(1)), row.blob(2));
    auto package = packages::decode_outward(as_bytes(plain.reveal()));
    if (!package) throw std::runtime_error("a waiting package does not decode: " + id);
    out.push_back(*std::move(package));
  }
  return out;
}

void delivered(pipeline::Context& c, const std::vector<std::string>& ids) {
  for (const auto& id : ids) {
    c.tx.execute("update outward set delivered_at = $2 where id = $1 and delivered_at is null",
                 {id, c.now});
    c.touch(id);
  }
}

bool take_in(pipeline::Context& c, const std::string& inward_id) {
  c.touch(inward_id);
  return c.tx.execute("insert into taken_in (id, at) values ($1, $2) on conflict (id) do nothing",
                      {inward_id, c.now}) == 1;
}

}  // namespace mash::post

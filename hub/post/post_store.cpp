// SPDX-License-Identifier: MIT
#include "mash/post/post.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace mash::post {

namespace {

struct RefusalWords {
  Refusal refusal;
  std::string_view code, words;
};
constexpr auto k_refusals = std::to_array<RefusalWords>({
    {Refusal::not_understood, "invalid_input",
     "The gate could not read it, or it contradicts what the gate holds."},
    {Refusal::too_large, "too_large", "It is too large for the gate."},
    {Refusal::kind_unknown, "unsupported", "The gate does not know messages of this kind."},
    {Refusal::other, "other", "The gate gave no reason that the hub knows."},
});
const RefusalWords& row_of(Refusal refusal) {
  return *std::ranges::find(k_refusals, refusal, &RefusalWords::refusal);
}

packages::OutwardKind kind_of(const std::string& code) {
  using enum packages::OutwardKind;
  for (const auto kind :
       {product, withdrawal, feedback, directory, receipt, signatures, hubs, hub_word, figures}) {
    if (packages::code_of(kind) == code) return kind;
  }
  throw std::runtime_error("unknown code in the database");
}

constexpr std::string_view k_set_aside =
    "select id, kind, case_id, about, refused_at, refusal from outward"
    " where delivered_at is null and refused_at is not null and let_go_at is null";

std::vector<SetAside> rows_of(const db::Rows& rows) {
  std::vector<SetAside> out;
  for (const auto& r : rows) {
    out.push_back({.id = r.text(0),
                   .kind = kind_of(r.text(1)),
                   .case_id = r.id<CaseId>(2),
                   .about = r.text(3),
                   .refused_at = r.time(4),
                   .why = refusal_of(r.text(5))});
  }
  return out;
}

int most_waiting(Which which) {
  return which == Which::all ? 1 : 0;
}

pipeline::Label label_of(const std::string& id, const CaseId& case_id) {
  return {.owner = pipeline::k_front_door, .kind = "outward", .case_id = case_id, .row = id};
}
}  // namespace

void send(pipeline::Context& c, const packages::Outward& package, const CaseId& case_id,
          std::string_view about, Haste haste) {
  const Bytes encoded = encode(package);
  const Bytes sealed =
      c.vault.seal(c.tx, label_of(package.id, case_id), to_text(encoded), c.random);
  c.tx.execute(
      "insert into outward (seq, id, kind, case_id, about, at, sealed, can_wait)"
      " values ((select coalesce(max(seq), 0) + 1 from outward), $1, $2, $3, $4, $5, $6, $7)",
      {package.id, packages::code_of(package.kind), case_id, about, package.at, sealed,
       haste == Haste::can_wait ? 1 : 0});
  c.changed("outward", package.id);
}

bool any_waiting(db::Transaction& tx, Which which) {
  return !tx.query(
                "select 1 from outward where delivered_at is null and refused_at is null"
                " and can_wait <= $1 limit 1",
                {most_waiting(which)})
              .empty();
}

std::vector<packages::Outward> waiting(pipeline::Context& c,
                                       const policy::Grant<policy::Action::collect>& grant,
                                       Which which, int limit) {
  std::vector<packages::Outward> out;
  for (const auto& row : c.tx.query("select id, case_id, sealed from outward"
                                    " where delivered_at is null and refused_at is null"
                                    " and can_wait <= $1 order by seq limit $2",
                                    {most_waiting(which), limit})) {
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
    c.tx.execute(
        "update outward set delivered_at = $2, refused_at = null, refusal = null"
        " where id = $1 and delivered_at is null",
        {id, c.now});
    // It would come as often as it is sent; the other hub's receipt says what became of it.
    c.tx.execute("delete from outward where id = $1 and kind = 'hub_word'", {id});
    c.touch(id);
  }
}

Refusal refusal_of(std::string_view door_code) {
  const auto* found = std::ranges::find(k_refusals, door_code, &RefusalWords::code);
  return found == k_refusals.end() ? Refusal::other : found->refusal;
}

std::string_view words_of(Refusal refusal) {
  return row_of(refusal).words;
}

void set_aside(pipeline::Context& c, const std::string& id, Refusal why) {
  c.touch(id);
  c.note(std::string(row_of(why).code));
  const auto rows = c.tx.query("select case_id from outward where id = $1", {id});
  if (rows.empty()) return;
  if (const auto case_id = rows.front().id<CaseId>(0); !case_id.empty()) {
    c.about(case_id);
    c.changed("case", case_id.text());
  }
  c.tx.execute(
      // Of these nobody could do anything: it is on the record, and in the log; or, of what goes
      // to another hub, its own page says what has no receipt.
      "update outward set refused_at = $2, refusal = $3,"
      " let_go_at = case when kind in ('receipt', 'signatures', 'hubs', 'hub_word') then $2 else "
      "let_go_at end"
      " where id = $1 and delivered_at is null and refused_at is null",
      {id, c.now, row_of(why).code});
}

std::vector<SetAside> all_set_aside(db::Transaction& tx) {
  return rows_of(tx.query(std::string(k_set_aside) + " order by seq"));
}

std::vector<SetAside> set_aside_of(db::Transaction& tx, const CaseId& id) {
  return rows_of(tx.query(std::string(k_set_aside) + " and case_id = $1 order by seq", {id}));
}

bool send_again(pipeline::Context& c, const std::string& id) {
  c.touch(id);
  return c.tx.execute(
             "update outward set refused_at = null, refusal = null where id = $1"
             " and delivered_at is null and refused_at is not null and let_go_at is null",
             {id}) == 1;
}

void let_go(pipeline::Context& c, packages::OutwardKind kind, std::string_view about) {
  c.tx.execute(
      "update outward set let_go_at = $3 where kind = $1 and about = $2"
      " and delivered_at is null and let_go_at is null",
      {packages::code_of(kind), about, c.now});
}

bool take_in(pipeline::Context& c, const std::string& inward_id) {
  c.touch(inward_id);
  return c.tx.execute("insert into taken_in (id, at) values ($1, $2) on conflict (id) do nothing",
                      {inward_id, c.now}) == 1;
}

}  // namespace mash::post

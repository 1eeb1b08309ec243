// SPDX-License-Identifier: MIT
// Feeds arbitrary text to the reader of Splink's models: as a whole file, and as the condition and
// the blocking rule of a good one, which is then run over a few records.
#include <cstddef>
#include <cstdint>
#include <string>

#include "mash/base/assert.h"
#include "mash/linkage/csv.h"
#include "mash/splink/link.h"

namespace {

namespace sp = mash::splink;

const mash::linkage::Table& people() {
  static const mash::linkage::Table table = [] {
    const std::string csv =
        "id,a,b\n1,ann,2015-03-31\n2,anna,2015-3-1\n3,,12\n4,ann,\n5,josé,\"[x, y]\"\n6,a b,a@b\n";
    const mash::linkage::Input input{.name = "p", .bytes = csv, .id_column = "id"};
    const std::string columns[] = {"a", "b"};
    return *mash::linkage::read_as_written({&input, 1}, columns, 1);
  }();
  return table;
}

void run(const sp::Model& model) {
  auto compiled = sp::Compiled::compile(model);
  if (!compiled) {
    MASH_ASSERT(!compiled.error().message.empty());
    return;
  }
  const auto linked = sp::link(*std::move(compiled), people(), {.most_pairs = 1000});
  if (linked) MASH_ASSERT(linked->clusters.size() == people().rows());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(data + 1, data + size);
  if (data[0] % 4 == 0) {
    const auto model = sp::parse_model(text);
    if (model) run(*model);
    return 0;
  }
  sp::Model model;
  model.prior = 0.1;
  model.blocking_rules = {data[0] % 4 == 1 ? text : "l.a = r.a"};
  sp::Level level{.sql = data[0] % 4 == 2 ? text : "a_l = a_r", .label = "x", .m = 0.9, .u = 0.1};
  if (data[0] % 4 == 3) level.tf_column = text;
  sp::Level otherwise{.sql = "ELSE", .label = "else", .m = 0.1, .u = 0.9};
  model.comparisons = {{.name = "c", .levels = {level, otherwise}}};
  run(model);
  return 0;
}

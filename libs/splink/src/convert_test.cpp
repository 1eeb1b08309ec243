// SPDX-License-Identifier: MIT
// Goal: our own model for Splink has all that both have, and says what is left out.
#include "mash/splink/convert.h"

#include <gtest/gtest.h>

#include <cmath>

#include "mash/splink/link.h"

namespace mash::splink {
namespace {

using linkage::Kind;

// All kinds, with probabilities that tell the levels apart.
linkage::Model whole_model() {
  linkage::Model model{
      .match_share = 0.001, .household_share = 0.002, .moved_share = 0.1, .names_together = 2};
  for (std::size_t k = 0; k < linkage::k_kinds; ++k) {
    linkage::Comparison c{.kind = static_cast<Kind>(k)};
    const auto levels = linkage::facts(c.kind).labels.size() - 1;
    for (std::size_t l = 1; l <= levels; ++l) {
      const auto n = static_cast<double>(levels);
      c.m[l] = 2 * static_cast<double>(l) / (n * (n + 1));
      c.u[l] = 2 * static_cast<double>(levels + 1 - l) / (n * (n + 1));
    }
    model.comparisons.push_back(c);
  }
  return model;
}

std::string same_name(Kind kind) {
  return std::string(linkage::facts(kind).name);
}

TEST(SplinkExport, IsReadAndCompiledWithEveryKind) {
  const auto exported = to_splink(whole_model(), "record_id", same_name);
  const auto model = parse_model(exported.json);
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(model->id_column, "record_id");
  EXPECT_EQ(model->prior, 0.001);
  EXPECT_EQ(model->comparisons.size(), linkage::k_kinds);
  const auto compiled = Compiled::compile(*model);
  ASSERT_TRUE(compiled) << compiled.error().message;
  EXPECT_EQ(compiled->columns().size(), linkage::k_kinds);
}

TEST(SplinkExport, KeepsProbabilitiesAndPutsTheRestWithDifferent) {
  const auto ours = whole_model();
  const auto model = *parse_model(to_splink(ours, "record_id", same_name).json);
  for (std::size_t k = 0; k < linkage::k_kinds; ++k) {
    const auto& c = model.comparisons[k];
    double m = 0;
    double u = 0;
    for (const auto& l : c.levels) {
      if (l.is_null) continue;
      m += l.m;
      u += l.u;
      const auto& labels = linkage::facts(ours.comparisons[k].kind).labels;
      const auto at = static_cast<std::size_t>(std::find(labels.begin(), labels.end(), l.label) -
                                               labels.begin());
      ASSERT_LT(at, labels.size());
      if (l.sql != "ELSE") EXPECT_EQ(l.m, ours.comparisons[k].m[at]) << c.name << " " << l.label;
      if (l.sql != "ELSE") EXPECT_EQ(l.u, ours.comparisons[k].u[at]) << c.name << " " << l.label;
    }
    EXPECT_NEAR(m, 1, 1e-9) << c.name;
    EXPECT_NEAR(u, 1, 1e-9) << c.name;
  }
}

TEST(SplinkExport, SaysWhatIsLost) {
  auto model = whole_model();
  const auto words = [&] {
    std::string all;
    for (const auto& l : to_splink(model, "id", same_name).lost) all += l + "\n";
    return all;
  };
  EXPECT_NE(words().find("household"), std::string::npos);
  EXPECT_NE(words().find("moved"), std::string::npos);
  EXPECT_NE(words().find("surname: \"one of several names agrees\", \"another form\", \"given name "
                         "and surname crossed\" count as different"),
            std::string::npos)
      << words();
  model.household_share = 0;
  model.moved_share = 0;
  EXPECT_EQ(words().find("household"), std::string::npos);
  EXPECT_EQ(words().find("moved"), std::string::npos);
}

TEST(SplinkExport, ColumnsHaveTheNamesOfTheFile) {
  const auto exported = to_splink(whole_model(), "nr", [](Kind kind) {
    return kind == Kind::surname ? std::string("Last \"Name\"") : same_name(kind);
  });
  const auto compiled = Compiled::compile(*parse_model(exported.json));
  ASSERT_TRUE(compiled) << compiled.error().message;
  const auto columns = compiled->columns();
  EXPECT_NE(std::find(columns.begin(), columns.end(), "Last \"Name\""), columns.end());
}

}  // namespace
}  // namespace mash::splink

// SPDX-License-Identifier: MIT
// Goal: the ways by which other systems have told what they hid, each by its name: numbers beside
// filters, finding by the first letters, and a moment between creating and hiding.
#include <gtest/gtest.h>

#include <regex>

#include "mash/model/words_case.h"
#include "mash/model/words_time.h"
#include "mash/world/journey.h"
#include "observe.h"

namespace mash::leak {
namespace {

using world::Journey;
using world::Variant;
using world::World;

const Observer k_barred = {Side::hub, "u02"};
const Observer k_colleague = {Side::hub, "u01"};

struct Told {
  World world{{}};
  Journey journey;
  explicit Told(const Variant& variant) : journey(world, variant) { journey.run(); }
};

// One has a case that is hidden from u02, the other has no such case.
struct Two {
  Told without;
  Told with;
  Two() : without(other_case(false)), with(other_case(true)) {}
  static Variant other_case(bool there) {
    Variant v;
    v.other_case = there;
    v.barred = there;
    return v;
  }
};

Two& two() {
  static Two worlds;
  return worlds;
}

Seen get(World& world, const Observer& who, const std::string& path, bool json) {
  return ask(world, who, {.method = "GET", .path = path, .pattern = path, .json = json});
}

// Each filter of the queue by itself, as its form makes the address.
std::vector<std::string> filters() {
  std::vector<std::string> out = {"/queue", "/queue?arrived=today", "/queue?order=newest",
                                  "/queue?with=me", "/queue?with=nobody"};
  for (const auto& word : model::k_words<model::NotificationState>) {
    out.push_back("/queue?state=" + std::string(word.code));
  }
  for (const auto& word : model::k_words<model::Rating>) {
    out.push_back("/queue?rating=" + std::string(word.code));
  }
  out.emplace_back("/board");
  return out;
}

TEST(NamedLeaks, leak_count_facet) {
  int seen_by_colleague = 0;
  int answered = 0;
  for (const auto& path : filters()) {
    for (const bool json : {false, true}) {
      const auto one = get(two().without.world, k_barred, path, json);
      EXPECT_EQ(one.bytes, get(two().with.world, k_barred, path, json).bytes) << path;
      answered += one.status == 200 ? 1 : 0;
      const auto here = get(two().without.world, k_colleague, path, json);
      if (here.bytes != get(two().with.world, k_colleague, path, json).bytes) ++seen_by_colleague;
    }
  }
  EXPECT_GT(answered, 10) << "filters that exist";
  EXPECT_GT(seen_by_colleague, 4) << "whoever may know of the case sees it counted";
}

std::string reference_of(Told& told, const std::string& id) {
  static const std::regex k_reference("[2-9B-Z]{4}-[2-9B-Z]{4}");
  const auto page = get(told.world, k_colleague, "/case/" + id + "/notification", false).bytes;
  std::smatch found;
  return std::regex_search(page, found, k_reference) ? found.str() : std::string();
}

// What the list says that looking for it leads to.
std::string look_for(World& world, const Observer& who, const std::string& words) {
  const auto sent = ask(world, who,
                        {.method = "POST",
                         .path = "/queue/search",
                         .pattern = "/queue/search",
                         .content_type = "application/x-www-form-urlencoded",
                         .body = "reference=" + words});
  static const std::regex k_there("location: (/queue/search/[0-9A-Z]+)");
  std::smatch found;
  if (!std::regex_search(sent.bytes, found, k_there)) return sent.bytes;
  return get(world, who, found.str(1), false).bytes;
}

TEST(NamedLeaks, leak_typeahead) {
  const auto& id = two().with.journey.other_case_id;
  ASSERT_FALSE(id.empty());
  const auto reference = reference_of(two().with, id);
  ASSERT_EQ(reference.size(), 9U);
  for (std::size_t letters = 1; letters <= reference.size(); ++letters) {
    const auto typed = reference.substr(0, letters);
    const std::string step = "looks for " + std::to_string(letters) + " letters";
    for (auto* told : {&two().without, &two().with}) {
      told->world.at(step, told->world.minute() + 1);
    }
    EXPECT_EQ(look_for(two().without.world, k_barred, typed),
              look_for(two().with.world, k_barred, typed))
        << letters << " letters";
    const auto found = look_for(two().with.world, k_colleague, typed);
    EXPECT_EQ(found.find(id) != std::string::npos, letters == reference.size())
        << "the whole of it finds, and no beginning does, for whoever may know of it";
  }
}

// Nothing is written of it, and nobody is alerted, before it stands behind its wall.
TEST(NamedLeaks, leak_create_then_restrict) {
  auto& told = two().with;
  const auto count = [&](const std::string& sql) {
    std::int64_t out = -1;
    told.world.hub_room().database.read([&](db::Transaction& tx) {
      out = tx.query("select count(*) from case_wall w join " + sql).front().integer(0);
    });
    return out;
  };
  EXPECT_GT(count("case_file f on f.id = w.case_id"), 0);
  EXPECT_EQ(count("case_file f on f.id = w.case_id where f.received_at < w.raised_at"), 0);
  EXPECT_GT(count("audit_event e on e.case_id = w.case_id"), 0);
  EXPECT_EQ(count("audit_event e on e.case_id = w.case_id where e.at < w.raised_at"), 0);
  EXPECT_EQ(count("change c on c.object = w.case_id where c.at < w.raised_at"), 0);
  EXPECT_EQ(count("alert a on a.case_id = w.case_id where a.written_at < w.raised_at or not exists"
                  " (select 1 from wall_keeper k where k.staff = a.person)"),
            0);
}

}  // namespace
}  // namespace mash::leak

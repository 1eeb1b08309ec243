// SPDX-License-Identifier: MIT
// Goal: one SQL text means the same on SQLite and PostgreSQL.
#include <gmock/gmock.h>

#include <limits>

#include "database_under_test.h"
#include "mash/db/broken_constraint.h"
#include "mash/db/query_in.h"

namespace mash::db {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class StatementTest : public DatabaseTest {
 protected:
  StatementTest() { create_items(); }

  std::vector<std::string> texts(std::string_view sql, const Params& params = {}) {
    std::vector<std::string> found;
    database().read([&](Transaction& t) {
      found.clear();
      for (const Row& row : t.query(sql, params)) found.push_back(row.text(0));
    });
    return found;
  }
  std::optional<Fault> refused(std::string_view sql, const Params& params = {}) {
    return fault_in([&] { database().write([&](Transaction& t) { t.execute(sql, params); }); });
  }
};
MASH_ON_BOTH_ENGINES(StatementTest);

TEST_P(StatementTest, InsertReturnsWhatWasStored) {
  std::string id;
  database().write([&](Transaction& t) {
    id = t.query("insert into item (id, number) values ($1, $2) returning id", {"a", 1})
             .at(0)
             .text(0);
  });
  EXPECT_EQ(id, "a");
}

TEST_P(StatementTest, KeepsEveryTypeExactly) {
  const Bytes bytes{0, 1, 0, 255, 0};
  const std::string text = "na\u00efve \u2603 'quoted' $1";
  database().write([&](Transaction& t) {
    t.execute("create table kept (n bigint, d double precision, s text, b bytea)");
    t.execute("insert into kept values ($1, $2, $3, $4)",
              {std::numeric_limits<std::int64_t>::min(), 0.1, text, bytes});
    t.execute("insert into kept values ($1, $2, $3, $4)",
              {std::numeric_limits<std::int64_t>::max(), -1e300, "", Bytes{}});
    t.execute("insert into kept values ($1, $2, $3, $4)", {Null{}, Null{}, Null{}, Null{}});
  });
  database().read([&](Transaction& t) {
    const Rows rows = t.query("select n, d, s, b from kept order by n nulls last");
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].integer(0), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(rows[0].real(1), 0.1);
    EXPECT_EQ(rows[0].text(2), text);
    EXPECT_EQ(rows[0].blob(3), bytes);
    EXPECT_EQ(rows[1].integer(0), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(rows[1].real(1), -1e300);
    EXPECT_EQ(rows[1].text(2), "");
    EXPECT_EQ(rows[1].blob(3), Bytes{});
    for (std::size_t i = 0; i < rows[2].size(); ++i) EXPECT_TRUE(rows[2].is_null(i));
    EXPECT_EQ(rows[2].integer_or(0, 7), 7);
    EXPECT_EQ(rows[2].text_or(2, "none"), "none");
  });
}

TEST_P(StatementTest, IdsAndTimesAreTextAndMicroseconds) {
  const auto agency = AgencyId::trusted("police");
  const UtcTime at{1'700'000'000'000'001};
  database().write([&](Transaction& t) {
    t.execute("insert into item (id, number, parent) values ($1, $2, $3)",
              {agency, at, AgencyId{}});
  });
  database().read([&](Transaction& t) {
    const Rows rows = t.query("select id, number, parent from item");
    EXPECT_EQ(rows.at(0).id<AgencyId>(0), agency);
    EXPECT_EQ(rows.at(0).time(1), at);
    EXPECT_TRUE(rows.at(0).is_null(2));
    EXPECT_TRUE(rows.at(0).id<AgencyId>(2).empty());
  });
}

TEST_P(StatementTest, ParametersAreNamedNotCounted) {
  database().read([](Transaction& t) {
    const Rows rows = t.query(
        "select cast($2 as text), cast($1 as bigint) + $1, cast($2 as text), cast($3 as text)",
        {4, "two", "three"});
    EXPECT_EQ(rows.at(0).text(0), "two");
    EXPECT_EQ(rows.at(0).integer(1), 8);
    EXPECT_EQ(rows.at(0).text(2), "two");
    EXPECT_EQ(rows.at(0).text(3), "three");
  });
}

TEST_P(StatementTest, OneTextTakesParametersOfAnyType) {
  add_item("a", 1);
  for (const Param& parent : Params{Null{}, "a", Null{}}) {
    database().write([&](Transaction& t) {
      t.execute("update item set parent = $1 where id = $2", {parent, "a"});
    });
  }
  EXPECT_EQ(integer("select count(*) from item where parent is null"), 1);
}

TEST_P(StatementTest, ClassifiesWhatTheEngineRefuses) {
  add_item("a", 1);
  const std::string_view insert = "insert into item (id, number, parent) values ($1, $2, $3)";
  EXPECT_EQ(refused(insert, {"a", 1, Null{}}), Fault::unique);
  EXPECT_EQ(refused(insert, {"b", 1, "missing"}), Fault::foreign_key);
  EXPECT_EQ(refused(insert, {"b", -1, Null{}}), Fault::check);
  EXPECT_EQ(refused(insert, {"b", Null{}, Null{}}), Fault::not_null);
  EXPECT_EQ(refused("insert in to item"), Fault::syntax);
  EXPECT_EQ(refused("select id from nowhere"), Fault::syntax);
  EXPECT_EQ(refused("select \"a text\" from item"), Fault::syntax);
  EXPECT_EQ(refused(insert, {"b", 1}), Fault::syntax);
  EXPECT_EQ(refused(insert, {"b", 1, Null{}, 4}), Fault::syntax);
  EXPECT_EQ(refused(insert, {std::string("b\0c", 3), 1, Null{}}), Fault::other);
  EXPECT_EQ(refused("delete from item; delete from item"), Fault::syntax);
  EXPECT_EQ(refused(""), Fault::syntax);
  EXPECT_EQ(count_items(), 1);
}

TEST_P(StatementTest, AnErrorNamesTheStatementAndNoValue) {
  add_item("secret-key", 1);
  try {
    add_item("secret-key", 424242);
    FAIL() << "was not refused";
  } catch (const DatabaseError& error) {
    EXPECT_THAT(error.what(), HasSubstr("unique: insert into item"));
    EXPECT_THAT(error.what(), Not(HasSubstr("secret")));
    EXPECT_THAT(error.what(), Not(HasSubstr("424242")));
  }
}

TEST_P(StatementTest, AnErrorNamesTheConstraintAndNoValue) {
  add_item("secret-key", 1);
  const auto broken = [this](const Params& row) {
    try {
      database().write([&](Transaction& t) {
        t.execute("insert into item (id, number, parent) values ($1, $2, $3)", row);
      });
    } catch (const BrokenConstraint& error) {
      return error.constraint();
    }
    return std::string("was not refused");
  };
  const bool names = GetParam() == Engine::postgres;
  EXPECT_EQ(broken({"secret-key", 1, Null{}}), names ? "item_pkey" : "item.id");
  EXPECT_EQ(broken({"b", 1, "secret-parent"}), names ? "item_parent_fkey" : "");
  EXPECT_EQ(broken({"b", Null{}, Null{}}), names ? "number" : "item.number");
  EXPECT_EQ(broken({"b", -1, Null{}}), names ? "item_number_check" : "number >= 0");
}

TEST_P(StatementTest, UpsertUpdatesOnConflict) {
  for (const int number : {1, 2, 3}) {
    database().write([&](Transaction& t) {
      t.execute(
          "insert into item (id, number) values ($1, $2) "
          "on conflict (id) do update set number = item.number + excluded.number",
          {"a", number});
    });
  }
  EXPECT_EQ(integer("select number from item where id = $1", {"a"}), 6);
}

TEST_P(StatementTest, AnswersHowManyRowsChanged) {
  add_item("a", 1);
  add_item("b", 1);
  database().write([](Transaction& t) {
    const std::string_view sql =
        "update item set number = number + 1 where id = $1 and number = $2";
    EXPECT_EQ(t.execute(sql, {"a", 1}), 1);
    EXPECT_EQ(t.execute(sql, {"a", 1}), 0);  // the optimistic lock: somebody was faster
    EXPECT_EQ(t.execute("select id from item"), 0);
    EXPECT_EQ(t.execute("create table other (id text)"), 0);
    EXPECT_EQ(t.execute("delete from item"), 2);
  });
}

TEST_P(StatementTest, RecursiveQuery) {
  database().write([](Transaction& t) {
    t.execute("insert into item (id, number) values ('root', 0)");
    t.execute("insert into item (id, number, parent) values ('child', 1, 'root')");
    t.execute("insert into item (id, number, parent) values ('grandchild', 2, 'child')");
    t.execute("insert into item (id, number) values ('stranger', 3)");
  });
  EXPECT_THAT(texts("with recursive tree (id) as (select id from item where id = $1 union "
                    "select item.id from item join tree on item.parent = tree.id) "
                    "select id from tree order by id",
                    {"root"}),
              ElementsAre("child", "grandchild", "root"));
}

TEST_P(StatementTest, FilterAndWindow) {
  for (const int number : {1, 2, 3, 4}) add_item("i" + std::to_string(number), number);
  EXPECT_EQ(integer("select count(*) filter (where number > 1) from item"), 3);
  EXPECT_EQ(integer("select cast(sum(number) as bigint) from item"), 10);
  EXPECT_THAT(texts("select id from (select id, row_number() over (partition by number % 2 "
                    "order by number desc) as place from item) as ranked where place = 1 "
                    "order by id"),
              ElementsAre("i3", "i4"));
}

TEST_P(StatementTest, NullsLastAndPagingByKey) {
  for (const int number : {1, 1, 2, 2, 3}) {
    add_item("i" + std::to_string(count_items()), number);
  }
  EXPECT_THAT(texts("select id from item where (number, id) > ($1, $2) "
                    "order by number, id limit $3",
                    {1, "i1", 2}),
              ElementsAre("i2", "i3"));
  database().write(
      [](Transaction& t) { t.execute("update item set share = 0.5 where id = 'i4'"); });
  EXPECT_EQ(texts("select id from item order by share nulls last, id").front(), "i4");
  EXPECT_EQ(texts("select id from item order by share desc nulls last, id").front(), "i4");
}

// More texts than a connection keeps prepared.
TEST_P(StatementTest, AsksForAnyNumberOfIds) {
  std::vector<std::string> all;
  database().write([&](Transaction& t) {
    all.clear();
    for (int i = 0; i < 450; ++i) {
      all.push_back("id" + std::to_string(i));
      t.execute("insert into item (id, number) values ($1, $2)", {all.back(), i});
    }
  });
  for (const std::size_t asked : {0U, 1U, 20U, 21U, 200U, 201U, 450U}) {
    Params ids(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(asked));
    if (asked > 0) ids.emplace_back("nobody");
    std::vector<std::string> found;
    database().read([&](Transaction& t) {
      found.clear();
      for (const Row& r :
           query_in(t, "select id from item where id in ($ids) and number >= 0", ids))
        found.push_back(r.text(0));
    });
    EXPECT_THAT(found, testing::UnorderedElementsAreArray(
                           all.begin(), all.begin() + static_cast<std::ptrdiff_t>(asked)));
  }
}

TEST_P(StatementTest, ForgetsOldStatements) {
  for (int i = 0; i < 600; ++i) {
    const std::string number = std::to_string(i);
    EXPECT_EQ(integer("select cast(" + number + " as bigint) as n" + number), i);
  }
}

TEST_P(StatementTest, StatementsOutliveAChangeOfTheirTable) {
  add_item("a", 1);
  database().write([](Transaction& t) {
    EXPECT_EQ(t.query("select id, number from item").size(), 1U);
    t.execute("alter table item add column note text");
    EXPECT_EQ(t.query("select id, number from item").size(), 1U);
    t.execute("insert into item (id, number, note) values ('b', 2, 'x')");
  });
  EXPECT_THAT(texts("select note from item where id = 'b'"), ElementsAre("x"));
}

}  // namespace
}  // namespace mash::db

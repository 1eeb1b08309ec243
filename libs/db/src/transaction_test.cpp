// SPDX-License-Identifier: MIT
// Goal: transactions and savepoints keep all or nothing, and an error is never passed over.
#include <stdexcept>

#include "database_under_test.h"

namespace mash::db {
namespace {

class TransactionTest : public DatabaseTest {
 protected:
  TransactionTest() { create_items(); }

  static void insert(Transaction& t, const char* id) {
    t.execute("insert into item (id, number) values ($1, 0)", {id});
  }
  static void fail(Transaction& t) { t.execute("insert into item (id) values (null)"); }
};
MASH_ON_BOTH_ENGINES(TransactionTest);

TEST_P(TransactionTest, AnExceptionTakesEverythingBack) {
  EXPECT_THROW(database().write([](Transaction& t) {
    insert(t, "a");
    throw std::logic_error("changed my mind");
  }),
               std::logic_error);
  EXPECT_EQ(count_items(), 0);
}

TEST_P(TransactionTest, ASavepointIsRolledBackAlone) {
  database().write([](Transaction& t) {
    insert(t, "a");
    t.savepoint([&] {
      insert(t, "b");
      return false;
    });
    EXPECT_THROW(t.savepoint([&]() -> bool {
      insert(t, "c");
      throw std::logic_error("no");
    }),
                 std::logic_error);
    t.savepoint([&] {
      insert(t, "d");
      return true;
    });
  });
  EXPECT_EQ(count_items(), 2);
  EXPECT_EQ(integer("select count(*) from item where id in ('a', 'd')"), 2);
}

TEST_P(TransactionTest, SavepointsNest) {
  database().write([](Transaction& t) {
    t.savepoint([&] {
      insert(t, "outer");
      t.savepoint([&] {
        insert(t, "inner");
        return true;
      });
      t.savepoint([&] {
        insert(t, "second");
        return false;
      });
      return true;
    });
  });
  EXPECT_EQ(count_items(), 2);
}

TEST_P(TransactionTest, AnErrorPoisonsUntilTheSavepointIsRolledBack) {
  database().write([](Transaction& t) {
    insert(t, "a");
    EXPECT_EQ(fault_in([&] {
                t.savepoint([&]() -> bool {
                  EXPECT_EQ(fault_in([&] { fail(t); }), Fault::not_null);
                  EXPECT_EQ(fault_in([&] { t.query("select id from item"); }), Fault::not_null);
                  EXPECT_EQ(fault_in([&] { t.savepoint([] { return true; }); }), Fault::not_null);
                  insert(t, "b");
                  return true;
                });
              }),
              Fault::not_null);
    insert(t, "c");
  });
  EXPECT_EQ(count_items(), 2);
}

TEST_P(TransactionTest, ASwallowedErrorDoesNotCommit) {
  EXPECT_EQ(fault_in([&] {
              database().write([](Transaction& t) {
                insert(t, "a");
                EXPECT_EQ(fault_in([&] { fail(t); }), Fault::not_null);
              });
            }),
            Fault::not_null);
  EXPECT_EQ(count_items(), 0);
}

TEST_P(TransactionTest, AReadSeesOneMoment) {
  add_item("a", 1);
  database().read([&](Transaction& t) {
    EXPECT_EQ(t.query("select id from item").size(), 1U);
    add_item("b", 2);
    EXPECT_EQ(t.query("select id from item").size(), 1U);
  });
  EXPECT_EQ(count_items(), 2);
}

TEST_P(TransactionTest, AReadCannotWrite) {
  for (const char* sql : {"insert into item (id, number) values ('x', 1)", "delete from item",
                          "create table other (id text)"}) {
    EXPECT_EQ(fault_in([&] { database().read([&](Transaction& t) { t.execute(sql); }); }),
              Fault::other);
  }
  EXPECT_EQ(count_items(), 0);
}

TEST_P(TransactionTest, AReadThatThrewLeavesItsConnectionUsable) {
  Options one = options();
  one.readers = 1;
  const auto other = Database::open(one);
  EXPECT_EQ(fault_in([&] { other->read([](Transaction& t) { t.query("select nothing"); }); }),
            Fault::syntax);
  other->read([](Transaction& t) { EXPECT_TRUE(t.query("select id from item").empty()); });
}

TEST_P(TransactionTest, KnowsItsEngine) {
  database().read(
      [&](Transaction& t) { EXPECT_EQ(t.is_postgres(), GetParam() == Engine::postgres); });
  EXPECT_EQ(database().engine(), GetParam());
}

TEST(MisuseTest, ItIsAnErrorOfOursToWaitForOneself) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const Place place(Engine::sqlite);
  const auto database = Database::open(place.options());
  EXPECT_DEATH(database->write([&](Transaction&) {
    place.remove_folder();  // the process that dies cannot do it
    database->write([](Transaction&) {});
  }),
               "");
  EXPECT_DEATH(database->read([&](Transaction&) {
    place.remove_folder();
    database->read([](Transaction&) {});
  }),
               "");
}

}  // namespace
}  // namespace mash::db

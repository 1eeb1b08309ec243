// SPDX-License-Identifier: MIT
// Goal: no connection to a database leaves this machine unless it is encrypted and the server is
// known, however the address says where it goes.
#include "mash/db/address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/db/database.h"

namespace mash::db {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(AddressTest, within_this_machine_no_encryption_is_needed) {
  for (const char* address :
       {"/var/lib/openmash-hub/hub.db", "postgres://127.0.0.1/hub", "postgres://127.8.9.1:5433/hub",
        "postgresql://hub@localhost/hub", "postgres://[::1]:5432/hub",
        "postgres://%2Fvar%2Frun%2Fpostgresql/hub", "postgres:///hub?host=/var/run/postgresql",
        "postgres://db.example/hub?hostaddr=127.0.0.1", "postgres://localhost,127.0.0.1/hub"}) {
    EXPECT_FALSE(fault_of_address(address)) << address;
  }
}

TEST(AddressTest, to_another_machine_it_is_encrypted_and_checked) {
  for (const char* address :
       {"postgres://db.example/hub?sslmode=verify-full",
        "postgresql://hub:secret@192.0.2.1:5433/hub?sslmode=verify-full&sslrootcert=/etc/ca.crt",
        "postgres://a.example,b.example/hub?sslmode=verify-full",
        "postgres:///hub?service=far&sslmode=verify-full"}) {
    EXPECT_FALSE(fault_of_address(address)) << address;
  }
  for (const char* address :
       {"postgres://hub:secret@db.example/hub", "postgres://192.0.2.1/hub?sslmode=require",
        "postgres://db.example/hub?sslmode=verify-ca", "postgres://localhost,db.example/hub",
        "postgres:///hub?host=db.example", "postgres://localhost/hub?hostaddr=192.0.2.1",
        "postgres://127.0.0.1/hub?hostaddr=127.0.0.1,192.0.2.1", "postgres://localhost.example/hub",
        "postgres://127.0.0.1.example/hub", "postgres://[2001:db8::1]/hub",
        "postgres:///hub?service=far"}) {
    const auto fault = fault_of_address(address);
    ASSERT_TRUE(fault) << address;
    EXPECT_EQ(fault->faults.front().field, "db");
    EXPECT_THAT(fault->faults.front().message, HasSubstr("sslmode=verify-full"));
    EXPECT_THAT(fault->faults.front().message, Not(HasSubstr("secret")));
  }
}

TEST(AddressTest, what_cannot_be_read_is_not_opened) {
  const auto fault = fault_of_address("postgres://hub:secret@[::1/hub");
  ASSERT_TRUE(fault);
  EXPECT_THAT(fault->faults.front().message, HasSubstr("cannot be read"));
  EXPECT_THAT(fault->faults.front().message, Not(HasSubstr("secret")));
}

TEST(AddressTest, nothing_is_dialled_that_is_not_safe) {
  try {
    Database::open(options_for("postgres://192.0.2.1/hub"));
    FAIL() << "opened";
  } catch (const DatabaseError& e) {
    EXPECT_THAT(e.what(), HasSubstr("sslmode=verify-full"));
  }
}

}  // namespace
}  // namespace mash::db

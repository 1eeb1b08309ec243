// SPDX-License-Identifier: MIT
// Where a database lies: within this machine or elsewhere. What not: whether anybody answers there.
#pragma once

#include <optional>
#include <string>

#include "mash/base/result.h"

namespace mash::db {

// What is wrong with connecting to this address of PostgreSQL, if anything. A server on another
// machine has to be encrypted and checked (sslmode=verify-full): the words are sealed, but ids,
// times, states and the password of the address itself are not. A Unix socket and a loopback
// address need no TLS. Counts what libpq's environment adds; a service file's words it does not
// know, so with one sslmode stands in the address. Never repeats the address, which may hold a
// password. A path of SQLite is always fine. Thread safety: any thread, as getenv.
std::optional<Error> fault_of_address(const std::string& location);

}  // namespace mash::db

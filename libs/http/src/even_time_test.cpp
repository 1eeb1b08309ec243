// SPDX-License-Identifier: MIT
// Goal: answers "not found" leave at the same moments, whatever they took.
#include "even_time.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "mash/http/client.h"
#include "mash/http/server.h"
#include "test_server.h"

namespace mash::http {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

TEST(EvenTime, IsTheSameForAllThatTookLessThanAStep) {
  const Steady::time_point received{};
  for (int took = 0; took <= 25'000; took += 7) {
    EXPECT_EQ(even_time(received, received + microseconds(took)), received + k_even_step) << took;
  }
}

TEST(EvenTime, IsTheNextStepForWhatTookLonger) {
  const Steady::time_point received{};
  EXPECT_EQ(even_time(received, received + microseconds(25'001)), received + 2 * k_even_step);
  EXPECT_EQ(even_time(received, received + milliseconds(50)), received + 2 * k_even_step);
  EXPECT_EQ(even_time(received, received + milliseconds(51)), received + 3 * k_even_step);
}

// Only these wait, and never less than a step.
TEST(EvenTime, HoldsWhatIsNotFoundAndNothingElse) {
  Server server(server_options(), [](const Request& request) {
    Response response = echo(request);
    response.status = request.path == "/there" ? 200 : 404;
    return response;
  });
  Client client(client_options(server.port()));
  const auto took = [&client](const char* path, int status) {
    const auto begin = Steady::now();
    EXPECT_EQ(client.send(get(path)).value().status, status);
    return Steady::now() - begin;
  };
  auto shortest = Steady::duration::max();
  for (int i = 0; i < 100; ++i) {
    shortest = std::min(shortest, took("/there", 200));
    EXPECT_GE(took("/hidden", 404), k_even_step);
  }
  EXPECT_LT(shortest, k_even_step);
}

}  // namespace
}  // namespace mash::http

// SPDX-License-Identifier: MIT
// Goal: the server answers many at once, keeps its limits, checks who connects and stops in order;
// the client finds it again.
#include "mash/http/server.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

#include "raw_client.h"
#include "test_server.h"

namespace mash::http {
namespace {

// A handler's door: it tells that it was entered and waits until it is opened.
class Gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    ++entered_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
  }
  void wait_for(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return entered_ >= count; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int entered_ = 0;
  bool open_ = false;
};

TEST(Server, HandlerSeesTheRequest) {
  Server server(server_options(), [](const Request& request) {
    Response response = echo(request);
    response.status = 201;
    response.set("X-Remote", request.remote);
    response.set("X-Cookie", std::string(request.cookie("s")));
    response.set("X-Fingerprint", "<" + request.client_fingerprint + ">");
    return response;
  });
  Client client(client_options(server.port()));
  Request request = post("/a%20b?q=1", "hello");
  request.headers = {{"cookie", "s=42"}};
  const Response response = client.send(request).value();
  EXPECT_EQ(response.status, 201);
  EXPECT_EQ(response.body, "POST /a b?q=1 [hello]");
  const Headers expected = {{"x-remote", "127.0.0.1"},
                            {"x-cookie", "42"},
                            {"x-fingerprint", "<>"},
                            {"content-length", std::to_string(response.body.size())}};
  EXPECT_EQ(response.headers, expected);
}

TEST(Server, ExceptionBecomes500WithoutDetail) {
  Server server(server_options(), [](const Request& request) -> Response {
    if (request.path == "/other") throw 7;
    throw std::runtime_error("a secret");
  });
  Client client(client_options(server.port()));
  for (const char* path : {"/", "/other"}) {
    const Response response = client.send(get(path)).value();
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.body, "Something went wrong\n");
  }
}

TEST(Server, FullQueueIsAnswered503) {
  Gate gate;
  ServerOptions options = server_options();
  options.workers = 1;
  options.queue_limit = 1;
  Server server(options, [&](const Request& request) {
    gate.pass();
    return echo(request);
  });
  RawClient running(server.port());
  RawClient waiting(server.port());
  ASSERT_TRUE(running.send(raw_get("/1")));
  gate.wait_for(1);
  // Two more: whichever comes first waits, the other is turned away.
  RawClient other(server.port());
  ASSERT_TRUE(waiting.send(raw_get("/2")));
  ASSERT_TRUE(other.send(raw_get("/3")));
  auto second = std::async(std::launch::async, [&] { return waiting.read_answer(); });
  auto third = std::async(std::launch::async, [&] { return other.read_answer(); });
  while (second.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready &&
         third.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready) {
  }
  gate.open();
  EXPECT_EQ(status_of(running.read_answer()), 200);
  EXPECT_EQ(status_of(second.get()) + status_of(third.get()), 200 + 503);
}

TEST(Server, ConnectionsPerAddressAreCapped) {
  ServerOptions options = server_options();
  options.connection_limit = 8;
  Server server(options, echo);
  RawClient first(server.port());
  RawClient second(server.port());
  EXPECT_TRUE(first.connected());
  EXPECT_TRUE(second.connected());
  EXPECT_FALSE(RawClient(server.port()).connected());
  ASSERT_TRUE(first.send("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"));
  EXPECT_EQ(status_of(first.read_all()), 200);
  ASSERT_TRUE(second.send(raw_get("/")));
  EXPECT_EQ(status_of(second.read_answer()), 200);
}

// As the many addresses of one customer's IPv6, which no test machine has.
TEST(Server, AddressesOfOneNetworkShareWhatOneNetworkMayTake) {
  ServerOptions options = server_options();
  options.connection_limit = 8;
  options.network.ipv4 = 24;
  Server server(options, echo);
  RawClient first(server.port(), "", "", "127.0.0.1");
  RawClient second(server.port(), "", "", "127.0.0.2");
  EXPECT_TRUE(first.connected());
  EXPECT_TRUE(second.connected());
  EXPECT_FALSE(RawClient(server.port(), "", "", "127.0.0.3").connected());
  EXPECT_TRUE(RawClient(server.port(), "", "", "127.0.1.1").connected());
}

TEST(Server, ConnectionsInAllAreCapped) {
  ServerOptions options = server_options();
  options.connection_limit = 4;
  Server server(options, echo);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (const char* source : {"127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4"}) {
    clients.push_back(std::make_unique<RawClient>(server.port(), "", "", source));
    EXPECT_TRUE(clients.back()->connected());
  }
  EXPECT_FALSE(RawClient(server.port(), "", "", "127.0.0.5").connected());
}

TEST(Server, TwoHundredAtOnce) {
  Server server(server_options(), echo);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 200; ++i) clients.push_back(std::make_unique<RawClient>(server.port()));
  for (int i = 0; i < 200; ++i) {
    ASSERT_TRUE(clients[static_cast<std::size_t>(i)]->send(raw_get("/" + std::to_string(i))));
  }
  for (int i = 0; i < 200; ++i) {
    const std::string answer = clients[static_cast<std::size_t>(i)]->read_answer();
    EXPECT_TRUE(answer.ends_with("GET /" + std::to_string(i) + "? []")) << answer;
  }
}

TEST(Server, CannotListenTwice) {
  Server server(server_options(), echo);
  ServerOptions options = server_options();
  options.port = server.port();
  try {
    Server second(options, echo);
    FAIL() << "listened twice";
  } catch (const std::runtime_error& failure) {
    const std::string expected = "127.0.0.1 port " + std::to_string(server.port());
    EXPECT_NE(std::string(failure.what()).find(expected), std::string::npos) << failure.what();
  }
}

TEST(Server, NeedsItsCertificate) {
  ServerOptions options = server_options();
  options.key_pem = client_identity().pem.key_pem;
  EXPECT_THROW(Server(options, echo), std::runtime_error);
  options.certificate_pem = "nothing";
  EXPECT_THROW(Server(options, echo), std::runtime_error);
}

class MutualTls : public testing::Test {
 protected:
  static ServerOptions options() {
    ServerOptions options = server_options();
    options.client_fingerprints = {client_identity().fingerprint};
    return options;
  }

  Server server_{options(), [](const Request& request) {
                   Response response;
                   response.body = request.client_fingerprint;
                   return response;
                 }};
};

TEST_F(MutualTls, PinnedClientIsKnown) {
  ClientOptions options = client_options(server_.port());
  options.certificate_pem = client_identity().pem.certificate_pem;
  options.key_pem = client_identity().pem.key_pem;
  Client client(options);
  EXPECT_EQ(client.send(get("/")).value().body, client_identity().fingerprint);
}

TEST_F(MutualTls, OthersAreRefused) {
  Client without(client_options(server_.port()));
  EXPECT_EQ(without.send(get("/")).error().code, ErrorCode::unavailable);

  const Identity stranger;
  RawClient other(server_.port(), stranger.pem.certificate_pem, stranger.pem.key_pem);
  other.send(raw_get("/"));
  EXPECT_EQ(other.read_all(), "");
}

TEST_F(MutualTls, HandshakesThatFailAreLoggedTogetherAndNotWhose) {
  testing::internal::CaptureStderr();
  for (int i = 0; i < 5; ++i) {
    RawClient nobody(server_.port(), "", "", "127.0.0.7");
    EXPECT_EQ(nobody.read_all(), "");
  }
  server_.stop();
  const std::string lines = testing::internal::GetCapturedStderr();
  const std::string start = "\"event\":\"http.handshake_failed\",\"port\":\"" +
                            std::to_string(server_.port()) + "\",\"count\":";
  const auto first = lines.find(start + "\"1\"}\n");
  const auto others = lines.find(start + "\"4\"}\n");
  ASSERT_NE(first, std::string::npos) << lines;
  EXPECT_LT(first, others);
  EXPECT_EQ(lines.find('\n', others), lines.size() - 1) << "two lines: " << lines;
  EXPECT_EQ(lines.find("127.0.0.7"), std::string::npos);
}

TEST(Client, FollowsNoRedirect) {
  std::vector<std::string> paths;
  Server server(server_options(), [&](const Request& request) {
    paths.push_back(request.path);
    Response response{.status = 307};
    response.set("location", "/elsewhere");
    return response;
  });
  EXPECT_EQ(Client(client_options(server.port())).send(post("/here", "content")).value().status,
            307);
  server.stop();
  EXPECT_EQ(paths, std::vector<std::string>{"/here"});
}

TEST(Server, ShowsANewCertificateFromTheNextConnectionOn) {
  Server server(server_options(), echo);
  const Identity next;
  Client old(client_options(server.port()));
  ASSERT_TRUE(old.send(get("/before")));
  ASSERT_TRUE(server.renew(next.pem.certificate_pem, next.pem.key_pem));
  EXPECT_TRUE(old.send(get("/after"))) << "its connection is kept";
  auto options = client_options(server.port());
  EXPECT_FALSE(Client(options).send(get("/")));
  options.server_fingerprint = next.fingerprint;
  EXPECT_TRUE(Client(options).send(get("/")));
}

TEST(Server, RefusesACertificateWithAnothersKey) {
  Server server(server_options(), echo);
  const Identity next;
  const auto& key = server_identity().pem.key_pem;
  for (const std::string& shown : {next.pem.certificate_pem, std::string("no PEM")}) {
    const auto refused = server.renew(shown, key);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().faults.front().field, "certificate");
  }
  EXPECT_TRUE(Client(client_options(server.port())).send(get("/")));
}

TEST(Client, RefusesAServerThatIsNotPinned) {
  Server server(server_options(), [](const Request&) -> Response {
    ADD_FAILURE() << "a request was sent";
    return {};
  });
  ClientOptions options = client_options(server.port());
  options.server_fingerprint = client_identity().fingerprint;
  const auto response = Client(options).send(post("/", "content"));
  EXPECT_EQ(response.error().message, "The other side showed a certificate that was not agreed");
}

TEST(Client, FindsTheServerAgain) {
  auto server = std::make_unique<Server>(server_options(), echo);
  ServerOptions same_port = server_options();
  same_port.port = server->port();
  Client client(client_options(server->port()));
  EXPECT_EQ(client.send(get("/1")).value().status, 200);
  server.reset();
  EXPECT_EQ(client.send(get("/2")).error().code, ErrorCode::unavailable);
  server = std::make_unique<Server>(same_port, echo);
  EXPECT_EQ(client.send(get("/3")).value().status, 200);
  // The kept connection dies with this server; the next request goes over a new one.
  server.reset();
  server = std::make_unique<Server>(same_port, echo);
  EXPECT_EQ(client.send(post("/4", "x")).value().body, "POST /4? [x]");
}

TEST(Client, HeadHasNoBody) {
  Server server(server_options(), echo);
  Client client(client_options(server.port()));
  Request request = get("/");
  request.method = "HEAD";
  EXPECT_EQ(client.send(request).value().body, "");
  EXPECT_EQ(client.send(get("/")).value().body, "GET /? []");
}

TEST(Client, GivesUpInTime) {
  Gate gate;
  Server server(server_options(), [&](const Request& request) {
    gate.pass();
    return echo(request);
  });
  ClientOptions options = client_options(server.port());
  options.timeout_seconds = 1;
  const auto response = Client(options).send(get("/"));
  gate.open();
  EXPECT_EQ(response.error().message, "The other side did not answer in time");
}

TEST(Client, RefusesALargeAnswer) {
  Server server(server_options(), [](const Request&) {
    Response response;
    response.body.assign(1001, 'x');
    return response;
  });
  ClientOptions options = client_options(server.port());
  options.body_limit = 1000;
  const auto response = Client(options).send(get("/"));
  EXPECT_EQ(response.error().message, "The answer of the other side is too large");
}

TEST(Stop, RunningRequestIsAnsweredAndIdleConnectionsEnd) {
  Gate gate;
  Server server(server_options(), [&](const Request& request) {
    if (request.path == "/slow") gate.pass();
    return echo(request);
  });
  RawClient idle(server.port());
  ASSERT_TRUE(idle.send(raw_get("/quick")));
  EXPECT_EQ(status_of(idle.read_answer()), 200);
  RawClient running(server.port());
  ASSERT_TRUE(running.send(raw_get("/slow")));
  gate.wait_for(1);

  auto stopped = std::async(std::launch::async, [&] { server.stop(); });
  EXPECT_EQ(idle.read_all(), "");  // so the server is stopping
  EXPECT_FALSE(RawClient(server.port()).connected());
  gate.open();
  const std::string answer = running.read_all();
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_NE(answer.find("connection: close\r\n"), std::string::npos);
  stopped.get();
  server.stop();  // again: nothing happens
}

TEST(Stop, WaitingRequestsAreAnsweredToo) {
  Gate gate;
  ServerOptions options = server_options();
  options.workers = 1;
  Server server(options, [&](const Request& request) {
    gate.pass();
    return echo(request);
  });
  RawClient idle(server.port());
  RawClient first(server.port());
  RawClient second(server.port());
  ASSERT_TRUE(idle.connected());
  ASSERT_TRUE(first.send(raw_get("/1")));
  gate.wait_for(1);
  ASSERT_TRUE(
      second.send("POST /2 HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\n"
                  "content-length: 1\r\n\r\n"));
  EXPECT_EQ(status_of(second.read_answer()), 100);  // so the server has its header
  auto stopped = std::async(std::launch::async, [&] { server.stop(); });
  EXPECT_EQ(idle.read_all(), "");
  ASSERT_TRUE(second.send("x"));
  gate.open();
  EXPECT_EQ(status_of(first.read_all()), 200);
  EXPECT_TRUE(second.read_all().ends_with("POST /2? [x]"));
  stopped.get();
}

}  // namespace
}  // namespace mash::http

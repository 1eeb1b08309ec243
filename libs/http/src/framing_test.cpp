// SPDX-License-Identifier: MIT
// Goal: requests that are badly framed, too large or too slow are refused, and good ones are not.
#include <gtest/gtest.h>

#include "raw_client.h"
#include "test_server.h"

namespace mash::http {
namespace {

class Framing : public testing::Test {
 protected:
  // What the server says to these bytes until it ends the connection.
  std::string ended_by(std::string_view bytes) {
    RawClient client(server_.port());
    EXPECT_TRUE(client.send(bytes));
    return client.read_all();
  }

  Server server_{server_options(), echo};
};

TEST_F(Framing, PlainAnswer) {
  RawClient client(server_.port());
  ASSERT_TRUE(client.send("GET /a%20b?c=%20 HTTP/1.1\r\nHost: a\r\n\r\n"));
  EXPECT_EQ(client.read_answer(), "HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\nGET /a b?c=%20 []");
}

TEST_F(Framing, BadRequestsAreRefusedAndCut) {
  const std::string line = "POST / HTTP/1.1\r\n";
  const std::string host = "host: a\r\n";
  const std::string bad_requests[] = {
      line + "\r\n",
      line + "host:\r\n\r\n",
      line + host + "host: a\r\n\r\n",
      line + host + "content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      line + host + "transfer-encoding: chunked\r\ncontent-length: 3\r\n\r\n0\r\n\r\n",
      line + host + "content-length: 3\r\ncontent-length: 4\r\n\r\nabcd",
      line + host + "content-length: 3\r\ncontent-length: 3\r\n\r\nabc",
      line + host + "content-length: 3, 3\r\n\r\nabc",
      line + host + "content-length: +3\r\n\r\nabc",
      line + host + "content-length: -3\r\n\r\nabc",
      line + host + "content-length: 99999999999999999999\r\n\r\nabc",
      line + host + "content-length : 3\r\n\r\nabc",
      line + host + "transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
      line + host + "transfer-encoding: identity\r\n\r\n",
      line + host + "transfer-encoding: xchunked\r\n\r\n",
      line + host + "transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      line + host + "transfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
      line + host + "transfer-encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
      line + host + "x: a\r\n folded\r\n\r\n",
      line + host + " x: a\r\n\r\n",
      line + host + std::string("x: a\0b\r\n\r\n", 10),
      line + host + "x: a\nb: c\r\n\r\n",
      line + host + "x\r\n\r\n",
      line + host + "expect: something\r\n\r\n",
      line + host + "x: " + std::string(17000, 'a') + "\r\n\r\n",
      "\r\n" + line + host + "\r\n",
      "GET / HTTP/1.0\r\nhost: a\r\n\r\n",
      "GET / HTTP/2.0\r\nhost: a\r\n\r\n",
      "GET /\r\nhost: a\r\n\r\n",
      "get / HTTP/1.1\r\nhost: a\r\n\r\n",
      "OPTIONS / HTTP/1.1\r\nhost: a\r\n\r\n",
      "OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n",
      "CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n",
      "GET http://b/ HTTP/1.1\r\nhost: a\r\n\r\n",
      raw_get("//a"),
      raw_get("/a/../b"),
      raw_get("/%2e%2e/b"),
      raw_get("/a%2"),
      raw_get("/a%00"),
      raw_get("/a\\b"),
      raw_get("/%FF"),
      raw_get("/caf\xC3\xA9"),
      raw_get("/a#b"),
  };
  for (const std::string& bytes : bad_requests) {
    const std::string answer = ended_by(bytes);
    EXPECT_EQ(status_of(answer), 400) << bytes << "\n" << answer;
    EXPECT_TRUE(answer.ends_with("connection: close\r\n\r\nBad request\n")) << answer;
  }
}

TEST_F(Framing, HeadIsGetWithoutBody) {
  RawClient client(server_.port());
  ASSERT_TRUE(client.send("HEAD /a HTTP/1.1\r\nhost: a\r\n\r\n" + raw_get("/b")));
  EXPECT_EQ(client.read_answer(true), "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n");
  EXPECT_EQ(client.read_answer(), "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nGET /b? []");
}

TEST_F(Framing, ConnectionIsKeptAndRequestsMayComeTogether) {
  RawClient client(server_.port());
  ASSERT_TRUE(client.send(raw_get("/1")));
  EXPECT_TRUE(client.read_answer().ends_with("GET /1? []"));
  ASSERT_TRUE(
      client.send("POST /2 HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\n\r\nabc"
                  "POST /3 HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n"
                  "2\r\nde\r\n1;x=y\r\nf\r\n0\r\nhost: b\r\n\r\n" +
                  raw_get("/4")));
  EXPECT_TRUE(client.read_answer().ends_with("POST /2? [abc]"));
  EXPECT_TRUE(client.read_answer().ends_with("POST /3? [def]"));
  EXPECT_TRUE(client.read_answer().ends_with("GET /4? []"));
}

TEST_F(Framing, ConnectionClose) {
  const std::string answer = ended_by("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
  EXPECT_EQ(answer, "HTTP/1.1 200 OK\r\ncontent-length: 9\r\nconnection: close\r\n\r\nGET /? []");
}

TEST_F(Framing, ExpectContinue) {
  RawClient client(server_.port());
  ASSERT_TRUE(client.send(
      "PUT / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\nexpect: 100-continue\r\n\r\n"));
  EXPECT_EQ(client.read_answer(), "HTTP/1.1 100 Continue\r\n\r\n");
  ASSERT_TRUE(client.send("ab"));
  EXPECT_TRUE(client.read_answer().ends_with("PUT /? [ab]"));
}

TEST_F(Framing, PatchAndDeleteReachTheHandler) {
  EXPECT_TRUE(ended_by("PATCH / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\nconnection: close"
                       "\r\n\r\nab")
                  .ends_with("PATCH /? [ab]"));
  EXPECT_TRUE(ended_by("DELETE / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
                  .ends_with("DELETE /? []"));
}

class BodyLimits : public testing::Test {
 protected:
  static ServerOptions options() {
    ServerOptions options = server_options();
    options.body_limit = [](const Request& request) -> std::uint64_t {
      EXPECT_EQ(request.method, "POST");
      EXPECT_TRUE(request.headers.empty());
      return request.path == "/large" ? 300'000 : 10;
    };
    return options;
  }
  static std::string chunked(const std::string& path, std::size_t size) {
    return "POST " + path +
           " HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabcde\r\n" +
           (size > 5 ? std::to_string(size - 5) + "\r\n" + std::string(size - 5, 'x') + "\r\n"
                     : "") +
           "0\r\n\r\n";
  }
  static std::string sized(const std::string& path, std::size_t size) {
    return "POST " + path + " HTTP/1.1\r\nhost: a\r\ncontent-length: " + std::to_string(size) +
           "\r\n\r\n" + std::string(size, 'x');
  }

  Server server_{options(), echo};
};

TEST_F(BodyLimits, AtTheLimit) {
  RawClient client(server_.port());
  for (const std::string& bytes : {sized("/small", 10), chunked("/small", 10)}) {
    ASSERT_TRUE(client.send(bytes));
    EXPECT_EQ(status_of(client.read_answer()), 200) << bytes;
  }
  ASSERT_TRUE(client.send(sized("/large", 300'000)));
  const std::string answer = client.read_answer();
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_GT(answer.size(), 300'000U);
}

TEST_F(BodyLimits, OverTheLimit) {
  for (const std::string& bytes : {sized("/small", 11), chunked("/small", 11),
                                   sized("/large", 300'001), sized("/small", 5'000'000)}) {
    RawClient client(server_.port());
    client.send(bytes);
    const std::string answer = client.read_all();
    EXPECT_EQ(status_of(answer), 413);
    EXPECT_NE(answer.find("connection: close\r\n\r\nToo large: nothing of it"), std::string::npos)
        << answer;
  }
}

TEST_F(BodyLimits, RefusedBeforeAnyOfTheBodyIsRead) {
  RawClient client(server_.port());
  ASSERT_TRUE(client.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 11\r\n\r\n"));
  EXPECT_EQ(status_of(client.read_all()), 413);
}

// Whoever sends large bodies slowly holds so much memory and no more, and leaves room for others.
TEST(LargeBodies, AreFewAtOnceAndLetAllOthersThrough) {
  ServerOptions options = server_options();
  options.body_limit = [](const Request&) -> std::uint64_t { return 5'000'000; };
  options.large_body_limit = 8;
  options.network.ipv4 = 24;  // as the 56 bits of one customer's IPv6
  Server server(options, echo);
  const std::string large = "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2000000\r\n\r\n";
  const auto chunks = "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n";
  const std::string go_on = "expect: 100-continue\r\n";
  // Two hold all that one network may; that they do is known once they are asked to go on.
  RawClient first(server.port());
  ASSERT_TRUE(first.send(std::string(large).insert(large.size() - 2, go_on)));
  EXPECT_EQ(first.read_answer(), "HTTP/1.1 100 Continue\r\n\r\n");
  RawClient second(server.port());
  ASSERT_TRUE(second.send(std::string(large).insert(large.size() - 2, go_on)));
  EXPECT_EQ(second.read_answer(), "HTTP/1.1 100 Continue\r\n\r\n");
  for (const std::string& head : {large, std::string(chunks)}) {
    RawClient third(server.port());
    ASSERT_TRUE(third.send(head));
    EXPECT_EQ(status_of(third.read_all()), 503);
  }
  RawClient small(server.port());
  ASSERT_TRUE(small.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\n\r\nabc"));
  EXPECT_EQ(status_of(small.read_answer()), 200);
  RawClient elsewhere(server.port(), "", "", "127.0.0.2");
  ASSERT_TRUE(elsewhere.send(large));
  EXPECT_EQ(status_of(elsewhere.read_all()), 503) << "the same network";
  // Answered, it makes room.
  ASSERT_TRUE(first.send(std::string(2'000'000, 'x')));
  EXPECT_EQ(status_of(first.read_answer()), 200);
  RawClient fourth(server.port());
  ASSERT_TRUE(fourth.send(large + std::string(2'000'000, 'x')));
  EXPECT_EQ(status_of(fourth.read_answer()), 200);
}

TEST(DefaultBodyLimit, IsOneMebibyte) {
  Server server(server_options(), echo);
  Client client(client_options(server.port()));
  EXPECT_EQ(client.send(post("/", std::string(1024U * 1024, 'x'))).value().status, 200);
  EXPECT_EQ(client.send(post("/", std::string(1024U * 1024 + 1, 'x'))).value().status, 413);
}

// One server for all, since each wait takes a second.
TEST(Deadlines, SlowAndIdleConnectionsAreCut) {
  ServerOptions options = server_options();
  options.header_seconds = 1;
  options.body_seconds = 1;
  options.idle_seconds = 1;
  Server server(options, echo);
  RawClient silent(server.port());
  RawClient half_head(server.port());
  RawClient half_body(server.port());
  RawClient idle(server.port());
  RawClient second_head(server.port());
  ASSERT_TRUE(half_head.send("GET / HTTP/1.1\r\nhost: a\r\n"));
  ASSERT_TRUE(half_body.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nx"));
  ASSERT_TRUE(idle.send(raw_get("/")));
  EXPECT_EQ(status_of(idle.read_answer()), 200);
  ASSERT_TRUE(second_head.send(raw_get("/") + "GET /"));
  EXPECT_EQ(status_of(second_head.read_answer()), 200);
  for (RawClient* client : {&silent, &half_head, &half_body, &idle, &second_head}) {
    EXPECT_EQ(client->read_all(), "");
  }
}

// The header's time is that of the whole: bytes that keep coming do not renew it.
TEST(Deadlines, DribblingHeaderIsCut) {
  ServerOptions options = server_options();
  options.header_seconds = 1;
  Server server(options, echo);
  RawClient client(server.port());
  ASSERT_TRUE(client.send("GET / HTTP/1.1\r\nhost: a\r\nx: "));
  int sent = 0;
  while (!client.hears_within(50)) {
    ASSERT_LT(++sent, 200) << "the header is still open";
    client.send("a");
  }
  EXPECT_EQ(client.read_all(), "");
}

}  // namespace
}  // namespace mash::http

// SPDX-License-Identifier: MIT
// Goal: streams of events reach their readers without holding a worker, end with either side, and
// neither a slow reader nor too many can make the server keep more than it promised.
#include "mash/http/events.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "raw_client.h"
#include "test_server.h"

namespace mash::http {
namespace {

// A server whose "/events" opens a stream for whoever the query names.
class Events : public testing::Test {
 protected:
  static ServerOptions options() {
    ServerOptions options = server_options();
    options.workers = 1;
    options.heartbeat_seconds = 1;
    return options;
  }

  Response answer(const Request& request) {
    if (request.path != "/events") return echo(request);
    Response response;
    response.set("content-type", "text/event-stream");
    response.events = streams_.open(request.query);
    if (!response.events) return Response{.status = 429};
    const std::lock_guard lock(mutex_);
    opened_.push_back(response.events);
    return response;
  }
  EventStreamPointer stream(std::size_t i) {
    const std::lock_guard lock(mutex_);
    return opened_.at(i);
  }
  // The stream is in opened_ once its head was read.
  static std::string open(RawClient& client, const std::string& owner = "a") {
    EXPECT_TRUE(client.send(raw_get("/events?" + owner)));
    return client.read_answer();
  }
  static void wait_until_closed(const EventStream& stream) {
    while (stream.is_open()) std::this_thread::yield();
  }

  std::mutex mutex_;
  std::vector<EventStreamPointer> opened_;
  EventStreams streams_{{.per_owner = 2, .in_all = 3}};
  Server server_{options(), [this](const Request& request) { return answer(request); }};
};

TEST_F(Events, ComeInOrderWithTheirNames) {
  RawClient reader(server_.port());
  const std::string head = open(reader);
  EXPECT_EQ(status_of(head), 200);
  EXPECT_NE(head.find("content-type: text/event-stream\r\n"), std::string::npos);
  EXPECT_EQ(head.find("content-length"), std::string::npos);
  EXPECT_TRUE(stream(0)->send("queue", "{\"new\":1}"));
  EXPECT_TRUE(stream(0)->send("case", "x"));
  EXPECT_EQ(reader.read_until("data: x\n\n"),
            "event: queue\ndata: {\"new\":1}\n\nevent: case\ndata: x\n\n");
}

TEST_F(Events, GoOnWhenTheServerShowsANewCertificate) {
  RawClient reader(server_.port());
  ASSERT_EQ(status_of(open(reader)), 200);
  const Identity next;
  ASSERT_TRUE(server_.renew(next.pem.certificate_pem, next.pem.key_pem));
  auto options = client_options(server_.port());
  options.server_fingerprint = next.fingerprint;
  ASSERT_TRUE(Client(options).send(get("/"))) << "it is shown";
  EXPECT_TRUE(stream(0)->send("queue", "1"));
  EXPECT_EQ(reader.read_until("data: 1\n\n"), "event: queue\ndata: 1\n\n");
}

TEST_F(Events, WhatWasSentBeforeTheHeadIsNotLost) {
  Server early(options(), [](const Request&) {
    Response response;
    response.events = std::make_shared<EventStream>();
    response.events->send("first", "1");
    return response;
  });
  RawClient reader(early.port());
  ASSERT_TRUE(reader.send(raw_get("/")));
  EXPECT_TRUE(reader.read_until("\n\n").ends_with("event: first\ndata: 1\n\n"));
}

TEST_F(Events, HoldNoWorker) {
  RawClient one(server_.port());
  RawClient other(server_.port());
  EXPECT_EQ(status_of(open(one)), 200);
  EXPECT_EQ(status_of(open(other)), 200);
  RawClient page(server_.port());
  ASSERT_TRUE(page.send(raw_get("/page")));
  EXPECT_EQ(status_of(page.read_answer()), 200) << "the one worker is free";
}

TEST_F(Events, SilenceIsFilledWithComments) {
  RawClient reader(server_.port());
  open(reader);
  EXPECT_EQ(reader.read_until("\n\n"), ":\n\n");
  EXPECT_TRUE(stream(0)->send("late", "1"));
  EXPECT_TRUE(reader.read_until("data: 1\n\n").ends_with("event: late\ndata: 1\n\n"));
}

TEST_F(Events, EndWhenClosed) {
  RawClient reader(server_.port());
  open(reader);
  stream(0)->close();
  EXPECT_EQ(reader.read_all(), "");
  EXPECT_FALSE(stream(0)->send("more", "1"));
}

TEST_F(Events, EndWhenTheReaderGoes) {
  {
    RawClient reader(server_.port());
    open(reader);
  }
  wait_until_closed(*stream(0));
}

TEST_F(Events, EndWhenTheReaderSaysMore) {
  RawClient reader(server_.port());
  open(reader);
  ASSERT_TRUE(reader.send(raw_get("/page")));
  wait_until_closed(*stream(0));
  EXPECT_EQ(reader.read_all().find("HTTP/1.1"), std::string::npos);
}

TEST_F(Events, ReaderWhoDoesNotKeepUpIsCutOff) {
  RawClient reader(server_.port());
  open(reader);
  const std::string much(EventStream::k_most_waiting, 'x');
  EXPECT_FALSE(stream(0)->send("much", much));
  EXPECT_EQ(stream(0)->take(), "") << "nothing is kept for who is cut off";
  EXPECT_EQ(reader.read_all(), "");
}

TEST_F(Events, NothingGrowsWhileNobodyReads) {
  EventStream stream;
  std::size_t sent = 0;
  while (stream.send("some", std::string(1000, 'x'))) ++sent;
  EXPECT_EQ(sent, EventStream::k_most_waiting / 1020);
  EXPECT_FALSE(stream.is_open());
}

TEST_F(Events, OwnerHasSoManyAndNoMore) {
  std::array<std::unique_ptr<RawClient>, 4> readers;
  for (auto& reader : readers) reader = std::make_unique<RawClient>(server_.port());
  EXPECT_EQ(status_of(open(*readers[0], "a")), 200);
  EXPECT_EQ(status_of(open(*readers[1], "a")), 200);
  EXPECT_EQ(status_of(open(*readers[2], "a")), 429) << "the owner's own limit";
  EXPECT_EQ(status_of(open(*readers[2], "b")), 200);
  EXPECT_EQ(status_of(open(*readers[3], "c")), 429) << "the limit of all";
  stream(0)->close();
  EXPECT_EQ(status_of(open(*readers[3], "c")), 200) << "who leaves makes room";
}

TEST_F(Events, AllCanBeClosedAtOnce) {
  RawClient one(server_.port());
  RawClient other(server_.port());
  open(one, "a");
  open(other, "b");
  streams_.close_all();
  EXPECT_EQ(one.read_all(), "");
  EXPECT_EQ(other.read_all(), "");
}

TEST_F(Events, HeadIsAnsweredAndEnds) {
  RawClient reader(server_.port());
  ASSERT_TRUE(reader.send("HEAD /events?a HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"));
  EXPECT_EQ(status_of(reader.read_all()), 200);
}

TEST_F(Events, StopEndsThemAtOnce) {
  RawClient reader(server_.port());
  open(reader);
  server_.stop();
  EXPECT_FALSE(stream(0)->is_open());
  EXPECT_FALSE(stream(0)->send("late", "1"));
  EXPECT_EQ(reader.read_all(), "");
}

TEST_F(Events, NewsFromManyThreadsWhileReadersComeAndGo) {
  std::vector<std::thread> threads;
  std::atomic<bool> over = false;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      // So few to each reader that one who is not scheduled for a while is not cut off.
      std::map<EventStreamPointer, int> sent;
      while (!over) {
        std::vector<EventStreamPointer> all;
        {
          const std::lock_guard lock(mutex_);
          all = opened_;
        }
        for (const auto& one : all) {
          if (++sent[one] <= 20) one->send("news", "1");
        }
        std::this_thread::yield();
      }
    });
  }
  for (int i = 0; i < 20; ++i) {
    RawClient reader(server_.port());
    EXPECT_EQ(status_of(open(reader)), 200);
    EXPECT_NE(reader.read_until("data: 1\n\n"), "");
    stream(static_cast<std::size_t>(i))->close();
  }
  server_.stop();
  over = true;
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace mash::http

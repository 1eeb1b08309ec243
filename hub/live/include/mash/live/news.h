// SPDX-License-Identifier: MIT
// Who listens and what each was told. One watcher looks after each commit and tells every stream
// what is new to its reader: numbers and ids of cases that are open on their screens, nothing else.
// A case from which the reader is barred, or is no member of, gives no event, no count, no moment:
// what a stream was told is compared with what its reader may see now, never with the change table.
// Thread safety: all functions may be called from any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mash/cases/cases.h"
#include "mash/http/events.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"

namespace mash::live {

struct Wish {
  std::set<CaseId> cases;  // that are open on this reader's screens; others' are passed over
  bool board = false;
  bool queue = true;  // how many cases have come
};
// Who listens, if they still may; nothing: the stream ends.
using Still = std::function<std::optional<policy::Principal>(db::Transaction& tx, UtcTime now)>;

class News {
 public:
  explicit News(http::StreamLimits limits = {}) : streams_(limits) {}

  // A stream for the one who asks; how things stand is in it already. nullptr: they, or all, have
  // as many as they may.
  http::EventStreamPointer open(pipeline::Context& c, Wish wish);
  // For a listener without a session. `owner` has as many streams as a person may.
  http::EventStreamPointer open_for(pipeline::Context& c, const std::string& owner,
                                    const policy::Principal& principal, Wish wish, Still still);

  // There may be news, or somebody's session has ended: pipeline::AppOptions::committed.
  void wake(bool sessions_end);
  // Until woken, or the time is up.
  void wait(std::chrono::milliseconds longest);
  // Tells all who listen what is new to them, and closes the streams of sessions that have ended.
  // One thread at a time. Cost: no query where nobody listens, one where nothing has changed; else
  // three for each case on a screen and a few for each stream that hears something.
  void tell(const pipeline::App& app, db::Database& database, UtcTime now);

 private:
  struct Listener {
    std::weak_ptr<http::EventStream> stream;
    Bytes session;
    Still still;  // empty: while the session lasts
    policy::Principal principal;
    Wish wish;
    std::map<std::string, std::string> told;  // by event and what it is about
  };
  struct Event {  // without a name it is only remembered
    std::string about, name, data, told;
  };
  class Look;
  struct Tasks {
    bool opened = false, sessions = false;
  };
  Tasks take_tasks();
  static std::vector<Event> unheard(Look& look, const Listener& listener);
  static void send(http::EventStream& stream, Listener& listener, std::vector<Event> events);
  std::vector<std::shared_ptr<Listener>> listening();
  http::EventStreamPointer open(pipeline::Context& c, const std::string& owner, Listener listener);
  void tell_one(const pipeline::App& app, db::Transaction& tx, UtcTime now, Look& look,
                Listener& listener, bool sessions);

  http::EventStreams streams_;
  std::mutex mutex_;  // of what follows; a listener's `told` belongs to the one who tells
  std::condition_variable woken_;
  std::vector<std::shared_ptr<Listener>> listeners_;
  bool woken_up_ = false;
  bool opened_ = false;  // somebody has come, who may have missed what was committed meanwhile
  bool sessions_end_ = false;
  std::int64_t seen_ = -1;  // change number; this and the next are the watcher's alone
  UtcTime sessions_seen_;
};

}  // namespace mash::live

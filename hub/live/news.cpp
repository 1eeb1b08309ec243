// SPDX-License-Identifier: MIT
#include "mash/live/news.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "board.h"
#include "mash/cases/bars.h"
#include "mash/cases/queue.h"
#include "mash/json/value.h"
#include "mash/pipeline/changes.h"

namespace mash::live {

namespace {

// How often each session is looked at although nobody has signed out: some end by themselves.
constexpr Duration k_session_pause = Duration::seconds(5);

// Has anything come? A case that is hidden from somebody from now on makes the numbers fall, and a
// new day leaves one out: neither is news.
bool rose(const std::string& before, const std::string& now) {
  const auto old = json::parse(before);
  const auto present = json::parse(now);
  if (!old || !present) return true;
  return std::ranges::any_of(*present->as_object(), [&](const auto& day) {
    return present->number(day.first) > old->number(day.first);
  });
}

}  // namespace

// What is true now, asked of the database once for all who listen.
class News::Look {
 public:
  Look(db::Transaction& tx, UtcTime now)
      : tx_(tx), now_(now), anything_hidden_(cases::anything_hidden(tx)) {}

  const std::string& arrivals(const StaffId& reader) {
    const StaffId who = hidden_from(reader).empty() ? StaffId{} : reader;
    auto& out = arrivals_[who];
    if (out.empty()) out = json::encode(cases::arrivals(tx_, who, now_));
    return out;
  }
  // Nothing: there is no such case for this reader.
  struct Stands {
    std::string version;
    std::int64_t files = 0;
  };
  std::optional<Stands> stands(const policy::Principal& reader, const CaseId& id) {
    policy::Facts facts;
    facts.barred = hidden_from(reader.person).contains(id);
    facts.case_member = cases::is_front_door(reader) || is_member(reader.agency, id);
    if (!may(reader, policy::Action::read_case, facts)) return std::nullopt;
    const auto [found, is_new] = stands_.try_emplace(id);
    if (is_new) {
      const auto head = cases::find_case(tx_, id);
      if (head) found->second = Stands{cases::visible_version(tx_, *head), head->files};
    }
    return found->second;
  }
  const std::string& board() {
    if (board_.empty()) board_ = board_version(tx_, now_);
    return board_;
  }

 private:
  const std::set<CaseId>& hidden_from(const StaffId& reader) {
    const auto [found, is_new] = hidden_.try_emplace(reader);
    if (is_new && anything_hidden_) found->second = cases::barred_cases(tx_, reader);
    return found->second;
  }
  bool is_member(const AgencyId& agency, const CaseId& id) {
    const auto [found, is_new] = members_.try_emplace({agency, id});
    if (is_new) found->second = cases::is_member(tx_, id, agency);
    return found->second;
  }

  db::Transaction& tx_;
  UtcTime now_;
  bool anything_hidden_;
  std::map<StaffId, std::set<CaseId>> hidden_;
  std::map<StaffId, std::string> arrivals_;
  std::map<CaseId, std::optional<Stands>> stands_;
  std::map<std::pair<AgencyId, CaseId>, bool> members_;
  std::string board_;
};

std::vector<News::Event> News::unheard(Look& look, const Listener& listener) {
  std::vector<Event> out;
  const auto add = [&](std::string about, std::string name, std::string data, std::string told) {
    const auto before = listener.told.find(about);
    if (before != listener.told.end() && before->second == told) return;
    out.push_back({std::move(about), std::move(name), std::move(data), std::move(told)});
  };
  if (may(listener.principal, policy::Action::read_queue, {})) {
    if (listener.wish.queue) {
      const std::string& data = look.arrivals(listener.principal.person);
      const auto before = listener.told.find("queue");
      const bool news = before == listener.told.end() || rose(before->second, data);
      add("queue", news ? "queue" : "", data, data);
    }
    if (listener.wish.board) add("board", "board", "{}", look.board());
  }
  for (const auto& id : listener.wish.cases) {
    const auto stands = look.stands(listener.principal, id);
    if (!stands) continue;
    const json::Value data =
        json::Object{{"id", id.text()}, {"version", stands->version}, {"files", stands->files}};
    add("case " + id.text(), "case", json::encode(data), stands->version);
  }
  return out;
}

void News::send(http::EventStream& stream, Listener& listener, std::vector<Event> events) {
  for (auto& event : events) {
    if (!event.name.empty()) stream.send(event.name, event.data);
    listener.told[std::move(event.about)] = std::move(event.told);
  }
}

http::EventStreamPointer News::open(pipeline::Context& c, Wish wish) {
  return open(
      c, c.principal.person.text(),
      {.session = c.session, .principal = c.principal, .wish = std::move(wish), .told = {}});
}

http::EventStreamPointer News::open_for(pipeline::Context& c, const std::string& owner,
                                        const policy::Principal& principal, Wish wish,
                                        Still still) {
  return open(
      c, owner,
      {.still = std::move(still), .principal = principal, .wish = std::move(wish), .told = {}});
}

http::EventStreamPointer News::open(pipeline::Context& c, const std::string& owner,
                                    Listener asked) {
  auto stream = streams_.open(owner);
  if (!stream) return nullptr;
  auto listener = std::make_shared<Listener>(std::move(asked));
  listener->stream = stream;
  Look look(c.tx, c.now);
  send(*stream, *listener, unheard(look, *listener));
  const std::lock_guard lock(mutex_);
  listeners_.push_back(std::move(listener));
  opened_ = true;
  return stream;
}

void News::wake(bool sessions_end) {
  const std::lock_guard lock(mutex_);
  woken_up_ = true;
  sessions_end_ = sessions_end_ || sessions_end;
  woken_.notify_all();
}

void News::wait(std::chrono::milliseconds longest) {
  std::unique_lock lock(mutex_);
  woken_.wait_for(lock, longest, [this] { return woken_up_; });
  woken_up_ = false;
}

News::Tasks News::take_tasks() {
  const std::lock_guard lock(mutex_);
  return {std::exchange(opened_, false), std::exchange(sessions_end_, false)};
}

std::vector<std::shared_ptr<News::Listener>> News::listening() {
  const std::lock_guard lock(mutex_);
  std::erase_if(listeners_, [](const auto& listener) {
    const auto stream = listener->stream.lock();
    return !stream || !stream->is_open();
  });
  return listeners_;
}

void News::tell_one(const pipeline::App& app, db::Transaction& tx, UtcTime now, Look& look,
                    Listener& listener, bool sessions) {
  const auto stream = listener.stream.lock();
  if (!stream || (!sessions && unheard(look, listener).empty())) return;
  // Whoever has left meanwhile, or does other work now, hears no more than they may.
  std::optional<policy::Principal> who;
  if (listener.still) {
    who = listener.still(tx, now);
  } else if (const auto person = app.still_signed_in(tx, listener.session)) {
    who = person->principal;
  }
  if (!who) {
    stream->close();
    return;
  }
  listener.principal = *who;
  send(*stream, listener, unheard(look, listener));
}

void News::tell(const pipeline::App& app, db::Database& database, UtcTime now) {
  // Kept in what was seen, so that a round that fails is done again.
  const Tasks tasks = take_tasks();
  if (tasks.opened) seen_ = -1;
  if (tasks.sessions) sessions_seen_ = {};
  const auto all = listening();
  if (all.empty()) return;
  const bool sessions = now - sessions_seen_ >= k_session_pause;
  database.read([&](db::Transaction& tx) {
    const std::int64_t newest = pipeline::newest_change(tx);
    if (newest == seen_ && !sessions) return;
    Look look(tx, now);
    for (const auto& listener : all) tell_one(app, tx, now, look, *listener, sessions);
    seen_ = newest;
  });
  if (sessions) sessions_seen_ = now;
}

}  // namespace mash::live

// SPDX-License-Identifier: MIT
#include "mash/http/events.h"

#include <algorithm>
#include <utility>

#include "mash/base/assert.h"

namespace mash::http {

namespace {

bool is_one_line(std::string_view text) {
  return std::ranges::none_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

bool is_gone(const std::weak_ptr<EventStream>& stream) {
  const auto held = stream.lock();
  return !held || !held->is_open();
}

}  // namespace

bool EventStream::send(std::string_view name, std::string_view data) {
  MASH_ASSERT(is_one_line(name) && is_one_line(data));
  const std::lock_guard lock(mutex_);
  if (!open_) return false;
  std::string event = "event: " + std::string(name) + "\ndata: " + std::string(data) + "\n\n";
  if (waiting_.size() + event.size() > k_most_waiting) {
    open_ = false;
    waiting_.clear();
  } else {
    waiting_ += event;
  }
  if (news_) news_();
  return open_;
}

void EventStream::close() {
  const std::lock_guard lock(mutex_);
  open_ = false;
  if (news_) news_();
}

bool EventStream::is_open() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

std::string EventStream::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(waiting_, {});
}

void EventStream::listen(std::function<void()> news) {
  const std::lock_guard lock(mutex_);
  news_ = std::move(news);
}

void EventStreams::forget_closed() {
  for (auto& [owner, streams] : owners_) std::erase_if(streams, is_gone);
  std::erase_if(owners_, [](const auto& entry) { return entry.second.empty(); });
}

EventStreamPointer EventStreams::open(const std::string& owner) {
  const std::lock_guard lock(mutex_);
  forget_closed();
  std::size_t all = 0;
  for (const auto& [name, streams] : owners_) all += streams.size();
  const auto found = owners_.find(owner);
  const std::size_t own = found == owners_.end() ? 0 : found->second.size();
  if (all >= limits_.in_all || own >= limits_.per_owner) return nullptr;
  auto stream = std::make_shared<EventStream>();
  owners_[owner].push_back(stream);
  return stream;
}

void EventStreams::close_all() {
  const std::lock_guard lock(mutex_);
  for (const auto& [owner, streams] : owners_) {
    for (const auto& weak : streams) {
      if (const auto stream = weak.lock()) stream->close();
    }
  }
  owners_.clear();
}

}  // namespace mash::http

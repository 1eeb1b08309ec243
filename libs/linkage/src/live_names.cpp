// SPDX-License-Identifier: MIT
#include "live_names.h"

#include <algorithm>

#include "mash/base/assert.h"
#include "mash/linkage/compare.h"

namespace mash::linkage {

namespace {

constexpr std::size_t k_long_enough = 4;  // to be found with one edit
constexpr std::size_t k_long = 7;         // with two
constexpr std::size_t k_longest = 32;     // longer names are found as they are, or by sound

}  // namespace

void MultiMap::grow() {
  heads_.assign(std::max<std::size_t>(64, heads_.size() * 2), k_end);
  std::vector<bool> is_free(nodes_.size(), false);
  for (auto at = free_; at != k_end; at = nodes_[at].next) is_free[at] = true;
  for (std::uint32_t at = 0; at < nodes_.size(); ++at) {
    if (is_free[at]) continue;
    auto& head = heads_[bucket(nodes_[at].hash)];
    nodes_[at].next = head;
    head = at;
  }
}

void MultiMap::put(std::uint64_t hash, std::uint32_t value) {
  if (used_ >= heads_.size()) grow();
  std::uint32_t at = free_;
  if (at == k_end) {
    at = static_cast<std::uint32_t>(nodes_.size());
    nodes_.emplace_back();
  } else {
    free_ = nodes_[at].next;
  }
  auto& head = heads_[bucket(hash)];
  nodes_[at] = {hash, value, head};
  head = at;
  ++used_;
}

void MultiMap::remove(std::uint64_t hash, std::uint32_t value) {
  MASH_ASSERT(!heads_.empty());
  for (auto* link = &heads_[bucket(hash)]; *link != k_end; link = &nodes_[*link].next) {
    const auto at = *link;
    if (nodes_[at].hash != hash || nodes_[at].value != value) continue;
    *link = nodes_[at].next;
    nodes_[at].next = free_;
    free_ = at;
    --used_;
    return;
  }
  MASH_ASSERT(false);
}

LiveNames::LiveNames(NameVariants variants) {
  for (auto rest = variants; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto space = line.find(' ');
    if (space == std::string_view::npos) continue;
    const auto a = line.substr(0, space);
    const auto b = line.substr(space + 1);
    if (a == b) continue;
    forms_[a].push_back(b);
    forms_[b].push_back(a);
  }
}

template <class Use>
void LiveNames::each_key(std::string_view name, Use&& use) {
  const auto sound = sound_code(name);
  if (!sound.empty()) use(stable_hash("\x01" + sound));
  if (name.size() < k_long_enough || name.size() > k_longest) return;
  std::string shorter;
  for (std::size_t i = 0; i <= name.size(); ++i) {
    if (i > 0 && i < name.size() && name[i] == name[i - 1]) continue;  // gives what i - 1 gave
    shorter.assign(name.substr(0, i));
    if (i < name.size()) shorter.append(name.substr(i + 1));
    use(stable_hash(shorter));
  }
}

std::uint32_t LiveNames::find(std::string_view name) const {
  std::uint32_t found = k_none;
  by_text_.each(stable_hash(name), [&](std::uint32_t id) {
    if (names_[id].text == name) found = id;
  });
  return found;
}

std::uint32_t LiveNames::take(std::string_view name) {
  auto id = find(name);
  if (id == k_none) {
    if (free_.empty()) {
      id = static_cast<std::uint32_t>(names_.size());
      names_.emplace_back();
    } else {
      id = free_.back();
      free_.pop_back();
    }
    names_[id].text = name;
    by_text_.put(stable_hash(name), id);
    each_key(name, [&](std::uint64_t key) { by_key_.put(key, id); });
  }
  ++names_[id].records;
  return id;
}

void LiveNames::give_back(std::uint32_t id) {
  auto& name = names_[id];
  MASH_ASSERT(name.records > 0);
  if (--name.records > 0) return;
  by_text_.remove(stable_hash(name.text), id);
  each_key(name.text, [&](std::uint64_t key) { by_key_.remove(key, id); });
  name.text.clear();
  free_.push_back(id);
}

std::vector<LiveNames::Alike> LiveNames::alike(std::string_view name) const {
  std::vector<Alike> out;
  if (const auto id = find(name); id != k_none) out.push_back({id, Likeness::same});
  for (const auto form : forms(name))
    if (const auto id = find(form); id != k_none) out.push_back({id, Likeness::form});
  const auto sound = sound_code(name);
  const int limit = name.size() >= k_long ? 2 : 1;
  each_key(name, [&](std::uint64_t key) {
    by_key_.each(key, [&](std::uint32_t id) {
      const std::string_view other = names_[id].text;
      const bool near = name.size() >= k_long_enough && other.size() >= k_long_enough &&
                        edit_distance(name, other, limit) <= limit;
      if (near) {
        out.push_back({id, Likeness::edit});
      } else if (!sound.empty() && sound_code(other) == sound) {
        out.push_back({id, Likeness::sound});
      }
    });
  });
  std::sort(out.begin(), out.end(), [](const Alike& a, const Alike& b) {
    return a.id != b.id ? a.id < b.id : a.likeness > b.likeness;
  });
  out.erase(std::unique(out.begin(), out.end(),
                        [](const Alike& a, const Alike& b) { return a.id == b.id; }),
            out.end());
  return out;
}

const std::vector<std::string_view>& LiveNames::forms(std::string_view name) const {
  static const std::vector<std::string_view> none;
  const auto at = forms_.find(name);
  return at == forms_.end() ? none : at->second;
}

}  // namespace mash::linkage

// SPDX-License-Identifier: MIT
#include "mash/audit/quorum.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <span>
#include <utility>

#include "mash/audit/cosignature.h"

namespace mash::audit {
namespace {

constexpr std::size_t k_most_bytes = std::size_t{64} << 10U;
constexpr std::string_view k_no_quorum = "none";

using Words = std::vector<std::string_view>;

bool is_allowed(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return c == '\t' || (byte >= 0x20 && byte != 0x7F);
}

Words words_of(std::string_view line) {
  static constexpr std::string_view blanks = " \t";
  Words out;
  std::size_t begin = line.find_first_not_of(blanks);
  while (begin != std::string_view::npos) {
    const std::size_t end = std::min(line.find_first_of(blanks, begin), line.size());
    out.push_back(line.substr(begin, end - begin));
    begin = line.find_first_not_of(blanks, end);
  }
  return out;
}

// 1 to `most`, or 0.
std::size_t parse_threshold(std::string_view word, std::size_t most) {
  if (word == "any") return 1;
  if (word == "all") return most;
  std::size_t value = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool whole = read.ec == std::errc{} && read.ptr == word.data() + word.size();
  return whole && !word.starts_with('0') && value <= most ? value : 0;
}

}  // namespace

class PolicyReader {
 public:
  Result<WitnessPolicy> read(std::string_view text) {
    if (text.size() > k_most_bytes) return invalid("policy", "A policy of at most 64 KiB");
    while (!text.empty()) {
      ++line_;
      const std::size_t end = text.find('\n');
      if (end == std::string_view::npos) return fault("end the line with a newline");
      MASH_TRY_DO(read_line(text.substr(0, end)));
      text.remove_prefix(end + 1);
    }
    if (quorum_lines_ == 0) {
      return invalid("policy",
                     "There is no quorum line: end the policy with \"quorum NAME\", or "
                     "\"quorum none\" to want no witness");
    }
    return std::move(policy_);
  }

 private:
  [[nodiscard]] Error fault(std::string_view what) const {
    return invalid("policy", fmt::format("Line {}: {}", line_, what));
  }

  Result<void> read_line(std::string_view line) {
    if (!std::ranges::all_of(line, is_allowed)) {
      return fault("take out the control character (a line ends in a newline alone)");
    }
    const Words words = words_of(line);
    if (words.empty() || words[0].starts_with('#')) return {};
    if (words[0] == "log") return read_log(words);
    if (words[0] == "witness") return read_witness(words);
    if (words[0] == "group") return read_group(words);
    if (words[0] == "quorum") return read_quorum(words);
    return fault("begin the line with log, witness, group or quorum, or with # for a comment");
  }

  Result<VerifierKey> read_key(std::string_view word, KeyType type) {
    auto key = VerifierKey::parse(word);
    if (!key) return fault("write the key as NAME+ID+KEY, just as its owner gave it");
    if (key->type != type) {
      return fault(type == KeyType::signer ? "give the log's own key, of type 0x01, not a witness's"
                                           : "give a witness's key, of type 0x04, not a log's");
    }
    if (std::ranges::find(keys_, key->key) != keys_.end()) {
      return fault("give each log and witness a key of its own: this one is in a line above");
    }
    keys_.push_back(key->key);
    if (std::ranges::find(ids_, std::pair(key->name, key->id())) != ids_.end()) {
      return fault("name the key otherwise: it cannot be told from one in a line above");
    }
    ids_.emplace_back(key->name, key->id());
    return key;
  }

  Result<void> read_log(const Words& words) {
    if (words.size() < 2 || words.size() > 3) return fault("write \"log KEY\" or \"log KEY URL\"");
    MASH_TRY(VerifierKey key, read_key(words[1], KeyType::signer));
    policy_.logs_.push_back({std::move(key), std::string(words.size() > 2 ? words[2] : "")});
    return {};
  }

  Result<void> read_witness(const Words& words) {
    if (words.size() < 3 || words.size() > 4) {
      return fault("write \"witness NAME KEY\" or \"witness NAME KEY URL\"");
    }
    MASH_TRY_DO(check_new_name(words[1]));
    MASH_TRY(VerifierKey key, read_key(words[2], KeyType::cosigner));
    WitnessPolicy::Name name;
    name.name = words[1];
    name.witness = policy_.witnesses_.size();
    policy_.names_.push_back(std::move(name));
    policy_.witnesses_.push_back(
        {std::string(words[1]), std::move(key), std::string(words.size() > 3 ? words[3] : "")});
    return {};
  }

  Result<void> read_group(const Words& words) {
    if (words.size() < 4)
      return fault("write \"group NAME NUMBER MEMBERS\", with one member at least");
    MASH_TRY_DO(check_new_name(words[1]));
    const auto members = std::span(words).subspan(3);
    WitnessPolicy::Name group;
    group.name = words[1];
    group.threshold = parse_threshold(words[2], members.size());
    if (group.threshold == 0) {
      return fault(fmt::format("say how many members it takes: all, any or a number from 1 to {}",
                               members.size()));
    }
    for (std::size_t i = 0; i < members.size(); ++i) {
      const auto member = find(members[i]);
      if (!member) {
        return fault(fmt::format("name as member {} a witness or group of a line above", i + 1));
      }
      if (std::exchange(policy_.names_[*member].is_member, true)) {
        return fault(
            fmt::format("take out member {}: it is a member already, and nobody counts "
                        "twice",
                        i + 1));
      }
      group.members.push_back(*member);
    }
    policy_.names_.push_back(std::move(group));
    return {};
  }

  Result<void> read_quorum(const Words& words) {
    if (words.size() != 2) return fault("write \"quorum NAME\" or \"quorum none\"");
    if (quorum_lines_++ > 0) return fault("take it out: there is a quorum line above");
    if (words[1] == k_no_quorum) return {};
    policy_.quorum_ = find(words[1]);
    if (!policy_.quorum_) return fault("name a witness or group of a line above, or none");
    return {};
  }

  [[nodiscard]] Result<void> check_new_name(std::string_view name) const {
    if (name == k_no_quorum) return fault("choose a name other than none");
    if (find(name)) return fault("choose another name: a witness or group above has this one");
    return {};
  }

  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const {
    const auto found = std::ranges::find(policy_.names_, name, &WitnessPolicy::Name::name);
    if (found == policy_.names_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - policy_.names_.begin());
  }

  WitnessPolicy policy_;
  std::vector<crypto::PublicKey> keys_;
  std::vector<std::pair<std::string, KeyId>> ids_;
  std::size_t line_ = 0;
  unsigned quorum_lines_ = 0;
};

Result<WitnessPolicy> WitnessPolicy::parse(std::string_view text) {
  return PolicyReader().read(text);
}

Result<Witnessed> WitnessPolicy::examine(std::string_view note) const {
  MASH_TRY(const Note parsed, parse_note(note));
  std::optional<Checkpoint> checkpoint;
  for (const KnownLog& log : logs_) {
    const auto by_log = [&](const NoteSignature& line) { return line.is_by(log.key); };
    if (!std::ranges::any_of(parsed.signatures, by_log)) continue;
    MASH_TRY(checkpoint, open_checkpoint(note, log.key));
  }
  if (!checkpoint) return invalid("checkpoint", "None of the policy's logs has signed it");
  return count(*checkpoint, parsed);
}

Result<Witnessed> WitnessPolicy::examine(std::string_view note, const VerifierKey& log) const {
  if (log.type != KeyType::signer) return invalid("log", "A log's own key, of type 0x01");
  if (!logs_.empty() && std::ranges::find(logs_, log, &KnownLog::key) == logs_.end()) {
    return invalid("log", "A log that the policy names");
  }
  MASH_TRY(const Checkpoint checkpoint, open_checkpoint(note, log));
  MASH_TRY(const Note parsed, parse_note(note));
  return count(checkpoint, parsed);
}

Result<Witnessed> WitnessPolicy::count(const Checkpoint& checkpoint, const Note& note) const {
  Witnessed out{checkpoint, {}, !quorum_};
  std::vector<bool> fulfilled;  // by name; a group's members stand before it
  for (const Name& name : names_) {
    if (name.witness) {
      const KnownWitness& witness = witnesses_.at(*name.witness);
      MASH_TRY(const auto at, cosigned_at(checkpoint, note.signatures, witness.key));
      fulfilled.push_back(at.has_value());
      if (at) out.by.push_back({witness.name, *at});
      continue;
    }
    const auto have = std::ranges::count_if(
        name.members, [&](std::size_t member) { return bool{fulfilled.at(member)}; });
    fulfilled.push_back(static_cast<std::size_t>(have) >= name.threshold);
  }
  if (quorum_) out.quorum = fulfilled.at(*quorum_);
  return out;
}

}  // namespace mash::audit

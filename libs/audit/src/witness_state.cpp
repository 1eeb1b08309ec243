// SPDX-License-Identifier: MIT
#include "mash/audit/witness_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "files.h"
#include "proof_text.h"

namespace mash::audit {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view k_file = "witness-state";
constexpr std::string_view k_new_file = "witness-state.new";
constexpr std::string_view k_format = "openmash-witness-state/1 ";
constexpr std::string_view k_note = "note ";

Error damaged() {
  return Error{ErrorCode::internal,
               "The state of the witness is missing or damaged: it must not sign on with this key",
               {}};
}

}  // namespace

// "openmash-witness-state/1 <SHA-256 of all that follows>", then for each log "note <bytes>" and
// the note.
std::string WitnessState::content() const {
  std::string notes;
  for (const auto& [origin, held] : held_) {
    notes += fmt::format("{}{}\n{}", k_note, held.note.size(), held.note);
  }
  return fmt::format("{}{}\n{}", k_format, hex(crypto::sha256(as_bytes(notes))), notes);
}

Result<void> WitnessState::load(std::string_view content) {
  std::string_view rest = content.substr(std::min(content.size(), content.find('\n')));
  while (rest.size() > 1) {
    rest.remove_prefix(1);  // the newline in front
    const std::size_t end = rest.find('\n');
    if (!rest.starts_with(k_note) || end == std::string_view::npos) return damaged();
    const auto size = parse_number(rest.substr(k_note.size(), end - k_note.size()));
    rest.remove_prefix(end + 1);
    if (!size || *size == 0 || *size > rest.size()) return damaged();
    const auto note = parse_note(rest.substr(0, *size));
    if (!note) return damaged();
    const auto checkpoint = parse_checkpoint(note->text);
    if (!checkpoint) return damaged();
    held_[checkpoint->origin] = {checkpoint->size, checkpoint->root, format_note(*note)};
    rest.remove_prefix(*size - 1);  // a note ends in a newline
  }
  if (this->content() != content) return damaged();
  return {};
}

Result<WitnessState> WitnessState::create(const fs::path& folder) {
  if (fs::exists(folder / k_file)) {
    return Error{ErrorCode::conflict, "There is a state of a witness already", {}};
  }
  WitnessState state(folder);
  state.write();
  return state;
}

Result<WitnessState> WitnessState::open(const fs::path& folder) {
  const auto content = read_file(folder / k_file);
  if (!content) return damaged();
  WitnessState state(folder);
  MASH_TRY_DO(state.load(to_text(*content)));
  return state;
}

HeldCheckpoint WitnessState::held(std::string_view origin) const {
  check_whole();
  const auto found = held_.find(origin);
  return found == held_.end() ? HeldCheckpoint{} : found->second;
}

Result<void> WitnessState::keep(std::string_view note) {
  MASH_TRY(const Note parsed, parse_note(note));
  MASH_TRY(const Checkpoint checkpoint, parse_checkpoint(parsed.text));
  const HeldCheckpoint before = held(checkpoint.origin);
  const bool same_size = checkpoint.size == before.size;
  if (checkpoint.size < before.size || (same_size && checkpoint.root != before.root)) {
    return Error{ErrorCode::conflict, "A witness does not go back", {}};
  }
  if (same_size && !before.note.empty()) return {};
  held_[checkpoint.origin] = {checkpoint.size, checkpoint.root, std::string(note)};
  write();
  return {};
}

void WitnessState::check_whole() const {
  if (broken_) throw std::runtime_error("the state of the witness is to be read from disk again");
}

void WitnessState::write() {
  broken_ = true;
  FileBatch files;
  files.write(folder_ / k_new_file, as_bytes(content()));
  files.sync();
  files.rename(folder_ / k_new_file, folder_ / k_file);
  files.sync();
  broken_ = false;
}

}  // namespace mash::audit

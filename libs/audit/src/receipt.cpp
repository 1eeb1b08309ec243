// SPDX-License-Identifier: MIT
#include "mash/audit/receipt.h"

#include "proof_text.h"

namespace mash::audit {
namespace {

constexpr std::string_view k_format = "c2sp.org/tlog-proof@v1\n";
constexpr std::string_view k_extra = "extra ";
constexpr std::string_view k_index = "index";
constexpr std::size_t k_most_bytes = std::size_t{128} << 10U;

Error bad_receipt() {
  return invalid("receipt", "A receipt of the form c2sp.org/tlog-proof@v1");
}

}  // namespace

std::string format_receipt(const Receipt& receipt) {
  std::string out(k_format);
  if (!receipt.extra.empty()) out.append(k_extra).append(base64(receipt.extra)).append("\n");
  return out + format_proof_text(k_index, {receipt.index, receipt.proof, receipt.note});
}

Result<Receipt> parse_receipt(std::string_view text) {
  if (text.size() > k_most_bytes || !text.starts_with(k_format)) return bad_receipt();
  text.remove_prefix(k_format.size());
  Receipt out;
  if (text.starts_with(k_extra)) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return bad_receipt();
    auto extra = from_base64(text.substr(k_extra.size(), end - k_extra.size()));
    if (!extra || extra->empty()) return bad_receipt();
    out.extra = *std::move(extra);
    text.remove_prefix(end + 1);
  }
  auto rest = parse_proof_text(k_index, text);
  if (!rest) return bad_receipt();
  MASH_TRY(const Note note, parse_note(rest->note));
  MASH_TRY_DO(parse_checkpoint(note.text));
  out.index = rest->number;
  out.proof = std::move(rest->proof);
  out.note = std::move(rest->note);
  return out;
}

Result<Receipt> make_receipt(const TileLog& log, std::uint64_t index, std::string_view note) {
  MASH_TRY(const Note parsed, parse_note(note));
  MASH_TRY(const Checkpoint checkpoint, parse_checkpoint(parsed.text));
  const SubtreeHash subtrees = log.subtrees();
  if (checkpoint.size > log.size() || tree_root(checkpoint.size, subtrees) != checkpoint.root) {
    return Error{ErrorCode::internal, "The checkpoint is not of this log", {}};
  }
  if (index >= checkpoint.size) return not_found();
  return Receipt{index, inclusion_proof(index, checkpoint.size, subtrees), std::string(note)};
}

Result<Witnessed> verify_receipt(const Receipt& receipt, ByteView entry, const VerifierKey& log,
                                 const WitnessPolicy& policy) {
  MASH_TRY(Witnessed out, policy.examine(receipt.note, log));
  if (!verify_inclusion(leaf_hash(entry), receipt.index, out.checkpoint.size, receipt.proof,
                        out.checkpoint.root)) {
    return invalid("receipt", "The entry is not in the log at this place");
  }
  if (!out.quorum) {
    return invalid("receipt", "Not enough of the policy's witnesses have signed the checkpoint");
  }
  return out;
}

}  // namespace mash::audit

// SPDX-License-Identifier: MIT
// Files beside the words of a case: photographs, body maps, PDF, Word. The file itself is sealed
// and never leaves; what people see is a rendering made from it in a process of its own
// (libs/render), once, soon after it was taken in: no request waits for a parser, and a file that
// came while the renderer or the scanner was away is drawn when it is back. What not: which cases a
// person may see (cases), files in products: nothing of a file leaves the hub. Thread safety: as
// the Context that is passed in; render_waiting: one thread at a time.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/malice/scanner.h"
#include "mash/model/borough.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"
#include "mash/render/renderer.h"
#include "mash/uploads/uploads.h"

namespace mash::attachments {

// data/attachments.json. Not sound: the program does not start.
struct Limits {
  int most_in_case = 0;    // of its own
  int most_with_item = 0;  // of an agency
  int pages_shown = 0;
  // Of files that come in pieces (arriving.h).
  int whole_within_minutes = 0;
  int most_unnamed = 0;
  int unnamed_days = 0;
  // Of files of strangers (outside.h).
  int most_unseen_megabytes = 0;
  int aside_days = 0;
};
const Limits& limits();

// One more file of the case itself (shelf.h).
Result<void> attach(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                    const uploads::NewFile& file);

// Files that could not be drawn for no fault of their own, and when each is tried again: after a
// minute, then after twice as long each time, at most an hour. Of this process alone: after a start
// all are tried at once. Thread safety: none.
class Retries {
 public:
  [[nodiscard]] bool waits(const std::string& attachment, UtcTime now) const;
  void failed(const std::string& attachment, UtcTime now);
  void done(const std::string& attachment) { tries_.erase(attachment); }

 private:
  struct Try {
    int failed = 0;
    UtcTime again;
  };
  std::map<std::string, Try> tries_;
};

// Who looks at a file before people do.
struct Lookers {
  render::Renderer renderer;
  const malice::Scanner* scanner = nullptr;  // nobody scans
};

// Has what waits scanned and draws it, the oldest first, each in a transaction of its own. Answers
// how many; what is known to be malicious is refused and what cannot be drawn for what is in it is
// not shown: both count too and are never tried again. Whatever else goes wrong, also that nobody
// scans or that this machine cannot shut the renderer in, is logged, holds up no other file and is
// tried again: the file waits, sealed.
int render_waiting(pipeline::App& app, db::Database& database, const pipeline::Vault& vault,
                   const Lookers& lookers, Retries& retries, UtcTime now);

struct Deps {
  const model::Borough& borough;
};
// GET and POST /case/{case}/attachments, GET /case/{case}/attachments/{attachment}, GET
// /case/{case}/attachments/{attachment}/pages/{page}.
std::vector<pipeline::Route> routes(const Deps& deps);

}  // namespace mash::attachments

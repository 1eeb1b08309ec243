// SPDX-License-Identifier: MIT
// Has the hub's record signed by its witnesses (C2SP tlog-witness): asks each whom the policy names
// in rounds, and keeps the newest checkpoint that a quorum has signed, with when that was.
//
// Sizes that leave are multiples of `WitnessRules::multiple_of`, so that witnesses cannot tell a
// busy hour. Entries that would wait too long for the next multiple, and those of what has just
// left for somebody outside (`soon`), are followed by entries `record.padded` that say nothing.
// Work never waits for a witness.
//
// What is kept is a file of the hub's folder: {"at", "note", "without"}. It says at the next start
// whether the record still goes on from there; a copy of the whole folder that is put back takes
// the file with it, and then the witnesses say so.
//
// Errors: round throws std::system_error when the disk fails, or what the database throws; the next
// round tries again. Thread safety: one thread in `round`, any in `status` and `soon`.
// Cost: a request for each witness and round; a round with nothing new asks nobody.
// Source: https://c2sp.org/tlog-witness
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "mash/audit/quorum.h"
#include "mash/base/guarded.h"
#include "mash/http/message.h"
#include "mash/pipeline/app.h"
#include "publisher.h"
#include "witness_status.h"

namespace mash::server {

class Witnessing {
 public:
  // Sends a body to add-checkpoint of the witness of that name in the policy. Errors: unavailable.
  using Ask =
      std::function<Result<http::Response>(const std::string& witness, const std::string& body)>;
  struct Parts {
    pipeline::App& app;
    Publisher& publisher;
    const pipeline::KeyRing& keys;
    const Clock& clock;
    std::string origin;
    audit::WitnessPolicy policy;
    Ask ask;
    WitnessRules rules;
    std::filesystem::path file;  // what is kept
  };
  // A file that does not open, or whose note the policy does not accept, is begun anew, which is
  // logged: witnesses say what they hold.
  explicit Witnessing(Parts parts);

  // Asks if it is time to. To be called again and again, every second or so.
  void round();
  // Something has left for somebody outside: the next round does not wait for more.
  void soon() { woken_ = true; }

  WitnessStatus status();
  // The newest checkpoint with the lines of a quorum; empty: there was none yet.
  std::string note();
  // Who has signed that, and when by their own clocks. There must be one.
  audit::Witnessed witnessed();

 private:
  struct Pending {  // what is being signed
    std::uint64_t size = 0;
    std::string note;
    std::set<std::string> signed_by;
  };
  struct Reach {
    std::uint64_t size = 0;            // of the log
    std::uint64_t whole = 0;           // the multiple below it
    std::optional<UtcTime> rest_from;  // when the first entry above that was written
  };

  void load();
  void keep(UtcTime now, const std::string& note, std::uint64_t size);
  void keep_without(std::optional<UtcTime> since);
  void write();
  Reach look();
  bool see_to(UtcTime now);
  bool witness(std::uint64_t size, UtcTime now);
  void begin(std::uint64_t size);
  bool ask(const audit::KnownWitness& witness);
  void trouble(const std::string& witness, Trouble trouble);
  void pad();

  Parts parts_;
  crypto::SigningKey key_;
  audit::VerifierKey log_;
  std::atomic<bool> woken_ = false;
  bool hurry_ = false;  // what has left is not witnessed yet
  std::optional<UtcTime> asked_;
  Pending pending_;
  std::map<std::string, std::uint64_t> held_;  // what each witness said that it holds
  struct Kept {
    WitnessStatus status;
    std::string note;
  };
  Guarded<Kept> kept_;
};

// Where a hub keeps it.
std::filesystem::path witnessed_file(const std::filesystem::path& hub_folder);
// Whether this log goes on from what the file of a Witnessing keeps: empty, or what is wrong. A
// file that is not there says nothing.
std::string fault_against_witnessed(const audit::TileLog& log, const std::filesystem::path& file);

}  // namespace mash::server

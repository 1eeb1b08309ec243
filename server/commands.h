// SPDX-License-Identifier: MIT
// The commands of the program. Each answers its exit code: 0 done, 1 could not, 2 bad input; `due`
// answers 3 where no clock runs. They print to standard output and standard error.
#pragma once

#include <string>

#include "log_reader.h"
#include "mash/model/due_command.h"
#include "settings.h"
#include "witness_node.h"

namespace mash::server {

int up_command(Settings settings, const std::string& program);
// Says of a folder that holds files whether it is a demonstration: "demonstration" or "work".
int mark_command(const Settings& settings, const std::string& as);
int hub_process(const Settings& settings);
int gate_process(const Settings& settings);

struct ImportArguments {
  std::string notifications, people, report, clock, history_before;
  bool dry_run = false;
};
int import_command(const Settings& settings, const ImportArguments& arguments);

struct DueOptions {
  std::string file;
  model::DueArguments arguments;
};
int due_command(const DueOptions& options);

int verify_command(const Settings& settings);
// Says who has signed the hub's record, and how much of it. 1: a quorum is wanted and missing.
int witnesses_command(const Settings& settings);
// Closes the account of somebody who works in the hub, at once, or opens it again.
int account_command(const Settings& settings, const std::string& person, bool open);
// Writes the documents that are filled from the agreements to this folder, as PDF, and says where.
int documents_command(const Settings& settings, const std::string& out);
int password_command(const Settings& settings, const std::string& person, bool at_gate);
// Signs somebody out everywhere, or everybody.
int sessions_command(const Settings& settings, const std::string& person, bool everybody,
                     bool at_gate);

// A new key of the gate's own, while it stands still (gate_keys.h): "gate-content" or "audit".
int keys_rotate_gate_command(const Settings& settings, const std::string& which);

struct TokenArguments {
  std::string agency, name, id;
};
int token_add_command(const Settings& settings, const TokenArguments& arguments);
int token_list_command(const Settings& settings);
int token_revoke_command(const Settings& settings, const TokenArguments& arguments);
// Makes a token for an agency's system at the hub (SCIM): prints it on standard output, and what
// the file of --scim is to have of it on standard error.
int scim_token_command();
// Prints the keys by which the logs of hub and gate are known, as lines of a witness's policy.
int log_keys_command(const Settings& settings);
// Prints what others must know of the new witness.
int witness_init_command(const WitnessSettings& settings);
int witness_serve_command(const WitnessSettings& settings);
// Serves a log to auditors until it is told to end.
int log_reader_command(const LogReaderSettings& settings);
int openapi_command();

}  // namespace mash::server

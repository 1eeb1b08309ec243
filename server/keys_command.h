// SPDX-License-Identifier: MIT
// `openmash keys`: the ceremony of an agency's key, by whoever looks after the hub's machine and
// somebody of that agency. It opens holders in this process and asks for what people know, from the
// terminal without showing it or from standard input line by line, never as an argument.
#pragma once

#include <string>

#include "settings.h"

namespace mash::server {

struct KeyArguments {
  std::string key, by, file, module, token, label, pin_file;
  std::string case_id, quarter, which;
  bool make = false;  // a key in the token
};

int keys_status_command(const Settings& settings);
// The same key, held in another way; also a new passphrase.
int keys_hold_command(const Settings& settings, const KeyArguments& arguments);
int keys_seal_command(const Settings& settings, const KeyArguments& arguments);
int keys_unseal_command(const Settings& settings, const KeyArguments& arguments);
// A new key, or a new key of a quarter; goes on with one that was begun.
int keys_rotate_command(const Settings& settings, const KeyArguments& arguments);
// A new key of the hub's own for a purpose, while it stands still (record_key.h).
int keys_rotate_hub_command(const Settings& settings, const std::string& which);
// What an agency said about one case, for good.
int keys_destroy_command(const Settings& settings, const KeyArguments& arguments);
// Three sheets on standard output, each a page.
int keys_shares_command(const Settings& settings, const KeyArguments& arguments);
// From two sheets.
int keys_recover_command(const Settings& settings, const KeyArguments& arguments);

}  // namespace mash::server

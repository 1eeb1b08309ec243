// SPDX-License-Identifier: MIT
// The three holders (holder.h).
#pragma once

#include <memory>

#include "mash/keyhold/holder.h"

namespace mash::keyhold {

Result<std::unique_ptr<Holder>> key_file_holder(const std::string& file);
Result<std::unique_ptr<Holder>> passphrase_holder(const crypto::PassphraseCost& cost,
                                                  const Bytes& salt, const Sensitive& passphrase);
Result<std::unique_ptr<Holder>> token_holder(const TokenPlace& place, const Sensitive& pin);

// What a wrapped key is bound to.
std::string bound_to(std::string_view name);
// Under a key of this process's memory.
Bytes wrap_by(const crypto::Key& by, const crypto::Key& key, std::string_view name, Random& random);
Result<crypto::Key> unwrap_by(const crypto::Key& by, ByteView sealed, std::string_view name);

// What a small file of one line holds that its owner alone may read, without the end of the line.
Result<Sensitive> read_private_line(const std::string& file, const std::string& field);

}  // namespace mash::keyhold

// SPDX-License-Identifier: MIT
// One object of a file that an operator writes: what is missing, not known or cannot be used is
// refused, and the fault names it by its place. Secrets stand in files of their own, whose paths
// it gives, from the file's own folder if they are not absolute.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "folder.h"
#include "mash/base/sensitive.h"
#include "mash/json/value.h"

namespace mash::server {

class Section {
 public:
  // `value` outlives it. `name`: where it stands, "hub.issuers[0]".
  Section(const json::Value& value, std::string name, Path folder)
      : value_(value), name_(std::move(name)), folder_(std::move(folder)) {}

  Result<void> only(const std::set<std::string, std::less<>>& known) const;
  Result<std::string> text(const std::string& member) const;
  [[nodiscard]] std::string or_empty(const std::string& member) const {
    return value_.text(member);
  }
  // A list of texts; none where it is left out.
  Result<std::vector<std::string>> texts(const std::string& member) const;
  // What the named file holds, without the end of its last line.
  Result<Sensitive> secret(const std::string& member) const;
  // The path of "ca_file", or empty.
  Result<std::string> authorities() const;
  [[nodiscard]] std::string at(const std::string& member) const { return name_ + "." + member; }
  [[nodiscard]] const Path& folder() const { return folder_; }
  [[nodiscard]] const json::Value& operator[](const char* member) const { return value_[member]; }

 private:
  const json::Value& value_;
  std::string name_;
  Path folder_;
};

}  // namespace mash::server

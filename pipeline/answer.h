// SPDX-License-Identifier: MIT
// Step 8: a reply becomes bytes. Only views are encoded, never stored records.
#pragma once

#include "mash/pipeline/app.h"

namespace mash::pipeline {

// What encoding needs to know of the asker.
struct Asker {
  const Person* person = nullptr;  // nullptr: nobody has signed in
  std::string csrf;                // form token of the session; empty without one
  std::string once;                // fresh token against sending a form twice
  std::vector<Fault> faults;
  json::Value unsaved;  // typed_view() of a form of which nothing was done
  std::string done;     // what the asker has just done, for a page
  bool json = false;
  UtcTime now;
};

// Below here only other systems ask: always JSON.
inline bool is_scim(std::string_view path) {
  return path.starts_with("/scim/");
}
inline bool for_machines(std::string_view path) {
  return path.starts_with("/api/") || is_scim(path);
}
bool wants_json(const http::Request& request);
int status_of(ErrorCode code);

class Encoder {
 public:
  explicit Encoder(const AppOptions& options) : options_(options) {}
  [[nodiscard]] http::Response view(const View& view, const Asker& asker,
                                    const std::string& path) const;
  [[nodiscard]] http::Response reply(const Reply& reply, const Asker& asker,
                                     const std::string& path) const;
  [[nodiscard]] http::Response error(const Error& error, const Asker& asker,
                                     const std::string& path) const;

 private:
  const AppOptions& options_;
};

// Of one attempt. Whoever has signed out has the browser forget the pages.
void add_cookies(const std::vector<std::pair<std::string, std::string>>& cookies,
                 const std::string& session_cookie, http::Response& response);
http::Response asset_response(const std::string& path);

}  // namespace mash::pipeline

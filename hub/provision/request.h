// SPDX-License-Identifier: MIT
// What an agency's system sends, read strictly where it counts and leniently where it does not: of
// a person only `active` and `externalId` can be set, and everything else is read past. Whatever
// names `active` is understood or refused, and nothing beside it stops a closing. Pure.
#pragma once

#include <optional>
#include <string>

#include "mash/base/sensitive.h"
#include "mash/http/message.h"
#include "mash/json/value.h"

namespace mash::provision {

struct Change {
  std::optional<bool> active;
  // Its own name for the person; empty: none any more.
  std::optional<Sensitive> external;
  // An externalId that cannot be; counts only where nobody is closed.
  std::optional<Error> external_fault;
};

// A resource of POST. Errors: invalid_input with a scimType.
struct Sent {
  Sensitive user_name;
  Change change;
};
Result<Sent> read_user(const http::Request& request);
// Of PUT, which says by its address who is meant: what it calls the person is read past.
Result<Change> read_whole(const http::Request& request);

// Operations of PATCH (RFC 7644, section 3.5.2), as Entra ID ("Replace", "False") and Okta (no
// path, true or false) write them. The last word counts.
Result<Change> read_patch(const http::Request& request);

// The query of a list: which people, and which part of them.
struct Search {
  enum class By { everybody, user_name, external, id };
  By by = By::everybody;
  Sensitive value;
  std::int64_t start = 1;
  std::int64_t count = 200;
};
Result<Search> read_search(const std::string& query);

// Of a fault, in one place: a scimType of RFC 7644, table 9, or a word of our own.
Error refusal(ErrorCode kind, std::string words, std::string code = "");
std::string_view trimmed(std::string_view text);  // without blanks at its ends

}  // namespace mash::provision

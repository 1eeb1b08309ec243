// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace mash {

// What can be expected to go wrong. One table maps these to HTTP status (pipeline).
enum class ErrorCode {
  invalid_input,      // 422: the caller can mend it; `faults` say how
  malformed,          // 400: cannot be read at all, or lacks a header that it must have
  unauthenticated,    // 401: sign in first
  not_found,          // 404: absent, or hidden from this reader: never told apart
  conflict,           // 409: someone else changed it meanwhile
  too_large,          // 413
  unsupported,        // 415
  too_many_requests,  // 429
  unavailable,        // 503: try again
  internal,           // 500
};

// One thing to mend: `field` is the name the sender used, `message` says what to do, in plain
// English and without repeating what was typed (it may be about a person).
struct Fault {
  std::string field;  // a name, or a JSON pointer; empty: the request as a whole
  std::string message;
  std::string code = "";  // for machines: "missing", "too-long", ...; empty: "invalid"
};

// A failure that was expected. `message` may be shown to anybody: never personal data.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;
  std::vector<Fault> faults;
};

// A value or an Error. Dropping one is a compile error.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
  Result(Error error) : tl::expected<T, Error>(tl::unexpect, std::move(error)) {}  // NOLINT
};

inline Error invalid(std::string field, std::string message, std::string code = "") {
  std::string text = message;
  return Error{ErrorCode::invalid_input,
               std::move(text),
               {Fault{std::move(field), std::move(message), std::move(code)}}};
}
inline Error not_found() {
  return Error{ErrorCode::not_found, "Page not found", {}};
}

}  // namespace mash

// Takes the value out of a Result, or returns its error from the enclosing function.
#define MASH_TRY_NAME2(a, b) a##b
#define MASH_TRY_NAME(a, b) MASH_TRY_NAME2(a, b)
#define MASH_TRY(declaration, expression)                         \
  auto MASH_TRY_NAME(mash_try_, __LINE__) = (expression);         \
  if (!MASH_TRY_NAME(mash_try_, __LINE__))                        \
    return std::move(MASH_TRY_NAME(mash_try_, __LINE__)).error(); \
  declaration = *std::move(MASH_TRY_NAME(mash_try_, __LINE__))
#define MASH_TRY_DO(expression)                                                                    \
  if (auto MASH_TRY_NAME(mash_try_, __LINE__) = (expression); !MASH_TRY_NAME(mash_try_, __LINE__)) \
  return std::move(MASH_TRY_NAME(mash_try_, __LINE__)).error()

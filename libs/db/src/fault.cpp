// SPDX-License-Identifier: MIT
#include "fault.h"

#include <string>

namespace mash::db {

std::string_view name_of(Fault fault) {
  switch (fault) {
    case Fault::unique:
      return "unique";
    case Fault::foreign_key:
      return "foreign_key";
    case Fault::check:
      return "check";
    case Fault::not_null:
      return "not_null";
    case Fault::busy:
      return "busy";
    case Fault::serialization:
      return "serialization";
    case Fault::connection:
      return "connection";
    case Fault::syntax:
      return "syntax";
    case Fault::full:
      return "full";
    case Fault::corrupt:
      return "corrupt";
    case Fault::other:
      break;
  }
  return "other";
}

namespace {

constexpr std::size_t k_first_words = 60;

bool is_constraint(Fault fault) {
  return fault == Fault::unique || fault == Fault::foreign_key || fault == Fault::check ||
         fault == Fault::not_null;
}

}  // namespace

DatabaseError refused(Fault fault, std::string_view sql, std::string_view detail) {
  std::string message(name_of(fault));
  message.append(": ").append(sql.substr(0, std::min(sql.find_first_of("'\n"), k_first_words)));
  if (!detail.empty()) message.append(": ").append(detail);
  return {fault, message};
}

void refuse(Fault fault, std::string_view sql, std::string_view detail,
            std::string_view constraint) {
  if (!is_constraint(fault)) throw refused(fault, sql, detail);
  throw BrokenConstraint(refused(fault, sql, detail), std::string(constraint));
}

}  // namespace mash::db

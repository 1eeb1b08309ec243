// SPDX-License-Identifier: MIT
// The words of this slice's own enumerations.
#pragma once

#include "mash/model/coded.h"

namespace mash::casework {

enum class LogKind { phone_call, visit, letter, note };
// What came of trying to reach somebody.
enum class Contact { reached, no_answer, message_left, declined, sent };

}  // namespace mash::casework

namespace mash::model {

template <>
inline constexpr auto k_words<casework::LogKind> = std::to_array<Word<casework::LogKind>>({
    {casework::LogKind::phone_call, "PHONE_CALL", "Phone call"},
    {casework::LogKind::visit, "VISIT", "Visit"},
    {casework::LogKind::letter, "LETTER", "Letter or e-mail"},
    {casework::LogKind::note, "NOTE", "Note"},
});
template <>
inline constexpr auto k_words<casework::Contact> = std::to_array<Word<casework::Contact>>({
    {casework::Contact::reached, "REACHED", "Spoke with them"},
    {casework::Contact::no_answer, "NO_ANSWER", "No answer"},
    {casework::Contact::message_left, "MESSAGE_LEFT", "Left a message"},
    {casework::Contact::declined, "DECLINED", "They did not want to talk"},
    {casework::Contact::sent, "SENT", "Sent, no reply yet"},
});

}  // namespace mash::model

// SPDX-License-Identifier: MIT
// The words of this slice's own enumerations.
#pragma once

#include "mash/model/coded.h"

namespace mash::casework {

enum class LogKind { phone_call, visit, letter, note };
enum class DiscussionKind { mash_meeting, strategy, other };
// Who takes part in a strategy discussion at the least: "a local authority social worker, health
// practitioners and a police representative" (Working Together to Safeguard Children 2023, chapter
// 3, strategy discussion).
enum class Seat { social_worker, police, health };
enum class TaskKind { task, crime, strategy_discussion, dissent, challenge };
enum class TaskState { open, done, called_off };
enum class TaskAct { done, handed_over, called_off };
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

template <>
inline constexpr auto k_words<casework::DiscussionKind> =
    std::to_array<Word<casework::DiscussionKind>>({
        {casework::DiscussionKind::mash_meeting, "MASH_MEETING", "MASH meeting"},
        {casework::DiscussionKind::strategy, "STRATEGY", "Strategy discussion"},
        {casework::DiscussionKind::other, "OTHER", "Another discussion"},
    });
template <>
inline constexpr auto k_words<casework::Seat> = std::to_array<Word<casework::Seat>>({
    {casework::Seat::social_worker, "SOCIAL_WORKER", "A social worker"},
    {casework::Seat::police, "POLICE", "The police"},
    {casework::Seat::health, "HEALTH", "A health practitioner"},
});
template <>
inline constexpr auto k_words<casework::TaskKind> = std::to_array<Word<casework::TaskKind>>({
    {casework::TaskKind::task, "TASK", "Task"},
    {casework::TaskKind::crime, "CRIME", "Possible crime"},
    {casework::TaskKind::strategy_discussion, "STRATEGY_DISCUSSION", "Strategy discussion"},
    {casework::TaskKind::dissent, "DISSENT", "An agency disagrees"},
    {casework::TaskKind::challenge, "CHALLENGE", "A decision is challenged"},
});
template <>
inline constexpr auto k_words<casework::TaskState> = std::to_array<Word<casework::TaskState>>({
    {casework::TaskState::open, "OPEN", "To do"},
    {casework::TaskState::done, "DONE", "Done"},
    {casework::TaskState::called_off, "CALLED_OFF", "Called off"},
});
template <>
inline constexpr auto k_words<casework::TaskAct> = std::to_array<Word<casework::TaskAct>>({
    {casework::TaskAct::done, "DONE", "Done"},
    {casework::TaskAct::handed_over, "HANDED_OVER", "Handed over"},
    {casework::TaskAct::called_off, "CALLED_OFF", "Called off"},
});

}  // namespace mash::model

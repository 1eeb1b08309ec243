// SPDX-License-Identifier: MIT
// The words of products and feedback.
#pragma once

#include "mash/model/coded.h"

namespace mash::product {

enum class ProductState { owner_clearance, cleared, issued, accepted, rejected, recalled };
enum class FeedbackState { sent, told, not_possible };
// Why a product is taken back: plain words without content, since they leave the hub.
enum class RecallReason {
  owner_withdrew,
  owner_corrected,
  information_wrong,
  sent_in_error,
  no_longer_red,
  two_persons,
  contact_changed,
  other_way
};
// Does the family know? Tells the recipient how to go about it.
enum class Inform { knows, not_told, do_not_contact };

}  // namespace mash::product

namespace mash::model {

template <>
inline constexpr auto k_words<product::ProductState> = std::to_array<Word<product::ProductState>>({
    {product::ProductState::owner_clearance, "OWNER_CLEARANCE", "Waits for the owners"},
    {product::ProductState::cleared, "CLEARED", "Ready to send"},
    {product::ProductState::issued, "ISSUED", "Sent"},
    {product::ProductState::accepted, "ACCEPTED", "Accepted"},
    {product::ProductState::rejected, "REJECTED", "Sent back"},
    {product::ProductState::recalled, "RECALLED", "Taken back"},
});
template <>
inline constexpr auto k_words<product::FeedbackState> =
    std::to_array<Word<product::FeedbackState>>({
        {product::FeedbackState::sent, "SENT", "Sent"},
        {product::FeedbackState::told, "TOLD", "Told by us"},
        {product::FeedbackState::not_possible, "NOT_POSSIBLE", "Nobody to tell"},
    });
template <>
inline constexpr auto k_words<product::RecallReason> = std::to_array<Word<product::RecallReason>>({
    {product::RecallReason::owner_withdrew, "OWNER_WITHDREW",
     "An agency no longer allows part of this to be shared. Do not use it. Phone the hub."},
    {product::RecallReason::owner_corrected, "OWNER_CORRECTED",
     "An agency has corrected part of this. Do not use it. A new version follows. Phone the hub if "
     "you cannot wait."},
    {product::RecallReason::information_wrong, "INFORMATION_WRONG",
     "Something in it was wrong. Do not use it. Phone the hub."},
    {product::RecallReason::sent_in_error, "SENT_IN_ERROR",
     "It was not meant for you. Do not use it. Phone the hub."},
    {product::RecallReason::no_longer_red, "NO_LONGER_RED",
     "The hub has looked again and no longer rates this Red. If you have begun to act, phone the "
     "hub before you stop. What the hub decides follows."},
    {product::RecallReason::two_persons, "TWO_PERSONS",
     "Two people had been taken for one in it. Do not use it. Phone the hub."},
    {product::RecallReason::contact_changed, "CONTACT_CHANGED",
     "What it says about reaching the family safely is no longer right. Do not contact them by it. "
     "Phone the hub first."},
    {product::RecallReason::other_way, "OTHER_WAY",
     "The hub deals with this another way. Do not use it. If you have begun to act, phone the hub "
     "before you stop."},
});
template <>
inline constexpr auto k_words<product::Inform> = std::to_array<Word<product::Inform>>({
    {product::Inform::knows, "KNOWS", "The family knows that we share this."},
    {product::Inform::not_told, "NOT_TOLD",
     "The family has not been told yet. Phone the hub before you contact them."},
    {product::Inform::do_not_contact, "DO_NOT_CONTACT",
     "Do not contact the family: it could harm the child. Phone the hub first."},
});

}  // namespace mash::model

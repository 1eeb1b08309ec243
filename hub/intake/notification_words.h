// SPDX-License-Identifier: MIT
// A notification between its words and the JSON that is sealed.
#pragma once

#include "intake_store.h"

namespace mash::intake {

// What its words are sealed under.
pipeline::Label label_of(const NotificationId& id, const CaseId& case_id);
// `statements` are the ids of the people's statements, in their order.
json::Value sealed_words(const NewNotification& n, const std::vector<StatementId>& statements);
NotificationView view_of(const NotificationRow& row, const json::Value& words);

}  // namespace mash::intake

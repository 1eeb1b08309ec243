// SPDX-License-Identifier: MIT
#include "mash/oversight/since.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "mash/pipeline/record.h"
#include "visible.h"

namespace mash::oversight {

namespace {

using pipeline::RecordedEvent;

// On the entry of a look at the page that says this.
constexpr const char* k_was_told = "since_told";
constexpr auto k_visit_ends_after = Duration::minutes(30);
constexpr int k_first_read = 100;
constexpr int k_most_read = 400;
constexpr std::size_t k_lines = 8;

// What those who work on a case want to hear of. What only opened a page, or began something that
// is not finished, is no news.
constexpr auto k_news = std::to_array<std::string_view>({
    "package.opened",
    "import.stored",
    "entry.taken-in",
    "attachment.taken-in",
    "case.open-checked",
    "case.screened",
    "case.rated",
    "case.unanswered",
    "clock.breached",
    "red.unseen",
    "allegation.taken-up",
    "allegation.finished",
    "family.contact-over",
    "family.contact-taken",
    "family.contact-added",
    "person.judged",
    "person.answer-undone",
    "person.parted",
    "person.stated",
    "person.identified",
    "person.undone",
    "basis.recorded",
    "enquiry.sent",
    "enquiry.widened",
    "enquiry.answered",
    "item.volunteered",
    "item.disclosed",
    "release.decided",
    "release.withdrawn",
    "assessment.made",
    "assessment.disagreed",
    "decision.made",
    "decision.recommended",
    "decision.front-door",
    "decision.late-answered",
    "challenge.raised",
    "challenge.safety",
    "challenge.answered",
    "challenge.not-content",
    "challenge.climbed",
    "product.issued",
    "product.safety",
    "product.recalled",
    "product.doubt-answered",
    "product.told-otherwise",
    "package.refused",
    "feedback.sent",
    "feedback.told-otherwise",
    "told.recorded",
    "told.reviewed",
    "told.answered",
    "log.written",
    "discussion.recorded",
    "discussion.contributed",
    "task.added",
    "task.done",
});

bool has_note(const pipeline::Event& event, std::string_view note) {
  return std::ranges::find(event.notes, note) != event.notes.end();
}

// Whoever was turned away, since somebody else had changed it, has changed nothing.
bool changed_nothing(const pipeline::Event& event) {
  return has_note(event, "conflict") || has_note(event, "sent_twice");
}

bool is_by(const pipeline::Event& event, const policy::Principal& reader) {
  return event.person == reader.person && event.outcome == pipeline::Outcome::granted;
}

// When the reader last opened the page that says this, before this visit: whatever else they did in
// the case showed them nothing. `newest_first` may be cut at its end.
std::optional<UtcTime> last_visit(const std::vector<RecordedEvent>& newest_first,
                                  const policy::Principal& reader, UtcTime now) {
  UtcTime later = now;
  for (const auto& one : newest_first) {
    if (!is_by(one.event, reader) || !has_note(one.event, k_was_told)) continue;
    if (later - one.event.at > k_visit_ends_after) return one.event.at;
    later = one.event.at;
  }
  return std::nullopt;
}

json::Value line_of(const model::Borough& borough, const pipeline::Event& event) {
  const auto look = look_of(borough, event);
  return json::Object{{"at", plain_time(look.at)},
                      {"who", look.role.empty() ? look.who : look.who + ", " + look.role},
                      {"what", look.what}};
}

}  // namespace

json::Value since_last_visit(pipeline::Context& c, const policy::Proof& proof,
                             const model::Borough& borough, const CaseId& id) {
  c.note(k_was_told);
  std::vector<RecordedEvent> recorded;
  std::optional<UtcTime> last;
  for (int limit = k_first_read; limit <= k_most_read && !last; limit *= 4) {
    recorded = pipeline::events_of_case(c.tx, proof, c.keys, id, limit);
    last = last_visit(recorded, c.principal, c.now);
    if (recorded.size() < static_cast<std::size_t>(limit)) break;
  }
  if (!last) return false;
  json::Array changes;
  bool cut = false;
  for (const auto& [sequence, event] : recorded) {
    if (event.at <= *last) break;
    if (is_by(event, c.principal) || event.outcome != pipeline::Outcome::granted ||
        std::ranges::find(k_news, event.kind) == k_news.end() || changed_nothing(event) ||
        !may_see(borough, event, c.principal)) {
      continue;
    }
    cut = changes.size() == k_lines;
    if (cut) break;
    changes.push_back(line_of(borough, event));
  }
  json::Value out = json::Object{};
  out.set("looked", plain_time(*last));
  out.set("nothing", changes.empty());
  out.set("changes", std::move(changes));
  out.set("more", cut ? "/case/" + id.text() + "/looks" : std::string());
  return out;
}

}  // namespace mash::oversight

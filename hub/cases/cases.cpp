// SPDX-License-Identifier: MIT
#include "mash/cases/cases.h"

#include <array>

#include "cases_store.h"
#include "mash/cases/bars.h"
#include "mash/cases/clocks.h"
#include "mash/cases/glass.h"
#include "mash/cases/queue.h"
#include "mash/html/house.h"
#include "mash/pipeline/app.h"

namespace mash::cases {

namespace {

// No vowels, so that no words arise, and none of 0, O, 1, I.
constexpr std::string_view k_letters = "23456789BCDFGHJKMNPQRSTVWXYZ";

// Eight characters, the last a check character (weighted sum), in two groups: "7KQ4-XM2P".
std::string new_reference(Random& random) {
  std::array<std::uint8_t, 16> raw{};
  random.fill(raw);
  std::string out;
  std::size_t sum = 0;
  for (std::size_t i = 0; i < 7; ++i) {
    const std::size_t at = (raw.at(2 * i) * 256U + raw.at(2 * i + 1)) % k_letters.size();
    sum += (i + 1) * at;
    out += k_letters.at(at);
    if (i == 3) out += '-';
  }
  return out += k_letters.at(sum % k_letters.size());
}

// Two of some hundred thousand cases would come to one reference.
std::string free_reference(pipeline::Context& c) {
  while (true) {
    auto reference = new_reference(c.random);
    if (!find_case_by_reference(c.tx, reference)) return reference;
  }
}

void add(pipeline::Context& c, CaseHead head) {
  head.reference = free_reference(c);
  insert_case(c.tx, head);
  c.changed("case", head.id.text());
}

html::Level level_of(model::Rating rating) {
  switch (rating) {
    case model::Rating::blue:
      return html::Level::blue;
    case model::Rating::green:
      return html::Level::green;
    case model::Rating::amber:
      return html::Level::amber;
    case model::Rating::red:
    case model::Rating::provisional_red:
      return html::Level::red;
    case model::Rating::not_rated:
      return html::Level::not_rated;
  }
  return html::Level::not_rated;
}

}  // namespace

void add_case(pipeline::Context& c, const CaseId& id, UtcTime received_at, bool urgent) {
  const auto rating = urgent ? model::Rating::provisional_red : model::Rating::not_rated;
  add(c, {.id = id,
          .state = model::NotificationState::received,
          .rating = rating,
          .received_at = received_at,
          .urgent = urgent});
}

void add_history_case(pipeline::Context& c, const CaseId& id, UtcTime received_at) {
  add(c, {.id = id,
          .state = model::NotificationState::closed,
          .rating = model::Rating::not_rated,
          .received_at = received_at});
}

void set_state(pipeline::Context& c, const CaseId& id, model::NotificationState state) {
  store_state(c.tx, id, model::code_of(state));
  c.changed("case", id.text());
}

void set_rating(pipeline::Context& c, const CaseId& id, model::Rating rating,
                std::optional<model::NeedLevel> level) {
  store_rating(c.tx, id, model::code_of(rating), level ? model::code_of(*level) : "");
  c.changed("case", id.text());
}

void set_taken_by(pipeline::Context& c, const CaseId& id, const StaffId& person) {
  store_taken_by(c.tx, id, person);
  c.changed("case", id.text());
}

std::string as_reference(std::string_view typed) {
  std::string out;
  for (const char ch : typed) {
    if (ch == '-' || ch == ' ') continue;
    if (out.size() == 4) out += '-';
    out += ch >= 'a' && ch <= 'z' ? static_cast<char>(ch - 'a' + 'A') : ch;
  }
  return out;
}

void count_file(pipeline::Context& c, const CaseId& id) {
  store_file_count(c.tx, id);
  c.changed("case", id.text());
}

void set_screened(pipeline::Context& c, const CaseId& id) {
  store_screened(c.tx, id);
  c.changed("case", id.text());
}

void set_basis_complete(pipeline::Context& c, const CaseId& id) {
  store_basis_complete(c.tx, id);
  c.changed("case", id.text());
}

bool is_front_door(const policy::Principal& p) {
  using policy::Role;
  switch (p.role) {
    case Role::screening_officer:
    case Role::mash_manager:
    case Role::deputy_manager:
    case Role::mash_admin:
    case Role::emergency_duty:
    case Role::designated_officer:
      return p.side == policy::Side::hub;
    default:
      return false;
  }
}

bool works_on(pipeline::Context& c, const CaseId& id) {
  if (is_barred(c.tx, id, c.principal.person)) return false;
  return is_front_door(c.principal) || is_member(c.tx, id, c.principal.agency);
}

policy::Facts standing_of(pipeline::Context& c, const CaseId& id) {
  policy::Facts f;
  f.barred = is_barred(c.tx, id, c.principal.person);
  if (f.barred) return f;
  f.case_member = is_front_door(c.principal) || is_member(c.tx, id, c.principal.agency);
  f.glass_broken = !f.case_member && glass_until(c.tx, id, c.principal.person, c.now).has_value();
  return f;
}

bool owes_reason(const pipeline::Context& c, const CaseHead& head) {
  const bool red =
      head.rating == model::Rating::red || head.rating == model::Rating::provisional_red;
  if (head.urgent || red || c.room == nullptr || !c.room->owes_reason) return false;
  return c.room->owes_reason(c.principal, head.id, c.now);
}

policy::Facts facts_of(pipeline::Context& c, const CaseHead& head) {
  policy::Facts f = standing_of(c, head.id);
  f.basis_complete = head.basis_complete;
  f.urgent = head.urgent;
  f.reason_owed = owes_reason(c, head);
  return f;
}

Result<policy::Facts> case_facts(pipeline::Context& c) {
  MASH_TRY(const CaseId id, CaseId::parse(c.input.text("case")));
  c.about(id);
  const auto head = find_case(c.tx, id);
  if (!head) return not_found();
  const policy::Facts facts = facts_of(c, *head);
  if (facts.glass_broken) note_purpose(c, id);
  return facts;
}

json::Value rating_tag(model::Rating rating) {
  const bool provisional = rating == model::Rating::provisional_red;
  return html::level_tag(level_of(rating), provisional ? "until rated" : "");
}

namespace {

// Of a case that is decided, the clock to decide waits for a second manager: nothing for a desk,
// which could infer repeats from it (decision 0012).
std::optional<Deadline> clock_in_bar(pipeline::Context& c, const CaseHead& head) {
  const bool all = is_front_door(c.principal) || !model::is_decided(head.state);
  for (auto& d : running(c.tx, head.id)) {
    if (!is_for_all(d)) continue;
    if (all || d.stage != model::Stage::decide) return std::move(d);
  }
  return std::nullopt;
}

// Whoever reads by broken glass is told on each page that it ends, and when.
std::string marking_of(pipeline::Context& c, const CaseHead& head) {
  if (head.walled) return "BEHIND A WALL: ONLY THOSE WHO ARE LET IN KNOW OF THIS CASE";
  const bool member = works_on(c, head.id);
  const auto until = member ? std::nullopt : glass_until(c.tx, head.id, c.principal.person, c.now);
  if (!until) return "INSIDE THE HUB: DO NOT COPY OUT";
  return "YOU BROKE THE GLASS: TO READ ONLY, UNTIL " + plain_time(*until);
}

}  // namespace

json::Value case_bar(pipeline::Context& c, const CaseHead& head, const BarWords& words) {
  html::ChildBarOptions options{.name = words.children.empty() ? "Name not known" : words.children,
                                .reference = head.reference};
  options.level = rating_tag(head.rating);
  options.clock = clock_tag(clock_in_bar(c, head), c.now);
  options.marking = marking_of(c, head);
  options.contact = words.contact;
  options.live = {
      .id = head.id.text(), .version = visible_version(c.tx, head), .files = head.files};
  return html::child_bar(options);
}

std::string_view standing_words(const CaseHead& head) {
  const bool waits = head.state == model::NotificationState::screening && head.screened;
  return waits ? "Waits for a rating" : model::words_of(head.state);
}

std::string work_page(const CaseHead& head, const policy::Principal& reader) {
  using model::NotificationState;
  const std::string path = "/case/" + head.id.text();
  if (head.walled) return path + "/allegation";
  const bool early =
      head.state == NotificationState::received || head.state == NotificationState::screening;
  const auto may = [&reader](policy::Action act) {
    return policy::may(reader, act, {.case_member = true});
  };
  if (early && !head.screened && may(policy::Action::screen)) return path + "/screen";
  if (early && head.screened && may(policy::Action::confirm_rating)) return path + "/rate";
  return path;
}

json::Value arrivals(db::Transaction& tx, const StaffId& reader, UtcTime now) {
  const LocalDate today = to_london(now).date;
  json::Value out = json::Object{};
  for (const LocalDate day : {today.plus_days(-1), today}) {
    const Arrived arrived = arrived_since(tx, reader, from_london(day, 0, 0));
    out.set(day.iso(), arrived.all);
    out.set(day.iso() + " red", arrived.red);
  }
  return out;
}

json::Value telephone_places(const pipeline::Context& c, const CaseId& id,
                             std::string_view current) {
  using policy::Action;
  struct Place {
    std::string_view name;
    Action action;
    std::string href;
  };
  const std::string path = "/case/" + id.text();
  json::Value out = json::Object{};
  bool any = false;
  for (const Place& place : {Place{"enter", Action::log_notification, "/enter"},
                             Place{"contact", Action::screen, path + "/contact"},
                             Place{"told", Action::issue_product, path + "/told"},
                             Place{"log", Action::record_work, path + "/log"}}) {
    const bool shown =
        place.name != current && policy::may(c.principal, place.action, {.case_member = true});
    any = any || shown;
    out.set(std::string(place.name), shown ? place.href : std::string());
  }
  return any ? out : json::Value(false);
}

namespace {

struct Tab {
  std::string_view name, text, path;
};

// What comes before a case is asked about, for whoever may do it: while it waits, and on its page.
std::vector<Tab> triage_tabs(const pipeline::Context& c, const CaseHead& head,
                             std::string_view current) {
  using enum model::NotificationState;
  const bool early = head.state == received || head.state == screening || head.state == reopened;
  const bool unrated =
      head.rating == model::Rating::not_rated || head.rating == model::Rating::provisional_red;
  const auto may = [&c](policy::Action act) {
    return policy::may(c.principal, act, {.case_member = true});
  };
  std::vector<Tab> out;
  if ((early || current == "screen") && may(policy::Action::screen)) {
    out.push_back({"screen", "Screen", "/screen"});
  }
  if (((early && unrated) || current == "rate") && may(policy::Action::confirm_rating)) {
    out.push_back({"rate", "Rate", "/rate"});
  }
  return out;
}

}  // namespace

json::Value case_tabs(const pipeline::Context& c, const CaseHead& head, std::string_view current) {
  static constexpr std::array<Tab, 12> tabs = {{{"knows", "What agencies know", ""},
                                                {"notification", "Notification", "/notification"},
                                                {"family", "Family", "/family"},
                                                {"attachments", "Files", "/attachments"},
                                                {"assessment", "Assessment", "/assessment"},
                                                {"decision", "Decision", "/decision"},
                                                {"products", "What leaves", "/products"},
                                                {"log", "Log", "/log"},
                                                {"tasks", "Tasks", "/tasks"},
                                                {"discussions", "Discussions", "/discussions"},
                                                {"transfers", "Transfer", "/transfers"},
                                                {"looks", "Who looked", "/looks"}}};
  constexpr Tab k_wall = {"allegation", "Allegation", "/allegation"};
  std::vector<Tab> all = triage_tabs(c, head, current);
  all.insert(all.end(), tabs.begin(), tabs.end());
  if (head.walled) all.insert(all.begin(), k_wall);
  json::Array items;
  const bool by_glass =
      !is_front_door(c.principal) && !is_member(c.tx, head.id, c.principal.agency);
  for (const auto& t : all) {
    if (by_glass && t.name == "looks") continue;  // for those in the case
    json::Value item;
    const bool files = t.name == "attachments" && head.files > 0;
    item.set("text", files ? std::string(t.text) + " (" + std::to_string(head.files) + ")"
                           : std::string(t.text));
    item.set("href", "/case/" + head.id.text() + std::string(t.path));
    item.set("current", t.name == current);
    items.push_back(std::move(item));
  }
  json::Value out;
  out.set("items", std::move(items));
  return out;
}

}  // namespace mash::cases

// SPDX-License-Identifier: MIT
#include "picture.h"

#include <algorithm>
#include <charconv>

#include "mash/assessment/assessments.h"
#include "mash/cases/cases.h"
#include "mash/cases/clocks.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/items.h"
#include "mash/enquiry/enquiries.h"
#include "recommendations.h"

namespace mash::decision {

namespace {

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0;;) {
    const auto end = text.find(by, at);
    out.push_back(text.substr(at, end - at));
    if (end == std::string_view::npos) return out;
    at = end + 1;
  }
}

// Told in the log, a discussion or a task, or that somebody disagrees or challenges a decision.
bool is_aside(const cases::News& news) {
  using enum model::NewsKind;
  return news.kind == logged || news.kind == discussed || news.kind == task ||
         news.kind == disagreed || news.kind == challenged;
}

bool parse_number(std::string_view text, std::int64_t& out) {
  const auto* end = text.data() + text.size();
  const auto [at, fault] = std::from_chars(text.data(), end, out);
  return fault == std::errc{} && at == end;
}

std::optional<Answered> parse_answer(std::string_view text) {
  const auto parts = split(text, '.');
  if (parts.size() != 5) return std::nullopt;
  const auto enquiry = EnquiryId::parse(parts[0]);
  const auto agency = AgencyId::parse(parts[1]);
  const auto state = model::from_code<model::EnquiryState>(parts[2]);
  std::int64_t version = 0;
  std::int64_t widened = 0;
  if (!enquiry || !agency || !state || !parse_number(parts[3], version) ||
      !parse_number(parts[4], widened)) {
    return std::nullopt;
  }
  return Answered{*enquiry, *agency, *state, version, widened};
}

std::string told_of(std::string_view what, std::string_view before, std::string_view now) {
  return std::string(what) + " was “" + std::string(before) + "” and is now “" + std::string(now) +
         "”.";
}

void add_answers(std::vector<std::string>& out, const Picture& before, const Picture& now,
                 const model::Borough& borough) {
  for (const Answered& a : now.answers) {
    const auto old = std::ranges::find(before.answers, a.enquiry, &Answered::enquiry);
    const std::string name = directory::agency_name(borough, a.agency);
    if (old == before.answers.end()) {
      out.push_back(name + " has been asked.");
      continue;
    }
    const bool widened = old->widened != a.widened;
    if (widened) out.push_back(name + " has been asked about more people.");
    if (old->state != a.state && (!widened || a.state != model::EnquiryState::sent)) {
      out.push_back(
          told_of(name + ": the request", model::words_of(old->state), model::words_of(a.state)));
    } else if (old->version != a.version && !widened) {
      out.push_back(name + " has answered again.");
    }
  }
}

// For one child or for all: the words fit both.
void add_decisions(std::vector<std::string>& out, const Picture& before, const Picture& now) {
  if (before.conflicting < now.conflicting) {
    out.emplace_back(
        "A decision no longer stands: it was opened again, or two people were joined for whom "
        "different things were decided.");
  } else if (before.newest != now.newest) {
    out.emplace_back("Somebody else has decided.");
  } else if (before.conflicting > now.conflicting) {
    out.emplace_back("A decision stands again: two people who had been joined were parted.");
  }
  if (before.proposed > now.proposed) {
    out.emplace_back("A decision that waited for a second manager no longer waits.");
  } else if (before.proposed < now.proposed) {
    out.emplace_back("A decision waits for a second manager.");
  }
}

}  // namespace

Picture picture_of(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                   const ChildDecisions& child) {
  Picture p;
  const auto head = cases::find_case(c.tx, id);
  p.rating = head->rating;
  p.state = head->state;
  if (child.proposed) {
    p.newest = child.proposed->id;
  } else if (child.standing) {
    p.newest = child.standing->id;
  } else if (!child.conflicting.empty()) {
    p.newest = child.conflicting.back().id;
  }
  p.conflicting = static_cast<std::int64_t>(child.conflicting.size());
  p.proposed = child.proposed ? 1 : 0;
  for (const auto& item : disclosure::visible_items(c, id)) {
    if (item.state != model::ItemState::in_hub) continue;
    ++p.items;
    p.versions += item.version;
  }
  for (const auto& e : enquiry::enquiries_of(c, proof, id)) {
    const auto widened = e.asked.empty() ? 0 : static_cast<std::int64_t>(e.asked.size()) - 1;
    p.answers.push_back({e.id, e.agency, e.state, e.version, widened});
  }
  const auto news = cases::news_of(c.tx, id);
  p.heard = static_cast<std::int64_t>(news.size());
  p.aside = std::ranges::count_if(news, is_aside);
  p.assessments = assessment::count_assessments(c, id, child.child.person);
  p.recommended = count_recommendations(c, id, child.child.person);
  return p;
}

Picture picture_of(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                   const std::vector<ChildDecisions>& all) {
  Picture p = picture_of(c, proof, id, ChildDecisions{});
  const Decision* newest = nullptr;
  const auto look_at = [&newest](const Decision& d) {
    if (newest == nullptr || d.decided_at > newest->decided_at) newest = &d;
  };
  for (const auto& one : all) {
    if (one.standing) look_at(*one.standing);
    if (one.proposed) look_at(*one.proposed);
    std::ranges::for_each(one.conflicting, look_at);
    p.conflicting += static_cast<std::int64_t>(one.conflicting.size());
    p.proposed += one.proposed ? 1 : 0;
  }
  if (newest != nullptr) p.newest = newest->id;
  return p;
}

Picture with_asides_seen(Picture before, const Picture& now) {
  before.heard += now.aside - before.aside;
  before.aside = now.aside;
  before.assessments = now.assessments;
  return before;
}

std::string encode(const Picture& p) {
  std::string out = p.told ? "told|" : "|";
  out += std::string(model::code_of(p.rating)) + '|' + std::string(model::code_of(p.state)) + '|' +
         p.newest.text() + '|' + std::to_string(p.items) + '|' + std::to_string(p.versions) + '|';
  for (std::size_t i = 0; i < p.answers.size(); ++i) {
    const Answered& a = p.answers[i];
    out += (i == 0 ? "" : ",") + a.enquiry.text() + '.' + a.agency.text() + '.' +
           std::string(model::code_of(a.state)) + '.' + std::to_string(a.version) + '.' +
           std::to_string(a.widened);
  }
  for (const auto number :
       {p.conflicting, p.proposed, p.heard, p.aside, p.assessments, p.recommended}) {
    out += '|' + std::to_string(number);
  }
  return out;
}

std::optional<Picture> parse_picture(std::string_view text) {
  const auto parts = split(text, '|');
  if (parts.size() != 13) return std::nullopt;
  Picture p;
  p.told = parts[0] == "told";
  const auto rating = model::from_code<model::Rating>(parts[1]);
  const auto state = model::from_code<model::NotificationState>(parts[2]);
  if (!rating || !state) return std::nullopt;
  p.rating = *rating;
  p.state = *state;
  if (!parts[3].empty()) {
    const auto newest = DecisionId::parse(parts[3]);
    if (!newest) return std::nullopt;
    p.newest = *newest;
  }
  if (!parse_number(parts[4], p.items) || !parse_number(parts[5], p.versions) ||
      !parse_number(parts[7], p.conflicting) || !parse_number(parts[8], p.proposed) ||
      !parse_number(parts[9], p.heard) || !parse_number(parts[10], p.aside) ||
      !parse_number(parts[11], p.assessments) || !parse_number(parts[12], p.recommended)) {
    return std::nullopt;
  }
  if (parts[6].empty()) return p;
  for (const auto one : split(parts[6], ',')) {
    const auto answer = parse_answer(one);
    if (!answer) return std::nullopt;
    p.answers.push_back(*answer);
  }
  return p;
}

std::vector<std::string> changes_between(const Picture& before, const Picture& now,
                                         const model::Borough& borough) {
  std::vector<std::string> out;
  if (before.rating != now.rating) {
    out.push_back(
        told_of("The rating", model::words_of(before.rating), model::words_of(now.rating)));
  }
  add_answers(out, before, now, borough);
  if (now.items > before.items) {
    const auto more = now.items - before.items;
    out.push_back(std::to_string(more) + (more == 1 ? " piece" : " pieces") +
                  " of information came in.");
  } else if (now.items < before.items) {
    out.emplace_back("An owner has taken information back.");
  } else if (now.versions != before.versions) {
    out.emplace_back("An owner has corrected information.");
  }
  if (before.aside != now.aside) {
    out.emplace_back(
        "An agency has told more, in the log of the case, in a discussion or about a task, or says "
        "that it disagrees or challenges a decision.");
  } else if (out.empty() && before.heard != now.heard) {
    out.emplace_back("An agency has told more.");
  }
  if (before.assessments < now.assessments) {
    out.emplace_back("Somebody has made a new assessment.");
  } else if (before.assessments > now.assessments) {
    out.emplace_back("An assessment turned out to be about somebody else.");
  }
  if (before.recommended != now.recommended) {
    out.emplace_back("The hub has recommended something else.");
  }
  add_decisions(out, before, now);
  if (before.state != now.state) {
    out.push_back(told_of("The case", model::words_of(before.state), model::words_of(now.state)));
  }
  return out;
}

}  // namespace mash::decision

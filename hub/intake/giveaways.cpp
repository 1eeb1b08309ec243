// SPDX-License-Identifier: MIT
#include "mash/intake/giveaways.h"

#include <algorithm>
#include <array>

#include "mash/base/plain_words.h"
#include "mash/html/forms.h"
#include "mash/people/people.h"

namespace mash::intake {

namespace {

constexpr const char* k_field = "teller_looked_at";
constexpr std::size_t k_shortest = 3;  // letters of a name that say something
constexpr std::size_t k_run = 4;       // words of a longer description
constexpr std::size_t k_digits = 6;    // of a telephone number, at least
constexpr std::size_t k_compared = 9;  // its last digits: +44 20 and 020 are one
constexpr auto k_titles = std::to_array<std::string_view>(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "the", "and", "not", "from"});

std::string digits_of(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      out += c;
    } else if (c != ' ' && c != '-' && c != '(' && c != ')' && c != '+') {
      out += '|';  // two numbers are not one
    }
  }
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

class Search {
 public:
  Search(const std::vector<std::string>& names, const std::vector<std::string>& texts) {
    for (const auto& name : names) {
      for (auto& word : plain_words(name)) in_case_.push_back(std::move(word));
    }
    for (const auto& text : texts) {
      texts_.push_back(plain_words(text));
      numbers_.push_back(digits_of(text));
    }
  }

  // Each word of a name says it.
  void name(const Sensitive& given) {
    for (const auto& word : plain_words(given.reveal())) {
      if (word.size() < k_shortest || std::ranges::find(k_titles, word) != k_titles.end()) continue;
      if (std::ranges::find(in_case_, word) != in_case_.end()) continue;
      if (stands({word})) add(word, "part of their name");
    }
  }
  // A description says it by some words in a row, a short one by all of its words.
  void description(const Sensitive& given, std::string_view what) {
    const auto words = plain_words(given.reveal());
    const std::size_t run = std::min(k_run, words.size());
    if (run == 0 || (run == 1 && words.front().size() < k_shortest)) return;
    for (std::size_t at = 0; at + run <= words.size(); ++at) {
      const auto first = words.begin() + static_cast<std::ptrdiff_t>(at);
      const std::vector<std::string> part(first, first + static_cast<std::ptrdiff_t>(run));
      if (!stands(part)) continue;
      add(joined(part), what);
      return;
    }
  }
  // The part before the @ is enough.
  void email(const Sensitive& given) {
    const std::string& all = given.reveal();
    const auto words = plain_words(all.substr(0, all.find('@')));
    if (joined(words).size() > k_shortest && stands(words)) add(joined(words), "their e-mail");
  }
  void telephone(const Sensitive& given) {
    std::string digits = digits_of(given.reveal());
    std::erase(digits, '|');
    if (digits.size() < k_digits) return;
    const std::string last =
        digits.substr(digits.size() > k_compared ? digits.size() - k_compared : 0);
    const auto has = [&last](const std::string& text) {
      return text.find(last) != std::string::npos;
    };
    if (std::ranges::any_of(numbers_, has)) add(given.reveal(), "their telephone number");
  }
  [[nodiscard]] std::vector<Giveaway> found() && { return std::move(found_); }

 private:
  [[nodiscard]] bool stands(const std::vector<std::string>& words) const {
    return std::ranges::any_of(texts_, [&](const auto& text) { return has_run(text, words); });
  }
  void add(const std::string& words, std::string_view what) {
    if (std::ranges::find(found_, words, &Giveaway::words) != found_.end()) return;
    found_.push_back({words, what});
  }

  std::vector<std::string> in_case_;
  std::vector<std::vector<std::string>> texts_;
  std::vector<std::string> numbers_;
  std::vector<Giveaway> found_;
};

}  // namespace

bool may_be_known(const NotificationView& told) {
  return !told.wants_anonymity && told.referrer_class != model::ReferrerClass::anonymous;
}

std::vector<Giveaway> giveaways_in(const std::vector<NotificationView>& told,
                                   const std::vector<std::string>& names,
                                   const std::vector<std::string>& texts) {
  Search search(names, texts);
  for (const auto& n : told) {
    if (may_be_known(n)) continue;
    search.name(n.referrer_name);
    search.description(n.referrer_role, "who they said they are");
    search.description(n.referrer_agency, "their agency");
    search.email(n.referrer_email);
    search.telephone(n.referrer_phone);
  }
  return std::move(search).found();
}

std::vector<Giveaway> giveaways(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                                const std::vector<std::string>& texts) {
  std::vector<std::string> names;
  for (const auto& s : people::statements_of(c, proof, id)) {
    names.push_back(s.given_name.reveal() + " " + s.surname.reveal());
  }
  return giveaways_in(notification_view(c, proof, id), names, texts);
}

json::Value giveaway_question(const pipeline::Context& c, const std::vector<Giveaway>& found) {
  if (found.empty()) return false;
  html::CheckboxesOptions o{
      .name = k_field,
      .legend = "Could these words show who told us? They are not to be named.",
      .hint = "Change the wording if they could. Tick each that can leave as it stands.",
      .error = html::error_of(c.faults, k_field),
      .legend_classes = "govuk-fieldset__legend--s"};
  if (c.typed != nullptr) o.values = c.typed->all(k_field);
  for (const auto& one : found) {
    o.choices.push_back({.value = one.words,
                         .text = "“" + one.words + "” does not show who told us",
                         .hint = "It is " + std::string(one.what) + "."});
  }
  return html::checkboxes(o);
}

pipeline::Field giveaway_field() {
  return {.name = k_field,
          .label = "Words that do not show who told us",
          .kind = pipeline::Kind::many,
          .max = 100};
}

Result<void> looked_at(pipeline::Context& c, const std::vector<Giveaway>& found) {
  const auto& ticked = c.input.all(k_field);
  for (const auto& one : found) {
    if (std::ranges::find(ticked, one.words) != ticked.end()) continue;
    return invalid(k_field,
                   "Some words could show who told us. Change the wording, or tick each "
                   "that can leave as it stands");
  }
  if (!found.empty()) c.note("teller_looked_at");
  return {};
}

}  // namespace mash::intake

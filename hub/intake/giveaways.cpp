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
    for (const auto& name : names) in_case_.push_back(plain_words(name));
    for (const auto& text : texts) {
      texts_.push_back(plain_words(text));
      numbers_.push_back(digits_of(text));
    }
  }

  // Each word of a name says it, but for those that others in the case have too. Whoever told us
  // may stand in the case themselves, a grandmother for instance: then each mention of her is asked
  // about, since no rule tells "her grandmother collects her" from "her grandmother rang us".
  void name(const Sensitive& given) {
    const auto words = telling_words(given);
    const auto own =
        std::ranges::count_if(in_case_, [&](const auto& name) { return has_all(name, words); });
    // By one word alone several could be meant, and nobody is: a family's own name tells nothing.
    const bool in_case = !words.empty() && (own == 1 || (own > 1 && words.size() > 1));
    for (const auto& word : words) {
      const bool of_others = std::ranges::any_of(in_case_, [&](const auto& name) {
        return has_all(name, {word}) && !(in_case && has_all(name, words));
      });
      if (of_others || !stands({word})) continue;
      add(word, in_case ? "the name of somebody in this case who told us" : "part of their name");
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
  static std::vector<std::string> telling_words(const Sensitive& name) {
    auto out = plain_words(name.reveal());
    std::erase_if(out, [](const std::string& word) {
      return word.size() < k_shortest || std::ranges::find(k_titles, word) != k_titles.end();
    });
    return out;
  }
  static bool has_all(const std::vector<std::string>& name, const std::vector<std::string>& words) {
    return std::ranges::all_of(words, [&name](const std::string& word) {
      return std::ranges::find(name, word) != name.end();
    });
  }
  [[nodiscard]] bool stands(const std::vector<std::string>& words) const {
    return std::ranges::any_of(texts_, [&](const auto& text) { return has_run(text, words); });
  }
  void add(const std::string& words, std::string_view what) {
    if (std::ranges::find(found_, words, &Giveaway::words) != found_.end()) return;
    found_.push_back({words, what});
  }

  std::vector<std::vector<std::string>> in_case_;  // each name by its words
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

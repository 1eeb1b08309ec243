// SPDX-License-Identifier: MIT
#include "finding_words.h"

#include <algorithm>

#include "detect.h"
#include "mash/model/words.h"
#include "mash/research/pseudonym.h"

namespace mash::findings {

namespace {

using Numbers = std::map<std::string, std::int64_t>;

std::string text(const Numbers& n, const char* name) {
  return std::to_string(n.at(name));
}

std::string day(const Numbers& n, const char* name) {
  return plain_date(from_number(n.at(name)));
}

std::string counted(std::int64_t count, const std::string& one, const std::string& more) {
  return std::to_string(count) + " " + (count == 1 ? one : more);
}

std::string repeat_sentence(const std::string& who, const Finding& f) {
  const auto& n = f.numbers;
  const auto cases = counted(n.at("cases"), "case", "cases");
  // The window begins before its oldest case: "since" would name a day on which nothing was told.
  const auto since = " within " + counted(n.at("months"), "month", "months");
  switch (static_cast<RepeatOf>(n.at("of"))) {
    case RepeatOf::child:
      return who + " is named in " + cases + since + ".";
    case RepeatOf::family:
      return who + " and " + counted(std::ssize(f.subjects) - 1, "other child", "other children") +
             " of the family are named in " + cases + since + ".";
    case RepeatOf::home:
      return who + " stands in " + cases + since + ", of " +
             counted(n.at("families"), "family", "families") + ".";
    case RepeatOf::adult:
      return who + " is named as an adult of concern in " + cases + since + ".";
  }
  return "";
}

std::vector<std::string> repeat_steps(const Numbers& n) {
  std::vector<std::string> out{
      "The window is " + counted(n.at("months"), "calendar month", "calendar months") +
          " back from the newest case, to the day: from " + day(n, "from") + ".",
      "Cases in it: " + text(n, "cases") + ". The rule asks for " + text(n, "cases_needed") +
          " or more.",
      "Kinds of source: " + text(n, "sources") + ". The rule asks for " +
          text(n, "sources_needed") + " or more.",
      "All count, whatever became of them: " + text(n, "blue") + " rated Blue, " +
          text(n, "nothing") + " without further action, " + text(n, "open") +
          " passed to an open case."};
  if (n.contains("identified") && n.at("identified") == 0) {
    out.emplace_back(
        "Nobody has said yet who they are: children of one home and one year of birth "
        "are taken for one. Twins would be as well.");
  }
  return out;
}

std::vector<std::string> change_steps(const Numbers& n) {
  return {text(n, "cases") + " cases in " + decimal(n.at("years_hundredths")) +
              " years of the record, " + text(n, "recent") + " of them in the last 90 days.",
          "Their own rate, drawn towards what is usual: " + decimal(n.at("rate_hundredths")) +
              " a year (90% between " + decimal(n.at("low_hundredths")) + " and " +
              decimal(n.at("high_hundredths")) + "). The mean of all children who were named: " +
              decimal(n.at("all_hundredths")) + " a year.",
          "The chance that it is more than twice that mean: " + text(n, "twice_percent") + "%.",
          "The alarm is set so that of 1,000 stable children " + text(n, "false_alarms") +
              " raise it in a year. Its measure here: " + decimal(n.at("statistic_hundredths")) +
              "."};
}

std::vector<std::string> surge_steps(const Numbers& n) {
  return {"Counted in the last seven days: " + text(n, "observed") + ".",
          "Expected by season and trend: " + decimal(n.at("expected_hundredths")) + ", from " +
              text(n, "baseline_weeks") + " earlier weeks.",
          "More than " + decimal(n.at("upper_hundredths")) + " comes by chance " +
              text(n, "alpha_thousandths") + " time in 1,000."};
}

}  // namespace

std::string decimal(std::int64_t hundredths) {
  constexpr std::int64_t k_hundred = 100;
  const auto rest = std::to_string(hundredths % k_hundred);
  return std::to_string(hundredths / k_hundred) + "." + (rest.size() == 1 ? "0" : "") + rest;
}

std::string called(const pipeline::Vault& vault, const Subject& subject) {
  using research::Called;
  switch (subject.about) {
    case About::child:
      return research::pseudonym(vault, Called::child, subject.id);
    case About::adult:
      return research::pseudonym(vault, Called::adult, subject.id);
    case About::home:
      return research::pseudonym(vault, Called::home, subject.id) +
             (subject.says.empty() ? "" : " (" + subject.says + ")");
    case About::district:
      return subject.id;
    case About::concern: {
      const auto concern = model::from_code<model::ConcernType>(subject.id);
      return concern ? std::string(model::words_of(*concern)) : subject.id;
    }
  }
  return "";
}

std::string sentence(const pipeline::Vault& vault, const Finding& f) {
  const auto& n = f.numbers;
  const std::string who = called(vault, f.subjects.at(0));
  switch (f.kind) {
    case Kind::repeat:
      return repeat_sentence(who, f);
    case Kind::adult_around:
      return who + " is named beside " + counted(n.at("children"), "child", "children") + " of " +
             text(n, "families") + " families that are not related, since " + day(n, "from") + ".";
    case Kind::missing_together:
      return who + " and " + called(vault, f.subjects.at(1)) +
             ", of different families, were reported missing at about the same time " +
             text(n, "times") + " times.";
    case Kind::missing_place:
      return text(n, "children") + " children of " + text(n, "families") +
             " families were reported missing within " + text(n, "days") +
             " days in cases that give " + who + ".";
    case Kind::change:
      return who + ": " + counted(n.at("cases"), "case", "cases") + ", " + text(n, "recent") +
             " of them in the last 90 days. That is more than they had and than chance explains.";
    case Kind::higher_later:
      return who + ": " + counted(n.at("nothing"), "case", "cases") +
             " came to no further action, and " + counted(n.at("days"), "day", "days") +
             " after the first the need was higher.";
    case Kind::surge:
      return who + ": " + counted(n.at("observed"), "case", "cases") + " in the last seven days, " +
             decimal(n.at("expected_hundredths")) + " are usual.";
  }
  return "";
}

std::vector<std::string> arithmetic(const Finding& f) {
  const auto& n = f.numbers;
  switch (f.kind) {
    case Kind::repeat:
      return repeat_steps(n);
    case Kind::adult_around:
      return {"Families are children who share a parent in a case or shared a home.",
              "Families beside whose children the adult is named in " + text(n, "months") +
                  " months: " + text(n, "families") + ". The rule asks for " +
                  text(n, "families_needed") + " or more; the adult's own family counts as one."};
    case Kind::missing_together:
      return {"Reported missing within " + counted(n.at("days"), "day", "days") +
                  " of each other in " + text(n, "months") + " months: " + text(n, "times") +
                  " times. The rule asks for " + text(n, "times_needed") + " or more.",
              "The record has the day of the report, not when they left and came back."};
    case Kind::missing_place:
      return {"Children reported missing in cases that give this home, within " + text(n, "days") +
                  " days: " + text(n, "children") + ". The rule asks for " +
                  text(n, "children_needed") + " or more.",
              "Families among them: " + text(n, "families") + ". The rule asks for " +
                  text(n, "families_needed") + " or more."};
    case Kind::change:
      return change_steps(n);
    case Kind::higher_later:
      return {"Cases without further action in the " + text(n, "months") +
                  " months before the higher need: " + text(n, "nothing") + ".",
              "From the first of them, on " + day(n, "first") +
                  ", to the higher need: " + counted(n.at("days"), "day", "days") + "."};
    case Kind::surge:
      return surge_steps(n);
  }
  return {};
}

const std::vector<AsideReason>& aside_reasons() {
  static const std::vector<AsideReason> all = {
      {"EXPLAINED", "There is an ordinary explanation"},
      {"ONE_EVENT", "It is one event that was told several times"},
      {"NOT_THE_SAME", "They are not the same people, or not the same place"},
      {"IN_HAND", "Somebody is working on it already"},
      {"OTHER", "Another reason"}};
  return all;
}

std::string_view words_of_aside(std::string_view code) {
  const auto found = std::ranges::find(aside_reasons(), code, &AsideReason::code);
  return found == aside_reasons().end() ? std::string_view() : found->words;
}

}  // namespace mash::findings

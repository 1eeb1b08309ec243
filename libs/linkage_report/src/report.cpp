// SPDX-License-Identifier: MIT
#include "mash/linkage_report/report.h"

#include "mash/html/render.h"
#include "mash/linkage_report/templates.h"
#include "style.h"
#include "view.h"
#include "waterfall.h"

namespace mash::linkage_report {

std::string report(const Subject& s) {
  const linkage::Scorer scorer(s.linked.people, s.linked.model);
  const auto found = find(s, scorer);
  json::Value judged = false;
  if (s.judged) judged = judged_view(*s.judged);
  const html::Templates parsed(templates());
  const auto body = parsed.render(
      "linkage_report/report",
      json::Object{{"files", read_view(s)},
                   {"counts", counts_view(s, found)},
                   {"blocking", blocking_view(s.linked)},
                   {"comparisons", comparisons_view(s.linked.model)},
                   {"histogram", histogram_view(s)},
                   {"samples", samples_view(s, scorer, found)},
                   {"guards", guards_view(s, scorer, found)},
                   {"questions", questions_view(s, scorer, found)},
                   {"judged", std::move(judged)},
                   {"threshold", share_words(s.threshold)},
                   {"calibrated", !s.linked.model.calibration.empty()},
                   {"threshold_bits", signed_bits(hundredths(linkage::score_of(s.threshold)))},
                   {"review", share_words(s.review)},
                   {"review_bits", signed_bits(hundredths(linkage::score_of(s.review)))}});
  // Nothing is fetched and nothing runs, whatever a record says.
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<title>Linkage report: personal data</title>\n<style>";
  out += style();
  out += "</style>\n</head>\n<body>\n";
  out += body;
  out += "\n</body>\n</html>\n";
  return out;
}

}  // namespace mash::linkage_report

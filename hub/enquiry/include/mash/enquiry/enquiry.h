// SPDX-License-Identifier: MIT
// Pages about asking and answering: why we may ask, the request, the desk's list and answer, and
// the main page of a case, "What agencies know".
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "mash/cases/agreed.h"
#include "mash/cases/clocks.h"
#include "mash/enquiry/basis.h"
#include "mash/enquiry/enquiries.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::enquiry {

// A button of the page of a case: what comes first.
struct NextStep {
  std::string text;
  std::string href;
};
// A link beside what agencies know, with what is to be read there in one line.
struct Beside {
  std::string text;
  std::string href;
};
struct Deps {
  const model::Borough& borough;
  const cases::Timescales& timescales;
  // What slices that this one does not know have to say there. May be empty.
  std::function<std::vector<NextStep>(pipeline::Context&, const policy::Proof&, const CaseId&)>
      next{};
  // What others have done there since the reader's last visit, or false (oversight/since.h). May be
  // empty.
  std::function<json::Value(pipeline::Context&, const policy::Proof&, const CaseId&)> since{};
  // What is written and waits for owners before it can leave, as data of enquiry/waiting, or false.
  // May be empty.
  std::function<json::Value(pipeline::Context&, const policy::Proof&, const CaseId&)> waiting{};
  // Whether an agreement on sharing covers whom they ask. May be empty.
  cases::Agreed agreed{};
  // What slices that this one does not know have beside it. May be empty.
  std::function<std::vector<Beside>(pipeline::Context&, const policy::Proof&, const CaseId&)>
      beside{};
};

// GET /case/{case}; GET and POST /case/{case}/basis, /case/{case}/ask and
// /case/{case}/ask-about; GET /requests;
// GET and POST /case/{case}/volunteer; GET /requests/{enquiry}; POST /requests/{enquiry}/seen,
// /item and /answer.
std::vector<pipeline::Route> routes(const Deps& deps);

}  // namespace mash::enquiry

// SPDX-License-Identifier: MIT
// `openmash link`, `openmash lookup` and `openmash link evaluate`: people in CSV files, without a
// hub.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace mash::server {

struct LinkArguments {
  std::vector<std::string> inputs;
  std::string id;
  std::vector<std::string> map;  // role=column
  std::string clusters;
  std::string pairs;
  std::string model_in;
  std::string model_out;
  std::string labels;
  std::string answers;   // pairs that people judged, which clusters follow
  std::string previous;  // clusters of an earlier run
  std::string report;
  std::string truth;  // for the report
  std::string group;  // column of the truth
  std::string encoding = "utf-8";
  bool one_to_one = false;
  double threshold = 0.9;
  std::optional<double> split;   // as the threshold, for who was joined before; else LinkOptions'
  double pairs_per_record = 12;  // what blocking may give, about
  unsigned threads = 0;          // 0: as many as the machine has
};

struct EvaluateArguments {
  std::string truth;
  std::string clusters;
  std::string truth_id;      // else the first column
  std::string truth_person;  // else the second
  std::string group;         // column of the truth
  std::string encoding = "utf-8";
};

struct LookUpArguments {
  std::string input;
  std::string id;
  std::vector<std::string> map;  // role=column
  std::string queries;
  std::string query_id;
  std::string out;
  std::string encoding = "utf-8";
  std::size_t top = 10;
  bool explain = false;
  unsigned threads = 0;
};

// Exit codes: 0 done, 1 the disk failed, 2 the arguments or files need mending (said on stderr).
int link_command(const LinkArguments& arguments);
int look_up_command(const LookUpArguments& arguments);
int evaluate_command(const EvaluateArguments& arguments);

}  // namespace mash::server

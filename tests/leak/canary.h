// SPDX-License-Identifier: MIT
// Looks for planted words in bytes, however they are written: raw, upper and lower case, base64 at
// each offset and in both alphabets, hex, URL, HTML and JSON escapes, UTF-16, reversed, cut into
// trigrams. What not: compressed bytes; tests refuse an answer that is compressed.
// One pass over the bytes (Aho and Corasick 1975). One thread at a time.
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mash::leak {

struct Finding {
  std::string name;      // of the planted word
  std::string encoding;  // "base64+1"
  std::size_t at = 0;
};

// All ways in which `token` is looked for, with their names.
std::vector<std::pair<std::string, std::string>> encodings(const std::string& token);

class Canaries {
 public:
  // Letters and digits, at least 16. Plant everything before the first search.
  void plant(const std::string& name, const std::string& token);
  // The first place of each word in each encoding. Trigrams only in texts up to 256 kB.
  [[nodiscard]] std::vector<Finding> search(std::string_view bytes);

 private:
  struct Node {
    std::array<std::int32_t, 256> next{};
    std::int32_t fail = 0;
    std::vector<std::uint32_t> ends;  // patterns that end here
  };
  void insert(std::uint32_t pattern, std::string_view bytes);
  void build();
  void search_trigrams(std::string_view bytes, std::vector<Finding>& out) const;

  std::vector<std::pair<std::string, std::set<std::uint32_t>>> tokens_;  // name and trigrams
  std::vector<bool> wanted_;       // by trigram: does it belong to a token?
  std::vector<Finding> patterns_;  // name and encoding of each; `at` holds the length
  std::vector<Node> nodes_{Node{}};
  bool built_ = false;
};

std::string describe(const std::vector<Finding>& findings);

}  // namespace mash::leak

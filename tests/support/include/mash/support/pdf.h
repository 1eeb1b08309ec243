// SPDX-License-Identifier: MIT
// A PDF read back with programs that know nothing of us: Poppler's and qpdf.
#pragma once

#include <string>
#include <utility>

namespace mash::support {

class PdfFile {
 public:
  // Written to a file of its own, gone at the end. May be used from any thread.
  explicit PdfFile(const std::string& bytes);
  ~PdfFile();
  PdfFile(const PdfFile&) = delete;
  PdfFile& operator=(const PdfFile&) = delete;

  // What "<program> <file> <after>" says, and its exit status.
  [[nodiscard]] std::pair<std::string, int> ask(const std::string& program,
                                                const std::string& after = "") const;
  // All its words, page after page; of one page where that is named.
  [[nodiscard]] std::string words(int page = 0) const;

 private:
  std::string path_;
};

// As words() gives letters that run across the page.
std::string slanted(const std::string& letters);

}  // namespace mash::support

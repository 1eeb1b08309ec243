// SPDX-License-Identifier: MIT
#include "mash/support/pdf.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace mash::support {

PdfFile::PdfFile(const std::string& bytes) {
  static std::atomic<int> number{0};
  const std::string name =
      "mash-" + std::to_string(getpid()) + "-" + std::to_string(++number) + ".pdf";
  path_ = (std::filesystem::temp_directory_path() / name).string();
  std::ofstream(path_, std::ios::binary) << bytes;
}

PdfFile::~PdfFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

std::pair<std::string, int> PdfFile::ask(const std::string& program,
                                         const std::string& after) const {
  const std::string line = program + " '" + path_ + "' " + after + " 2>&1";
  FILE* out = popen(line.c_str(), "r");  // NOLINT(cert-env33-c): fixed programs of the tests
  if (out == nullptr) throw std::runtime_error("cannot start " + program);
  std::string said;
  std::array<char, 4096> some{};
  for (std::size_t n = 0; (n = fread(some.data(), 1, some.size(), out)) > 0;) {
    said.append(some.data(), n);
  }
  return {said, pclose(out)};
}

std::string PdfFile::words(int page) const {
  std::string program = "pdftotext -raw";
  if (page > 0) program += " -f " + std::to_string(page) + " -l " + std::to_string(page);
  return ask(program, "-").first;
}

std::string slanted(const std::string& letters) {
  std::string out;
  for (const char c : letters) {
    if (!out.empty()) out += '\n';
    out += c;
  }
  return out;
}

}  // namespace mash::support

// SPDX-License-Identifier: MIT
#include "mash/render/format.h"

namespace mash::render {

using namespace std::string_view_literals;

std::optional<Format> format_of(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xD8\xFF"sv)) return Format::jpeg;
  if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return Format::png;
  if (bytes.starts_with("%PDF-"sv)) return Format::pdf;
  // Any ZIP begins like this. One that holds the words of a Word document names them in clear.
  if (bytes.starts_with("PK\x03\x04"sv) &&
      bytes.find("word/document.xml"sv) != std::string_view::npos) {
    return Format::docx;
  }
  return std::nullopt;
}

std::string_view code_of(Format format) {
  switch (format) {
    case Format::jpeg:
      return "jpeg";
    case Format::png:
      return "png";
    case Format::pdf:
      return "pdf";
    case Format::docx:
      return "docx";
  }
  return "";
}

std::string_view words_of(Format format) {
  switch (format) {
    case Format::jpeg:
    case Format::png:
      return "a photograph or picture";
    case Format::pdf:
      return "a PDF";
    case Format::docx:
      return "a Word document";
  }
  return "";
}

}  // namespace mash::render

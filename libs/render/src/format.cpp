// SPDX-License-Identifier: MIT
#include "mash/render/format.h"

#include <algorithm>
#include <array>
#include <span>

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

namespace {

// The first is the one that is given.
std::span<const std::string_view> endings_of(Format format) {
  static constexpr std::array k_jpeg = {".jpg"sv, ".jpeg"sv, ".jpe"sv, ".jfif"sv};
  static constexpr std::array k_png = {".png"sv};
  static constexpr std::array k_pdf = {".pdf"sv};
  static constexpr std::array k_docx = {".docx"sv};
  switch (format) {
    case Format::jpeg:
      return k_jpeg;
    case Format::png:
      return k_png;
    case Format::pdf:
      return k_pdf;
    case Format::docx:
      return k_docx;
  }
  return {};
}

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

}  // namespace

std::string name_as(Format format, std::string name) {
  std::string plain = name;
  std::ranges::transform(plain, plain.begin(), lower);
  const auto endings = endings_of(format);
  const bool fits = std::ranges::any_of(
      endings, [&](std::string_view ending) { return plain.ends_with(ending); });
  if (!fits && !name.empty()) name += endings.front();
  return name;
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

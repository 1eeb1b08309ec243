// SPDX-License-Identifier: MIT
#include "mash/support/files.h"

#include <png.h>
#include <turbojpeg.h>
#include <zip.h>

#include <memory>

#include "mash/base/assert.h"

namespace mash::support {

namespace {

using namespace std::string_literals;

std::vector<unsigned char> drawing(int width, int height) {
  std::vector<unsigned char> rgb;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool red = x < width / 2 && y < height / 2;
      for (const int part : {red ? 255 : 0, 0, red ? 0 : 255}) {
        rgb.push_back(static_cast<unsigned char>(part));
      }
    }
  }
  return rgb;
}

std::string number(std::size_t value, std::size_t bytes) {
  std::string out;
  for (std::size_t i = bytes; i-- > 0;) out += static_cast<char>(value >> (8 * i) & 0xFFU);
  return out;
}

// TIFF in the order of Motorola: orientation, a description, and a pointer to GPS.
std::string exif_block(const Photograph& p) {
  constexpr std::size_t k_entries = 3;
  const std::size_t words_at = 8 + 2 + 12 * k_entries + 4;
  const std::size_t gps_at = words_at + p.exif_words.size() + 1;
  std::string tiff = "MM\0*"s + number(8, 4) + number(k_entries, 2);
  tiff +=
      number(0x010E, 2) + number(2, 2) + number(p.exif_words.size() + 1, 4) + number(words_at, 4);
  tiff += number(0x0112, 2) + number(3, 2) + number(1, 4) +
          number(static_cast<std::size_t>(p.orientation), 2) + number(0, 2);
  tiff += number(0x8825, 2) + number(4, 2) + number(1, 4) + number(gps_at, 4);
  tiff += number(0, 4) + p.exif_words + '\0';
  // GPSLatitudeRef "N"
  tiff += number(1, 2) + number(1, 2) + number(2, 2) + number(2, 4) + "N\0\0\0"s + number(0, 4);
  const std::string block = "Exif\0\0"s + tiff;
  return "\xFF\xE1"s + number(block.size() + 2, 2) + block;
}

}  // namespace

std::string jpeg(const Photograph& p) {
  const auto rgb = drawing(p.width, p.height);
  const std::unique_ptr<void, decltype(&tjDestroy)> turbo(tjInitCompress(), &tjDestroy);
  unsigned char* out = nullptr;
  unsigned long size = 0;  // NOLINT(google-runtime-int): as the library has it
  const int failed = tjCompress2(turbo.get(), rgb.data(), p.width, 0, p.height, TJPF_RGB, &out,
                                 &size, TJSAMP_444, 95, 0);
  const std::unique_ptr<unsigned char, decltype(&tjFree)> owned(out, &tjFree);
  MASH_ASSERT(failed == 0);
  std::string whole(out, out + size);
  whole.insert(2, exif_block(p));
  return whole;
}

std::string png(int width, int height) {
  const auto rgb = drawing(width, height);
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(width);
  image.height = static_cast<png_uint_32>(height);
  image.format = PNG_FORMAT_RGB;
  png_alloc_size_t size = 0;
  MASH_ASSERT(png_image_write_to_memory(&image, nullptr, &size, 0, rgb.data(), 0, nullptr) != 0);
  std::string out(size, '\0');
  MASH_ASSERT(png_image_write_to_memory(&image, out.data(), &size, 0, rgb.data(), 0, nullptr) != 0);
  out.resize(size);
  return out;
}

std::string pdf(const std::vector<std::string>& pages) {
  std::vector<std::string> objects = {"<</Type/Catalog/Pages 2 0 R>>", "",
                                      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"};
  std::string kids;
  for (const auto& words : pages) {
    const std::string number = std::to_string(objects.size() + 1);
    const std::string content = "BT /F1 24 Tf 50 700 Td (" + words + ") Tj ET";
    kids += number + " 0 R ";
    objects.push_back(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R"
        ">>>>/Contents " +
        std::to_string(objects.size() + 2) + " 0 R>>");
    objects.push_back("<</Length " + std::to_string(content.size()) + ">>stream\n" + content +
                      "\nendstream");
  }
  objects[1] = "<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(pages.size()) + ">>";
  std::string out = "%PDF-1.4\n";
  std::string table = "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const std::string at = std::to_string(out.size());
    table += std::string(10 - at.size(), '0') + at + " 00000 n \n";
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string start = std::to_string(out.size());
  return out + table + "trailer\n<</Size " + std::to_string(objects.size() + 1) +
         "/Root 1 0 R>>\nstartxref\n" + start + "\n%%EOF\n";
}

std::string docx_of(std::string_view document_xml, int other_parts) {
  zip_error_t error{};
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);  // outlives the archive, which is read from it
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  MASH_ASSERT(archive != nullptr);
  zip_source_t* words = zip_source_buffer(archive, document_xml.data(), document_xml.size(), 0);
  const auto added = zip_file_add(archive, "word/document.xml", words, 0);
  MASH_ASSERT(added >= 0);
  zip_file_set_mtime(archive, static_cast<zip_uint64_t>(added), 0, 0);
  for (int i = 0; i < other_parts; ++i) {
    zip_source_t* nothing = zip_source_buffer(archive, "", 0, 0);
    const auto name = "word/part" + std::to_string(i);
    MASH_ASSERT(zip_file_add(archive, name.c_str(), nothing, 0) >= 0);
  }
  MASH_ASSERT(zip_close(archive) == 0);
  zip_stat_t stat{};
  MASH_ASSERT(zip_source_stat(target, &stat) == 0 && zip_source_open(target) == 0);
  std::string out(stat.size, '\0');
  MASH_ASSERT(zip_source_read(target, out.data(), out.size()) ==
              static_cast<zip_int64_t>(out.size()));
  zip_source_close(target);
  zip_source_free(target);
  return out;
}

std::string docx(const std::vector<std::string>& paragraphs, std::string_view extra) {
  std::string xml = R"(<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w=")"
                    R"(http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc=")"
                    R"(http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>)";
  for (const auto& words : paragraphs) xml += "<w:p><w:r><w:t>" + words + "</w:t></w:r></w:p>";
  return docx_of(xml + std::string(extra) + "</w:body></w:document>");
}

std::string Seen::colour(int x, int y) const {
  const std::size_t at = 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                              static_cast<std::size_t>(x));
  if (rgb.at(at) > 200 && rgb.at(at + 2) < 60) return "red";
  if (rgb.at(at) < 60 && rgb.at(at + 2) > 200) return "blue";
  return "other";
}

Seen look_at(std::string_view jpeg) {
  const std::unique_ptr<void, decltype(&tjDestroy)> turbo(tjInitDecompress(), &tjDestroy);
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
  const auto* bytes = reinterpret_cast<const unsigned char*>(jpeg.data());
  Seen out;
  int sampling = 0, colours = 0;
  MASH_ASSERT(tjDecompressHeader3(turbo.get(), bytes, jpeg.size(), &out.width, &out.height,
                                  &sampling, &colours) == 0);
  out.rgb.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) * 3);
  MASH_ASSERT(tjDecompress2(turbo.get(), bytes, jpeg.size(), out.rgb.data(), out.width, 0,
                            out.height, TJPF_RGB, 0) == 0);
  return out;
}

}  // namespace mash::support

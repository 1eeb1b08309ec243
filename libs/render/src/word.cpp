// SPDX-License-Identifier: MIT
#include "word.h"

#include <expat.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <memory>

#include "bounds.h"

namespace mash::render {

namespace {

// A name is "namespace|local".
bool is_word(std::string_view name, std::string_view local) {
  if (!name.ends_with(local)) return false;
  name.remove_suffix(local.size());
  return name == "http://schemas.openxmlformats.org/wordprocessingml/2006/main|" ||
         name == "http://purl.oclc.org/ooxml/wordprocessingml/main|";
}

struct Reading {
  XML_Parser parser = nullptr;
  Words words;
  int depth = 0;
  int hidden_at = 0;  // depth of an element whose words count for nothing
  bool in_text = false;
  bool refused = false;

  void stop() { XML_StopParser(parser, XML_FALSE); }
  void add(std::string_view text) {
    if (words.lines.size() + text.size() > k_text_bytes) {
      words.cut = true;
      stop();
      return;
    }
    words.lines += text;
  }
};

void on_start(void* data, const XML_Char* raw, const XML_Char** /*attributes*/) {
  auto& r = *static_cast<Reading*>(data);
  const std::string_view name(raw);
  if (++r.depth > k_depth) {
    r.refused = true;
    r.stop();
    return;
  }
  // The same words once more, for older programs.
  if (r.hidden_at == 0 &&
      name == "http://schemas.openxmlformats.org/markup-compatibility/2006|Fallback") {
    r.hidden_at = r.depth;
  }
  if (r.hidden_at != 0) return;
  r.in_text = is_word(name, "t");
  if (is_word(name, "tab")) r.add("\t");
  if (is_word(name, "br") || is_word(name, "cr")) r.add("\n");
}

void on_end(void* data, const XML_Char* raw) {
  auto& r = *static_cast<Reading*>(data);
  r.in_text = false;
  if (r.hidden_at == 0 && is_word(raw, "p")) r.add("\n");
  if (r.hidden_at == r.depth) r.hidden_at = 0;
  --r.depth;
}

void on_text(void* data, const XML_Char* text, int size) {
  auto& r = *static_cast<Reading*>(data);
  if (r.in_text && r.hidden_at == 0) r.add({text, static_cast<std::size_t>(size)});
}

// A document has no need of entities of its own, which is how a few bytes become many.
void on_doctype(void* data, const XML_Char* /*name*/, const XML_Char* /*system*/,
                const XML_Char* /*public_id*/, int /*has_subset*/) {
  auto& r = *static_cast<Reading*>(data);
  r.refused = true;
  r.stop();
}

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseEntry {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

// At most k_document_bytes, whatever the archive says of the size, and no more than the ratio.
std::optional<std::string> read_entry(zip_t* archive, const char* name, std::uint64_t packed) {
  const std::unique_ptr<zip_file_t, CloseEntry> entry(zip_fopen(archive, name, 0));
  if (!entry) return std::nullopt;
  const std::uint64_t most = std::min(k_document_bytes, packed * k_zip_ratio);
  std::string out;
  std::array<char, 1 << 16> part{};
  while (true) {
    const auto got = zip_fread(entry.get(), part.data(), part.size());
    if (got < 0) return std::nullopt;
    if (got == 0) return out;
    out.append(part.data(), static_cast<std::size_t>(got));
    if (out.size() > most) return std::nullopt;
  }
}

}  // namespace

std::optional<Words> words_of_document(std::string_view xml) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreateNS(nullptr, '|'), &XML_ParserFree);
  if (!parser || xml.size() > k_document_bytes) return std::nullopt;
  Reading reading;
  reading.parser = parser.get();
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  const auto status = XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), XML_TRUE);
  if (reading.refused || (status != XML_STATUS_OK && !reading.words.cut)) return std::nullopt;
  return std::move(reading.words);
}

std::optional<Words> words_of_docx(std::string_view bytes) {
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  if (source == nullptr) return std::nullopt;
  zip_t* opened = zip_open_from_source(source, ZIP_RDONLY, nullptr);
  if (opened == nullptr) {
    zip_source_free(source);
    return std::nullopt;
  }
  const std::unique_ptr<zip_t, CloseArchive> archive(opened);
  if (zip_get_num_entries(opened, 0) > k_zip_entries) return std::nullopt;
  constexpr const char* k_document = "word/document.xml";
  zip_stat_t stat{};
  if (zip_stat(opened, k_document, 0, &stat) != 0 || (stat.valid & ZIP_STAT_COMP_SIZE) == 0) {
    return std::nullopt;
  }
  const auto xml = read_entry(opened, k_document, stat.comp_size);
  if (!xml) return std::nullopt;
  return words_of_document(*xml);
}

}  // namespace mash::render

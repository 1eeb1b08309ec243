// SPDX-License-Identifier: MIT
// What the child gives up at, each with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace mash::render {

// A body map or a bruise is read on a screen; no more detail leaves the original.
constexpr int k_longest_side = 1600;
// Telephones take up to 108 million pixels; a JPEG is read at a fraction of its size.
constexpr std::uint64_t k_jpeg_pixels = 120'000'000;
// A PNG is read whole: three bytes a pixel have to fit into the memory that the child may have.
constexpr std::uint64_t k_png_pixels = 50'000'000;
constexpr std::uint64_t k_memory = 256ULL << 20;
constexpr std::uint64_t k_processor_seconds = 5;
// Paper is copied into Word by the dozen of parts; a thousand is no document.
constexpr std::int64_t k_zip_entries = 2000;
// Words alone: the Bible has 4.5 MB. XML around them takes up to ten times that of a report.
constexpr std::uint64_t k_document_bytes = 16ULL << 20;
constexpr std::uint64_t k_zip_ratio = 200;
constexpr std::size_t k_text_bytes = 400'000;  // about 100 pages
constexpr int k_depth = 256;                   // of XML
// A picture of 1,600 pixels a side takes 0.2 to 2 MB; a page that pdftoppm drew, up to 8 MB.
constexpr std::size_t k_output = 12ULL << 20;

}  // namespace mash::render

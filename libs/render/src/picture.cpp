// SPDX-License-Identifier: MIT
#include "picture.h"

#include <png.h>
#include <turbojpeg.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "bounds.h"
#include "exif.h"

namespace mash::render {

namespace {

constexpr int k_quality = 85;  // no difference is seen, at a fifth of the size of 100

struct Pixels {  // RGB, rows without gaps
  int width = 0;
  int height = 0;
  std::vector<unsigned char> rgb;
  [[nodiscard]] std::size_t at(int x, int y) const {
    return 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                static_cast<std::size_t>(x));
  }
};

Pixels make(int width, int height) {
  Pixels out{.width = width, .height = height, .rgb = {}};
  out.rgb.resize(out.at(0, height));
  return out;
}

struct Close {
  void operator()(void* handle) const { tjDestroy(handle); }
};
using Turbo = std::unique_ptr<void, Close>;

const unsigned char* raw(std::string_view bytes) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// The smallest size at which the decoder can read it that is still large enough.
tjscalingfactor factor_for(int width, int height) {
  int count = 0;
  const tjscalingfactor* all = tjGetScalingFactors(&count);
  tjscalingfactor best{1, 1};
  for (int i = 0; i < count; ++i) {
    const tjscalingfactor f = all[i];
    if (f.num > f.denom) continue;
    const int longest = std::max(TJSCALED(width, f), TJSCALED(height, f));
    if (longest >= k_longest_side && f.num * best.denom < best.num * f.denom) best = f;
  }
  return best;
}

// Inks as print shops and Adobe store them: inverted.
Pixels from_inks(const std::vector<unsigned char>& inks, int width, int height) {
  Pixels out = make(width, height);
  for (std::size_t i = 0; i < out.rgb.size() / 3; ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      out.rgb[3 * i + c] = static_cast<unsigned char>(inks[4 * i + c] * inks[4 * i + 3] / 255);
    }
  }
  return out;
}

std::optional<Pixels> read_jpeg(std::string_view bytes) {
  const Turbo turbo(tjInitDecompress());
  int width = 0, height = 0, sampling = 0, colours = 0;
  if (!turbo || tjDecompressHeader3(turbo.get(), raw(bytes), bytes.size(), &width, &height,
                                    &sampling, &colours) != 0) {
    return std::nullopt;
  }
  if (width <= 0 || height <= 0 ||
      static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height) > k_jpeg_pixels) {
    return std::nullopt;
  }
  const auto factor = factor_for(width, height);
  const int w = TJSCALED(width, factor), h = TJSCALED(height, factor);
  const bool inks = colours == TJCS_CMYK || colours == TJCS_YCCK;
  Pixels out = make(w, h);
  std::vector<unsigned char> four(inks ? out.rgb.size() / 3 * 4 : 0);
  if (tjDecompress2(turbo.get(), raw(bytes), bytes.size(), inks ? four.data() : out.rgb.data(), w,
                    0, h, inks ? TJPF_CMYK : TJPF_RGB, TJFLAG_ACCURATEDCT) != 0 &&
      tjGetErrorCode(turbo.get()) != TJERR_WARNING) {
    return std::nullopt;
  }
  return inks ? from_inks(four, w, h) : std::move(out);
}

std::optional<Pixels> read_png(std::string_view bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) {
    return std::nullopt;
  }
  const std::uint64_t pixels = std::uint64_t{image.width} * image.height;
  if (pixels == 0 || pixels > k_png_pixels) {
    png_image_free(&image);
    return std::nullopt;
  }
  image.format = PNG_FORMAT_RGB;
  Pixels out = make(static_cast<int>(image.width), static_cast<int>(image.height));
  const png_color white{255, 255, 255};  // under what is transparent
  if (png_image_finish_read(&image, &white, out.rgb.data(), 0, nullptr) == 0) return std::nullopt;
  return out;
}

// Each new pixel is the mean of those that it stands for.
Pixels shrink(Pixels from) {
  const int longest = std::max(from.width, from.height);
  if (longest <= k_longest_side) return from;
  const auto scaled = [longest](int n) {
    return std::max(1, static_cast<int>(std::int64_t{n} * k_longest_side / longest));
  };
  Pixels out = make(scaled(from.width), scaled(from.height));
  const auto edge = [](int i, int of, int all) {
    return static_cast<int>(std::int64_t{i} * all / of);
  };
  for (int y = 0; y < out.height; ++y) {
    const int top = edge(y, out.height, from.height), end = edge(y + 1, out.height, from.height);
    for (int x = 0; x < out.width; ++x) {
      const int left = edge(x, out.width, from.width), right = edge(x + 1, out.width, from.width);
      std::uint64_t sum[3] = {};
      for (int v = top; v < end; ++v) {
        for (int u = left; u < right; ++u) {
          for (std::size_t c = 0; c < 3; ++c) sum[c] += from.rgb[from.at(u, v) + c];
        }
      }
      const auto count =
          static_cast<std::uint64_t>(end - top) * static_cast<std::uint64_t>(right - left);
      for (std::size_t c = 0; c < 3; ++c) {
        out.rgb[out.at(x, y) + c] = static_cast<unsigned char>(sum[c] / count);
      }
    }
  }
  return out;
}

// TIFF 6.0, page 36: from 5 on rows and columns change places.
Pixels make_upright(const Pixels& from, int orientation) {
  const bool turned = orientation >= 5;
  const bool flip_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool flip_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  Pixels out = turned ? make(from.height, from.width) : make(from.width, from.height);
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) {
      const int u = turned ? y : x, v = turned ? x : y;
      const std::size_t source =
          from.at(flip_x ? from.width - 1 - u : u, flip_y ? from.height - 1 - v : v);
      std::copy_n(&from.rgb[source], 3, &out.rgb[out.at(x, y)]);
    }
  }
  return out;
}

std::optional<std::string> write_jpeg(const Pixels& pixels) {
  const Turbo turbo(tjInitCompress());
  if (!turbo) return std::nullopt;
  unsigned char* out = nullptr;
  unsigned long size = 0;  // NOLINT(google-runtime-int): as the library has it
  // Colour as fine as light, so that writing stays sharp.
  const int failed = tjCompress2(turbo.get(), pixels.rgb.data(), pixels.width, 0, pixels.height,
                                 TJPF_RGB, &out, &size, TJSAMP_444, k_quality, 0);
  const std::unique_ptr<unsigned char, decltype(&tjFree)> owned(out, &tjFree);
  if (failed != 0) return std::nullopt;
  return std::string(out, out + size);
}

}  // namespace

std::optional<std::string> draw_anew(Format format, std::string_view bytes) {
  if (format != Format::jpeg && format != Format::png) return std::nullopt;
  auto pixels = format == Format::jpeg ? read_jpeg(bytes) : read_png(bytes);
  if (!pixels) return std::nullopt;
  Pixels small = shrink(*std::move(pixels));
  const int orientation = format == Format::jpeg ? orientation_of(bytes) : 1;
  return write_jpeg(orientation == 1 ? small : make_upright(small, orientation));
}

}  // namespace mash::render

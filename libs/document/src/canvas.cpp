// SPDX-License-Identifier: MIT
#include "canvas.h"

#include <cairo-pdf.h>

#include <cmath>
#include <stdexcept>

#include "mash/base/time.h"

namespace mash::document {

namespace {

cairo_status_t append(void* out, const unsigned char* data, unsigned int size) {
  const auto* bytes = reinterpret_cast<const char*>(data);  // NOLINT: Cairo's bytes are unsigned
  static_cast<std::string*>(out)->append(bytes, size);
  return CAIRO_STATUS_SUCCESS;
}

struct FreeText {
  void operator()(char* text) const { g_free(text); }
};

double points(int units) {
  return static_cast<double>(units) / PANGO_SCALE;
}

void set_font(PangoLayout* layout, const Style& style) {
  PangoFontDescription* font = pango_font_description_from_string("Noto Sans");
  pango_font_description_set_absolute_size(font, style.points * PANGO_SCALE);
  if (style.bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
}

void set_bold(PangoLayout* layout, const Text& text) {
  if (text.bold.empty()) return;
  PangoAttrList* list = pango_attr_list_new();
  for (const auto& [from, to] : text.bold) {
    PangoAttribute* bold = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
    bold->start_index = static_cast<guint>(from);
    bold->end_index = static_cast<guint>(to);
    pango_attr_list_insert(list, bold);
  }
  pango_layout_set_attributes(layout, list);
  pango_attr_list_unref(list);
}

}  // namespace

Lines::Lines(std::unique_ptr<PangoLayout, Unref> layout) : layout_(std::move(layout)) {
  PangoRectangle all{};
  pango_layout_get_extents(layout_.get(), nullptr, &all);
  width_ = points(all.width);
  PangoLayoutIter* at = pango_layout_get_iter(layout_.get());
  do {
    PangoRectangle box{};
    pango_layout_iter_get_line_extents(at, nullptr, &box);
    lines_.push_back({pango_layout_iter_get_line_readonly(at), points(box.x),
                      points(pango_layout_iter_get_baseline(at) - box.y), points(box.width),
                      points(box.height)});
  } while (pango_layout_iter_next_line(at) != 0);
  pango_layout_iter_free(at);
}

int Lines::unknown() const {
  return pango_layout_get_unknown_glyphs_count(layout_.get());
}

double Lines::height() const {
  double sum = 0;
  for (const auto& line : lines_) sum += line.height;
  return sum;
}

Canvas::Canvas(std::string* out, const std::string& title, const Imprint& imprint, int total)
    : imprint_(imprint),
      total_(total),
      surface_(cairo_pdf_surface_create_for_stream(out == nullptr ? nullptr : append, out,
                                                   k_paper_width, k_paper_height)),
      cairo_(cairo_create(surface_.get())) {
  const std::string made = iso_utc(imprint.made_at);
  auto* s = surface_.get();
  cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, made.c_str());
  cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_MOD_DATE, made.c_str());
}

Lines Canvas::lay_out(const Text& text, double width, const Style& style) {
  std::unique_ptr<PangoLayout, Unref> layout(pango_cairo_create_layout(cairo_.get()));
  set_font(layout.get(), style);
  pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  // What is no UTF-8 gets the sign for that; it may be longer, and then nothing is bold.
  const std::unique_ptr<char, FreeText> valid(
      g_utf8_make_valid(text.words.data(), static_cast<gssize>(text.words.size())));
  pango_layout_set_text(layout.get(), valid.get(), -1);
  if (text.words == valid.get()) set_bold(layout.get(), text);
  Lines lines(std::move(layout));
  unknown_ += lines.unknown();
  return lines;
}

void Canvas::draw(const Lines::Line& line, double x, double y) {
  cairo_move_to(cairo_.get(), x + line.x, y + line.baseline);
  pango_cairo_show_layout_line(cairo_.get(), line.line);
}

void Canvas::rule(double x, double y, double width) {
  cairo_set_line_width(cairo_.get(), 0.5);
  cairo_move_to(cairo_.get(), x, y);
  cairo_line_to(cairo_.get(), x + width, y);
  cairo_stroke(cairo_.get());
}

void Canvas::bar(double x, double from, double to) {
  cairo_set_line_width(cairo_.get(), 3);
  cairo_move_to(cairo_.get(), x, from);
  cairo_line_to(cairo_.get(), x, to);
  cairo_stroke(cairo_.get());
}

void Canvas::begin(const std::string& tag) {
  cairo_tag_begin(cairo_.get(), tag.c_str(), nullptr);
}
void Canvas::end(const std::string& tag) {
  cairo_tag_end(cairo_.get(), tag.c_str());
}

void Canvas::plain_line(std::string_view words, double x, double y, double width) {
  const Lines lines = lay_out({std::string(words)}, width, {.points = 8.5});
  for (std::size_t i = 0; i < lines.count(); ++i) {
    draw(lines.at(i), x, y);
    y += lines.at(i).height;
  }
}

void Canvas::imprint() {
  auto* c = cairo_.get();
  // As pale as it can be seen and the words above it still be read.
  constexpr double k_pale = 0.88, k_tilt = -0.9;
  const Lines mark = lay_out({imprint_.watermark}, 760, {.points = 26, .bold = true});
  cairo_save(c);
  cairo_set_source_rgb(c, k_pale, k_pale, k_pale);
  cairo_translate(c, k_paper_width / 2, k_paper_height / 2);
  cairo_rotate(c, k_tilt);
  double y = -mark.height() / 2;
  for (std::size_t i = 0; i < mark.count(); ++i) {
    draw(mark.at(i), -mark.at(i).x - mark.at(i).width / 2, y);
    y += mark.at(i).height;
  }
  cairo_restore(c);
  cairo_set_source_rgb(c, 0, 0, 0);
  const Lines marking = lay_out({imprint_.marking}, k_width, {.points = 11, .bold = true});
  draw(marking.at(0), k_left + (k_width - marking.width()) / 2, 30);
  rule(k_left, k_bottom + 8, k_width);
  plain_line(imprint_.foot, k_left, k_bottom + 11, k_width - 80);
  const std::string page = "Page " + std::to_string(pages_) + " of " + std::to_string(total_);
  plain_line(page, k_left + k_width - 70, k_bottom + 11, 70);
}

void Canvas::begin_page() {
  ++pages_;
  imprint();
}
void Canvas::end_page() {
  cairo_show_page(cairo_.get());
}

void Canvas::finish() {
  cairo_surface_finish(surface_.get());
  for (const auto status : {cairo_status(cairo_.get()), cairo_surface_status(surface_.get())}) {
    if (status != CAIRO_STATUS_SUCCESS) {
      throw std::runtime_error(std::string("cannot write a PDF: ") +
                               cairo_status_to_string(status));
    }
  }
}

}  // namespace mash::document

// SPDX-License-Identifier: MIT
// Makes what may be shown of a file that a stranger sent: pictures drawn anew, or plain words. Each
// file goes through a process of its own (child.h), so that a fault in a parser reaches nothing.
// What not: storing, who may see it, which files are taken in (format.h).
// Thread safety: any thread. Cost: 10 to 100 ms for a photograph; at most 10 s for each picture.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mash/base/result.h"

namespace mash::render {

struct Rendering {
  std::vector<std::string> pictures;    // JPEG, at most 1,600 pixels a side; pages in order
  std::vector<std::string> paragraphs;  // of a Word document: UTF-8 without control characters
  bool more = false;                    // there is more of it than this
};

class Renderer {
 public:
  // The command that starts the child, without what child.h says. Of a PDF at most `pages`. A child
  // that has not ended after `patience` is ended.
  Renderer(std::vector<std::string> command, int pages,
           std::chrono::milliseconds patience = std::chrono::seconds(10))
      : command_(std::move(command)), pages_(pages), patience_(patience) {}
  // unsupported: no kind of file that we know. invalid_input: it cannot be rendered, now or later.
  // unavailable: for no fault of the file; try again. This machine cannot shut the child in or
  // start it, it did not end in time, or somebody else ended it.
  [[nodiscard]] Result<Rendering> render(std::string_view bytes) const;

 private:
  struct Made;
  [[nodiscard]] Made run(std::initializer_list<std::string> arguments,
                         std::string_view bytes) const;
  [[nodiscard]] Result<Rendering> render_pdf(std::string_view bytes) const;
  [[nodiscard]] static Result<std::string> picture_of(const Made& made);

  std::vector<std::string> command_;
  int pages_;
  std::chrono::milliseconds patience_;
};

}  // namespace mash::render

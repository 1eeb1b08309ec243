// SPDX-License-Identifier: MIT
#include "mash/render/child.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <new>
#include <optional>
#include <string_view>

#include "bounds.h"
#include "confine.h"
#include "picture.h"
#include "word.h"

namespace mash::render {

namespace {

std::string read_all() {
  std::string out;
  std::array<char, 1 << 16> part{};
  while (true) {
    const auto got = ::read(STDIN_FILENO, part.data(), part.size());
    if (got <= 0) return out;
    out.append(part.data(), static_cast<std::size_t>(got));
  }
}

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

int answer(const std::optional<std::string>& made, bool cut) {
  if (!made || !write_all(*made)) return refused;
  return cut ? ChildExit::cut : whole;
}

int read_and_answer(std::string_view what) {
  try {
    const std::string bytes = read_all();
    if (what == "jpeg") return answer(draw_anew(Format::jpeg, bytes), false);
    if (what == "png") return answer(draw_anew(Format::png, bytes), false);
    auto words = words_of_docx(bytes);
    if (!words) return refused;
    return answer(std::move(words->lines), words->cut);
  } catch (const std::bad_alloc&) {
    return refused;
  }
}

// A program of its own, so that what it is made of is no part of this one.
int become_pdftoppm(const std::string& page) {
  const std::string longest = std::to_string(k_longest_side);
  const std::array<const char*, 13> arguments = {
      "pdftoppm",   "-png",      "-singlefile",   "-q", "-f",    page.c_str(), "-l",
      page.c_str(), "-scale-to", longest.c_str(), "-",  nullptr, nullptr};
  const std::array<const char*, 3> environment = {"LC_ALL=C.UTF-8", "HOME=/nonexistent", nullptr};
  // NOLINTBEGIN(cppcoreguidelines-pro-type-const-cast): execve changes neither
  ::execve("/usr/bin/pdftoppm", const_cast<char* const*>(arguments.data()),
           const_cast<char* const*>(environment.data()));
  // NOLINTEND(cppcoreguidelines-pro-type-const-cast)
  return no_confine;
}

bool is_page(std::string_view text) {
  return !text.empty() && text.size() <= 4 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

int run_child(const std::vector<std::string>& arguments) {
  const std::string what = arguments.empty() ? "" : arguments.front();
  if (what == "pdf") {
    if (arguments.size() != 2 || !is_page(arguments[1])) return refused;
    return shut_in(Needs::program) ? become_pdftoppm(arguments[1]) : no_confine;
  }
  if (arguments.size() != 1 || (what != "jpeg" && what != "png" && what != "docx")) return refused;
  // Not exit(): nothing that runs at the end of a program is needed here, nor allowed.
  ::_exit(shut_in(Needs::nothing) ? read_and_answer(what) : no_confine);
}

}  // namespace mash::render

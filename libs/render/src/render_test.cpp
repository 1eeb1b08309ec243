// SPDX-License-Identifier: MIT
// Goal: of what a stranger sends, only what is drawn anew or plain words ever come back; what is
// unsound, too large or hostile is refused, in time; and the process that looks at it can do no
// harm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>

#include "bounds.h"
#include "confine.h"
#include "exif.h"
#include "mash/render/format.h"
#include "mash/render/renderer.h"
#include "mash/support/files.h"
#include "picture.h"
#include "word.h"

namespace mash::render {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::string_literals;

constexpr const char* k_head =
    R"(<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" )"
    R"(xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>)";
constexpr const char* k_tail = "</w:body></w:document>";

Renderer renderer(int pages = 3) {
  return {{MASH_RENDER_CHILD}, pages};
}
Rendering rendered(std::string_view bytes, int pages = 3) {
  auto out = renderer(pages).render(bytes);
  EXPECT_TRUE(out.has_value()) << (out ? "" : out.error().message);
  return out ? *out : Rendering{};
}
ErrorCode refusal(std::string_view bytes) {
  const auto out = renderer().render(bytes);
  EXPECT_FALSE(out.has_value());
  return out ? ErrorCode::internal : out.error().code;
}

TEST(FormatTest, a_file_is_what_it_begins_as) {
  EXPECT_EQ(format_of(support::jpeg()), Format::jpeg);
  EXPECT_EQ(format_of(support::png()), Format::png);
  EXPECT_EQ(format_of(support::pdf({"a"})), Format::pdf);
  EXPECT_EQ(format_of(support::docx({"a"})), Format::docx);
  for (const auto& other : {""s, "GIF89a"s, "<svg onload=alert(1)>"s, "MZ"s, "PK\x03\x04 any"s,
                            "\xFF\xD8"s, " %PDF-1.4"s}) {
    EXPECT_EQ(format_of(other), std::nullopt) << other;
  }
}

TEST(FormatTest, a_name_ends_as_what_it_is) {
  EXPECT_EQ(name_as(Format::jpeg, "arm.JPG"), "arm.JPG");
  EXPECT_EQ(name_as(Format::jpeg, "arm.jpeg"), "arm.jpeg");
  EXPECT_EQ(name_as(Format::png, "arm.jpg"), "arm.jpg.png");
  EXPECT_EQ(name_as(Format::pdf, "report.docx"), "report.docx.pdf");
  EXPECT_EQ(name_as(Format::docx, "letter.pdf.exe"), "letter.pdf.exe.docx");
  EXPECT_EQ(name_as(Format::pdf, "scan"), "scan.pdf");
  EXPECT_EQ(name_as(Format::pdf, ""), "");
}

TEST(RenderTest, H17_a_photograph_is_drawn_anew_without_what_the_camera_wrote) {
  const auto sent = support::jpeg({.exif_words = "GPS 51.5N planted-in-exif"});
  ASSERT_THAT(sent, HasSubstr("planted-in-exif"));
  const auto made = rendered(sent);
  ASSERT_EQ(made.pictures.size(), 1U);
  EXPECT_THAT(made.pictures[0], Not(HasSubstr("planted-in-exif")));
  EXPECT_THAT(made.pictures[0], Not(HasSubstr("Exif")));
  const auto seen = support::look_at(made.pictures[0]);
  EXPECT_EQ(seen.width, 64);
  EXPECT_EQ(seen.colour(5, 5), "red");
  EXPECT_EQ(seen.colour(60, 28), "blue");
}

TEST(RenderTest, it_stands_upright_however_the_camera_was_held) {
  // Where the red quarter comes to lie, by the number of the Exif standard.
  struct Case {
    int orientation;
    bool turned, left, top;
  };
  for (const auto& [orientation, turned, left, top] :
       {Case{1, false, true, true}, Case{2, false, false, true}, Case{3, false, false, false},
        Case{4, false, true, false}, Case{5, true, true, true}, Case{6, true, false, true},
        Case{7, true, false, false}, Case{8, true, true, false}}) {
    const auto seen =
        support::look_at(rendered(support::jpeg({.orientation = orientation})).pictures.at(0));
    EXPECT_EQ(seen.width, turned ? 32 : 64) << orientation;
    const int x = left ? 5 : seen.width - 6, y = top ? 5 : seen.height - 6;
    EXPECT_EQ(seen.colour(x, y), "red") << orientation;
    EXPECT_EQ(seen.colour(seen.width - 1 - x, seen.height - 1 - y), "blue") << orientation;
  }
}

TEST(RenderTest, a_large_picture_comes_small) {
  const auto photograph = support::look_at(rendered(support::jpeg({4000, 3000})).pictures.at(0));
  EXPECT_EQ(photograph.width, 1600);
  EXPECT_EQ(photograph.height, 1200);
  EXPECT_EQ(photograph.colour(10, 10), "red");
  const auto drawing = support::look_at(rendered(support::png(1000, 3200)).pictures.at(0));
  EXPECT_EQ(drawing.width, 500);
  EXPECT_EQ(drawing.height, 1600);
  EXPECT_EQ(drawing.colour(490, 1590), "blue");
}

TEST(RenderTest, of_a_pdf_the_first_pages_are_drawn_and_it_is_said_that_there_are_more) {
  const auto two = rendered(support::pdf({"One", "Two"}));
  EXPECT_EQ(two.pictures.size(), 2U);
  EXPECT_FALSE(two.more);
  EXPECT_NE(two.pictures.at(0), two.pictures.at(1));
  EXPECT_EQ(support::look_at(two.pictures.at(0)).height, 1600);
  const auto four = rendered(support::pdf({"One", "Two", "Three", "Four"}));
  EXPECT_EQ(four.pictures.size(), 3U);
  EXPECT_TRUE(four.more);
}

TEST(RenderTest, of_a_word_document_the_words_stand_as_paragraphs) {
  const auto made = rendered(support::docx(
      {"She said: &lt;script&gt;alert(1)&lt;/script&gt;", "Caf\xC3\xA9"},
      "<w:p><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r></w:p>"
      "<w:p><w:del><w:r><w:delText>struck out</w:delText></w:r></w:del></w:p>"
      "<w:p><mc:Fallback><w:r><w:t>twice</w:t></w:r></mc:Fallback></w:p>"));
  EXPECT_THAT(made.paragraphs, ElementsAre("She said: <script>alert(1)</script>", "Caf\xC3\xA9",
                                           "one two", "three"));
  EXPECT_FALSE(made.more);
}

TEST(RenderTest, a_long_word_document_is_cut_and_says_so) {
  std::vector<std::string> paragraphs;
  for (int i = 0; i < 5000; ++i) {
    std::string words;
    for (int n = 0; words.size() < 94; ++n) words += std::to_string(i * 7919 + n * n) + " ";
    paragraphs.push_back(words.substr(0, 94) + "the end");
  }
  const auto made = rendered(support::docx(paragraphs));
  EXPECT_TRUE(made.more);
  EXPECT_GT(made.paragraphs.size(), 3900U);
  EXPECT_LT(made.paragraphs.size(), 4001U);
}

TEST(RenderTest, what_is_cut_short_is_refused_or_shown_as_far_as_it_goes) {
  const auto photograph = support::jpeg({.width = 400, .height = 400});
  for (const auto& whole : {photograph, support::png(), support::docx({"a"})}) {
    EXPECT_EQ(refusal(whole.substr(0, 120)), ErrorCode::invalid_input);
  }
  EXPECT_EQ(refusal("%PDF-1.4\nnothing"), ErrorCode::invalid_input);
  EXPECT_EQ(rendered(photograph.substr(0, photograph.size() - 40)).pictures.size(), 1U);
}

// A PNG of 100,000 by 100,000 pixels in a few hundred bytes: only its head says so.
TEST(RenderTest, a_picture_that_would_fill_the_memory_is_refused_by_its_size) {
  auto bomb = support::png();
  bomb.replace(16, 8, "\x00\x01\x86\xA0\x00\x01\x86\xA0"s);
  EXPECT_EQ(draw_anew(Format::png, bomb), std::nullopt);
  EXPECT_EQ(refusal(bomb), ErrorCode::invalid_input);
  auto wide = support::jpeg();
  const auto frame = wide.find("\xFF\xC0");
  ASSERT_NE(frame, std::string::npos);
  wide.replace(frame + 5, 4, "\xFF\xF0\xFF\xF0");
  EXPECT_EQ(draw_anew(Format::jpeg, wide), std::nullopt);
  EXPECT_EQ(refusal(wide), ErrorCode::invalid_input);
}

TEST(RenderTest, a_document_that_unpacks_without_end_is_refused) {
  const auto flat = support::docx_of(k_head + std::string(30 << 20, ' ') + k_tail);
  ASSERT_LT(flat.size(), 100'000U);
  EXPECT_EQ(words_of_docx(flat), std::nullopt);
  EXPECT_EQ(refusal(flat), ErrorCode::invalid_input);
  std::string deep = k_head;
  for (int i = 0; i < 300; ++i) deep += "<w:p>";
  EXPECT_EQ(words_of_document(deep), std::nullopt);
}

TEST(RenderTest, a_document_of_too_many_parts_is_refused) {
  const std::string words = k_head + "<w:p><w:r><w:t>Read me</w:t></w:r></w:p>"s + k_tail;
  const auto most = static_cast<int>(k_zip_entries) - 1;
  EXPECT_THAT(rendered(support::docx_of(words, most)).paragraphs, ElementsAre("Read me"));
  const auto crowded = support::docx_of(words, most + 1);
  EXPECT_EQ(words_of_docx(crowded), std::nullopt);
  EXPECT_EQ(refusal(crowded), ErrorCode::invalid_input);
}

TEST(RenderTest, a_document_brings_no_entities_of_its_own) {
  const std::string laughs = "<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>"s + k_head +
                             "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>" + k_tail;
  EXPECT_EQ(words_of_document(laughs), std::nullopt);
  const std::string file = "<!DOCTYPE w [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"s + k_head +
                           "<w:p><w:r><w:t>&a;</w:t></w:r></w:p>" + k_tail;
  EXPECT_EQ(refusal(support::docx_of(file)), ErrorCode::invalid_input);
}

TEST(RenderTest, a_file_that_is_two_kinds_shows_only_the_one_that_it_begins_as) {
  const auto both =
      support::jpeg() + support::docx({"planted-in-zip"}) + "<script>planted</script>";
  const auto made = rendered(both);
  ASSERT_EQ(made.pictures.size(), 1U);
  EXPECT_TRUE(made.paragraphs.empty());
  EXPECT_THAT(made.pictures[0], Not(HasSubstr("planted")));
}

TEST(RenderTest, any_byte_changed_gives_a_picture_or_a_refusal) {
  const auto photograph = support::jpeg();
  for (std::size_t i = 2; i < photograph.size(); i += 7) {
    auto bent = photograph;
    bent[i] = static_cast<char>(bent[i] ^ 0x5A);
    (void)orientation_of(bent);
    (void)draw_anew(Format::jpeg, bent);
  }
  const auto document = support::docx({"a", "b"});
  for (std::size_t i = 4; i < document.size(); ++i) {
    auto bent = document;
    bent[i] = static_cast<char>(bent[i] ^ 0x5A);
    (void)words_of_docx(bent);
  }
}

TEST(RenderTest, a_child_that_cannot_be_started_is_no_fault_of_the_file) {
  const auto out = Renderer({"/nonexistent/program"}, 3).render(support::jpeg());
  ASSERT_FALSE(out.has_value());
  EXPECT_EQ(out.error().code, ErrorCode::unavailable);
}

// A program that never answers stands for a parser that hangs.
TEST(RenderTest, a_child_that_hangs_is_ended) {
  const auto out = Renderer({"/usr/bin/tail", "-f", "/dev/null"}, 3, std::chrono::milliseconds(300))
                       .render(support::jpeg());
  ASSERT_FALSE(out.has_value());
  EXPECT_EQ(out.error().code, ErrorCode::unavailable);
}

// What a child that runs these words in a shell makes of a sound photograph.
ErrorCode fault_of(const std::string& words) {
  const auto out = Renderer({"/bin/sh", "-c", words}, 3).render(support::jpeg());
  return out ? ErrorCode::internal : out.error().code;
}

TEST(RenderTest, only_what_the_file_itself_does_is_its_fault) {
  for (const auto* from_outside : {"kill -TERM $$", "kill -INT $$", "kill -KILL $$", "exit 127"}) {
    EXPECT_EQ(fault_of(from_outside), ErrorCode::unavailable) << from_outside;
  }
  for (const auto* own :
       {"kill -SEGV $$", "kill -XCPU $$", "exit 11", "exit 1", "exec head -c 13000000 /dev/zero"}) {
    EXPECT_EQ(fault_of(own), ErrorCode::invalid_input) << own;
  }
}

TEST(RenderTest, a_key_pressed_at_the_terminal_does_not_reach_the_child) {
  EXPECT_EQ(fault_of("read -r a b c d group rest < /proc/$$/stat; [ $group = $$ ] && exit 11; "
                     "kill -TERM $$"),
            ErrorCode::invalid_input);
}

bool can_open(const char* path, int flags) {
  const int file = ::open(path, flags | O_CLOEXEC);  // NOLINT: not at a constructor's hand here
  return file >= 0;
}

constexpr long k_fchmodat2 = 452;  // Linux 6.6

// Bits of what could be done all the same.
int what_works() {
  return (can_open("/etc/passwd", O_RDWR) ? 1 : 0) |
         (::socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 2 : 0) | (::fork() >= 0 ? 4 : 0) |
         (::kill(::getppid(), 0) == 0 ? 8 : 0) | (can_open("/tmp", O_TMPFILE | O_RDWR) ? 16 : 0) |
         (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0 ? 32 : 0);
}

TEST(ConfineDeathTest, who_draws_pictures_reaches_no_file_no_network_and_no_process) {
  EXPECT_EXIT(::_exit(shut_in(Needs::nothing)
                          ? what_works() | (can_open("/etc/ld.so.cache", O_RDONLY) ? 64 : 0)
                          : 255),
              ::testing::ExitedWithCode(0), "");
}

TEST(ConfineDeathTest, who_draws_a_pdf_reads_its_fonts_and_no_more) {
  EXPECT_EXIT(::_exit(shut_in(Needs::program)
                          ? what_works() | (can_open("/etc/ld.so.cache", O_RDONLY) ? 0 : 64)
                          : 255),
              ::testing::ExitedWithCode(0), "");
}

// Is the call itself refused? With what does not exist, each would fail in another way.
bool is_refused(long answer) {
  return answer < 0 && errno == EPERM;
}

// Bits of what would change a file that is only read, of what its owner is.
int what_is_let_through() {
  constexpr const char* k_nowhere = "/nonexistent/file";
  struct flock lock{};
  lock.l_type = F_RDLCK;
  int out = 0;
  int bit = 1;
  // NOLINTBEGIN(cppcoreguidelines-pro-type-vararg): the calls of the system
  for (const bool refused :
       {is_refused(::open(k_nowhere, O_RDONLY | O_TRUNC | O_CLOEXEC)),
        is_refused(::chmod(k_nowhere, 0600)) && is_refused(::fchmod(-1, 0600)) &&
            is_refused(::syscall(k_fchmodat2, AT_FDCWD, k_nowhere, 0600, 0)),
        is_refused(::chown(k_nowhere, 1, 1)) && is_refused(::fchown(-1, 1, 1)),
        is_refused(::fsetxattr(-1, "user.a", "b", 1, 0)),
        is_refused(::fremovexattr(-1, "user.a")) &&
            is_refused(::removexattr(k_nowhere, "user.a")) &&
            is_refused(::lremovexattr(k_nowhere, "user.a")),
        is_refused(::utimes(k_nowhere, nullptr)), is_refused(::flock(-1, LOCK_SH)),
        is_refused(::fcntl(-1, F_SETLK, &lock))}) {
    if (!refused) out |= bit;
    bit <<= 1;
  }
  // NOLINTEND(cppcoreguidelines-pro-type-vararg)
  return out;
}

TEST(ConfineDeathTest, who_draws_a_pdf_changes_nothing_that_it_could_read) {
  EXPECT_EXIT(::_exit(shut_in(Needs::program) ? what_is_let_through() : 255),
              ::testing::ExitedWithCode(0), "");
}

bool is_limited() {
  const auto most = [](__rlimit_resource what) {
    rlimit limit{};
    ::getrlimit(what, &limit);
    return limit.rlim_max;
  };
  return most(RLIMIT_CPU) == 6 && most(RLIMIT_FSIZE) == 0 && most(RLIMIT_CORE) == 0 &&
         (k_shadow_memory || most(RLIMIT_AS) == 256ULL << 20);
}

TEST(ConfineDeathTest, memory_and_time_are_limited) {
  EXPECT_EXIT(::_exit(shut_in(Needs::program) && is_limited() ? 0 : 1),
              ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace mash::render

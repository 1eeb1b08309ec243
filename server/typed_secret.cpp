// SPDX-License-Identifier: MIT
#include "typed_secret.h"

#include <termios.h>
#include <unistd.h>

#include <iostream>

namespace mash::server {

namespace {

// The terminal shows nothing as long as this lives.
class Unseen {
 public:
  Unseen() : at_terminal_(::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!at_terminal_) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;
  ~Unseen() {
    if (!at_terminal_) return;
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    std::cerr << "\n";
  }

 private:
  termios before_{};
  bool at_terminal_;
};

}  // namespace

Sensitive ask_secret(const std::string& what) {
  std::cerr << what << ": " << std::flush;
  const Unseen unseen;
  std::string line;
  std::getline(std::cin, line);
  return Sensitive(std::move(line));
}

Sensitive ask_new_secret(const std::string& what) {
  while (true) {
    Sensitive first = ask_secret(what);
    if (::isatty(STDIN_FILENO) != 1) return first;
    const Sensitive again = ask_secret("The same again");
    if (first.reveal() == again.reveal()) return first;
    std::cerr << "These two differ. Type it again\n";
  }
}

}  // namespace mash::server

// SPDX-License-Identifier: MIT
#include "board_serve_command.h"

#include <iostream>
#include <memory>

#include "mash/boardroom/made_up.h"
#include "mash/crypto/crypto.h"
#include "say.h"

namespace mash::server {

namespace {

std::string said_of(const board::Publication& one) {
  return one.name + ", " + one.quarter.words() + (one.simulated ? ", made-up figures" : "");
}

// A line for each; whether none was refused.
bool tell(const std::vector<std::string>& names, const BoardShelf::Verdicts& verdicts) {
  bool good = true;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& verdict = verdicts[i];
    if (verdict) {
      std::cout << names[i] << ": taken: " << said_of(*verdict) << "\n";
    } else if (verdict.error().code == ErrorCode::conflict) {
      std::cout << names[i] << ": " << verdict.error().message << "\n";
    } else {
      std::cerr << names[i] << ": REFUSED: " << verdict.error().message << "\n";
      good = false;
    }
  }
  return good;
}

Result<bool> take_files(const BoardArguments& arguments) {
  MASH_TRY(const auto shelf, BoardShelf::at(arguments.settings.dir));
  std::vector<std::string> texts;
  for (const auto& file : arguments.files) {
    MASH_TRY(auto text, read_named("file", file));
    texts.push_back(std::move(text));
  }
  MASH_TRY(const auto verdicts, shelf.take(texts, SystemClock{}.now()));
  return tell(arguments.files, verdicts);
}

Result<void> make_demo(const BoardArguments& arguments) {
  const auto& folder = arguments.settings.dir;
  if (std::filesystem::exists(folder) && !std::filesystem::is_empty(folder)) {
    return invalid("dir", "Name a folder that is new or empty");
  }
  MASH_TRY(const auto shelf, BoardShelf::at(folder));
  const auto now = SystemClock{}.now();
  crypto::SystemRandom random;
  constexpr int k_days_to_publish = 10;
  const auto last =
      board::Quarter::of(to_london(now - Duration::days(k_days_to_publish)).date).plus(-1);
  const auto made =
      boardroom::make_up(board::built_in_definitions(), {.last = last, .now = now}, random);
  MASH_TRY_DO(shelf.take_directory(encode(made.directory),
                                   exchange::fingerprint(made.directory.directory), now));
  std::vector<std::string> texts;
  for (const auto& file : made.files) texts.push_back(file.text);
  MASH_TRY(const auto verdicts, shelf.take(texts, now));
  for (const auto& verdict : verdicts) {
    if (!verdict) return verdict.error();
  }
  std::cout << "made up: " << made.files.size() << " files of "
            << made.directory.directory.hubs.size() << " hubs in " << folder << "\n";
  return {};
}

}  // namespace

int board_hubs_command(const BoardArguments& arguments) {
  const auto shelf = BoardShelf::at(arguments.settings.dir);
  if (!shelf) return say(shelf.error());
  const auto text = read_named("file", arguments.file);
  if (!text) return say(text.error());
  const auto version = shelf->take_directory(*text, arguments.first, SystemClock{}.now());
  if (!version) return say(version.error());
  std::cout << "taken: version " << *version << "\n";
  return 0;
}

int board_take_command(const BoardArguments& arguments) {
  constexpr int k_refused = 2;
  const auto good = take_files(arguments);
  if (!good) return say(good.error());
  return *good ? 0 : k_refused;
}

int board_serve_command(const BoardArguments& arguments) {
  const SystemClock clock;
  const auto done = run_board(arguments.settings, clock, [](const std::string& address) {
    std::cout << "board: " << address << std::endl;
  });
  return done ? 0 : say(done.error());
}

int board_demo_command(const BoardArguments& arguments) {
  const auto done = make_demo(arguments);
  return done ? 0 : say(done.error());
}

void add_board_serve(CLI::App& board, std::function<int()>& run) {
  const auto a = std::make_shared<BoardArguments>();
  using Run = int (*)(const BoardArguments&);
  const auto command = [&](const char* name, const char* words, Run does) {
    auto* c = board.add_subcommand(name, words);
    c->add_option("--dir", a->settings.dir, "Folder of this Board")->required();
    c->callback([a, does, &run] { run = [a, does] { return does(*a); }; });
    return c;
  };
  auto* hubs = command("hubs", "Take the directory of hubs, by whose keys figures are believed",
                       board_hubs_command);
  hubs->add_option("file", a->file, "The directory")->required();
  hubs->add_option("--first", a->first,
                   "Of the first: its fingerprint, as somebody of a hub read it out");
  command("take", "Take files of figures that hubs published", board_take_command)
      ->add_option("files", a->files, "Files of figures")
      ->required();
  auto* serve =
      command("serve", "Show them, side by side, to whoever may read", board_serve_command);
  serve->add_option("--readers", a->settings.readers,
                    "File of names and certificates it answers; without one, this machine alone");
  serve->add_option("--bind", a->settings.bind, "Address to listen on")->capture_default_str();
  serve->add_option("--port", a->settings.port, "Port to listen on")->capture_default_str();
  command("demo", "Fill a new folder with hubs of London and made-up figures", board_demo_command);
}

}  // namespace mash::server

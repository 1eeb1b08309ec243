// SPDX-License-Identifier: MIT
// The throw-away process that draws one picture or takes the words out of one file. It reads the
// file from standard input, shuts itself in, then parses, writes to standard output and ends.
//
// What holds it, and what each gives:
//   no_new_privs       no program that it starts gains rights
//   resource limits    256 MB of address space (beside the program itself, where this one draws),
//                      5 s of processor time, no file written, no core file, few open files
//   seccomp            for pictures and Word only memory, reading and writing what is open already:
//                      no file, socket, process or signal. For PDF, where pdftoppm has to load
//                      itself and its fonts, a list of refusals: no socket, no process, no signal,
//                      nothing opened for writing or emptied, no rights, owners or attributes of
//                      files changed, no lock held, no look into other processes
//   uid nobody         where the hub runs as root: nothing that only root reads
//   Landlock           where the kernel has it: pdftoppm reads /usr, /lib and the fonts' lists
//   alone.
//                      Where it has not and the hub is an ordinary user, pdftoppm could read what
//                      that user may, but send it nowhere but into the picture
// It never starts without the first three: then nothing is rendered, and the page says so.
#pragma once

#include <string>
#include <vector>

namespace mash::render {

enum ChildExit : int {
  whole = 0,
  cut = 10,        // only the beginning is on standard output
  refused = 11,    // the file cannot be rendered
  no_confine = 12  // this machine does not let the process shut itself in, or has no pdftoppm
};

// "jpeg", "png": a JPEG picture of at most 1,600 pixels a side without any metadata, upright.
// "docx": its paragraphs, one a line. "pdf" N: page N as PNG, by pdftoppm, which ends with 99 where
// there is no such page. Answers the exit code; with "pdf" it does not return when all is well.
int run_child(const std::vector<std::string>& arguments);

}  // namespace mash::render

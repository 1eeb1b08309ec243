# SPDX-License-Identifier: MIT
"""Goal: each house rule finds a tree that breaks it, and leaves a clean tree alone."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "scripts"))
import tidy  # noqa: E402
from tidy_cpp import Source  # noqa: E402

SPDX = "// SPDX-License-Identifier: MIT\n"
HEADER = SPDX + "#pragma once\n"
CLEAN = {
    "layers.toml": '[layers]\nbase = []\nintake = ["base"]\n'
                   '[third_party]\n"sodium" = ["libs/base/src"]',
    "libs/base/include/mash/base/id.h": HEADER,
    "libs/base/src/id.cpp": SPDX + "#include <sodium.h>\n#include <vector>\n",
    "hub/intake/intake.cpp": SPDX + '#include "mash/base/id.h"\n',
}


class Rules(unittest.TestCase):
    def problems(self, **changed: str) -> list[str]:
        """What tidy says of the clean tree with these files more or changed."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (CLEAN | changed).items():
                path = Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return [f"{p.path}:{p.line}: {p.text}" for p in tidy.check(Path(folder))]

    def refused(self, expected: str, **changed: str) -> None:
        found = self.problems(**changed)
        self.assertEqual(len(found), 1, found)
        self.assertIn(expected, found[0])

    def line(self, code: str, path: str = "hub/intake/more.cpp") -> list[str]:
        return self.problems(**{path: SPDX + code + "\n"})

    def line_refused(self, code: str, fix: str, owner: str | None = None) -> None:
        found = self.line(code)
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith("hub/intake/more.cpp:2: "), found)
        self.assertIn(fix, found[0])
        if owner:
            self.assertEqual(self.line(code, owner), [])

    def test_a_clean_tree_passes(self):
        self.assertEqual(self.problems(), [])

    def test_arrows(self):
        self.refused(
            "base may not include intake",
            **{
                "hub/intake/include/mash/intake/intake.h": HEADER,
                "libs/base/src/id.cpp": CLEAN["libs/base/src/id.cpp"]
                + '#include "mash/intake/intake.h"\n',
            },
        )
        self.refused("triage is not in layers.toml",
                     **{"hub/triage/t.cpp": SPDX + '#include "mash/base/id.h"\n'})
        self.refused("include public headers",
                     **{"hub/intake/more.cpp": SPDX + '#include "../triage/rules.h"\n'})

    def test_hub_and_gate_never_meet_even_when_an_arrow_says_so(self):
        layers = CLEAN["layers.toml"].replace("[third_party]", 'notify = ["intake"]\n[third_party]')
        found = self.problems(**{
            "layers.toml": layers,
            "hub/intake/include/mash/intake/intake.h": HEADER,
            "gate/notify/n.cpp": SPDX + '#include "mash/intake/intake.h"\n',
        })
        self.assertIn("notify must not include intake", found[0])

    def test_arrows_for_tests_alone(self):
        layers = CLEAN["layers.toml"] + '\n[test_layers]\nbase = ["intake"]\n'
        reach = SPDX + '#include "mash/intake/intake.h"\n'
        tree = {"layers.toml": layers, "hub/intake/include/mash/intake/intake.h": HEADER}
        self.assertEqual(self.problems(**tree, **{"libs/base/src/id_test.cpp": reach}), [])
        found = self.problems(**tree, **{"libs/base/src/more.cpp": reach})
        self.assertTrue(any("base may not include intake" in f for f in found), found)

    def test_only_tests_reach_what_is_made_for_tests(self):
        support = {"tests/support/include/mash/support/world.h": HEADER}
        reach = SPDX + '#include "mash/support/world.h"\n'
        self.assertEqual(self.problems(**support, **{"hub/intake/intake_test.cpp": reach}), [])
        self.refused("only tests may include it", **support, **{"hub/intake/more.cpp": reach})

    def test_cycles_and_stale_lines(self):
        layers = CLEAN["layers.toml"]
        found = self.problems(**{"layers.toml": layers.replace("base = []", 'base = ["intake"]')})
        self.assertTrue(any("is a cycle" in f for f in found), found)
        self.assertTrue(any("[layers] base: nothing uses intake" in f for f in found), found)
        self.refused("nothing uses hub", **{"layers.toml": layers + '\n"sqlite3" = ["hub"]\n'})

    def test_fix_takes_stale_arrows_out(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "layers.toml"
            path.write_text('# kept\n[layers]\nbase = ["intake"]\nintake = ["base", "gone"]\n')
            tidy.drop_unused(path, {"hub/intake/i.cpp": [(1, "mash/base/id.h")]})
            self.assertEqual(path.read_text(),
                             '# kept\n[layers]\nbase = []\nintake = ["base"]\n')

    def test_foreign_headers(self):
        self.line_refused("#include <sodium.h>", "only libs/base/src may include it")
        self.line_refused("#include <zlib.h>", "name its owners")
        self.refused("not in public headers", **{
            "libs/base/include/mash/base/box.h": HEADER + "#include <sodium.h>\n"})
        own = {"hub/intake/rules.h": HEADER}
        self.assertEqual(
            self.problems(**own, **{"hub/intake/more.cpp": SPDX + '#include "rules.h"\n'}), [])

    def test_sql(self):
        store = "hub/intake/intake_store.cpp"
        for text in ("select id from staff where x = 1", "INSERT INTO staff values (1)",
                     "insert or ignore into t values (1)", "update staff set name = 1 ",
                     "delete from staff ", "create table staff (id text)"):
            self.line_refused(f'auto q = "{text}";', "SQL stands only in", store)
        self.line_refused('auto q = "select id "\n  "from staff ";', "SQL stands only in", store)
        self.line_refused('auto q = R"(select id\nfrom staff )";', "SQL stands only in", store)
        self.assertEqual(self.line('auto t = "Select a child from the list";'), [])
        self.assertEqual(self.line("// select id from staff here"), [])

    def test_what_is_passed_in(self):
        self.line_refused("auto t = std::chrono::system_clock::now();", "take a Clock&",
                          "libs/base/src/time.cpp")
        self.line_refused("auto t = time(nullptr);", "take a Clock&", "libs/base/src/time.cpp")
        self.line_refused("auto t = std::chrono::steady_clock::now();", "take a Clock&",
                          "libs/http/src/wire.cpp")
        self.line_refused("auto n = rand();", "take a Random&", "libs/crypto/src/random.cpp")
        self.line_refused("std::random_device d;", "take a Random&", "libs/crypto/src/random.cpp")
        self.line_refused("std::mt19937 g;", "take a Random&", "hub/intake/intake_test.cpp")
        self.line_refused('auto s = getenv("X");', "settings are passed in", "server/main.cpp")
        self.line_refused("std::cout << 1;", "mash::log", "server/main.cpp")
        self.line_refused('std::printf("x");', "mash::log", "server/main.cpp")
        self.line_refused("auto n = std::stoi(s);", "from_chars")
        self.line_refused("std::this_thread::sleep_for(t);", "no sleep")
        self.assertEqual(self.line("auto t = row.time(0);"), [])
        self.assertEqual(self.line('// "rand()" is not used'), [])

    def test_tests_neither_sleep_nor_skip(self):
        test = "hub/intake/intake_test.cpp"
        self.assertIn("no sleep", self.line("sleep(1);", test)[0])
        self.assertIn("no skipped tests", self.line("GTEST_SKIP();", test)[0])
        self.assertIn("take a Clock&", self.line("std::chrono::system_clock::now();", test)[0])

    def test_personal_text_stays_out_of_logs_and_errors(self):
        self.line_refused('log::info("intake.done", {{"name", name.reveal()}});', "by its id")
        self.line_refused('return invalid("name", "No " + name.reveal());', "by its id")
        self.line_refused('log::error("x", {{"n", Sensitive(n)}});', "by its id")
        self.assertEqual(self.line('log::info("x"); use(name.reveal());'), [])

    def test_sizes(self):
        self.refused("120 columns", **{"hub/intake/more.cpp": SPDX + "// " + "x" * 117 + "\n"})
        self.refused("501 lines", **{"hub/intake/more.cpp": SPDX + "\n" * 500})
        body = "  x();\n"
        for lines, expected in ((68, 0), (69, 1)):
            found = self.line("Foo::Foo(int a) : a_{a}, b_(2) {\n" + body * lines + "}")
            self.assertEqual(len(found), expected, found)
        python = "# SPDX-License-Identifier: MIT\ndef long():\n" + "    pass\n" * 70
        self.refused("long has 71 lines", **{"scripts/more.py": python})

    def test_licence_line_and_headers(self):
        self.refused("SPDX", **{"hub/intake/more.cpp": "int x;\n"})
        self.refused("SPDX", **{"hub/intake/CMakeLists.txt": "mash_library(intake)\n"})
        self.refused("#pragma once", **{"hub/intake/rules.h": SPDX})
        self.refused("using namespace", **{
            "hub/intake/rules.h": HEADER + "using namespace std;\n"})

    def test_words_and_folders(self):
        for word in ("FIX" + "ME", "TO" + "DO"):
            self.line_refused(f"// {word}: later", "do it now")
        self.refused("no path of one machine", **{"README.md": "see " + "/wo" + "rk/main\n"})
        self.refused("package mirror", **{"README.md": "https:/" + "/registry.example.org\n"})
        self.refused("not how it was written", **{"README.md": "by Cla" + "ude\n"})
        self.refused("a folder for everything", **{"libs/util/README.md": "x\n"})


class Reading(unittest.TestCase):
    def test_functions_are_found_with_their_lengths(self):
        source = Source("""\
namespace a {
struct B : C<int> {
  B() : x_{1}, y_(2) {
    f([] { return 1; });
  }
  int g() const { return x_; }
};
enum class E { one, two };
const std::map<int, int> k_table = {{1, f(2)}, {3, f(4)}};
template <class T>
auto h(T t) -> int {
  if (t) {
    return "}" + '{';
  }
}
}
""")
        found = [(f.name, f.line, f.lines) for f in source.functions()]
        self.assertEqual(found, [("B", 3, 3), ("g", 6, 1), ("h", 10, 6)])

    def test_literals_and_comments_are_told_apart(self):
        source = Source('a("x" "y"); // "no"\nb(1\'000, \'"\', R"(z\n)");\n')
        self.assertEqual([text for _, text in source.literals], ["xy", "", "z\n"])
        self.assertEqual(len(source.code), len(source.text))
        self.assertNotIn("no", source.code)


if __name__ == "__main__":
    unittest.main()

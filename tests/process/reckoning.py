# SPDX-License-Identifier: MIT
"""What is in hub and gate at the end against what was acknowledged: everything, once.

Numbers of rows come from the two databases, words from the pages, which alone can open them.
"""
import collections
import sqlite3

from installation import Refused, wait_until
from prepared_case import RECIPIENTS
from workers import import_file

TOLD_AT_ONCE = "Get ready to see the child."


class Reckoning:
    def __init__(self, test, place, book, cases_before, held_before):
        self.test, self.place, self.book = test, place, book
        self.manager = place.hub("u03")
        self.before, self.held_before = cases_before, held_before
        wait_until("everything has crossed the door", self.all_crossed, 60)

    def all_crossed(self):
        return (self.count("gate", "select count(*) from inward") == 0 and
                self.count("gate", "select count(*) from inward_piece"
                                   " where held_by is null") == 0 and
                self.count("hub", "select count(*) from outward where delivered_at is null") == 0)

    def rows(self, room, query, *values):
        return rows_of(self.place, room, query, *values)

    def count(self, room, query, *values):
        return self.rows(room, query, *values)[0][0]

    def fresh(self, query, *values):
        """Rows of the hub but for those of the cases that were there before and that this test did
        not prepare; they begin with the case's id."""
        old = self.before - {case.id for case in self.book.cases}
        return [row for row in self.rows("hub", query, *values) if row[0] not in old]

    def same(self, what, is_there, acknowledged):
        self.test.assertEqual(is_there, acknowledged, f"{what}: there, and acknowledged")
        print(f"  {acknowledged} {what}", flush=True)

    def all(self):
        self.notifications_and_imports()
        self.files()
        self.takes()
        self.answers_to_referrers()
        self.items()
        self.products()
        self.acts()
        self.nothing_refused()

    def read(self, path):
        """As the manager, who has to say why they open so many cases."""
        try:
            return self.manager.get(path)
        except Refused as refused:
            if refused.status != 404:
                raise
        self.manager.post("/reading", {"reason": "Each case is looked at after the kills."})
        return self.manager.get(path)

    def words_there(self):
        """Words of a notification -> the pages of the cases that hold it."""
        found = collections.defaultdict(list)
        for (case,) in self.rows("hub", "select id from case_file"):
            if case in self.before:
                continue
            for one in self.read(f"/case/{case}/notification")["notifications"]:
                found[one["narrative"]].append(one)
        return found

    def notifications_and_imports(self):
        book = self.book
        # Giving a file again brings what is missing and no second copy.
        for file in book.imports[-3:] + book.uploads[-3:]:
            self.test.assertEqual(self.give_again(file), len(file.rows), "stored before")
        stored = sum(self.give_again(file) for file in book.cut_imports)
        there = self.words_there()
        for words in book.told:
            self.test.assertEqual(len(there[words]), 1, words)
        files = book.uploads + book.imports + book.cut_imports
        surnames = {words: surname for file in files for words, surname in file.rows.items()}
        for words, surname in surnames.items():
            self.test.assertEqual(len(there[words]), 1, words)
            self.test.assertIn(surname, str(there[words][0]["people"]), "a row without its child")
        self.same("notifications sent", sum(
            len(pages) for w, pages in there.items() if w.startswith("Shouting heard")),
            len(book.told))
        self.same("rows imported", sum(w in surnames for w in there), len(surnames))
        self.same("uploads", self.count(
            "hub", "select count(*) from import_report where by_staff = 'u05'"), len(book.uploads))
        cut = sum(len(file.rows) for file in book.cut_imports)
        print(f"  {len(book.imports)} import commands done, {len(book.cut_imports)} cut off: "
              f"{stored} of {cut} rows were stored", flush=True)

    def give_again(self, file):
        """Imports the file once more; answers how many of its rows had been stored before."""
        self.test.assertTrue(import_file(self.place, file))
        added, again = self.rows(
            "hub", "select added, again from import_report order by at desc, id desc limit 1")[0]
        self.test.assertEqual(added + again, len(file.rows))
        return again

    def files(self):
        """Each whole and once, and nothing is left of their pieces."""
        self.same("files with notifications", len(self.fresh(
            "select f.case_id from arriving_file f join attachment a on a.case_id = f.case_id"
            " where f.state = 'WHOLE'")), self.book.files)
        self.test.assertEqual(self.count("hub", "select count(*) from arriving_piece"), 0)
        self.test.assertEqual(
            self.count("hub", "select count(*) from arriving_file where state <> 'WHOLE'"), 0)

    def takes(self):
        taken = self.book.taken
        self.test.assertEqual(len(set(taken)), len(taken), "a case was given out twice")
        held = held_by_the_officer(self.place)
        self.same("cases taken", len(held - self.held_before), len(taken))

    def answers_to_referrers(self):
        book = self.book
        visitor = self.place.visitor()
        for case, words in book.answered.items():
            reference, code = book.told[words]
            page = visitor.post("/notify/status", {"reference": reference, "code": code})
            self.test.assertEqual(len(page["feedback"]), 1, f"{case} was answered")
        self.same("answers to referrers", len(self.fresh("select case_id from feedback")),
                  len(book.answered))
        # Those looks, too, go to the hub.
        wait_until("the hub knows of each look", self.all_crossed, 60)
        self.same("answers read", len(self.fresh(
            "select case_id from feedback where read_at is not null")), len(book.answered))

    def items(self):
        navigator = self.place.hub("u09")
        total = 0
        for case in self.book.cases:
            page = navigator.get(case.request)
            self.test.assertEqual(sorted(item["fact"] for item in page["items"]),
                                  sorted(case.items))
            self.test.assertFalse(any(item["draft"] for item in page["items"]), "left as a draft")
            for card in self.manager.get(case.path)["cards"]:
                facts = [item["fact"] for item in card["items"]]
                if "Health" in card["agency"]:
                    self.test.assertEqual(sorted(facts), sorted(case.items))
                else:
                    self.test.assertFalse(set(facts) & set(case.items), card["agency"])
            total += len(case.items)
        self.same("items", len(self.fresh(
            "select case_id from item where owner = 'health'")), total)

    def products(self):
        issued = self.told_at_once()
        for recipient, person in RECIPIENTS.items():
            inbox = self.place.recipient(person)
            for case in self.book.cases:
                product = case.products[recipient]
                versions = self.count(
                    "gate", "select count(*) from product where id = ?", product)
                asked = [inbox.get(f"/p/{product}?version={n}")["asked"]
                         for n in range(1, versions + 1)]
                by_hand = [words for words in asked if not words.startswith(TOLD_AT_ONCE)]
                self.test.assertEqual(by_hand, case.issued[recipient], "the recipient's inbox")
                issued += len(by_hand)
        sent = self.fresh("select p.case_id, p.id from product_version v join product p"
                          " on p.id = v.product_id where v.version is not null")
        self.same("products sent", len(sent), issued)
        self.same("products in inboxes", sum(
            self.count("gate", "select count(*) from product where id = ?", product)
            for product in {product for _, product in sent}), issued)

    def told_at_once(self):
        """Whoever tells of danger now is passed on to the receiving team, once."""
        urgent = {case for (case,) in self.rows("hub", "select id from case_file where urgent = 1")}
        told = [case for (case,) in self.fresh(
            "select p.case_id from product_version v join product p on p.id = v.product_id"
                   " where v.created_by = 'system' and p.recipient = 'assess'")]
        self.test.assertEqual(sorted(told), sorted(urgent - self.before))
        self.same("cases told of at once", len(told), len(urgent - self.before))
        return len(told)

    def acts(self):
        answers = collections.defaultdict(list)
        for product, version, kind in self.rows(
                "hub", "select product_id, version, kind from product_act where kind in"
                       " ('product_accepted', 'product_rejected')"):
            answers[product, version].append(kind)
        expected = {version: [kind] for version, (kind, _) in self.book.acts.items()}
        self.test.assertEqual(dict(answers), expected)
        for version in self.book.overtaken:
            self.test.assertNotIn(version, answers, "an answer that was refused")
        pages = [self.manager.get(f"/case/{case}/products") for (case,) in self.rows(
            "hub", "select distinct case_id from product")]
        written = collections.Counter(version["written"] for page in pages
                                      for product in page["list"]
                                      for version in product["versions"] if version["written"])
        self.test.assertEqual(
            written, collections.Counter(w for _, w in self.book.acts.values() if w))
        self.same("products answered", len(answers), len(expected))
        reads = self.rows("hub", "select product_id, version, count(*) from product_act"
                                 " where kind = 'product_read' group by product_id, version")
        self.test.assertTrue(all(n == 1 for *_, n in reads), "read once by one person")
        self.test.assertGreaterEqual(len(reads), len(expected))

    def nothing_refused(self):
        """Nothing was put aside on the way as damaged."""
        self.test.assertEqual(self.count("hub", "select count(*) from refused_inward"), 0)
        log = self.place.log_text()
        for event in ("door.not_taken_in", "door.package_refused", "act.refused_by_database",
                      "request.failed", "audit.not_published"):
            self.test.assertNotIn(event, log)


def held_by_the_officer(place):
    return {case for (case,) in rows_of(
        place, "hub", "select id from case_file where taken_by = 'u01'")}


def rows_of(place, room, query, *values):
    connection = sqlite3.connect(f"file:{place.data}/{room}/{room}.db?mode=ro", uri=True)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()

# SPDX-License-Identifier: MIT
"""Who works while the test kills: each does one kind of work, and writes into the book what was
acknowledged."""
import csv
import datetime
import io
import random
import signal

from installation import Refused, hidden, notify
from prepared_case import RECIPIENTS, decide, identify
from work import Browser, Worker, letters, words_for


# It takes two pieces to the hub.
LETTER = "%PDF-1.4\n" + "x" * 600_000


class Visitor(Worker):
    """Sends the public form. A child in danger now is served first in the hub; with the others goes
    a file."""

    def __init__(self, place, book, danger):
        super().__init__(place, book)
        self.site, self.danger = self.sits_at(place.visitor(Browser)), danger

    def step(self):
        number = self.book.number()
        words = words_for("Shouting heard", number)
        file = LETTER if self.danger == "no" else ""
        self.book.told[words] = notify(
            self.site, words, surname=letters(number), danger=self.danger, file=file)
        self.book.files += bool(file)
        return True


class ScreeningOfficer(Worker):
    """Takes the next case."""

    def __init__(self, place, book):
        super().__init__(place, book)
        self.site = self.sits_at(place.hub("u01", Browser))

    def step(self):
        location = self.site.post("/queue/next")["location"]
        if not location.startswith("/case/"):
            return False
        case = location.split("/")[2]
        self.book.taken.append(case)
        self.book.to_tell.append(case)
        return True


class Teller(Worker):
    """Ends a taken case and tells who told the hub."""

    def __init__(self, place, book):
        super().__init__(place, book)
        self.officer = self.sits_at(place.hub("u01", Browser))
        self.manager = self.sits_at(place.hub("u03", Browser))

    def step(self):
        if not self.book.to_tell:
            return False
        case = self.book.to_tell.popleft()
        path = f"/case/{case}"
        words = self.officer.get(path + "/notification")["notifications"][0]["narrative"]
        if not words.startswith("Shouting heard"):
            return False
        if words not in self.book.told:  # its sender still waits for the receipt
            self.book.to_tell.append(case)
            return False
        identify(self.officer, path)
        decide(self.manager, path, "INFORMATION_AND_ADVICE", "2")
        form = self.manager.get(path + "/feedback")["form"]
        self.manager.post(path + "/feedback", {"notification": form["notification"]})
        self.book.answered[case] = words
        self.book.to_read.append(self.book.told[words])
        return True


class Referrer(Worker):
    """Looks up, with reference and receipt code, what happened."""

    def __init__(self, place, book):
        super().__init__(place, book)
        self.site = self.sits_at(place.visitor(Browser))

    def step(self):
        if not self.book.to_read:
            return False
        reference, code = self.book.to_read.popleft()
        page = self.site.post("/notify/status", {"reference": reference, "code": code})
        if not page["feedback"]:  # still on its way from the hub
            self.book.to_read.append((reference, code))
            return False
        self.book.read.append((reference, code))
        return True


class Navigator(Worker):
    """Answers for health, with one fact more each time."""

    def __init__(self, place, book):
        super().__init__(place, book)
        self.site = self.sits_at(place.hub("u09", Browser))

    def step(self):
        words = words_for("Appointment missed", self.book.number())
        self.book.case.bring_in(self.site, words)
        return True


class Manager(Worker):
    """Sends products, in turn to each recipient, in turn in full and for safety alone."""
    PAUSE = 0.3

    def step(self):
        case = self.book.case
        number = self.book.number()
        recipient = list(RECIPIENTS)[self.done % len(RECIPIENTS)]
        words = words_for("Please see the child", number)
        if self.done % 4 < 2:
            case.issue(recipient, words)
        else:
            case.issue_safety(recipient, words)
        case.issued[recipient].append(words)
        return True

    def run(self):
        super().run()
        self.sites = [case.manager for case in self.book.cases]


class Recipient(Worker):
    """Reads what came and accepts it or sends it back."""

    def __init__(self, place, book, person):
        super().__init__(place, book)
        self.site = self.sits_at(place.recipient(person, Browser))

    def step(self):
        waiting = self.site.get("/products")["waiting"]
        if not waiting:
            return False
        page = self.site.get(waiting["lines"][0]["href"])
        version = (page["product"].split("/")[2], page["version"])
        asked = {"version": page["version"]}
        number = self.book.number()
        words = None if number % 2 else words_for("Not for us", number)
        try:
            self.site.post(page["product"] + "/read", asked)
            if words:
                self.site.post(page["product"] + "/reject", {**asked, "reason": words})
            else:
                self.site.post(page["product"] + "/accept", asked)
        except Refused as refused:
            if refused.status != 409:
                raise
            self.book.overtaken.append(version)
            return True
        self.book.acts[version] = ("product_rejected" if words else "product_accepted", words)
        return True


COLUMNS = ("source_reference,received_at,incident_at,channel,referral_source,referrer_name,"
           "referrer_role,referrer_agency,referrer_email,referrer_phone,referrer_wants_anonymity,"
           "immediate_danger,concern_types,family_informed,narrative").split(",")
PEOPLE = ("source_reference,person_role,given_name,surname,other_names,dob,expected_dob,sex,"
          "nhs_number,upn,address_line,postcode,school,relationship_to_child,notes").split(",")


def table(columns, rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


class File:
    """Notifications of the police, each with its child."""

    def __init__(self, numbers):
        self.rows = {words_for("Police were called", n): letters(n) for n in numbers}
        hour_ago = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
        notifications, people = [], []
        for words, surname in self.rows.items():
            notifications.append({
                "source_reference": f"KT/{surname}", "channel": "police_feed",
                "received_at": hour_ago.isoformat(timespec="seconds"), "referral_source": "6",
                "referrer_name": "Leon Bailey", "referrer_role": "Police officer",
                "referrer_agency": "Barnfield Borough Police", "referrer_wants_anonymity": "no",
                "immediate_danger": "no", "concern_types": "neglect", "family_informed": "yes",
                "narrative": words})
            people.append({
                "source_reference": f"KT/{surname}", "person_role": "child", "sex": "F",
                "given_name": "Testgiven", "surname": surname, "dob": "2016-05-04",
                "relationship_to_child": "subject"})
        self.notifications, self.people = table(COLUMNS, notifications), table(PEOPLE, people)


class Uploader(Worker):
    """Imports small files on the page for it."""
    PAUSE = 0.5

    def __init__(self, place, book):
        super().__init__(place, book)
        self.site = self.sits_at(place.hub("u05", Browser))

    def step(self):
        file = File([self.book.number() for _ in range(3)])
        page = self.site.page("/import")
        fields = {name: hidden(page, name) for name in ("csrf", "idempotency_key")}
        report = self.site.upload("/import", {**fields, "dry_run": "no"}, {
            "notifications": file.notifications, "people": file.people})
        counts = self.site.get(report)
        if (counts["added"], counts["again"], counts["rejected"]) != (3, 0, 0):
            raise AssertionError(f"of three rows {counts['added']} were taken: {counts}")
        self.book.uploads.append(file)
        return True


class Importer(Worker):
    """Imports with the command. The hub stores 50 rows at a time; some files are longer."""
    PAUSE = 0.5

    def __init__(self, place, book, seed):
        super().__init__(place, book)
        self.dice, self.failed = random.Random(seed), 0
        self.site = place.hub("u05", Browser)

    def step(self):
        file = File([self.book.number() for _ in range(52 if self.done % 4 == 0 else 3)])
        self.site.page("/sign-in")  # so that the hub is there when the command starts
        while not import_file(self.place, file):
            self.failed += 1
            if self.book.stop.is_set() or self.dice.random() < 0.5:
                self.book.cut_imports.append(file)
                return True
            self.site.page("/sign-in")
        self.book.imports.append(file)
        return True

    def cuts(self):
        return self.failed


def import_file(place, file):
    """True if the command said that it was done."""
    folder = place.folder / "import"
    folder.mkdir(exist_ok=True)
    names = [folder / "notifications.csv", folder / "people.csv"]
    for name, text in zip(names, (file.notifications, file.people)):
        name.write_text(text, encoding="utf-8")
    done = place.command("import", *map(str, names), check=False)
    if done.returncode not in (0, 1, -signal.SIGKILL):
        raise AssertionError(f"import: {done.stdout}{done.stderr}")
    return done.returncode == 0

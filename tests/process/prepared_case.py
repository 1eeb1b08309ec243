# SPDX-License-Identifier: MIT
"""A case brought to where the partners answer and products leave: the children are decided for, an
item of the police is released to each recipient, and health has a request to answer."""
import re

from work import Browser

RECIPIENTS = {"assess": "r01", "ehteam": "r02"}  # agency -> who reads there
LAW = "CA89_S47_9_11"


class PreparedCase:
    def __init__(self, place):
        self.officer = place.hub("u02", Browser)
        self.manager = place.hub("u03", Browser)
        self.named_nurse = place.hub("u10", Browser)
        self.items = []  # words of what health brought in
        self.issued = {recipient: [] for recipient in RECIPIENTS}  # words of what was sent
        self.id = self.officer.post("/queue/next")["location"].split("/")[2]
        self.path = f"/case/{self.id}"
        identify(self.officer, self.path)
        self.record_basis()
        place.hub("u05", Browser).post(self.path + "/ask", {
            "agencies": ["police", "health"], "subjects": ["everybody"]})
        self.request = self.request_to(place.hub("u09", Browser))
        self.bring_in(place.hub("u09", Browser), "Known to health before the kills.")
        self.item = self.police_answer(place.hub("u07", Browser))
        decide(self.manager, self.path, "S47", "4")
        self.products = {}
        supervisor = place.hub("u08", Browser)
        for recipient in RECIPIENTS:
            self.products[recipient] = self.write_to(recipient, "Asked before the kills.")
            self.release(supervisor, self.products[recipient])

    def record_basis(self):
        form = self.officer.get(self.path + "/basis")
        answers = {"version": form["version"], "threshold": "SAFETY", "basis": [LAW]}
        for n, slot in enumerate(form["slots"], 1):
            answers[f"who-{n}"] = slot["key"]
            answers[f"inform-{n}"] = "CONSENT_GIVEN"
        self.officer.post(self.path + "/basis", answers)

    def request_to(self, desk):
        cards = desk.get(self.path)["cards"]
        return next(card["request"] for card in cards if card["request"])

    def bring_in(self, navigator, words):
        """Health writes a fact down and brings it into the hub with its answer."""
        answer(navigator, self.request, words)
        self.items.append(words)

    def police_answer(self, desk):
        """The id of the item that is cited later."""
        request = self.request_to(desk)
        answer(desk, request, "Four call-outs since September.")
        return desk.get(request)["items"][0]["href"].split("/")[2]

    def write_to(self, recipient, words):
        form = self.manager.page(self.path + "/products/new")
        location = self.manager.post(self.path + "/products/new", {
            "recipient": recipient, "asked": words, "by_when": "By tomorrow",
            "why": "Needed to protect the child.", "inform": "NOT_TOLD", "items": [self.item],
            "children": re.findall(r'name="children"[^>]*? value="([^"]+)"', form),
            "places": re.findall(r'name="places"[^>]*? value="([0-9a-f]{16})"', form),
            "others": re.findall(r'name="others"[^>]*? value="([0-9A-Z]{26})"', form)})["location"]
        return location.split("/")[2]

    def release(self, supervisor, product):
        slot = supervisor.get(f"/releases/{product}")["slots"][0]
        supervisor.post(f"/releases/{product}", {
            "item-1": slot["item"], "version-1": slot["version"],
            "standing-1": slot["standing_id"], "decision-1": "RELEASED", "basis": [LAW],
            "reason": "The team visits the home.", "necessity": "Needed for a safe visit."})

    def issue(self, recipient, words):
        """Writes anew, citing the released item, checks what leaves and sends it."""
        product = self.write_to(recipient, words)
        self.clear_words(product)
        check = self.manager.get(f"/products/{product}")["check"]
        if check["undecided"]["count"] != 0 or check["leaves"]["count"] != 1:
            raise AssertionError(f"the item is not released: {check}")
        self.manager.post(f"/products/{product}/issue",
                          {"version": check["form"]["version"], "checked": "yes"})

    def clear_words(self, product):
        """Health was read and is not cited: it says that the words do not give it away."""
        asked = self.named_nurse.get(f"/releases/{product}")["final_words"]["seen"]
        self.named_nurse.post(f"/releases/{product}", {"words": "CLEARED", "words_seen": asked})

    def issue_safety(self, recipient, words):
        self.manager.post(self.path + "/safety", {
            "recipient": recipient, "who": "The child.", "where": "At home.", "asked": words,
            "by_when": "Today"})


def take_what_is_urgent(place):
    """So that notifications of the test itself are served first from now on."""
    officer = place.hub("u02", Browser)
    urgent = True
    while urgent:
        case = officer.post("/queue/next")["location"].split("/")[2]
        urgent = officer.get(f"/case/{case}/notification")["notifications"][0]["urgent"]


def identify(officer, path):
    """Says of everybody in the case that nobody knew them before."""
    while waiting := officer.get(path + "/family")["waiting"]:
        find = waiting[0]["find"]
        found = officer.post(find["action"], {"statement": find["statement"]})["location"]
        officer.post(found, {"outcome": "new"})


def answer(desk, request, words):
    desk.post(request + "/item", {
        "facts": words, "source": "The agency's own records", "sensitivity": "1"})
    version = desk.get(request)["answer_form"]["version"]
    desk.post(request + "/answer", {"kind": "KNOWN", "version": version})


def decide(manager, path, outcome, level):
    while form := manager.get(path + "/decision")["form"]:
        manager.post(form["action"], {
            "outcome": outcome, "level": level, "version": form["version"],
            "reason": "What is known says so.", "evidence": "The notification.",
            "without_reason": "The child cannot wait."})

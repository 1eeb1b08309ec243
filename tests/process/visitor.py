# SPDX-License-Identifier: MIT
"""Somebody with a browser without script that keeps one connection open: reads the forms of a page,
fills them in and sends them as a browser does. Standard library only."""
import html.parser
import http.client
import http.cookies
import urllib.parse

from installation import UNCHECKED, Refused


class Form:
    """One form of a page. `fields` are (name, value) pairs as the page has them, `choices` the
    values of its radios and checkboxes by name."""

    def __init__(self, action):
        self.action = action
        self.fields = []
        self.choices = {}

    def fill(self, **values):
        """Sets fields; hyphens in their names are written as two underscores."""
        for name, value in values.items():
            name = name.replace("__", "-")
            if value not in self.choices.get(name, [value]):
                raise AssertionError(f"{self.action}: {name} has no choice {value}")
            self.fields = [f for f in self.fields if f[0] != name] + [(name, value)]
        return self


class FormReader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms = []
        self.form = self.textarea = None

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == "form":
            self.form = Form(a.get("action"))
            self.forms.append(self.form)
        if self.form is not None and a.get("formaction"):
            other = Form(a["formaction"])
            other.fields, other.choices = self.form.fields, self.form.choices
            self.forms.append(other)
        if self.form is None or not a.get("name"):
            return
        if tag == "input":
            self.input(a)
        elif tag == "textarea":
            self.textarea = [a["name"], ""]

    def input(self, a):
        value = a.get("value") or ""
        if a.get("type") in ("radio", "checkbox"):
            self.form.choices.setdefault(a["name"], []).append(value)
            if "checked" not in a:
                return
        self.form.fields.append((a["name"], value))

    def handle_data(self, data):
        if self.textarea:
            self.textarea[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea:
            self.form.fields.append(tuple(self.textarea))
            self.textarea = None
        if tag == "form":
            self.form = None


class Visitor:
    """`status`, `text` and `forms` are those of the last page."""

    def __init__(self, port, name):
        self.host = f"{name}.localhost:{port}"
        self.cookies = {}
        self.connection = http.client.HTTPSConnection(
            "127.0.0.1", port, timeout=20, context=UNCHECKED)
        self.status, self.text, self.forms = 0, "", []

    def close(self):
        self.connection.close()

    def headers(self):
        out = {"Host": self.host, "Accept": "text/html"}
        if self.cookies:
            out["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        return out

    def send(self, method, path, body=None, kind="application/x-www-form-urlencoded"):
        """Answers where it leads, if it leads elsewhere."""
        headers = self.headers()
        if body is not None:
            headers["Content-Type"] = kind
            headers["Sec-Fetch-Site"] = "same-origin"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        self.text = answer.read().decode()
        self.status = answer.status
        for value in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in http.cookies.SimpleCookie(value).items():
                self.cookies.pop(name, None)
                if morsel.value:
                    self.cookies[name] = morsel.value
        reader = FormReader()
        reader.feed(self.text)
        self.forms = reader.forms
        return answer.headers.get("Location")

    def page(self, path):
        """Follows to the page at the end, and answers its path."""
        while True:
            there = self.send("GET", path)
            if there is None or there.startswith("https:"):
                break
            path = there
        if self.status != 200:
            raise Refused(self.status, path, self.text.encode())
        return path

    def form(self, action):
        for form in self.forms:
            if form.action == action:
                return form
        raise AssertionError(f"no form {action}, but {[f.action for f in self.forms]}")

    def send_form(self, form):
        return self.send("POST", form.action, urllib.parse.urlencode(form.fields))

    def submit(self, form):
        """Answers where it leads; Refused if it leads nowhere."""
        there = self.send_form(form)
        if self.status != 303:
            raise Refused(self.status, form.action, self.text.encode())
        return there

// SPDX-License-Identifier: MIT
// Somebody at a browser: reads a page by its words, types into labels, presses buttons.
// Whoever wants to know of each page that comes (checks, pictures) is a watcher:
//   arrived(person, response) after each new page,
//   seen(person, name, words, part) at moments of note.
import assert from "node:assert/strict";

const longest = 30_000; // milliseconds, on a busy machine

export class Person {
  constructor(name, page, site, { watchers = [] }) {
    Object.assign(this, { name, page, site, watchers });
    page.setDefaultTimeout(longest);
  }

  // A browser of their own: cookies are not shared.
  static async sitDown(name, browser, site, { options, ...rest } = {}) {
    const context = await browser.newContext({
      ignoreHTTPSErrors: true,
      javaScriptEnabled: false,
      locale: "en-GB",
      timezoneId: "Europe/London",
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    return new Person(name, await context.newPage(), site, rest);
  }

  leave() {
    return this.page.context().close();
  }

  async #arrive(act) {
    const [response] = await Promise.all([
      this.page.waitForNavigation({ waitUntil: "load" }),
      act(),
    ]);
    for (const watcher of this.watchers) await watcher.arrived?.(this, response);
    return response;
  }

  async open(path) {
    return this.#arrive(() => this.page.goto(this.site + path));
  }
  reload() {
    return this.#arrive(() => this.page.reload());
  }

  // A moment that a story tells and a picture shows, from its top or from where `part` begins.
  async shows(name, words, part) {
    for (const watcher of this.watchers) await watcher.seen?.(this, name, words, part);
  }

  async signIn(staffName) {
    await this.open("/sign-in");
    await this.press(staffName);
  }

  // --- what a hand does; `within` is a part of the page
  press(button, within = this.page) {
    return this.#arrive(() => within.getByRole("button", { name: button, exact: true }).click());
  }
  // Presses too early: the page says what is missing, and nothing is lost.
  async slips(button, ...faults) {
    await this.press(button);
    await this.sees("There is a problem", ...faults);
  }
  follow(link, within = this.page) {
    return this.#arrive(() => within.getByRole("link", { name: link }).click());
  }
  write(label, text, within = this.page) {
    return within.getByLabel(label, { exact: true }).fill(text);
  }
  tick(label, within = this.page) {
    return within.getByRole("checkbox", { name: label }).check();
  }
  // Each but the one that says none of them.
  async tickAll(question, within = this.page) {
    const group = within.getByRole("group", { name: question });
    const some = { name: /^(?!None of it|Nobody else)/ };
    await group.getByRole("checkbox", some).first().check();
    for (const box of await group.getByRole("checkbox", some).all()) await box.check();
  }
  // The option that begins with these words.
  async pick(label, words, within = this.page) {
    const list = within.getByLabel(label, { exact: true });
    const options = await list.getByRole("option").allInnerTexts();
    const option = options.find((text) => text.trim().startsWith(words));
    assert.ok(option, `"${label}" offers no "${words}"`);
    await list.selectOption({ label: option.trim() });
  }
  choose(question, answer, within = this.page) {
    const group = within.getByRole("group", { name: question });
    return group.getByRole("radio", { name: answer, exact: true }).check();
  }
  async writeDate(question, day, month, year, within = this.page) {
    const group = within.getByRole("group", { name: question });
    await group.getByLabel("Day", { exact: true }).fill(String(day));
    await group.getByLabel("Month", { exact: true }).fill(String(month));
    await group.getByLabel("Year", { exact: true }).fill(String(year));
  }
  unfold(summary, within = this.page) {
    return within.getByText(summary, { exact: true }).click();
  }

  // --- what an eye sees
  part(heading) {
    return this.page.getByRole("region", { name: heading });
  }
  heading(text) {
    return this.page.getByRole("heading", { level: 1, name: text }).waitFor();
  }
  async sees(...texts) {
    for (const text of texts) await this.page.getByText(text).first().waitFor();
  }
  async words() {
    return (await this.page.locator("main").innerText()).replace(/\s+/g, " ");
  }
  // Not in the words of the page and not in what was sent of it.
  async findsNowhere(...texts) {
    const source = await this.page.content();
    for (const text of texts) {
      assert.ok(!source.includes(text), `${this.name} must not get: ${text}`);
    }
  }
  // Loads the page again until it says so: for what hub and gate do between them.
  async waitsFor(text, seconds = 60) {
    const end = Date.now() + seconds * 1000;
    while ((await this.page.getByText(text).count()) === 0) {
      assert.ok(Date.now() < end, `${this.name} waited ${seconds} s for: ${text}`);
      await this.reload();
    }
  }
}

// SPDX-License-Identifier: MIT
// A page worked with Tab, arrows, Space and Enter alone; the focus must be seen wherever it is.
import assert from "node:assert/strict";

const most = 400; // presses of Tab on one page

export class Keyboard {
  constructor(page) {
    this.page = page;
  }

  // What has the focus: its name as a page reader would say it, and whether it can be seen.
  focused() {
    return this.page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return { name: "", kind: "" };
      const label = at.labels?.[0]?.innerText ?? at.innerText ?? "";
      const legend = at.closest("fieldset")?.querySelector("legend")?.innerText ?? "";
      const box = at.getBoundingClientRect();
      const on = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      const hit = !on || at.contains(on) || on.contains(at) || at.labels?.[0]?.contains(on);
      const kind = at.type || at.tagName.toLowerCase();
      return { name: label.trim().replace(/\s+/g, " "), legend, kind, hit: Boolean(hit) };
    });
  }

  async tabTo(name, legend = "") {
    for (let pressed = 0; pressed < most; pressed += 1) {
      await this.page.keyboard.press("Tab");
      const at = await this.focused();
      if (at.name) assert.ok(at.hit, `the focus on "${at.name}" is hidden`);
      if (at.legend?.includes(legend) && (name === "" || at.name.startsWith(name))) return at;
    }
    throw new Error(`Tab does not reach ${legend} ${name}`);
  }

  // A group of radios is one stop: Space chooses the first, arrows go on.
  async choose(question, answer) {
    await this.tabTo("", question);
    await this.page.keyboard.press("Space");
    for (let pressed = 0; pressed < 20; pressed += 1) {
      const at = await this.focused();
      if (at.name === answer) return;
      await this.page.keyboard.press("ArrowDown");
    }
    throw new Error(`arrows do not reach ${answer}`);
  }

  async tick(label) {
    await this.tabTo(label);
    await this.page.keyboard.press("Space");
  }

  // Of a list that is closed: typing goes to the first entry that begins so.
  async pick(label, answer) {
    await this.tabTo(label);
    await this.page.keyboard.type(answer);
  }

  async write(label, text) {
    await this.tabTo(label);
    await this.page.keyboard.type(text);
  }

  async enter(name, legend) {
    await this.tabTo(name, legend);
    const coming = this.page.waitForNavigation({ waitUntil: "load" });
    await this.page.keyboard.press("Enter");
    await coming;
  }
}

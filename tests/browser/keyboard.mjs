// SPDX-License-Identifier: MIT
// Goal: with Tab, arrows, Space and Enter alone, and no script, a case is taken and screened, and
// the focus never hides under the bar that stays on top.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person } from "./person.mjs";
import { staff } from "./tale.mjs";
import { openWorld } from "./world.mjs";

const most = 400; // presses of Tab on one page

class Keyboard {
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

const world = {};
before(async () => Object.assign(world, await openWorld([])));
after(() => world.close?.());

test("a case is taken and screened with the keyboard alone", async () => {
  const { browser, installation } = world;
  const marion = await Person.sitDown(staff.screening, browser, installation.hub);
  const keys = new Keyboard(marion.page);
  await marion.open("/sign-in");
  await keys.enter(staff.screening);
  await marion.heading("Queue");
  await keys.enter("Take the next one");
  await marion.heading("Screen");
  await screen(marion, keys);
  await marion.heading("Queue");
});

async function identify(marion, keys) {
  await keys.enter("Look them up");
  for (;;) {
    await marion.heading("Family");
    const waiting = marion.page.getByRole("button", { name: /^Find out who this is/ });
    if ((await waiting.count()) === 0) return;
    await keys.enter("Find out who this is");
    await marion.heading("Who is this?");
    const known = await marion.page.getByRole("button", { name: "Save these answers" }).count();
    await keys.enter(known ? "None of these" : "Add as a new person");
  }
}

// Of the first child; a manager may rate it without.
async function lookIntoCaseSystem(marion, keys) {
  const link = "Record what the case system says";
  if ((await marion.page.getByRole("link", { name: link }).count()) === 0) return;
  await keys.enter(link);
  await marion.heading("Open to a social worker?");
  await keys.choose("What does the case system say?", "Not open");
  await keys.write("Which system did you look in?", "Children's case system");
  await keys.enter("Save what you saw");
  await marion.heading("Screen");
}

async function screen(marion, keys) {
  const path = new URL(marion.page.url()).pathname;
  if (await marion.page.getByRole("link", { name: "Look them up" }).count()) {
    await identify(marion, keys);
    await marion.open(path);
  }
  await lookIntoCaseSystem(marion, keys);
  await keys.choose("What happens next?", "A manager rates it");
  await keys.choose("which rating do you propose", "Amber");
  await keys.choose("How much help do the children need?", "Level 3: complex needs");
  await keys.choose("been told that it arrived?", "Yes");
  await keys.write("Why?", "Typed without a mouse.");
  await keys.enter("Finish screening");
}

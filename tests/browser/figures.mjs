// SPDX-License-Identifier: MIT
// Goal: a named person has a quarter prepared, reads what would leave and publishes it, without a
// script; whoever comes to the gate has the file. Nobody is kept out.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { Person } from "./person.mjs";
import * as seen from "./seen.mjs";
import { staff } from "./tale.mjs";
import { openWorld } from "./world.mjs";

const world = {};
before(async () => Object.assign(world, await openWorld([])));
after(() => world.close?.());

// F08: sums alone, none of a few.
test("a quarter is prepared, read and published without a script", async () => {
  const nasima = await seen.sitDown(world, staff.manager, { javaScriptEnabled: false });
  await nasima.open("/more");
  await nasima.follow("Figures for the Board");
  await nasima.sees("No quarter has been prepared or published.");
  await nasima.slips("Prepare these figures", "Choose a quarter");
  await nasima.page.getByLabel("Which quarter?").selectOption({ index: 1 });
  await nasima.press("Prepare these figures");
  await nasima.waitsFor("asked for by Nasima Khatun, not published", 180);
  await nasima.follow("Say how far we are with: A team");
  await nasima.slips("Say so", "Choose how far this hub is");
  await nasima.choose("How far is this hub with it?", "Partly");
  await nasima.choose("On what does that rest?", "Audit of cases");
  await nasima.writeDate("When was that looked at?", 1, 10, 2025);
  await nasima.press("Say so");
  await nasima.sees("Evidence: Audit of cases, looked at 1 October 2025");
  await nasima.follow(/^(January|April|July|October) to /);
  await nasima.sees("This is everything that would leave the hub.", "Simulated");
  const cells = await nasima.page.getByRole("cell").allInnerTexts();
  assert.ok(cells.length > 100);
  for (const cell of cells) {
    const words = cell.trim();
    assert.ok(words === "Hidden" || words === "0" || /^[1-9]\d*[05]$/.test(words), words);
  }
  await nasima.slips("Publish these figures", "Tick that you have read them");
  await nasima.tick("I have read these figures");
  await nasima.press("Publish these figures");
  await nasima.sees("They stand for ever.");
  await nasima.leave();
});

test("whoever comes to the gate has the file", async () => {
  const anybody = await Person.sitDown("Anybody", world.browser, world.installation.gate, world);
  await anybody.open("/figures");
  await anybody.waitsFor("Each is a file that the hub has signed");
  const waits = anybody.page.waitForEvent("download");
  await anybody.page.getByRole("link", { name: / to .* 20/ }).click();
  const text = await readFile(await (await waits).path(), "utf-8");
  assert.match(text, /^openmash figures 1\n\{"hub":"barnfield".*\}\nsign \S+\n$/);
  await anybody.leave();
});

test("nobody is kept out of the pages of figures", async () => {
  const nasima = await seen.sitDown(world, staff.manager, seen.seenByAxe);
  await nasima.open("/figures");
  await seen.looks(nasima, "figures");
  await nasima.follow(/^(January|April|July|October) to /);
  await seen.looks(nasima, "figures-quarter");
  await nasima.open("/figures/elements/TEAM");
  await seen.looks(nasima, "figures-element");
  await nasima.leave();
  const gate = { ...world, options: seen.seenByAxe };
  const anybody = await Person.sitDown("Anybody", world.browser, world.installation.gate, gate);
  await anybody.open("/figures");
  await seen.looks(anybody, "figures-gate");
  await anybody.leave();
});

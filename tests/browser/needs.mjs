// SPDX-License-Identifier: MIT
// Goal: whoever plans services reads what was told of, month by month, drawn and as a table, and
// takes the table along, without a script; an analyst reads no small count,
// compares groups and tests other rules. Nobody is kept out.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import * as seen from "./seen.mjs";
import { staff } from "./tale.mjs";
import { openWorld } from "./world.mjs";

const world = {};
before(async () => Object.assign(world, await openWorld([])));
after(() => world.close?.());

const rows = (person) =>
  person.page.getByRole("table", { name: "Notifications of each month" }).getByRole("row");

test("a manager reads the needs of a year and takes the table along", async () => {
  const nasima = await seen.sitDown(world, staff.manager, { javaScriptEnabled: false });
  await nasima.open("/more");
  await nasima.follow("Needs");
  assert.ok((await rows(nasima).count()) > 2);
  await nasima.pick("By", "Postcode district");
  await nasima.press("Show these");
  await nasima.sees("Notifications by month: Postcode district");
  const shown = await rows(nasima).count();
  const waits = nasima.page.waitForEvent("download");
  await nasima.page.getByRole("link", { name: "Download this table as CSV" }).first().click();
  const text = await readFile(await (await waits).path(), "utf-8");
  assert.equal(text.trim().split("\r\n").length, shown);
  await nasima.leave();
});

test("an analyst reads no count under eight", async () => {
  const wei = await seen.sitDown(world, "Wei Chan", seen.seenByAxe);
  await wei.open("/needs");
  await wei.sees("Counts from 1 to 7 are said as that", "Notifications to expect");
  const cells = await wei.page
    .getByRole("table", { name: "Notifications of each month" })
    .getByRole("cell")
    .allInnerTexts();
  assert.ok(cells.length > 12);
  for (const cell of cells) {
    const words = cell.trim().split("\n").pop().trim();
    assert.ok(words === "0" || words === "1 to 7" || Number(words) % 5 === 0, words);
  }
  await seen.looks(wei, "needs");
  await wei.leave();
});

test("an analyst compares groups and tests other rules on the past", async () => {
  const wei = await seen.sitDown(world, "Wei Chan", seen.seenByAxe);
  await wei.open("/needs");
  await wei.follow("Whether groups are treated alike");
  await wei.pick("By", "Who told");
  await wei.press("Show these");
  await wei.sees("No pattern reads ethnicity, sex or disability.");
  await seen.looks(wei, "fairness");
  await wei.open("/needs");
  await wei.follow("Test other rules on the past");
  await wei.press("Test the draft");
  await wei.sees("What each rule would have shown", "Nothing is changed by it");
  await seen.looks(wei, "back-test");
  await wei.open("/needs");
  await wei.follow("What agencies contributed");
  await wei.sees("Hours are those in which the hub is open.");
  await seen.looks(wei, "agencies");
  await wei.leave();
});

// SPDX-License-Identifier: MIT
// What somebody prints with their browser.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

// The words of each sheet, in the order in which they are painted.
async function sheets(person) {
  const pdf = await person.page.pdf({ format: "A6", printBackground: true });
  const read = spawnSync("pdftotext", ["-raw", "-", "-"], { input: pdf });
  assert.equal(read.status, 0, String(read.stderr));
  return String(read.stdout)
    .split("\f")
    .slice(0, -1)
    .map((words) => words.replace(/\s+/g, " "));
}

// D11: how it is marked, who read it and when stand across each sheet, and not on the screen.
export async function bearsWatermark(person, name) {
  const all = await sheets(person);
  assert.ok(all.length > 1, "on so small a paper it takes several sheets");
  const words = new RegExp(
    `OFFICIAL-SENSITIVE\\. Read by ${name}, \\d+ \\w+ \\d{4} at \\d+:\\d\\d[ap]m`,
  );
  all.forEach((sheet, i) => assert.match(sheet, words, `sheet ${i + 1} of ${all.length}`));
  assert.equal(await person.page.locator(".mash-watermark").isVisible(), false, "on the screen");
}

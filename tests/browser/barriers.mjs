// SPDX-License-Identifier: MIT
// What would keep somebody out of a page: axe finds nothing, wide, narrow and in forced colours,
// and nothing stands beyond the edge.
import assert from "node:assert/strict";
import axe from "axe-core";

const modes = {
  wide: { size: { width: 1280, height: 900 }, colours: "none" },
  narrow: { size: { width: 375, height: 800 }, colours: "none" },
  // axe computes contrast from colours that the browser then replaces.
  forced: { size: { width: 1280, height: 900 }, colours: "active", off: ["color-contrast"] },
};

const inWords = (v) => `${v.id}: ${v.help}; ${v.nodes.map((n) => n.html).join(" | ")}`;

// What axe finds in the page as it is; it must have been loaded there.
const violations = (page, off) =>
  page.evaluate(async (rules) => {
    const found = await window.axe.run(document, { rules, resultTypes: ["violations"] });
    return found.violations;
  }, Object.fromEntries(off.map((rule) => [rule, { enabled: false }])));

// Answers in how many modes it looked. The pages have no frames, so axe is loaded once.
export async function noBarriers(page, where) {
  await page.locator("details").evaluateAll((all) => all.forEach((d) => (d.open = true)));
  await page.evaluate(axe.source);
  for (const [mode, { size, colours, off = [] }] of Object.entries(modes)) {
    await page.setViewportSize(size);
    await page.emulateMedia({ forcedColors: colours });
    assert.deepEqual((await violations(page, off)).map(inWords), [], `${where}, ${mode}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= size.width, `${where}, ${mode}: ${wide} px wide`);
  }
  await page.setViewportSize(modes.wide.size);
  await page.emulateMedia({ forcedColors: "none" });
  return Object.keys(modes).length;
}

// SPDX-License-Identifier: MIT
// What would keep somebody out of a page: axe finds nothing, wide, narrow and in forced colours,
// and nothing stands beyond the edge.
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";

const modes = {
  wide: { size: { width: 1280, height: 900 }, colours: "none" },
  narrow: { size: { width: 375, height: 800 }, colours: "none" },
  // axe computes contrast from colours that the browser then replaces.
  forced: { size: { width: 1280, height: 900 }, colours: "active", off: ["color-contrast"] },
};

const inWords = (v) => `${v.id}: ${v.help}; ${v.nodes.map((n) => n.html).join(" | ")}`;

// Answers in how many modes it looked.
export async function noBarriers(page, where) {
  await page.locator("details").evaluateAll((all) => all.forEach((d) => (d.open = true)));
  for (const [mode, { size, colours, off = [] }] of Object.entries(modes)) {
    await page.setViewportSize(size);
    await page.emulateMedia({ forcedColors: colours });
    const found = await new AxeBuilder({ page }).disableRules(off).analyze();
    assert.deepEqual(found.violations.map(inWords), [], `${where}, ${mode}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= size.width, `${where}, ${mode}: ${wide} px wide`);
  }
  await page.setViewportSize(modes.wide.size);
  await page.emulateMedia({ forcedColors: "none" });
  return Object.keys(modes).length;
}

// SPDX-License-Identifier: MIT
// Goal: one day of a borough goes through its hub as people there would have it: the night given
// back, a school, the police, a Red when the office has closed, and what came of it. With scripts,
// and each page keeps the rules for pages.
import { after, before, test } from "node:test";
import { day } from "./day_story.mjs";
import { times } from "./day_tale.mjs";
import { PageRules } from "./pages.mjs";
import { openWorld } from "./world.mjs";

const world = {};
before(async () => {
  const options = { javaScriptEnabled: true };
  Object.assign(world, await openWorld([], { options, clock: times.night }));
  world.watchers.push(new PageRules(world));
});
after(() => world.close?.());

let lost = false;
for (const step of day(world)) {
  test(step.name, async () => {
    if (lost) throw new Error("a step before this one failed");
    lost = true;
    await step.run();
    lost = false;
  });
}

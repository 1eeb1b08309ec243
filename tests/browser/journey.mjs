// SPDX-License-Identifier: MIT
// Goal: eight people in eight browsers without scripts get a worry from the public form to the
// acknowledged product and the answer to the neighbour, and each page keeps the rules for pages.
import { after, before, test } from "node:test";
import { PageRules } from "./pages.mjs";
import { story } from "./story.mjs";
import { openWorld } from "./world.mjs";

const world = {};
before(async () => {
  Object.assign(world, await openWorld([]));
  world.watchers.push(new PageRules(world));
});
after(() => world.close?.());

let lost = false;
for (const step of story(world)) {
  test(step.name, async () => {
    if (lost) throw new Error("a step before this one failed");
    lost = true;
    await step.run();
    lost = false;
  });
}

// SPDX-License-Identifier: MIT
// Goal: eight people in eight browsers without scripts get a worry from the public form to the
// acknowledged product and the answer to the neighbour, and each page keeps the rules for pages.
import { after, before, test } from "node:test";
import { Heard } from "./heard.mjs";
import { PageRules } from "./pages.mjs";
import { story } from "./story.mjs";
import { openWorld } from "./world.mjs";

const world = {};
const heard = new Heard();
before(async () => {
  Object.assign(world, await openWorld([]));
  world.watchers.push(new PageRules(world), heard);
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

// C18: what a screen reader is given of all these pages
test("every field was read with its question and every fault with its field", () => {
  heard.hasHeardEnough();
});

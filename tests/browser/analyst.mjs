// SPDX-License-Identifier: MIT
// Goal: an analyst goes from the list of patterns over evidence, network and chronology to a
// problem profile, which a manager reads, and nobody is kept out of any of these pages.
import { after, before, test } from "node:test";
import { journeyOfAnAnalyst } from "./analyst_story.mjs";
import { noBarriers } from "./barriers.mjs";
import { PageRules } from "./pages.mjs";
import { seenByAxe } from "./seen.mjs";
import { openWorld } from "./world.mjs";

const world = {};
before(async () => {
  Object.assign(world, await openWorld([], { options: seenByAxe }));
  world.watchers.push(new PageRules(world));
  world.watchers.push({ seen: (person, name) => noBarriers(person.page, name) });
});
after(() => world.close?.());

let lost = false;
for (const step of journeyOfAnAnalyst(world)) {
  test(step.name, async () => {
    if (lost) throw new Error("a step before this one failed");
    lost = true;
    await step.run();
    lost = false;
  });
}

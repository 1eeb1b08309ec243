// SPDX-License-Identifier: MIT
// Goal: an analyst comes from a pattern to who is around one of its people, and
// nobody is kept out of that page: wide, narrow and in forced colours.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { noBarriers } from "./barriers.mjs";
import { Person } from "./person.mjs";
import { openWorld } from "./world.mjs";

let world;
before(async () => {
  // The page's own policy would refuse axe, which needs a script.
  world = await openWorld([], { options: { javaScriptEnabled: true, bypassCSP: true } });
});
after(() => world?.close());

test("no barrier where an analyst reads who is around one person", async () => {
  const wei = await Person.sitDown("Wei Chan", world.browser, world.installation.hub, world);
  await wei.signIn("Wei Chan");
  // The hub has looked over its record by the time that it lets somebody in, or does so within it.
  const first = wei.page.locator("main li a[href^='/patterns/']").first();
  for (let asked = 0; asked < 200 && !(await first.count()); ++asked) await wei.open("/patterns");
  await wei.open(await first.getAttribute("href"));
  const who = wei.page.locator("main a[href^='/patterns/people/']").first();
  await wei.follow(await who.innerText());
  await wei.sees("Who is around them", "Everything that was told, the oldest first");
  assert.equal(await noBarriers(wei.page, "who is around one person"), 3);
  assert.equal(await wei.page.locator("main a[href^='/case/']").count(), 0);
  const people = () => wei.page.locator(".mash-drawing__name").count();
  const all = await people();
  await wei.writeDate("As it had been told until", 1, 1, 2001);
  await wei.press("Show these");
  await wei.sees("Nothing had been told of them by then.", "Nobody is around them");
  assert.ok(all > (await people()) && (await people()) === 1);
  await noBarriers(wei.page, "one person with nobody around");
});

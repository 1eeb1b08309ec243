// SPDX-License-Identifier: MIT
// Goal: without a script an analyst goes from a pattern over the whole record to its evidence and
// puts it aside with a reason. No page of it keeps anybody out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as seen from "./seen.mjs";
import { staff } from "./tale.mjs";
import { openWorld } from "./world.mjs";

const analyst = "Wei Chan";
const world = {};
before(async () => Object.assign(world, await openWorld([])));
after(() => world.close?.());

const sitDown = (name, options = seen.seenByAxe) => seen.sitDown(world, name, options);
const looks = (person, name) => seen.looks(person, `patterns-${name}`);
const evidence = (person) => person.page.getByRole("table", { name: "Evidence, the oldest first" });

test("an analyst finds what stands out, and its evidence, without a name", async () => {
  const wei = await sitDown(analyst, { javaScriptEnabled: false });
  await wei.follow("Patterns");
  await wei.press("Look now");
  await wei.sees("Somebody has asked to look now.");
  await wei.leave();
  const chan = await sitDown(analyst);
  await chan.open("/patterns");
  await chan.waitsFor("Last looked");
  await chan.waitsFor("The newest evidence first");
  await chan.sees("Named again and again.");
  await looks(chan, "list");
  const strongest = chan.page.getByRole("link", { name: / in \d+ cases within / }).first();
  world.pattern = await strongest.getAttribute("href");
  await chan.open(world.pattern);
  await chan.sees("Arithmetic", "The rule asks for");
  world.cases = (await evidence(chan).getByRole("row").count()) - 1;
  assert.ok(world.cases >= 3);
  assert.equal(await evidence(chan).getByRole("link").count(), 0);
  assert.equal(await chan.page.locator("main input:checked").count(), 0);
  await looks(chan, "one");
  await chan.leave();
});

test("a manager reads the cases behind it", async () => {
  const nasima = await sitDown(staff.manager);
  await nasima.open(world.pattern);
  assert.equal(await evidence(nasima).getByRole("link").count(), world.cases);
  await looks(nasima, "managers");
  await nasima.open("/patterns/names");
  await nasima.sees("Nobody waits for names.");
  await looks(nasima, "names");
  await nasima.leave();
});

test("the analyst puts it aside, with a reason", async () => {
  const wei = await sitDown(analyst);
  await wei.open(world.pattern);
  await wei.slips("Put it aside", "Choose why it is not a pattern that needs us");
  await looks(wei, "not-aside");
  await wei.choose("Why is it not a pattern that needs us?", "Somebody is working on it already");
  await wei.write("What makes you say so?", "The family has a social worker.");
  await wei.press("Put it aside");
  await wei.open("/patterns");
  await wei.findsNowhere(world.pattern);
  await wei.leave();
});

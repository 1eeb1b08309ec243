// SPDX-License-Identifier: MIT
// Goal: without a script and with the keyboard alone somebody breaks the glass of a case, reads it,
// and stops; a second person reviews it. No page of it keeps anybody out or links into nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { noBarriers } from "./barriers.mjs";
import { Keyboard } from "./keys.mjs";
import { PageRules } from "./pages.mjs";
import { Person } from "./person.mjs";
import { staff } from "./tale.mjs";
import { openWorld } from "./world.mjs";

const reader = "Hodan Farah"; // of the youth justice service, which nobody has asked
const now = "To keep a child or somebody of this family safe now";
const why = "Her brother sits in our office and will not go home.";

const world = {};
before(async () => Object.assign(world, await openWorld([])));
after(() => world.close?.());

async function sitDown(name, watchers = []) {
  const person = await Person.sitDown(name, world.browser, world.installation.hub, { watchers });
  const keys = new Keyboard(person.page);
  await person.open("/sign-in");
  await keys.enter(name);
  return [person, keys];
}

// As somebody of the front door reads it out on the telephone.
async function referenceOfACase() {
  const [marion, keys] = await sitDown(staff.screening);
  await keys.enter("Take the next one");
  world.case = new URL(marion.page.url()).pathname.replace(/\/screen$/, "");
  return (await marion.words()).match(/[2-9B-Z]{4}-[2-9B-Z]{4}/)[0];
}

// D08
test("somebody outside a case breaks its glass with the keyboard alone and reads it", async () => {
  const reference = await referenceOfACase();
  const [hodan, keys] = await sitDown(reader, [new PageRules(world)]);
  await keys.enter("More");
  await keys.enter("Another case");
  await hodan.heading("Open a case that your agency is not in");
  assert.equal(await hodan.page.locator("main input:checked").count(), 0);
  await keys.enter("Break the glass");
  await hodan.sees("There is a problem", "Say why you need to read it now");
  await keys.write("The case's reference", reference.toLowerCase().replace("-", " "));
  await keys.choose("For what do you read it?", now);
  await keys.write("Why do you need to read it now?", why);
  await keys.tick("I know that they are told at once");
  await keys.enter("Break the glass");
  assert.equal(new URL(hodan.page.url()).pathname, world.case);
  await hodan.sees(/You broke the glass/i);
  // Each page of the case has links that lead somewhere, and nothing to send.
  const pages = ["", "/notification", "/family", "/attachments", "/assessment", "/decision"];
  for (const page of [...pages, "/products", "/log", "/tasks", "/discussions"]) {
    await hodan.open(world.case + page);
    const forms = hodan.page.locator("main form[method=post]");
    assert.equal(await forms.count(), 0, `${page} offers something to do`);
  }
});

// The page's own policy would refuse axe, which needs a script.
const seenByAxe = { javaScriptEnabled: true, bypassCSP: true };
async function looksAs(name) {
  const options = { options: seenByAxe };
  const person = await Person.sitDown(name, world.browser, world.installation.hub, options);
  await person.signIn(name);
  return person;
}

test("no page of it keeps anybody out", async () => {
  const hodan = await looksAs(reader);
  await hodan.open("/glass");
  await noBarriers(hodan.page, "/glass");
  await hodan.slips("Break the glass", "Say why you need to read it now");
  await noBarriers(hodan.page, "/glass with faults");
  await hodan.open(world.case);
  await noBarriers(hodan.page, "a case by broken glass");
  const nasima = await looksAs(staff.manager);
  await nasima.open(`${world.case}/glass`);
  await noBarriers(nasima.page, "who broke the glass");
  await nasima.open("/oversight");
  await noBarriers(nasima.page, "/oversight");
  await nasima.follow(reader);
  await nasima.slips("Record the review", "Say whether it was justified");
  await noBarriers(nasima.page, "a review with faults");
});

// D08
test("a second person reviews it with the keyboard alone", async () => {
  const [nasima, keys] = await sitDown(staff.manager);
  await keys.enter("More");
  await keys.enter("Oversight");
  await nasima.sees("1 waits for a review.");
  await keys.enter(reader);
  await nasima.sees(why, "Opened the case");
  assert.equal(await nasima.page.locator("main input:checked").count(), 0);
  await keys.enter("Record the review");
  await nasima.sees("There is a problem", "Say whether it was justified");
  await keys.choose("Was it justified to open this case?", "It was justified");
  await keys.write("Why do you say so?", "They could not wait for us.");
  await keys.enter("Record the review");
  await nasima.sees("0 wait for a review.");
  await nasima.open(`${world.case}/glass`);
  await nasima.sees(why, "They could not wait for us.");
});

// D08
test("whoever broke it stops before its time, and the case is absent again", async () => {
  const [hodan, keys] = await sitDown(reader);
  await hodan.open("/glass");
  await keys.enter("Stop reading it");
  await hodan.heading("Open a case that your agency is not in");
  const response = await hodan.open(world.case);
  assert.equal(response.status(), 404);
});

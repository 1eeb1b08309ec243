// SPDX-License-Identifier: MIT
// Goal: without a script a manager keeps the request of a father whom the children are afraid of, a
// police supervisor and the front door answer for what is theirs, and he is given a bundle. No page
// of it keeps anybody out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as seen from "./seen.mjs";
import { story } from "./story.mjs";
import { childName, staff } from "./tale.mjs";
import { openWorld } from "./world.mjs";

const last = "each reads no more than they may";
const world = {};
before(async () => {
  Object.assign(world, await openWorld([]));
  for (const step of story(world)) {
    await step.run();
    if (step.name === last) return;
  }
  throw new Error("the story has no such step");
});
after(() => world.close?.());

const shots = process.env.MASH_SHOTS;
const sitDown = (name, options = {}) => seen.sitDown(world, name, options);
const looks = (person, name) => seen.looks(person, `access-${name}`);

const today = new Date();
const writeToday = (person, legend) =>
  person.writeDate(legend, today.getDate(), today.getMonth() + 1, today.getFullYear());

async function refuses(person, button, fault, name) {
  await person.slips(button, fault);
  await looks(person, name);
}

test("a manager writes the request down, and says whom it is about", async () => {
  const nasima = await sitDown(staff.manager, seen.seenByAxe);
  await nasima.open(world.case);
  const reference = (await nasima.words()).match(/[2-9B-Z]{4}-[2-9B-Z]{4}/)[0];
  await nasima.follow("More");
  await nasima.follow("Access requests");
  await nasima.sees("Nobody has asked yet.");
  await looks(nasima, "list-empty");
  await nasima.press("Write down a request");
  await refuses(nasima, "Write it down", "Enter who asks", "new");
  assert.equal(await nasima.page.locator("main input:checked").count(), 0);
  await nasima.write("Who asks?", "Kevin Brown");
  const right = "As a parent, for a child who is too young to ask";
  await nasima.choose("In what right do they ask?", right);
  await writeToday(nasima, "When did it come?");
  await nasima.write("What do they ask for?", "All that anybody has said of my daughter.");
  await nasima.write("Where is the answer to go?", "A flat of his own, 3 Tern Street.");
  await nasima.press("Write it down");
  world.request = new URL(nasima.page.url()).pathname;
  await nasima.sees("Its time has not begun");
  await nasima.choose("What has happened?", "Identity was shown, or was never in doubt");
  await writeToday(nasima, "On which day?");
  await nasima.write("How, or why?", "He brought his passport to the desk.");
  await nasima.press("Record it");
  await nasima.sees("Answer by");
  await nasima.write("Reference of a case in which they are named", reference.toLowerCase());
  await nasima.press("Choose whom it is about");
  await refuses(nasima, "Choose", "Select whom it is about", "people");
  await nasima.choose("Whom is the request about?", childName);
  await nasima.choose("Who of them asks?", "Nobody of this case");
  await nasima.press("Choose");
  await nasima.press("Look through the record and ask the owners");
  await nasima.sees("Not answered", "A bundle is made once all was looked through");
  await looks(nasima, "request");
  await nasima.leave();
});

async function answersEach(name, answer, take) {
  const owner = await sitDown(name, seen.seenByAxe);
  await owner.open(`/answers/${world.request.split("/").pop()}`);
  await looks(owner, `asked-${take}`);
  const links = await owner.page
    .locator("main a[href*='/answers/part/']")
    .evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  assert.ok(links.length > 0, `${name} is asked nothing`);
  for (const link of links) {
    await owner.open(link);
    assert.equal(await owner.page.locator("main input:checked").count(), 0);
    if (link === links[0]) await refuses(owner, "Record the answer", "Select what you", take);
    await answer(owner);
    await owner.press("Record the answer");
  }
  return owner;
}
const discloses = (owner) => owner.choose("What do you do with it?", "Disclose it");
const withholds = async (owner) => {
  await owner.choose("What do you do with it?", "Withhold it");
  await owner.choose("Under which exemption?", "It is about somebody else");
  await owner.choose("May the person be told", "Yes, say so");
  await owner.write("Why?", "It names her neighbour.");
};

test("each owner answers for its own parts", async () => {
  await (await answersEach(staff.policeSupervisor, withholds, "police")).leave();
  await (await answersEach(staff.namedNurse, discloses, "health")).leave();
  // Education knew nothing, and that answer is its own.
  await (await answersEach(staff.education, discloses, "education")).leave();
  const nasima = await answersEach(staff.manager, discloses, "front");
  await nasima.open("/answers");
  await looks(nasima, "answers");
});

test("he is given the bundle, and the request ends", async () => {
  const nasima = await sitDown(staff.manager, seen.seenByAxe);
  await nasima.open(world.request);
  const [file] = await Promise.all([
    nasima.page.waitForEvent("download"),
    nasima.page.getByRole("button", { name: "Make the bundle" }).click(),
  ]);
  assert.match(file.suggestedFilename(), /^access-[0-9A-Z]+\.pdf$/);
  if (shots) await file.saveAs(`${shots}/access-bundle.pdf`);
  await nasima.open(world.request);
  await nasima.pick("How was it handed over?", "In person, who they are was checked");
  await nasima.press(/^Record it.+/);
  await nasima.sees("Handed over: In person");
  await looks(nasima, "request-done");
  await nasima.choose("What has happened?", "It is answered");
  await writeToday(nasima, "On which day?");
  await nasima.write("How, or why?", "He had it in his hands.");
  await nasima.press("Record it");
  await nasima.open("/access");
  await nasima.sees("Answered");
  await looks(nasima, "list");
});

test("a court orders the case, and its owner lets its own go", async () => {
  const nasima = await sitDown(staff.manager, seen.seenByAxe);
  await nasima.open(`${world.case}/products`);
  await nasima.follow("A court or another authority orders this case");
  await refuses(nasima, "Write it down and tell the owners", "Enter which court", "court");
  await nasima.write("Which court or authority?", "The Family Court at Tarnwick");
  await nasima.write("Number of the order or of the proceedings", "FD26P00417");
  await nasima.write("Who served it?", "The usher");
  await writeToday(nasima, "When was it served?");
  await writeToday(nasima, "By when is it to be given?");
  await nasima.write("What does it cover?", "All that the hub holds of the child.");
  await nasima.press("Write it down and tell the owners");
  await nasima.sees("Not answered", "Goes in: it is the front door's own");
  await looks(nasima, "order");
  const order = new URL(nasima.page.url()).pathname;
  const agata = await sitDown(staff.policeSupervisor, seen.seenByAxe);
  await agata.follow("My tasks");
  await agata.sees("Say what of ours goes to a court");
  await agata.open("/orders");
  await looks(agata, "orders");
  await agata.follow("The Family Court at Tarnwick");
  await looks(agata, "ordered");
  await agata.follow(/^Item of/, agata.page.locator("main li", { hasText: "Item of" }).first());
  await refuses(agata, "Record the answer", "Select whether it goes", "order-part");
  await agata.choose("Does this go to the court?", "The order compels us to give it");
  await agata.write("On what ground?", "Our copy of the order is in the safe.");
  await agata.press("Record the answer");
  await agata.sees("Given as the order compels");
  await nasima.open(order);
  const [file] = await Promise.all([
    nasima.page.waitForEvent("download"),
    nasima.page.getByRole("button", { name: "Make the bundle" }).click(),
  ]);
  assert.match(file.suggestedFilename(), /^bundle-[0-9A-Z]+\.pdf$/);
  if (shots) await file.saveAs(`${shots}/access-court.pdf`);
  await nasima.open(order);
  await looks(nasima, "order-done");
});

// SPDX-License-Identifier: MIT
// Goal: with Tab, arrows, Space and Enter alone, and no script, a case is taken, screened, rated,
// asked about, answered and decided, and the focus never hides under the bar that stays on top.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Keyboard } from "./keys.mjs";
import { Person } from "./person.mjs";
import { staff } from "./tale.mjs";
import { openWorld } from "./world.mjs";

async function sitDown(name) {
  const person = await Person.sitDown(name, world.browser, world.installation.hub);
  const keys = new Keyboard(person.page);
  await person.open("/sign-in");
  await keys.enter(name);
  return [person, keys];
}

const world = {};
before(async () => Object.assign(world, await openWorld([])));
after(() => world.close?.());

// C18: no mouse
test("a case is taken and screened with the keyboard alone", async () => {
  const [marion, keys] = await sitDown(staff.screening);
  await marion.heading("Queue");
  await keys.enter("Take the next one");
  await marion.heading("Screen");
  world.case = new URL(marion.page.url()).pathname.replace(/\/screen$/, "");
  await screen(marion, keys);
  await marion.heading("Queue");
});

// C18: no mouse
test("it is rated, asked about, answered and decided with the keyboard alone", async () => {
  const [nasima, keys] = await sitDown(staff.manager);
  await rate(nasima, keys);
  await ask(nasima, keys);
  await answer();
  await decide(nasima, keys);
});

// H15: without a mouse and without a script
test("a shift is handed over with the keyboard alone", async () => {
  const [marion, keys] = await sitDown(staff.screening);
  await marion.open("/handover");
  await marion.heading("Handover: what you hold");
  await keys.pick("Who gets all that are shown here?", staff.manager);
  await keys.write("What do you say?", "The mother rings back at noon.");
  await keys.enter("Check before handing over");
  await marion.heading("Check before handing over");
  await marion.sees("The mother rings back at noon.");
  await keys.enter("Hand over");
  await marion.heading("Handover: what you hold");
  const [nasima, more] = await sitDown(staff.manager);
  await nasima.open("/handover");
  await nasima.sees(`Handed to you by ${staff.screening}`, "The mother rings back at noon.");
  await more.enter("Look at it");
  assert.match(new URL(nasima.page.url()).pathname, /^\/case\//);
});

async function rate(nasima, keys) {
  await nasima.open(`${world.case}/rate`);
  await keys.choose("How urgent is it?", "Red");
  await keys.choose("How much help do the children need?", "Level 3: complex needs");
  await keys.write("Why?", "Typed without a mouse.");
  await keys.choose(
    "Which type of response does the family get?",
    "Assessment of a child in need (section 17)",
  );
  await keys.enter("Save the rating");
  await nasima.heading("What agencies know");
}

async function ask(nasima, keys) {
  await nasima.open(`${world.case}/basis`);
  await keys.choose("worried about?", "A child may be suffering, or may come to, harm");
  await keys.tick("Children Act 1989, section 17");
  const groups = await nasima.page.locator("legend").allInnerTexts();
  for (const about of groups.filter((legend) => legend.includes("do they know"))) {
    await keys.choose(about.trim(), "Has not been told");
  }
  await keys.choose("why do we go on?", "An adult might do harm or put pressure on others");
  await keys.write("The reason in your words", "Typed without a mouse.");
  await keys.enter("Record this");
  await nasima.heading("Ask agencies");
  await keys.tick("Barnfield Borough Police");
  await keys.tick("Everybody named in this case");
  await keys.enter("Ask those selected");
  await nasima.heading("What agencies know");
}

async function answer() {
  const [leon, keys] = await sitDown(staff.policeResearcher);
  await leon.open(world.case);
  await keys.enter("Your agency's request");
  await leon.heading("Request to your agency");
  await keys.write("What do you know?", "Four call-outs since May.");
  await keys.write("Where does this come from?", "Incident system");
  await keys.choose("Who in the hub may read it?", "Ordinary");
  await keys.enter("Add");
  await keys.choose("Your agency's answer", "Knows something");
  await keys.enter("Send the answer");
  await leon.heading("Requests to your agency");
}

async function decide(nasima, keys) {
  await nasima.open(`${world.case}/decision`);
  const button = nasima.page.getByRole("button", { name: /^Decide for/ });
  assert.ok((await button.count()) > 0, "nobody waits for a decision");
  while ((await button.count()) > 0) {
    await keys.pick("What happens next?", "Assessment of a child");
    await keys.choose("How much help does this child need?", "Level 3: complex needs");
    await keys.write("Why?", "Typed without a mouse.");
    await keys.write("What is it based on?", "What the police tell us.");
    await keys.enter("Decide for");
    await nasima.heading("Decision");
  }
  await nasima.sees("Decided by", staff.manager);
}

// One alone is compared at once; of several, those whom nobody is like are added together.
async function identify(marion, keys) {
  const offers = (name) => marion.page.getByRole("button", { name }).count();
  await keys.enter("Look them up");
  for (;;) {
    const heading = await marion.page.locator("h1").innerText();
    if (heading === "Who is this?") {
      const known = await offers("Save these answers");
      await keys.enter(known ? "None of these" : "Add as a new person");
    } else if (heading !== "Who are they?") {
      return;
    } else if (await offers(/^Add th/)) {
      await keys.enter("Add th");
    } else {
      await keys.enter("Compare and say who it is");
    }
  }
}

// Of the first child; a manager may rate it without.
async function lookIntoCaseSystem(marion, keys) {
  const button = "Record what the case system says";
  if ((await marion.page.getByRole("button", { name: button }).count()) === 0) return;
  await keys.enter(button);
  await marion.heading("Open to a social worker?");
  await keys.choose("What does the case system say?", "Not open");
  await keys.write("Which system did you look in?", "Children's case system");
  await keys.enter("Save what you saw");
  await marion.heading("Screen");
}

async function screen(marion, keys) {
  const path = new URL(marion.page.url()).pathname;
  if (await marion.page.getByRole("button", { name: "Look them up" }).count()) {
    await identify(marion, keys);
    await marion.open(path);
  }
  await lookIntoCaseSystem(marion, keys);
  await keys.choose("What happens next?", "A manager rates it");
  await keys.choose("which rating do you propose", "Amber");
  await keys.choose("How much help do the children need?", "Level 3: complex needs");
  await keys.choose("been told that it arrived?", "Yes");
  await keys.write("Why?", "Typed without a mouse.");
  await keys.enter("Finish screening");
}

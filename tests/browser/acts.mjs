// SPDX-License-Identifier: MIT
// Goal: the work of a day takes as few pages and presses as it may: nine Continue to tell of a
// child, six presses to screen three children whom the hub does not know, eight to answer a
// request, seven to decide. A press counts whenever a page comes of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person } from "./person.mjs";
import { valueOf } from "./story_gate.mjs";
import { staff } from "./tale.mjs";
import { openWorld, seats } from "./world.mjs";

const most = { referral: 9, triage: 6, answer: 8, decision: 7 };
const children = [
  ["Zelda", "Quimby", [4, 5, 2015]],
  ["Orla", "Quimby", [11, 9, 2017]],
  ["Ferris", "Quimby", [20, 2, 2020]],
];

const world = {};
before(async () => {
  const presses = { arrived: () => (presses.count += 1), count: 0 };
  Object.assign(world, await openWorld([presses]), { presses });
  seats(world, staff);
});
after(() => world.close?.());

function begin() {
  world.presses.count = 0;
}
function counts(what) {
  assert.ok(world.presses.count > 0);
  assert.ok(world.presses.count <= most[what], `${what} took ${world.presses.count}`);
}

async function tellsOf(edith, [given, surname, born]) {
  await edith.write("First name", given);
  await edith.write("Last name", surname);
  await edith.writeDate("Date of birth", ...born);
  await edith.write("Address", "9 Thimble Steps");
  await edith.write("Postcode", "BQ2 4RT");
  await edith.press("Continue");
}

async function untilTheChild(who, as) {
  await who.open("/notify");
  await who.press("Start now");
  begin();
  await who.choose("Is a child in danger now?", "No, but I am worried");
  await who.press("Continue");
  await who.choose("Who are you?", as);
  await who.press("Continue");
}

test("somebody who works with children tells of one within nine pages", async () => {
  const iris = await Person.sitDown("Iris", world.browser, world.installation.gate, world);
  await untilTheChild(iris, "I am telling you as part of my work");
  await tellsOf(iris, ["Bryony", "Tessel", [1, 12, 2016]]);
  await iris.choose("Do you want to tell us about another child?", "No");
  await iris.press("Continue");
  await iris.press("Continue");
  await iris.write("What are you worried about?", "She comes hungry every morning.");
  await iris.press("Continue");
  await iris.press("Continue");
  await iris.choose("Does the family know", "Yes, they know");
  await iris.press("Continue");
  await iris.write("Your name", "Iris Holloway");
  await iris.write("Your job", "Class teacher");
  await iris.write("Organisation", "Osierbank Primary School");
  await iris.pick("Kind of organisation", "School");
  await iris.write("Phone number", "020 7946 0107");
  await iris.press("Continue");
  await iris.heading("Check what you tell us");
  counts("referral");
});

test("three children whom the hub does not know are screened with six presses", async () => {
  const edith = await Person.sitDown("Edith", world.browser, world.installation.gate, world);
  await untilTheChild(edith, "I am a friend, a neighbour or a childminder");
  for (const [place, child] of children.entries()) {
    await tellsOf(edith, child);
    const more = place + 1 < children.length;
    await edith.choose("Do you want to tell us about another child?", more ? "Yes" : "No");
    await edith.press("Continue");
  }
  await edith.press("Continue");
  await edith.write("What are you worried about?", "They are alone every night.");
  await edith.press("Continue");
  await edith.press("Continue");
  await edith.write("Your name", "Edith Marlow");
  await edith.write("Phone number", "020 7946 0106");
  await edith.press("Continue");
  await edith.press("Send");
  await edith.sees("We have your notification");
  const reference = await valueOf(edith, "Reference");

  const marion = await world.inHub(staff.screening);
  await marion.open("/queue");
  await marion.waitsFor(/Zelda Q\./);
  await marion.write("Find a case by reference", reference);
  await marion.press("Find");
  begin();
  await marion.press(/^Take Zelda Q\./);
  await marion.heading("Screen");
  world.case = new URL(marion.page.url()).pathname.replace(/\/screen$/, "");
  await marion.press("Look them up");
  await marion.sees("Nobody is alike");
  await marion.press("Add these 3 as new people");
  await marion.heading("Screen");
  const check = marion.page.getByRole("button", { name: /^Record what the case system says/ });
  await marion.press(await check.first().innerText());
  await marion.choose("What does the case system say?", "Not open");
  await marion.write("Which system did you look in?", "Children's case system");
  const also = marion.page.getByRole("group", { name: "Of whom else did you see the same?" });
  for (const box of await also.getByRole("checkbox").all()) await box.check();
  await marion.press("Save what you saw");
  await marion.heading("Screen");
  await marion.choose("What happens next?", "A manager rates it");
  await marion.choose("which rating do you propose", "Amber");
  await marion.choose("How much help do the children need?", "Level 3: complex needs");
  await marion.write("Why?", "Three young children alone at night.");
  await marion.press("Finish screening");
  await marion.heading("Queue");
  counts("triage");
});

test("an agency answers with eight presses, and all three are decided with seven", async () => {
  const nasima = await world.inHub(staff.manager);
  await nasima.open(`${world.case}/rate`);
  await nasima.choose("How urgent is it?", "Amber");
  await nasima.choose("How much help do the children need?", "Level 3: complex needs");
  await nasima.write("Why?", "Three young children alone at night.");
  await nasima.choose(
    "Which type of response does the family get?",
    "Assessment of a child in need (section 17)",
  );
  await nasima.press("Save the rating");
  await nasima.open(`${world.case}/basis`);
  await nasima.choose("worried about?", "A child may be suffering, or may come to, harm");
  await nasima.tick("Children Act 1989, section 17");
  const groups = await nasima.page.locator("legend").allInnerTexts();
  for (const about of groups.filter((legend) => legend.includes("do they know"))) {
    await nasima.choose(about.trim(), "Has not been told");
  }
  await nasima.choose("why do we go on?", "An adult might do harm or put pressure on others");
  await nasima.write("The reason in your words", "He may be there at night.");
  await nasima.press("Record this");
  await nasima.tick("Barnfield Borough Police");
  await nasima.tick("Everybody named in this case");
  await nasima.press("Ask those selected");

  const leon = await world.inHub(staff.policeResearcher);
  await leon.open("/requests");
  begin();
  await leon.follow(/^Zelda Q\./);
  await leon.write("What do you know?", "Four call-outs since May.");
  await leon.write("Where does this come from?", "Incident system");
  await leon.choose("Who in the hub may read it?", "Ordinary");
  await leon.press("Add");
  await leon.choose("Your agency's answer", "Knows something");
  await leon.press("Send the answer");
  await leon.heading("Requests to your agency");
  counts("answer");

  await nasima.open(world.case);
  begin();
  await nasima.follow("Decision");
  for (let left = children.length; left > 0; left -= 1) {
    await nasima.pick("What happens next?", "Assessment of a child");
    await nasima.choose("How much help does this child need?", "Level 3: complex needs");
    await nasima.write("Why?", "Three young children alone at night.");
    await nasima.write("What is it based on?", "What the police tell us.");
    const button = nasima.page.getByRole("button", { name: /^Decide for/ }).first();
    await nasima.press(await button.innerText());
    await nasima.heading("Decision");
  }
  await nasima.sees("Decided by");
  counts("decision");
});

// SPDX-License-Identifier: MIT
// The MASH manager: rates, says why agencies may be asked, asks, decides, sends.
import assert from "node:assert/strict";
import { bearsWatermark } from "./paper.mjs";
import { childInLists, childName, health, motherName, police, product, staff } from "./tale.mjs";

export async function rates(world) {
  const nasima = await world.inHub(staff.manager);
  await nasima.open("/queue");
  await nasima.unfold("Filter and sort");
  await nasima.pick("Where it is", "Being screened");
  await nasima.press("Show");
  await nasima.follow(childInLists);
  await nasima.heading("Rate"); // it is screened: her next act
  await nasima.sees("Proposed Amber", "It has gone on for weeks");
  await nasima.slips("Save the rating", "Select how urgent it is");
  await nasima.choose("How urgent is it?", "Amber");
  await nasima.choose("How much help do the children need?", "Level 3: complex needs");
  await nasima.write("Why?", "Fear at home, seen and heard by somebody outside the family.");
  await nasima.choose(
    "Which type of response does the family get?",
    "Assessment of a child in need (section 17)",
  );
  await nasima.press("Save the rating");
  await nasima.heading("What agencies know");
}

export async function asks(world) {
  const nasima = await world.inHub(staff.manager);
  await nasima.press("Record why we may ask");
  await nasima.slips("Record this");
  await nasima.choose("What are you worried about?", /A child may be suffering/);
  await nasima.tick(/Children Act 2004, section 16LA/);
  await nasima.tick(/Children Act 1989, section 17/);
  await nasima.choose(new RegExp(motherName), "Has not been told");
  await nasima.choose("why do we go on?", "An adult might do harm or put pressure on others");
  await nasima.write("The reason in your words", "The man could put pressure on the child.");
  await nasima.press("Record this");
  await nasima.heading("Ask agencies");
  await nasima.slips("Ask those selected", "Select whom the questions are about");
  await nasima.tick("Everybody named in this case");
  for (const agency of [/Borough Police/, /Integrated Health/, /Education Service/]) {
    await nasima.tick(agency);
  }
  await nasima.press("Ask those selected");
  await nasima.heading("What agencies know");
  await nasima.sees("Not answered, not seen yet");
}

export async function decides(world) {
  const nasima = await world.inHub(staff.manager);
  await nasima.open(world.case);
  await bearsWatermark(nasima, staff.manager);
  await nasima.sees(police.callOuts, police.managerOnly, health.treatment, "1 knows nothing");
  await nasima.press("Decide");
  await nasima.sees("The rules propose: Level 3", "disagrees: The rating", health.disagrees);
  await nasima.slips(`Decide for ${childName}`, "Choose what happens next");
  await nasima.pick("What happens next?", "Assessment of a child in need (section 17)");
  await nasima.choose("How much help does this child need?", "Level 3: complex needs");
  await nasima.write("Why?", "Repeated violence at home; the child is afraid.");
  await nasima.write("What is it based on?", "What the neighbour, police and health tell us.");
  await nasima.press(`Decide for ${childName}`);
  await nasima.sees("Decided by", staff.manager);
}

export async function composes(world) {
  const nasima = await world.inHub(staff.manager);
  await nasima.press("Choose what leaves the hub");
  await nasima.press("Write to a recipient");
  await nasima.slips("Ask the owners and check", "Say what you ask them to do");
  await nasima.pick("Who is it for?", product.team);
  await nasima.tick(childName);
  await nasima.tickAll("Where the children are: what of it leaves?");
  await nasima.tickAll("Who else must they know of?");
  await nasima.write("What do we ask them to do?", product.asked);
  await nasima.write("By when?", product.byWhen);
  await nasima.write("Why?", product.why);
  await nasima.write("What is not known? (optional)", product.unknown);
  await nasima.choose("Does the family know?", /has not been told yet/);
  for (const fact of [police.callOuts, police.informant, health.reviews, health.treatment]) {
    await nasima.tick(fact);
  }
  await nasima.press("Ask the owners and check");
  await nasima.sees("Not decided (4)", "Leaves (0)");
  world.productPath = new URL(nasima.page.url()).pathname;
}

export async function issues(world) {
  const nasima = await world.inHub(staff.manager);
  await nasima.open(world.productPath);
  await nasima.sees("Leaves (3)", "Stays (1)", "The owners have decided about everything.");
  const words = await nasima.page.getByRole("main").innerText();
  [, world.productReference] = words.match(/Reference ([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z])\./);
  await nasima.sees("Exactly what the recipient will read", health.treatmentGist);
  await nasima.slips("Send", "Confirm that you have read what leaves");
  await nasima.tick(/I have read what leaves/);
  await nasima.press("Send");
  await nasima.heading("What leaves");
  await nasima.sees("Version 1: Sent", "Not read yet.");
}

export async function tellsReferrer(world) {
  const nasima = await world.inHub(staff.manager);
  await nasima.open(`${world.case}/products`);
  await nasima.waitsFor(`Accepted by ${staff.recipient}`);
  await nasima.follow("Tell the referrer what happened");
  await nasima.sees("A member of the public is told only this:");
  await nasima.press("Send");
  await nasima.heading("What leaves");
  assert.equal(await nasima.page.getByText("Nobody has told the referrer yet.").count(), 0);
}

export async function seesWhoLooked(world) {
  const nasima = await world.inHub(staff.manager);
  await nasima.follow("Who looked");
  for (const name of [staff.screening, staff.policeResearcher, staff.healthNavigator]) {
    await nasima.sees(name);
  }
}

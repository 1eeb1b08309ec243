// SPDX-License-Identifier: MIT
// The manager decides and writes; each owner says what may leave, one of them by a deputy; what has
// left is taken back; and the shift ends.
import assert from "node:assert/strict";
import {
  handedOver,
  health,
  home,
  man,
  neighbour,
  police,
  product,
  red,
  siblingName,
  staff,
  times,
  withheld,
} from "./day_tale.mjs";
import { itemOf } from "./story_answers.mjs";
import { childInLists, childName } from "./tale.mjs";

export async function decides(world) {
  await world.laterAt(times.evening);
  const nasima = await world.inHub(staff.manager);
  await nasima.open(world.case);
  await nasima.sees(police.callOuts, health.treatment, health.baby);
  await nasima.shows("what-agencies-know", "The fullest picture, inside the hub, for who decides.");
  await nasima.press("Decide");
  await nasima.sees("You need not wait.", "Barnfield Education Service");
  for (const name of [childName, siblingName]) {
    await nasima.pick("What happens next?", "Strategy discussion");
    await nasima.choose("How much help does this child need?", /^Level 4/);
    await nasima.write("Why?", "Violence that a neighbour heard, and a man who drinks there.");
    await nasima.write("What is it based on?", "What the neighbour, police and health tell us.");
    await nasima.write("Why can you decide before everybody answers?", "The schools are closed.");
    if (name === childName) {
      await nasima.shows("decide", "A qualified manager decides for each child.");
    }
    await nasima.press(`Decide for ${name}`);
  }
  assert.equal(await nasima.page.getByText(`${staff.manager}, 4 December 2026`).count(), 2);
}

export async function composes(world) {
  const nasima = await world.inHub(staff.manager);
  await nasima.press("Choose what leaves the hub");
  await nasima.press("Write to a recipient");
  await nasima.pick("Who is it for?", product.team);
  const children = nasima.page.getByRole("group", { name: "For which children?" });
  await nasima.tick(childName, children);
  await nasima.tick(siblingName, children);
  await nasima.tickAll("Where the children are: what of it leaves?");
  await nasima.sees(red.others);
  await nasima.tickAll("Who else must they know of?");
  await nasima.write("What do we ask them to do?", product.asked);
  await nasima.write("By when?", product.byWhen);
  await nasima.write("Why?", product.why);
  await nasima.choose("Does the family know?", /has not been told yet/);
  for (const fact of [police.callOuts, police.informant, health.treatment, health.baby]) {
    await nasima.tick(fact);
  }
  await nasima.shows("compose", "She writes to the team and chooses which information it needs.");
  await nasima.press("Ask the owners and check");
  await nasima.sees("Not decided (4)", "Leaves (0)");
  world.productPath = new URL(nasima.page.url()).pathname;
}

async function openRelease(person) {
  await person.follow("What may leave");
  await person.sees("Waiting for your agency", product.team);
  await person.follow(/^[0-9A-Z]{4}-[0-9A-Z]{4}/, person.page.getByRole("table"));
  await person.heading(`Decide what may leave to ${product.team}`);
}

export async function deputyWarnsTheVisitor(world) {
  const stephen = await world.inHub(staff.policeDeputy);
  await openRelease(stephen);
  const goes = itemOf(stephen, police.callOuts);
  await stephen.choose("May it leave the hub?", "Yes, word for word", goes);
  const kept = itemOf(stephen, police.informant);
  await stephen.choose("May it leave the hub?", "No, it stays in the hub", kept);
  await stephen.pick("If it stays: why?", "It could show who told us", kept);
  await stephen.write("Why it stays, in your words", "Only one person could know this.", kept);
  await stephen.choose("could the child, or someone visiting, be harmed", "Yes", kept);
  await stephen.tick(/Children Act 1989, section 47/);
  await stephen.write("Why may it leave the hub?", "The team goes there tonight.");
  await stephen.choose("Do these words give away", "Nothing of ours is in them");
  await stephen.press("Record these decisions");
  await stephen.sees("There is a problem", "“Only a line: there is more, phone us”");
  const again = itemOf(stephen, police.informant);
  await stephen.shows("could-harm", "Nobody may walk unwarned into what the owner knows.", again);
  await stephen.choose("May it leave the hub?", "Only a line: there is more, phone us", again);
  await stephen.press("Record these decisions");
  await stephen.sees("Decided");
}

export async function healthReleases(world) {
  const rosalind = await world.inHub(staff.namedNurse);
  await openRelease(rosalind);
  const goes = itemOf(rosalind, health.baby);
  await rosalind.choose("May it leave the hub?", "Yes, word for word", goes);
  const part = itemOf(rosalind, health.treatment);
  await rosalind.choose("May it leave the hub?", "Only a summary in our words", part);
  await rosalind.write(
    "The words that leave, for a part or a summary",
    health.treatmentGist,
    part,
  );
  await rosalind.tick(/Children Act 1989, section 47/);
  await rosalind.write("Why may it leave the hub?", "The team plans with her health in mind.");
  await rosalind.choose("Do these words give away", "Nothing of ours is in them");
  await rosalind.shows("health-decides", "Word for word, or a summary in the owner's own words.");
  await rosalind.press("Record these decisions");
  await rosalind.sees("Decided");
}

async function sends(nasima, version) {
  await nasima.tick(/I have read what leaves/);
  await nasima.press("Send");
  await nasima.heading("What leaves");
  await nasima.sees(`Version ${version}: Sent`);
}

export async function issues(world) {
  const nasima = await world.inHub(staff.manager);
  await nasima.open(world.productPath);
  await nasima.sees("Leaves (4)", product.warning, health.treatmentGist);
  await nasima.shows("check-what-leaves", "What leaves, what stays, and the exact words.");
  await sends(nasima, 2);
}

export async function teamIsWarned(world) {
  const paul = await world.atGate(staff.recipient);
  await paul.open("/products");
  await paul.waitsFor(/, version 2$/);
  await paul.follow(/, version 2$/);
  world.product = new URL(paul.page.url()).pathname;
  await paul.sees(product.warning, health.treatmentGist, siblingName, police.callOuts);
  await paul.sees(`Home: ${home}`, "Who else to know of", man.given);
  await paul.findsNowhere(...withheld, neighbour);
  const words = await paul.words();
  assert.ok(words.indexOf(product.warning) < words.indexOf("What we ask you to do"), "it is first");
  await paul.shows("product",
    "What arrives: first of all the police say to phone before visiting.");
  await paul.shows("warning", "The children and where they are, and what is known.",
    paul.page.getByRole("heading", { name: "The children" }));
  await paul.press("I have read this");
  await paul.press("I accept");
  await paul.sees(`by ${staff.recipient}`);
}

export async function productIsRecalled(world) {
  await world.laterAt(times.corrected);
  const leon = await world.inHub(staff.policeResearcher);
  await leon.open(world.case);
  const item = leon.page.locator(".mash-card > div").filter({ hasText: police.callOuts });
  await leon.follow(/^Your item/, item);
  await leon.heading("A piece of your agency's information");
  await leon.sees("whoever has received it is told not to use it any more");
  await leon.write("The fact", police.corrected);
  await leon.press("Save as a new version");
  const paul = await world.atGate(staff.recipient);
  await paul.open(world.product);
  await paul.waitsFor("Taken back:");
  await paul.sees("It can no longer be read here.", "An agency has corrected part of this.");
  await paul.findsNowhere(police.callOuts, health.treatmentGist, product.asked);
  await paul.shows("withdrawn", "What was taken back cannot be read any more, and it says why.");
  await paul.press("I have seen this");
  await paul.sees(`Seen by ${staff.recipient}`);
}

export async function newVersion(world) {
  const stephen = await world.inHub(staff.policeDeputy);
  await openRelease(stephen);
  const item = itemOf(stephen, police.corrected);
  await stephen.choose("May it leave the hub?", "Yes, word for word", item);
  await stephen.tick(/Children Act 1989, section 47/);
  await stephen.write("Why may it leave the hub?", "The team goes there tonight.");
  await stephen.press("Record these decisions");
  const nasima = await world.inHub(staff.manager);
  await nasima.open(`${world.case}/products`);
  await nasima.waitsFor("They saw that it was taken back");
  await nasima.open(world.case);
  await nasima.press("A product was taken back: write it anew");
  await nasima.sees(
    "Version 2 was taken back",
    "Barnfield Borough Police corrected information that was in it.",
    "has nothing but version 1 (safety product)",
    "Take back version 1 (safety product)",
  );
  await nasima.press("Write it anew");
  await nasima.press("Ask the owners and check");
  await nasima.sees("Leaves (4)", police.corrected, "of the same words before");
  await nasima.shows("anew", "What the owners said of the same words stands, and it goes at once.",
    nasima.page.getByRole("heading", { name: "Exactly what the recipient will read" }));
  await sends(nasima, 3);
  const paul = await world.atGate(staff.recipient);
  await paul.open("/products");
  await paul.waitsFor(/, version 3$/);
  await paul.follow(/, version 3$/);
  await paul.sees(police.corrected, product.warning);
  await paul.findsNowhere(police.callOuts);
  await paul.press("I accept");
}

export async function handover(world) {
  await world.laterAt(times.late);
  const nathan = await world.inHub(staff.eveningDuty);
  await nathan.follow("Handover");
  await nathan.sees("Handover: what you hold", childInLists);
  await nathan.pick(/^To whom/, staff.nightDuty);
  await nathan.write(/^What do you say/, handedOver);
  await nathan.press("Check before handing over");
  await nathan.sees("Check before handing over", handedOver);
  await nathan.shows("handover", "What goes to whom, and what is said, before it is done.");
  await nathan.press("Hand over");
  const amina = await world.inHub(staff.nightDuty);
  await amina.follow("Look at what was said");
  await amina.sees(`Handed to you by ${staff.eveningDuty}`, handedOver);
  await amina.press(/^Look at it/);
  await amina.open(`${world.case}/screen`);
  await amina.sees("You have it.");
}

export async function whoLooked(world) {
  const nasima = await world.inHub(staff.manager);
  await nasima.open(world.case);
  await nasima.follow("Who looked");
  for (const name of [staff.eveningDuty, staff.policeResearcher, staff.policeDeputy]) {
    await nasima.sees(name);
  }
  assert.equal(await nasima.page.getByText(staff.policeSupervisor).count(), 0);
  await nasima.shows("who-looked", "Each look and each act of the evening is on the record.");
}

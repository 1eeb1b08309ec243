// SPDX-License-Identifier: MIT
// Outside the hub: the neighbour who tells, and the team that receives.
import assert from "node:assert/strict";
import { bearsWatermark } from "./paper.mjs";
import { neighbour, childName, child, product, health, police, staff, withheld } from "./tale.mjs";

export async function valueOf(person, key) {
  const row = person.page.locator("dl > div").filter({ hasText: key });
  return (await row.getByRole("definition").first().innerText()).trim();
}

export async function fillInChild(person) {
  await person.write("First name", child.given);
  await person.write("Last name", child.surname);
  await person.writeDate("Date of birth", ...child.born);
  await person.choose("Girl or boy?", "Girl");
  await person.write("Address", "172 Keel Street");
  await person.write("Postcode", "BQ1 1ND");
  await person.write("School, college or nursery", "Osierbank Primary School");
}

export async function neighbourTells(world) {
  const edith = await world.atGate(neighbour.name);
  await edith.open("/");
  await edith.follow("Tell us about a child");
  await edith.press("Start now");
  await edith.slips("Continue", "Select if a child is in danger now");
  await edith.choose("Is a child in danger now?", "No, but I am worried");
  await edith.press("Continue");
  await edith.slips("Continue", "Select who you are");
  await edith.choose("Who are you?", "I am a friend, a neighbour or a childminder");
  await edith.press("Continue");
  await edith.slips("Continue", "Enter what you know");
  await fillInChild(edith);
  await edith.press("Continue");
  await edith.sees(childName);
  await edith.slips("Continue", "Select yes if there is another child");
  await edith.choose("Do you want to tell us about another child?", "No");
  await edith.press("Continue");
  await edith.write("Where is the child now?", "At home, I think.");
  await edith.press("Continue");
  await edith.slips("Continue", "Enter what you are worried about");
  await edith.write("What are you worried about?", neighbour.worry);
  await edith.press("Continue");
  await edith.write("Who else is there?", neighbour.others);
  await edith.press("Continue");
  await edith.write("Your name", neighbour.name);
  await edith.write("Phone number", neighbour.phone);
  await edith.tick("Do not tell the family who told you");
  await edith.press("Continue");
  await edith.heading("Check what you tell us");
  await edith.sees(childName, "On Sunday I heard something break");
  await edith.press("Send");
  await edith.sees("We have your notification", "What happens next");
  world.reference = await valueOf(edith, "Reference");
  world.code = await valueOf(edith, "Receipt code");
  assert.match(world.reference, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/);
  await edith.press("I have kept it, delete this page");
  await edith.sees("Your answers are deleted");
}

export async function recipientAccepts(world) {
  const paul = await world.atGate(staff.recipient);
  await paul.open("/products");
  const line = new RegExp(`^${world.productReference}, version 1`);
  await paul.waitsFor(line);
  await paul.follow(line);
  world.letter = new URL(paul.page.url()).pathname;
  await paul.sees(product.asked, product.byWhen, product.why, product.unknown);
  await paul.sees(childName, police.callOuts, health.reviews, health.treatmentGist);
  await paul.findsNowhere(...withheld, "manager only", "Manager only", neighbour.name);
  await bearsWatermark(paul, staff.recipient);
  await paul.press("I have read this");
  await paul.sees(/Read by/);
  await paul.press("I accept");
  await paul.sees(`by ${staff.recipient}`);
  await paul.findsNowhere(...withheld);
}

export async function neighbourReads(world) {
  const edith = await world.atGate(neighbour.name);
  await edith.open("/notify/status");
  await edith.slips("Show");
  const ask = async () => {
    await edith.open("/notify/status");
    await edith.write("Reference", world.reference);
    await edith.write("Receipt code", world.code);
    await edith.press("Show");
    return edith.page.getByText("Thank you for telling us.").count();
  };
  for (const end = Date.now() + 60_000; (await ask()) === 0; ) {
    assert.ok(Date.now() < end, "the answer did not come");
    await edith.sees("Nothing yet. Look here again later.");
  }
  await edith.findsNowhere(childName, ...withheld, product.asked);
}

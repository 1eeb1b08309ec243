// SPDX-License-Identifier: MIT
// The screening officer: takes a case, says who the people are, screens it.
import { childInLists, childName, mother, motherName, neighbour, staff } from "./tale.mjs";

// The notification crosses the gate's door by itself; the newest wait at the end of the list.
async function findInQueue(marion) {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    await marion.open("/queue");
    const rows = marion.page.getByRole("row", { name: childInLists });
    const row = rows.filter({ hasText: "From: Friend, neighbour or childminder" });
    while ((await row.count()) === 0) {
      const next = marion.page.getByRole("link", { name: /^Next/ });
      if ((await next.count()) === 0) break;
      await marion.follow(/^Next/);
    }
    if ((await row.count()) > 0) return;
  }
  throw new Error("the notification did not come into the queue");
}

export async function takes(world) {
  const marion = await world.inHub(staff.screening);
  await marion.heading("Queue");
  await findInQueue(marion);
  await marion.slips("Find", "Enter the reference");
  await marion.write("Find a case by reference", world.reference);
  await marion.press("Find");
  await marion.heading(`Cases with the reference ${world.reference}`);
  await marion.press(`Take ${childInLists}`);
  await marion.heading("Screen");
  await marion.sees("You have it.", "On Sunday I heard something break");
  world.case = new URL(marion.page.url()).pathname.match(/^\/case\/\w+/)[0];
}

// Both are known from an earlier notification. The hub compares; a person says who it is.
export async function saysSamePerson(person) {
  await person.heading("Who is this?");
  await person.sees("What was said", "Who it may be", "Named in another case");
  await person.choose("Is person 1 the same person?", "Same person");
}

export async function identifies(world) {
  const marion = await world.inHub(staff.screening);
  await marion.open(`${world.case}/family`);
  await marion.press(/^Find out who this is/);
  await marion.slips("Save these answers");
  await saysSamePerson(marion);
  await marion.sees("Brewn");
  await marion.press("Save these answers");
  await marion.follow("Add a person who was not named");
  await marion.slips("Add and look up");
  await marion.choose("What part has this person in the case?", "Parent");
  await marion.write("Given name", mother.given);
  await marion.write("Surname", mother.surname);
  await marion.write("How does this person belong to the family?", "Mother");
  await marion.writeDate("Date of birth", ...mother.born);
  await marion.choose("Sex", "Female");
  await marion.write("Address", "172 Keel Street");
  await marion.write("Postcode", "BQ1 1ND");
  await marion.press("Add and look up");
  await saysSamePerson(marion);
  await marion.press("Save these answers");
  await marion.sees(childName, motherName, "Lives at the same address", "Known from 1 other case");
  await marion.sees("Seen before", "(by person 1, at the address 1)", "Every case counts");
}

export async function screens(world) {
  const marion = await world.inHub(staff.screening);
  await marion.open(`${world.case}/screen`);
  await marion.sees(childName, motherName, "In 1 other case. Since ", "1 other case since ");
  await marion.slips("Finish screening", "Select what happens next", "Enter why");
  await marion.sees("Not checked: nobody has looked");
  // What is typed already is not lost on the way.
  await marion.write("Why?", "The neighbour saw and heard it herself. It has gone on for weeks.");
  await marion.press(/^Record what the case system says/);
  await marion.heading("Open to a social worker?");
  await marion.slips("Save what you saw", "Select what the case system says");
  await marion.choose("What does the case system say?", "Not open");
  await marion.write("Which system did you look in?", "Children's case system");
  await marion.press("Save what you saw");
  await marion.heading("Screen");
  await marion.choose("What happens next?", "A manager rates it");
  await marion.choose("which rating do you propose", "Amber");
  await marion.choose("How much help do the children need?", "Level 3: complex needs");
  await marion.sees("The neighbour saw and heard it herself. It has gone on for weeks.");
  await marion.press("Finish screening");
  await marion.heading("Queue");
  await marion.findsNowhere(neighbour.phone);
}

export async function assesses(world) {
  const marion = await world.inHub(staff.screening);
  await marion.open(`${world.case}/assessment`);
  await marion.sees("Not assessed. A decision does not wait for an assessment.");
  await marion.follow(`Assess ${childName}`);
  await marion.slips("Save the assessment", "Say what is not known, or that nothing is missing");
  await marion.tick("Violence or control between adults at home");
  await marion.tick("3B: Domestic abuse of a parent or carer");
  await marion.tick("4B: Mental health of a parent or carer");
  await marion.write("What is not known?", "Who the man is who stays there.");
  await marion.write("What does the child say?", "She did not want to go home yet.");
  await marion.shows("assess", "What is known of the child, and what is not.");
  await marion.press("Save the assessment");
  await marion.sees("The rules propose: Level 3: complex needs", "It decides nothing.");
  await marion.shows("assessment", "The proposal comes with its reasons, never as a score.");
}

// SPDX-License-Identifier: MIT
// Friday, five past five: danger now, the duty team has it, and whoever knows something answers.
import assert from "node:assert/strict";
import {
  health,
  home,
  man,
  neighbour,
  police,
  red,
  sibling,
  siblingName,
  staff,
  times,
} from "./day_tale.mjs";
import { addFact, sendAnswer } from "./story_answers.mjs";
import { fillInChild, valueOf } from "./story_gate.mjs";
import { saysSamePerson } from "./story_screening.mjs";
import { childInLists, childName } from "./tale.mjs";

export async function dangerNow(world) {
  await world.laterAt(times.closed);
  const edith = await world.atGate(neighbour);
  await edith.open("/");
  await edith.follow("Tell us about a child");
  await edith.press("Start now");
  await edith.choose("Is a child in danger now?", "Yes, a child is in danger now");
  await edith.press("Continue");
  await edith.heading("Call 999 now");
  await edith.shows("call-999", "In danger, the first thing to read is what helps now.");
  await edith.press("Continue");
  await edith.choose("Who are you?", "I am a friend, a neighbour or a childminder");
  await edith.press("Continue");
  await fillInChild(edith);
  await edith.press("Continue");
  await edith.choose("Do you want to tell us about another child?", "No");
  await edith.press("Continue");
  await edith.write("Where is the child now?", red.where);
  await edith.press("Continue");
  await edith.write("What are you worried about?", red.worry);
  await edith.press("Continue");
  await edith.write("Who else is there?", red.others);
  await edith.press("Continue");
  await edith.write("Your name", neighbour);
  await edith.tick("Do not tell the family who told you");
  await edith.press("Continue");
  await edith.press("Send");
  await edith.sees("We have your notification", "that a child is in danger first, day and night.");
  world.reference = await valueOf(edith, "Reference");
  world.code = await valueOf(edith, "Receipt code");
}

// The notification crosses the gate's door by itself.
async function waitsForTheRed(nathan) {
  for (const end = Date.now() + 60_000; Date.now() < end; await nathan.open("/queue")) {
    const row = nathan.page.getByRole("row", { name: childInLists });
    if ((await row.count()) > 0) return row.first();
  }
  throw new Error("the Red did not come into the queue");
}

export async function teamIsToldAtOnce(world) {
  const paul = await world.atGate(staff.recipient);
  await paul.open("/products");
  const news = paul.page.getByRole("row").filter({ hasText: /4 December 2026 at 5:\d\dpm/ });
  for (const end = Date.now() + 60_000; (await news.count()) === 0; await paul.reload()) {
    assert.ok(Date.now() < end, "the team was not told");
  }
  assert.match(await news.innerText(), /Act at once/);
  await paul.follow(/, version 1$/, news);
  await paul.sees(childName, "More follows.");
  await paul.shows("told-at-once", "The team outside reads at once who, where and what was told.");
}

// Elapsed hours where nobody waits for the office to open, working days for the rest.
const dueInWallHours = /^4 December 2026 at 6:\d\dpm/;
const dueInWorkingTime = /^7 December 2026 at 5:00pm/;

async function clockOf(person, stage) {
  const row = person.page
    .getByRole("table", { name: "Clocks" })
    .getByRole("row")
    .filter({ has: person.page.getByRole("rowheader", { name: stage }) });
  return (await row.getByRole("cell").first().innerText()).trim();
}

export async function dutyTeamHasIt(world) {
  const nathan = await world.inHub(staff.eveningDuty);
  await nathan.open("/queue");
  const row = await waitsForTheRed(nathan);
  await nathan.shows("queue", "The Red stands first, with elapsed time, and nobody has it yet.");
  assert.match(await row.innerText(), /Red/);
  await nathan.press("Take the next one");
  await nathan.heading("Screen");
  await nathan.sees("You have it.", red.worry);
  world.case = new URL(nathan.page.url()).pathname.match(/^\/case\/\w+/)[0];
  assert.match(await clockOf(nathan, /rat/i), dueInWallHours);
  assert.match(await clockOf(nathan, /response/i), dueInWorkingTime);
  await nathan.shows("taken", "The duty team has it, and reads what the neighbour wrote.");
  await nathan.shows("clocks", "Its clocks: an hour of the night to rate it, then working time.",
    nathan.page.getByRole("table", { name: "Clocks" }));
}

export async function whoTheChildIs(world) {
  const nathan = await world.inHub(staff.eveningDuty);
  await nathan.open(`${world.case}/family`);
  await nathan.press(/^Find out who this is/);
  await saysSamePerson(nathan);
  await nathan.press("Save these answers");
  await nathan.sees(childName, "Known from 1 other case");
}

export async function ratedAtNight(world) {
  const nathan = await world.inHub(staff.eveningDuty);
  await nathan.open(`${world.case}/screen`);
  await nathan.follow("Rate this case");
  await nathan.choose("How urgent is it?", "Red");
  await nathan.choose("How much help do the children need?", /^Level 4/);
  await nathan.write("Why?", "A child screamed and went quiet, with a drunken man in the flat.");
  await nathan.shows("rate", "A Red may be rated at night. The receiving team is told with it.");
  await nathan.press("Save the rating");
  await nathan.heading("What agencies know");
}

export async function askedAtOnce(world) {
  const nathan = await world.inHub(staff.eveningDuty);
  await nathan.press("Ask agencies");
  await nathan.write(
    "Why can it not wait until the family is told or asked?",
    "The child may be hurt now, and the man must not be warned.",
  );
  await nathan.tick(/Children Act 1989, section 47/);
  await nathan.tick("Everybody named in this case");
  for (const agency of [/Borough Police/, /Integrated Health/, /Education Service/]) {
    await nathan.tick(agency);
  }
  await nathan.shows("ask", "In danger nobody waits: why it may be asked is recorded in the act.");
  await nathan.press("Ask those selected");
  await nathan.heading("What agencies know");
  await nathan.sees("Not answered, not seen yet");
}

async function openRequest(person) {
  await person.follow(/^My requests/);
  await person.follow(childInLists, person.page.getByRole("table"));
  await person.heading("Request to your agency");
  await person.sees(red.worry);
}

export async function agenciesAnswer(world) {
  const leon = await world.inHub(staff.policeResearcher);
  await openRequest(leon);
  await addFact(leon, police.callOuts, "Crime and incident system", "since September 2026",
    "Ordinary");
  await addFact(leon, police.informant, "Intelligence", "November 2026", "Very sensitive");
  await addFact(leon, police.baby, "Coming-to-notice records", "October 2026", "Ordinary");
  await leon.shows("police-items", "Each fact is an item of its own. It stays the agency's.",
    leon.page.getByRole("heading", { name: "What your agency knows" }));
  await leon.choose("Your agency's answer", "Knows something");
  await sendAnswer(leon);
  const priya = await world.inHub(staff.healthNavigator);
  await openRequest(priya);
  await addFact(priya, health.reviews, "Community nursing records", "October 2026", "Ordinary");
  await addFact(priya, health.treatment, "Shared care record", "since July 2026", "Sensitive");
  await priya.choose("Your agency's answer", "Knows something");
  await sendAnswer(priya);
}

export async function siblingIsAdded(world) {
  const nathan = await world.inHub(staff.eveningDuty);
  await nathan.follow("Family");
  await nathan.follow("Add a person who was not named");
  await nathan.choose("What part has this person in the case?", "Brother or sister");
  await nathan.write("Given name", sibling.given);
  await nathan.write("Surname", sibling.surname);
  await nathan.write("How does this person belong to the family?", "Brother");
  await nathan.writeDate("Date of birth", ...sibling.born);
  await nathan.choose("Sex", "Male");
  await nathan.write("Address", home);
  await nathan.write("Postcode", "BQ1 1ND");
  await nathan.press("Add and look up");
  await nathan.heading("Who is this?");
  await nathan.press(/new person|nobody known/i);
  await nathan.open(world.case);
  await nathan.sees(`Asked before ${siblingName} was named. This does not cover them.`);
  await nathan.shows("not-covered", "Each earlier answer says that it is not about the baby.");
}

export async function manIsAdded(world) {
  const nathan = await world.inHub(staff.eveningDuty);
  await nathan.follow("Family");
  await nathan.follow("Add a person who was not named");
  await nathan.choose("What part has this person in the case?", "Adult of concern");
  await nathan.write("Given name", man.given);
  await nathan.write("How does this person belong to the family?", "mother's partner");
  await nathan.press("Add and look up");
  await nathan.heading("Who is this?");
  await nathan.press(/new person|nobody known/i);
  await nathan.open(world.case);
}

export async function askedAboutTheBaby(world) {
  const nathan = await world.inHub(staff.eveningDuty);
  await nathan.press("Ask agencies");
  await nathan.tick(siblingName);
  await nathan.tick(/Integrated Health/);
  await nathan.press("Ask those selected");
  const priya = await world.inHub(staff.healthNavigator);
  await openRequest(priya);
  await addFact(priya, health.baby, "Community nursing records", "November 2026", "Ordinary");
  await priya.choose("Your agency's answer", "Knows something");
  await sendAnswer(priya);
  await nathan.open(world.case);
  await nathan.sees(health.baby);
  const card = (agency) => nathan.page.locator(".mash-card").filter({ hasText: agency });
  const stays = (agency) => card(agency).getByText("This does not cover them").count();
  assert.equal(await card("Integrated Health").getByText(health.baby).count(), 1);
  assert.equal(await stays("Integrated Health"), 0);
  assert.equal(await stays("Borough Police"), 1);
}

// SPDX-License-Identifier: MIT
// Goal: nobody is kept out: axe finds nothing on any page of the journey, wide, narrow and in
// forced colours, and the journey works with scripts on as well.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { noBarriers } from "./barriers.mjs";
import { story } from "./story.mjs";
import { child, childInLists, childName, staff } from "./tale.mjs";
import { openWorld } from "./world.mjs";

const petName = "Livvie";

class Axe {
  constructor() {
    this.looked = 0;
    this.pages = new Set();
  }

  // A page is looked at once, whatever it is about; with its faults it is another page.
  #isNew(response) {
    const path = new URL(response.url()).pathname.replace(/\/[0-9A-Z]{26}/g, "/*");
    const page = `${response.status()} ${path}`;
    if (this.pages.has(page)) return false;
    this.pages.add(page);
    return true;
  }

  async arrived(person, response) {
    if (!this.#isNew(response)) return;
    const where = `${new URL(response.url()).pathname} (${response.status()})`;
    this.looked += await noBarriers(person.page, where);
  }
}

const world = {};
const axe = new Axe();
before(async () => {
  // The page's own policy would refuse axe.
  const options = { javaScriptEnabled: true, bypassCSP: true };
  Object.assign(world, await openWorld([axe], { options }));
});
after(() => world.close?.());

let lost = false;
for (const step of story(world)) {
  test(`no barrier where ${step.name}`, async () => {
    if (lost) throw new Error("a step before this one failed");
    lost = true;
    await step.run();
    lost = false;
  });
}
test("no barrier where pairs wait for an answer and where a person is followed", async () => {
  const marion = await world.inHub(staff.screening);
  await marion.open("/people/review");
  await marion.press(/^Look at both/, marion.page.locator(".mash-card").first());
  await marion.choose("Is person 1 the same person?", "Not sure");
  await marion.press("Save these answers");
  await marion.open("/people/review");
  await marion.sees("Not sure so far", "Answered lately");
  await noBarriers(marion.page, "pairs of whom somebody was not sure");
  await marion.open(`${world.case}/family`);
  await marion.follow(`All that is known of ${childName}`);
});
test("no barrier where two are put side by side, joined and parted", async () => {
  const marion = await world.inHub(staff.screening);
  await marion.open(`${world.case}/family`);
  await marion.follow(`All that is known of ${childName}`);
  await marion.press("Look for others who are the same person");
  await marion.follow(/^Put both side by side/, marion.page.locator(".mash-card").first());
  await marion.press("Save this answer");
  await marion.choose("Are these two the same person?", "Same person");
  await marion.write("How do you know?", "One certificate names both.");
  const allTheSame = "Why are they the same person all the same?";
  if (await marion.page.getByLabel(allTheSame).count())
    await marion.write(allTheSame, "The sender wrote the pet name apart.");
  await marion.press("Save this answer");
  await marion.follow("These are two people: part them again");
  await marion.press("Part them");
  await marion.write("Why are they two people?", "It was a mistake.");
  await marion.press("Part them");
});
test("no barrier where an agency's list is compared", async () => {
  const marion = await world.inHub(staff.screening);
  await marion.open("/people/extract");
  await marion.slips("Compare the list", "Choose the file of the list");
  const list = `pupil_id,Given name,Surname,Date of birth
P1,${child.given},${child.surname},6/6/2017
P2,Zebulon,Nightingale,1/2/2015
`;
  await marion.page.getByLabel("The list").setInputFiles({
    name: "roll.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(list),
  });
  await marion.write("Which column has the agency’s reference?", "pupil_id");
  await marion.pick("Whose list is it?", "Barnfield Education");
  await marion.write("Why is it compared?", "The academy has a new roll (section 16LA).");
  await marion.press("Compare the list");
  await marion.sees("1 of 2 people on the list may be known.", "reference");
  await marion.findsNowhere("Nightingale");
});
test("no barrier where two decisions differ, and a manager decides again", async () => {
  const marion = await world.inHub(staff.screening);
  await marion.open(`${world.case}/people/add`);
  await marion.choose("What part has this person in the case?", "Child");
  await marion.write("Given name", petName);
  await marion.write("Surname", child.surname);
  await marion.writeDate("Date of birth", ...child.born);
  await marion.press("Add and look up");
  await marion.press("None of these: add as a new person");
  const nasima = await world.inHub(staff.manager);
  await nasima.open(`${world.case}/decision`);
  await nasima.pick("What happens next?", "Early help");
  await nasima.choose("How much help does this child need?", "Level 2: some extra help");
  await nasima.write("Why?", "The school sees a quiet child.");
  await nasima.write("What is it based on?", "One notification.");
  await nasima.write("Why can you decide before everybody answers?", "It can wait for nobody.");
  await nasima.press(`Decide for ${petName} ${child.surname}`);

  await marion.open(`${world.case}/family`);
  await marion.follow(`All that is known of ${petName} ${child.surname}`);
  await marion.press("Look for others who are the same person");
  await marion.follow(new RegExp(`^Put both side by side.*${childName}`));
  await marion.choose("Are these two the same person?", "Same person");
  await marion.write("How do you know?", "One certificate names both.");
  await marion.write("Why are they the same person all the same?", "A pet name.");
  await marion.press("Save this answer");
  await nasima.open(`${world.case}/decision`);
  await nasima.sees("Decide again: two decisions differ");
  await noBarriers(nasima.page, "two decisions that differ");
  await nasima.sees("This will replace the decisions");
});
test("no barrier where one person may be two", async () => {
  const marion = await world.inHub(staff.screening);
  const add = async (given, surname, born) => {
    await marion.open(`${world.case}/people/add`);
    await marion.choose("What part has this person in the case?", "Someone else");
    await marion.write("Given name", given);
    await marion.write("Surname", surname);
    await marion.writeDate("Date of birth", ...born);
    await marion.press("Add and look up");
  };
  await add("Thaddeus", "Okonjo", [30, 10, 2001]);
  await marion.press(/as a new person$/);
  await add("Ghislaine", "Vantongeren", [1, 2, 1975]);
  await marion.press(/as a new person$/);
  await marion.follow("All that is known of Ghislaine");
  const page = new URL(marion.page.url()).pathname;
  await marion.press("Look for others who are the same person");
  await marion.follow(/^Put both side by side.*Thaddeus/);
  await marion.choose("Are these two the same person?", "Same person");
  await marion.write("How do you know?", "A new name by deed poll.");
  await marion.press("Save this answer");
  await add("Ghislaine", "Vantongeren", [1, 2, 1975]);
  await marion.choose("Is person 1 the same person?", "Same person");
  await marion.press("Save these answers");
  await marion.open("/people/review");
  await marion.sees("Joined, but may be two people", "speaks against all the rest");
  await noBarriers(marion.page, "pairs of each kind that wait");
  await marion.open(page);
  await noBarriers(marion.page, "a person who may be two");
  await marion.press("They are one person");
  await marion.sees("Say why they are one person all the same");
  await marion.write("Why are they one person all the same?", "The deed poll names both.");
  await marion.press("They are one person");
  await noBarriers(marion.page, "a person who is one all the same");
  await marion.press(/^Take back that they are one person/);
  await marion.sees("May be two people");
});
test("no barrier where the work on a case is written down", async () => {
  const nasima = await world.inHub(staff.manager);
  await nasima.open(`${world.case}/log`);
  await nasima.slips("Write it down", "Enter the day on which it happened");
  await nasima.choose("What was it?", "Phone call");
  await nasima.writeDate("On which day did it happen?", 2, 11, 2026);
  await nasima.write("At what time?", "2:30pm");
  await nasima.write("With whom?", "The mother");
  await nasima.choose("Did you reach them?", "No answer");
  await nasima.write("What was said, done or seen?", "The phone rang out.");
  await nasima.press("Write it down");
  await nasima.sees("The phone rang out.");
  await noBarriers(nasima.page, "a log with an entry");
  await nasima.follow("Correct this entry");
  await nasima.open(`${world.case}/tasks`);
  await nasima.slips("Give the task", "Enter the day by which it is to be done");
  await nasima.write("What is to be done?", "Ring the mother again");
  await nasima.pick("Who is to do it?", "Barnfield Borough Police: the desk");
  await nasima.writeDate("By which day?", 1, 12, 2099);
  await nasima.write("By what time?", "09:00");
  await nasima.write("Why?", "She did not answer.");
  await nasima.press("Give the task");
  await nasima.sees("Ring the mother again");
  await noBarriers(nasima.page, "a case with a task");
  await nasima.follow("Ring the mother again");
  await nasima.open("/tasks");
  await nasima.open(`${world.case}/discussions`);
  await nasima.slips("Record the discussion", "Enter the day on which it was held");
  await nasima.choose("What was it?", "MASH meeting");
  await nasima.writeDate("On which day was it held?", 3, 11, 2026);
  await nasima.write("At what time?", "10:00");
  await nasima.write("Who else was there? (optional)", "Ines Duarte, the academy");
  await nasima.write("What was decided?", "The nurse visits on Friday.");
  await nasima.press("Record the discussion");
  await nasima.sees("The nurse visits on Friday.");
});
test("no barrier where a shift ends", async () => {
  const nasima = await world.inHub(staff.manager);
  await nasima.open("/rota");
  await nasima.slips("Enter them", "Choose who it is");
  await nasima.open("/nobody-here");
  await nasima.open("/hand-back");
  await nasima.slips("Give it back", "Choose to whom it is given back");
  const marion = await world.inHub(staff.screening);
  await marion.open("/handover");
  await marion.slips("Check before handing over", "Choose who gets it");
  await marion.pick("Who gets all that are shown here?", staff.manager);
  await marion.press("Check before handing over");
  await noBarriers(marion.page, "a handover to be checked");
});
test("no barrier where somebody is asked again", async () => {
  const nasima = await world.inHub(staff.manager);
  await nasima.open(`${world.case}/ask`);
  await nasima.tick("Everybody named in this case");
  await nasima.tick(/Council Housing/);
  await nasima.press("Ask those selected");
  const dilek = await world.inHub("Dilek Arslan");
  await dilek.signIn("Dilek Arslan");
  await dilek.open("/requests");
  await dilek.follow(childInLists);
  await dilek.choose("Your agency's answer", "Cannot share");
  await dilek.pick("If you cannot share: on which ground?", "It is about somebody else");
  await dilek.write("If you cannot share, or have another reason: why?", "Planted: an eviction.");
  await dilek.press("Send the answer");
  await nasima.open(world.case);
  await nasima.follow(/^Ask whoever answers for Barnfield Council Housing/);
  await nasima.slips("Ask them");
});
test("no barrier where a link was passed on", async () => {
  const yaa = await world.atGate("Yaa Mensah");
  await yaa.signIn("Yaa Mensah");
  await yaa.open(world.letter);
  const nasima = await world.inHub(staff.manager);
  await nasima.open(`${world.case}/products`);
  await nasima.waitsFor("The link was passed on.");
  await nasima.follow(/^What to do/);
  await nasima.sees("They were shown nothing.");
});
test("no barrier where a screen shows the board", async () => {
  const kwame = await world.inHub("Kwame Boateng");
  await kwame.signIn("Kwame Boateng");
  await kwame.open("/board");
  await kwame.press("Show on the wall");
  await kwame.sees("Shown here until");
  await kwame.findsNowhere("noted with your name");
  const nasima = await world.inHub(staff.manager);
  await nasima.open("/board/walls");
  await nasima.press(/^End it/);
});
test("no barrier where an agency seals what it holds", async () => {
  const dilek = await world.inHub("Dilek Arslan");
  await dilek.signIn("Dilek Arslan");
  await dilek.open("/sealing");
  await dilek.press("Seal it now");
  await dilek.sees("It is sealed.", "Sealed by their desks: Barnfield Council Housing.");
  await noBarriers(dilek.page, "what an agency has sealed");
});
test("no barrier where a case is held and where its owner sees how long it is kept", async () => {
  const nasima = await world.inHub(staff.manager);
  await nasima.open(`${world.case}/notification`);
  const [reference] = (await nasima.words()).match(/[2-9B-Z]{4}-[2-9B-Z]{4}/);
  await nasima.open("/holds");
  await nasima.slips("Hold it");
  await nasima.write("The case's reference", reference);
  await nasima.choose("For whom is it kept?", "A court, or proceedings that are expected");
  await nasima.write("Why?", "Planted: the county court hears it.");
  await nasima.writeDate("When is it looked at again?", 1, 6, 2031);
  await nasima.press("Hold it");
  await nasima.sees("You set it, so somebody else lifts it.");
  await nasima.open(`${world.case}/decision`);
  await nasima.sees("All of this case is held:");
  const agata = await world.inHub(staff.policeSupervisor);
  await agata.open("/holds");
  await agata.follow("How long it is kept");
  await agata.open(`/retention/${world.case.split("/").pop()}`);
  await agata.sees("no time-limit runs");
  await nasima.open(`/retention/${world.case.split("/").pop()}/record`);
  await nasima.sees("Who goes first", "What stays");
});
test("no barrier where an agency signs in advance what may leave", async () => {
  const agata = await world.inHub(staff.policeSupervisor);
  await agata.open("/releases");
  await agata.follow("Standing releases: what Barnfield Borough Police lets out in advance");
  await noBarriers(agata.page, "standing releases");
  await agata.follow("Write a standing release");
  await agata.slips("Write it down, and go on to sign it");
  await noBarriers(agata.page, "a standing release with faults");
  await agata.choose("To whom?", "Barnfield Assessment Team");
  await agata.tick("What is not graded");
  await agata.choose("How sensitive may it be, at the most?", "Ordinary");
  await agata.tick("The case is Red");
  await agata.write("What may it be used for?", "Planted: to plan a visit.");
  const begins = new Date();
  const ends = new Date(Date.now() + 100 * 86400000);
  for (const [label, day] of [["From which day?", begins], ["Until which day?", ends]]) {
    await agata.writeDate(label, day.getUTCDate(), day.getUTCMonth() + 1, day.getUTCFullYear());
  }
  await agata.write("Why may it leave without a decision on each?", "Planted: nobody at night.");
  await agata.tick("UK GDPR Article 6(1)(e): public task");
  await agata.press("Write it down, and go on to sign it");
  await agata.sees("Planted: to plan a visit.");
  await noBarriers(agata.page, "a standing release to be signed");
});
test("no barrier on the page that leads to all others", async () => {
  const nasima = await world.inHub(staff.manager);
  await nasima.follow("More");
  await nasima.sees("How the hub is run");
  await noBarriers(nasima.page, "More, of a manager");
  const dilek = await world.inHub("Dilek Arslan");
  await dilek.signIn("Dilek Arslan");
  await dilek.follow("More");
  await dilek.sees("What my agency holds");
  await noBarriers(dilek.page, "More, of a desk");
});
test("no barrier where agreements on sharing are kept", async () => {
  const omar = await world.inHub("Omar Saleh");
  await omar.signIn("Omar Saleh");
  await omar.open("/agreements");
  await noBarriers(omar.page, "the agreements");
  await omar.follow(/^Safeguarding children/);
  await noBarriers(omar.page, "an agreement");
  for (const page of ["draft", "documents", "documents/privacy-notice",
    "documents/impact-assessment", "documents/arrangement"]) {
    await omar.open(`/agreements/${page}`);
    await noBarriers(omar.page, page);
  }
  // An agency outside the hub signs on paper.
  await omar.open("/agreements/draft");
  await omar.write("What is it called?", "Planted: with the school");
  for (const words of ["Barnfield Borough Police", "Quillgate Primary School", "Ordinary",
    "To keep a child or somebody of this family safe now",
    "Children Act 2004, section 11: duty to safeguard"]) await omar.tick(words);
  const today = new Date();
  const later = new Date(Date.now() + 200 * 86400000);
  for (const [label, day] of [["When does it begin?", today], ["By when is it reviewed?", later],
    ["What is its last day?", later]]) {
    await omar.writeDate(label, day.getUTCDate(), day.getUTCMonth() + 1, day.getUTCFullYear());
  }
  await omar.press("Save the draft");
  await omar.press("Put it to its parties");
  await omar.follow("Record what was signed on paper");
  await omar.slips("Record it");
  await noBarriers(omar.page, "what was signed on paper, with faults");
});
// C18: what axe finds
test("axe has looked at every page in three modes", () => {
  assert.ok(axe.looked > 120, `it looked ${axe.looked} times`);
});

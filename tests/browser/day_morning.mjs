// SPDX-License-Identifier: MIT
// The night and the morning: a call, the hand-back, a school, the police, and the rota of tonight.
import assert from "node:assert/strict";
import { batch, call, callInLists, pupil, pupilName, staff, teacher, times } from "./day_tale.mjs";
import { valueOf } from "./story_gate.mjs";
import { saysSamePerson } from "./story_screening.mjs";

// --- the night
async function typesInTheCall(amina) {
  await amina.follow("New notification");
  await amina.press("Begin a new one");
  await amina.choose("Is a child in danger now?", "No");
  await amina.choose("How does it come?", "Phone call");
  await amina.pick("Who is telling?", "Emergency department");
  await amina.write("Name", call.name);
  await amina.write("Phone number", call.phone);
  await amina.write("What are they worried about?", call.words);
  await amina.write("Where is the child now?", call.where);
  await amina.choose("Does the family know that we are told?", "Yes");
  await amina.press("Add a person");
  await amina.choose("Who is this?", "Child");
  await amina.write("First name", call.child.given);
  await amina.write("Last name", call.child.surname);
  await amina.write("Or about how old?", call.child.about);
  await amina.press("Save this person");
}

export async function nightCall(world) {
  const amina = await world.inHub(staff.nightDuty);
  await typesInTheCall(amina);
  await amina.sees(`${call.child.given} ${call.child.surname}`, "Identity incomplete");
  await amina.shows("call", "The form of a call, typed in as it is told. What is missing is said.");
  await amina.press("Check and take in");
  await amina.choose("Does whoever told us know that it was taken in?", "Yes");
  await amina.press("Take it in");
  await amina.sees(call.where, `Typed in by ${staff.nightDuty}`, "4 December 2026 at 4:5");
  world.callCase = new URL(amina.page.url()).pathname.match(/^\/case\/\w+/)[0];
  await amina.open(`${world.callCase}/screen`);
  await amina.press("Take it");
  await amina.sees("You have it.");
}

// --- the hand-back
export async function handBack(world) {
  await world.laterAt(times.morning);
  const amina = await world.inHub(staff.nightDuty);
  await amina.follow("Handover");
  await amina.follow("What the duty team gives back");
  await amina.sees("Held by the duty team", callInLists, "With Amina Jama");
  await amina.press("Give it back");
  await amina.sees("There is a problem", "Choose to whom it is given back");
  await amina.open("/hand-back");
  await amina.write(/^What do you say\?/, call.note);
  await amina.pick("To whom at the front door?", staff.screening);
  await amina.shows("hand-back", "What the duty team holds, with what it says of each case.");
  await amina.press("Give it back");
  await amina.sees("The duty team holds nothing.", "Given back last by Amina Jama to Marion");
}

export async function takesOverTheNight(world) {
  const marion = await world.inHub(staff.screening);
  await marion.sees("1 case was handed to you.");
  await marion.follow("Look at what was said");
  await marion.sees(`Handed to you by ${staff.nightDuty}`, call.note);
  await marion.shows("handed", "What was handed over, by whom, and what was said.");
  await marion.press(/^Look at it/);
  await marion.heading("Screen");
  await marion.sees("You have it.", call.words);
  await marion.open("/queue");
  assert.equal(await marion.page.getByText("handed to you").count(), 0);
}

// --- the school
export async function schoolTells(world) {
  const catherine = await world.atGate(teacher);
  await catherine.open("/");
  await catherine.follow("Tell us about a child");
  await catherine.press("Start now");
  await catherine.choose("Is a child in danger now?", "No, but I am worried");
  await catherine.press("Continue");
  await catherine.choose("Who are you?", "I am telling you as part of my work");
  await catherine.press("Continue");
  await catherine.write("First name", pupil.given);
  await catherine.write("Last name", pupil.surname);
  await catherine.writeDate("Date of birth", ...pupil.born);
  await catherine.choose("Girl or boy?", "Girl");
  await catherine.write("Address", pupil.address);
  await catherine.write("Postcode", pupil.postcode);
  await catherine.write("School, college or nursery", pupil.school);
  await catherine.press("Continue");
  await catherine.choose("Do you want to tell us about another child?", "No");
  await catherine.press("Continue");
  await catherine.write("Where is the child now?", "In her class.");
  await catherine.press("Continue");
  await catherine.write("What are you worried about?", pupil.words);
  await catherine.tick("Neglect");
  await catherine.shows("school", "The school says what it saw and what the child said.");
  await catherine.press("Continue");
  await catherine.press("Continue");
  await catherine.choose("Does the family know", "No, not yet");
  await catherine.press("Continue");
  await catherine.sees("There is a problem", "Enter why the family does not know");
  await catherine.write("If they do not know: why?", pupil.why);
  await catherine.press("Continue");
  await catherine.write("Your name", teacher);
  await catherine.write("Your job", "Designated safeguarding lead");
  await catherine.write("Organisation", pupil.school);
  await catherine.pick("Kind of organisation", "School");
  await catherine.write("Phone number", pupil.phone);
  await catherine.press("Continue");
  await catherine.sees(pupilName, pupil.why);
  await catherine.press("Send");
  await catherine.sees("We have your notification", "You hear what was decided.");
  await catherine.shows("receipt", "The receipt: a reference, and a code to ask with later.");
  world.schoolReference = await valueOf(catherine, "Reference");
}

// --- the police
async function sends(sandra, files, what) {
  const csv = (name) => ({
    name: `${name}.csv`,
    mimeType: "text/csv",
    buffer: Buffer.from(files[name]),
  });
  await sandra.page.getByLabel(/^Notifications$/).setInputFiles(csv("notifications"));
  await sandra.page.getByLabel(/^People named in them/).setInputFiles(csv("people"));
  await sandra.choose("What should happen?", what);
  await sandra.press("Send the files");
  await sandra.heading("Report of an import");
}

export async function policeBatch(world) {
  const sandra = await world.inHub(staff.administrator);
  await sandra.follow("More");
  await sandra.follow("Import");
  await sends(sandra, batch.faulty, "Only check the files");
  await sandra.sees(batch.lost);
  await sandra.shows("import-checked", "Checked only: the line that cannot be taken is named.");
  await sandra.follow("import more");
  await sends(sandra, batch.mended, "Check and store");
  await sandra.sees("3 new");
}

export async function oneChildTwice(world) {
  const marion = await world.inHub(staff.screening);
  await marion.open("/queue");
  await marion.write("Find a case by reference", world.schoolReference);
  await marion.press("Find");
  await marion.press(/^Take Ruby L\./);
  await marion.heading("Screen");
  const path = new URL(marion.page.url()).pathname.match(/^\/case\/\w+/)[0];
  await marion.open(`${path}/family`);
  await marion.press(/^Find out who this is/);
  await saysSamePerson(marion);
  await marion.sees("8 Ropewalk Court");
  await marion.shows("who-is-this", "The hub compares, field by field. A person says who it is.");
  await marion.press("Save these answers");
  await marion.sees(pupilName, "Known from 1 other case");
  await marion.shows("family", "One child, told of twice. The other case is a click away.");
}

// --- who is here tonight
async function enters(person, { who, duty, from, until, deputy }) {
  await person.pick("Who?", who);
  await person.choose("What are they then?", duty);
  await person.writeDate("From which day?", ...from.day);
  await person.write("From what time?", from.time);
  await person.writeDate("Until which day?", ...until.day);
  await person.write("Until what time?", until.time);
  if (deputy) await person.pick("Who stands in while they are away?", deputy);
  await person.press("Enter them");
}

const friday = [4, 12, 2026];
const saturday = [5, 12, 2026];
const monday = [7, 12, 2026];

export async function tonight(world) {
  const sandra = await world.inHub(staff.administrator);
  await sandra.open("/rota");
  const duty = "On duty";
  for (const entry of [
    {
      who: `Barnfield Emergency Duty Team: ${staff.eveningDuty}`,
      duty,
      from: { day: friday, time: "17:00" },
      until: { day: friday, time: "21:00" },
    },
    {
      who: `Barnfield Emergency Duty Team: ${staff.nightDuty}`,
      duty,
      from: { day: friday, time: "20:30" },
      until: { day: saturday, time: "08:00" },
    },
    {
      who: `Front door: ${staff.manager}`,
      duty,
      from: { day: friday, time: "17:00" },
      until: { day: friday, time: "21:00" },
    },
  ]) {
    await enters(sandra, entry);
  }
  await sandra.sees("4 December 2026 at 8:30pm", "5 December 2026 at 8:00am");
}

export async function ownerGoesAway(world) {
  const leon = await world.inHub(staff.policeResearcher);
  await leon.open("/rota");
  await enters(leon, {
    who: `Barnfield Borough Police: ${staff.policeSupervisor}`,
    duty: "Away",
    from: { day: friday, time: "12:00" },
    until: { day: monday, time: "09:00" },
    deputy: `Barnfield Borough Police: ${staff.policeDeputy}`,
  });
  await leon.sees(`Away. ${staff.policeDeputy} stands in`);
  const week = leon.page.getByRole("table", { name: /^Entries of this week/ });
  await leon.shows("rota", "Who is here tonight, who is away, and who stands in.",
    week.getByRole("row", { name: /Nathan Brooks.* 5:00pm/ }));
}

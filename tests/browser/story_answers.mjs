// SPDX-License-Identifier: MIT
// The agencies in the hub: they answer, and each decides what of its own may leave.
import { childInLists, health, police, product, staff } from "./tale.mjs";

async function openRequest(person) {
  await person.follow(/^My requests/);
  await person.follow(childInLists);
  await person.heading("Request to your agency");
  await person.sees("What we ask", "Why we may ask", "On Sunday I heard");
}

export async function addFact(person, fact, source, when, readers) {
  await person.write("What do you know?", fact);
  await person.write("Where does this come from?", source);
  await person.write("When did it happen?", when);
  await person.choose("Who in the hub may read it?", readers);
  await person.press("Add");
  await person.sees(fact);
}

export async function sendAnswer(person) {
  await person.press("Send the answer");
  await person.heading("Requests to your agency");
  await person.sees(new RegExp(`^${childInLists}.*: Answered`));
}

export async function policeAnswers(world) {
  const leon = await world.inHub(staff.policeResearcher);
  await openRequest(leon);
  await leon.press("I have seen this");
  await leon.slips("Add");
  const incidents = "Crime and incident system";
  await addFact(leon, police.callOuts, incidents, "since September 2026", "Ordinary");
  await addFact(leon, police.informant, "Intelligence", "October 2026", "Very sensitive");
  await addFact(leon, police.managerOnly, "Intelligence", "November 2026", "Manager only");
  await leon.choose("Your agency's answer", "Knows something");
  await sendAnswer(leon);
}

export async function healthAnswers(world) {
  const priya = await world.inHub(staff.healthNavigator);
  await openRequest(priya);
  await addFact(priya, health.reviews, "Community nursing records", "October 2026", "Ordinary");
  await addFact(priya, health.treatment, "Shared care record", "since July 2026", "Sensitive");
  await priya.sees("Only your desk sees it.");
  const nasima = await world.inHub(staff.manager);
  await nasima.open(world.case);
  await nasima.sees("has written something down that is not in the hub, or not in it yet");
  await nasima.findsNowhere(health.treatment, health.reviews);
  await priya.choose("Your agency's answer", "Knows something");
  await sendAnswer(priya);
}

export async function educationAnswers(world) {
  const tunde = await world.inHub(staff.education);
  await openRequest(tunde);
  await tunde.choose("Your agency's answer", "Knows nothing");
  await tunde.slips("Send the answer", "Say where you searched");
  await tunde.write("If you know nothing: where did you search?", "Attendance, Exclusions");
  await tunde.write("If you know nothing: for which time?", "September 2024 to today");
  await tunde.press("Send the answer");
  await tunde.follow(childInLists);
  await tunde.sees("Your agency's answer: Knows nothing", "Attendance, Exclusions");
}

export async function eachReadsTheirs(world) {
  const tunde = await world.inHub(staff.education);
  await tunde.open(world.case);
  await tunde.sees(police.callOuts, health.reviews, "1 item: manager only");
  await tunde.findsNowhere(police.managerOnly);
}

async function openRelease(person) {
  await person.follow("What may leave");
  await person.sees("Waiting for your agency", product.team);
  await person.follow(/^[0-9A-Z]{4}-[0-9A-Z]{4}/);
  await person.heading(`Decide what may leave to ${product.team}`);
}

export const itemOf = (person, fact) =>
  person.page.getByRole("region", { name: /^Item \d/ }).filter({ hasText: fact });

export async function policeReleases(world) {
  const agata = await world.inHub(staff.policeSupervisor);
  await openRelease(agata);
  await agata.slips("Record these decisions", "Decide at least one item");
  await agata.choose("May it leave the hub?", "Yes, word for word", itemOf(agata, police.callOuts));
  const kept = itemOf(agata, police.informant);
  await agata.choose("May it leave the hub?", "No, it stays in the hub", kept);
  await agata.pick("If it stays: why?", "It could show who told us", kept);
  await agata.write("Why it stays, in your words", "Only one person could know this.", kept);
  await agata.choose("could the child, or someone visiting, be harmed", "No", kept);
  await agata.tick(/Children Act 2004, section 16LA/);
  await agata.write("Why may it leave the hub?", "The team must know how often police came.");
  // One item of theirs was read and not chosen.
  await agata.choose("Do these words give away", "Nothing of ours is in them");
  await agata.press("Record these decisions");
  await agata.sees("Decided");
}

export async function healthReleases(world) {
  const rosalind = await world.inHub(staff.namedNurse);
  await openRelease(rosalind);
  const whole = itemOf(rosalind, health.reviews);
  await rosalind.choose("May it leave the hub?", "Yes, word for word", whole);
  const part = itemOf(rosalind, health.treatment);
  await rosalind.choose("May it leave the hub?", "Only a summary in our words", part);
  await rosalind.write(
    "The words that leave, for a part or a summary",
    health.treatmentGist,
    part,
  );
  await rosalind.tick(/Children Act 2004, section 16LA/);
  await rosalind.write("Why may it leave the hub?", "The team plans with her health in mind.");
  await rosalind.press("Record these decisions");
  await rosalind.sees("Decided");
}

export async function healthDisagrees(world) {
  const priya = await world.inHub(staff.healthNavigator);
  await priya.open(`${world.case}/assessment`);
  await priya.sees("What the front door writes in an assessment is for the front door.");
  await priya.findsNowhere("The rules propose");
  await priya.slips("Say that your agency disagrees", "Say why your agency disagrees");
  await priya.choose("With what does your agency disagree?", "The rating");
  await priya.write("Why?", health.disagrees);
  await priya.press("Say that your agency disagrees");
  await priya.sees("disagrees: The rating", health.disagrees);
}

// SPDX-License-Identifier: MIT
// An analyst's journey, step by step: what is shown, who does it and why, for the page of the tour;
// and the test. A step depends on those before it. The patterns are those of data/sample.
import assert from "node:assert/strict";
import { seats } from "./world.mjs";

export const staff = { analyst: "Wei Chan", manager: "Nasima Khatun" };
export const roles = {
  [staff.analyst]: "hub analyst",
  [staff.manager]: "MASH manager, qualified in social work",
};

const table = (person, name) => person.page.getByRole("table", { name });

async function list(world) {
  const wei = await world.inHub(staff.analyst);
  await wei.open("/patterns");
  await wei.waitsFor("Last looked");
  await wei.sees(
    "5 children of 5 families were reported missing",
    "and 2 other children of the family are named in 5 cases",
    "is named beside 2 children of 2 families that are not related",
    "11 cases, 9 of them in the last 90 days",
  );
  await wei.shows("patterns", "What stands out over the whole record, without a name.");
}

async function evidence(world) {
  const wei = await world.inHub(staff.analyst);
  await wei.follow(/is named beside 2 children of 2 families/);
  await wei.sees("Arithmetic");
  world.pattern = new URL(wei.page.url()).pathname;
  const rows = table(wei, "Evidence, the oldest first").getByRole("row");
  assert.equal(await rows.count(), 5); // four cases and the head
  assert.equal(await wei.page.locator("main input:checked").count(), 0);
  await wei.shows("evidence", "The sentence, its arithmetic and its evidence, case by case.");
}

async function around(world) {
  const wei = await world.inHub(staff.analyst);
  const adult = wei.page.locator("main a[href^='/patterns/people/']").first();
  world.adult = (await adult.innerText()).trim();
  await wei.follow(world.adult);
  await wei.sees("Who is around them");
  assert.ok((await wei.page.locator(".mash-drawing__name").count()) >= 5);
  await wei.shows("network", "Who stands beside one adult, by which case.");
}

async function chronology(world) {
  const wei = await world.inHub(staff.analyst);
  const told = table(wei, "Everything that was told, the oldest first");
  assert.equal(await told.getByRole("row").count(), 5);
  assert.equal(await wei.page.locator("main a[href^='/case/']").count(), 0);
  await wei.shows("chronology", "Everything that was told of them, the oldest first.", told);
}

async function profile(world) {
  const wei = await world.inHub(staff.analyst);
  await wei.open(world.pattern);
  await wei.follow("Open a problem profile from it");
  await wei.slips("Open this profile", "Choose what it is about");
  await wei.choose("What is it about?", "Abuse by somebody who moves between families");
  const causes = wei.page.getByRole("group", { name: "Who may be causing harm?" });
  await wei.tick(world.adult, causes);
  await wei.tickAll("Who may be a victim?");
  await wei.write("What is known?", "Four cases, two families, one adult who stays with each.");
  await wei.write("What is not known yet?", "Whether there is a third family.");
  await wei.writeDate("When is it looked at again?", 14, 1, 2030);
  await wei.shows("profile-form", "What is known, and whom and what it rests on, by pseudonyms.");
  await wei.press("Open this profile");
  await wei.sees("Problem profile: Abuse by somebody who moves between families");
  world.profile = new URL(wei.page.url()).pathname;
  await wei.shows("profile", "The profile: tasks, patterns, versions, and the day of its review.");
}

async function manager(world) {
  const nasima = await world.inHub(staff.manager);
  await nasima.open(world.profile);
  await nasima.sees("Whether there is a third family.", world.adult);
  await nasima.open("/profiles");
  await nasima.follow(/Abuse by somebody who moves between families/);
  await nasima.sees("Problem profile: Abuse by somebody who moves between families");
  await nasima.shows("profile-read", "What a manager reads of it, and gives as a task.");
}

const steps = [
  {
    name: "the hub has looked over its whole record",
    told:
      "Each night the hub looks over everything that the front door was told of. Wei Chan reads " +
      "what stands out: sentences with their numbers, and pseudonyms in place of names. None " +
      "of them decides anything.",
    run: list,
  },
  {
    name: "a pattern gives its evidence",
    told:
      "One adult was named beside children of two families that have nothing else in common. " +
      "The page shows the rule, the arithmetic and each case with its day, its source and what " +
      "it says. Wei opens no case, and may ask a manager for the names, with a reason.",
    run: evidence,
  },
  {
    name: "who is around one person",
    told:
      "The adult stands in the middle, and around them those whom a case names beside them. " +
      "To stand beside somebody says no more than that.",
    run: around,
  },
  {
    name: "what was told, in its order",
    told:
      "Below the drawing stands everything that was told of them, over both families: what no " +
      "single case shows.",
    run: chronology,
  },
  {
    name: "what people make of it",
    told:
      "Wei opens a problem profile from the pattern: what it is about, who may be a victim, who " +
      "may be causing harm, what is known and what is not. Nothing is ticked beforehand, and " +
      "the form tells what is missing. Each change of a profile is a version that stays.",
    run: profile,
  },
  {
    name: "a manager takes it up",
    told: "Nasima Khatun reads the profile and can give tasks to people of the front door.",
    run: manager,
  },
];

export function journeyOfAnAnalyst(world) {
  seats(world, staff);
  return steps.map((step) => ({ ...step, run: () => step.run(world) }));
}

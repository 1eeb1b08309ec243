// SPDX-License-Identifier: MIT
// One day of Barnfield, step by step: when, as the clock of the hub was set; what is shown; who
// does it and why, for the page of the tour; and the test. A step depends on those before it.
import * as tale from "./day_tale.mjs";
import * as morning from "./day_morning.mjs";
import * as owners from "./day_owners.mjs";
import * as red from "./day_red.mjs";
import { seats } from "./world.mjs";

const steps = [
  {
    time: "4:50am",
    name: "a call in the night is typed in by the duty team",
    told:
      "A nurse rings from the hospital about a boy of four with a burnt hand. Amina Jama, of " +
      "the emergency duty team, types it in while they speak. She does not know when he was " +
      "born; that is no reason to wait. His clocks start with the call. She keeps the case " +
      "for now.",
    run: morning.nightCall,
  },
  {
    time: "8:45am",
    name: "in the morning the duty team gives back what it holds",
    told:
      "Before she goes home Amina gives the night back to the front door, with a word on what " +
      "must be done by ten. Somebody who is here must be named: nothing is given to nobody. " +
      "Below stands what else came in while the office was closed.",
    run: morning.handBack,
  },
  {
    time: "8:45am",
    name: "whoever takes it over reads what was said",
    told:
      "Marion Pettifer, a screening officer, finds at the top of her queue that something was " +
      "handed to her. She reads what Amina said and confirms it by looking at the case.",
    run: morning.takesOverTheNight,
  },
  {
    time: "8:45am",
    name: "a school fills in the form",
    told:
      "Ruby, who is eight, came to school hungry again. Catherine Nuttall tells the hub at " +
      "the gate's page and needs no account for that. Since she tells as part of her work she " +
      "gives her name and is asked whether the family knows, and if not, why. Only the hub " +
      "can read what she sends.",
    run: morning.schoolTells,
  },
  {
    time: "8:45am",
    name: "a police batch is checked, mended and taken in",
    told:
      "The police send the night's reports as two files. Sandra Whitlock, the administrator, " +
      "has them checked first: one report has lost its time of receipt, and the page says " +
      "which and what to mend. The police send it again, and all three are taken in.",
    run: morning.policeBatch,
  },
  {
    time: "8:45am",
    name: "school and police told of one child, and a person says so",
    told:
      "One of the police's reports is about a girl who was found alone at a bus stop. Marion " +
      "has the school's case. The hub compares the two girls field by field, and she says " +
      "that they are one: from now on each case shows the other. The hub itself joins nobody.",
    run: morning.oneChildTwice,
  },
  {
    time: "8:45am",
    name: "the rota says who is here tonight",
    told:
      "Sandra enters who works after five: Nathan Brooks and then Amina for the duty team, " +
      "and Nasima Khatun, the manager, who stays until nine.",
    run: morning.tonight,
  },
  {
    time: "8:45am",
    name: "an owner goes away and a deputy stands in",
    told:
      "Agata Nowak decides for the police what may leave the hub, and from noon she is on " +
      "leave. Leon Bailey of her desk enters it with the name of who stands in: Stephen " +
      "Oduya. What the police own can be released in her absence by nobody else than the " +
      "police.",
    run: morning.ownerGoesAway,
  },
  {
    time: "5:05pm",
    name: "a Red at five past five on Friday: a neighbour tells",
    told:
      "The office has closed. Edith Marlow hears a child scream next door and opens the " +
      "gate's page. When she says that a child is in danger now, the page first tells her to " +
      "call 999, and keeps her answers. Then she writes down what she knows.",
    run: red.dangerNow,
  },
  {
    time: "5:05pm",
    // B01: in a browser.
    name: "the team that will go out is told in the same minute",
    told:
      "Nobody has looked yet, and Paul Stanforth of the assessment team already reads who the " +
      "child is and where. This is built from the notification alone and asks no owner.",
    run: red.teamIsToldAtOnce,
  },
  {
    time: "5:05pm",
    // H01: in a browser.
    name: "the duty team has it, and its clock runs through the night",
    told:
      "In the hub it is Red until somebody rates it. It stands first in the queue of Nathan " +
      "Brooks, and “Take the next one” serves it first. Its rating is due within an hour of " +
      "the clock on the wall; what can wait for the office is due in working days.",
    run: red.dutyTeamHasIt,
  },
  {
    time: "5:05pm",
    name: "the child is known from another case",
    told:
      "The sender of an earlier notification wrote “Brewn”. The hub shows why that may be the " +
      "same child, and Nathan says that it is.",
    run: red.whoTheChildIs,
  },
  {
    time: "5:05pm",
    name: "at night the duty team rates a Red",
    told: "He confirms the Red. He need not find a manager for that.",
    run: red.ratedAtNight,
  },
  {
    time: "5:05pm",
    // C02: in a browser.
    name: "agencies are asked at once, and why is recorded as it goes",
    told:
      "Usually nobody is asked before the legal basis is recorded. Here a child is in danger: " +
      "Nathan asks police, health and education, and the same act records by which law and " +
      "why it could not wait. Each has two hours.",
    run: red.askedAtOnce,
  },
  {
    time: "5:05pm",
    name: "police and health write down what they know",
    told:
      "Leon writes three facts, each an item of its own. One came from somebody who spoke in " +
      "confidence. Another tells of a baby whom nobody had named. Priya Selvarajah answers " +
      "for health. What they write stays theirs.",
    run: red.agenciesAnswer,
  },
  {
    time: "5:05pm",
    // H14: in a browser.
    name: "a sibling is added, and earlier answers do not cover him",
    told:
      "Nathan adds Noah, ten months old, to the case. What was asked before says from then on " +
      "that it does not cover him: nobody takes “nothing known” about his sister for an " +
      "answer about him.",
    run: red.siblingIsAdded,
  },
  {
    time: "5:05pm",
    name: "the man in the flat is written down, so that whoever visits knows of him",
    told:
      "The neighbour named him in words alone. Nathan writes him down as a person of the case: " +
      "only then can agencies be asked about him, and a recipient be told of him.",
    run: red.manIsAdded,
  },
  {
    time: "5:05pm",
    name: "the agency that is asked again covers the baby",
    told:
      "He asks health about Noah, and Priya finds two missed appointments. Health's answer " +
      "covers him now; that of the police still says that it does not.",
    run: red.askedAboutTheBaby,
  },
  {
    time: "6pm",
    name: "the manager decides for each child without waiting for the schools",
    told:
      "Nasima reads all that is known and decides for each child: a strategy discussion with " +
      "police and health. Education has not answered; the decision says so, and why it did " +
      "not wait.",
    run: owners.decides,
  },
  {
    time: "6pm",
    name: "she writes to the team and chooses what it needs",
    told:
      "Nasima writes what the team is asked to do and ticks four items. Nothing leaves yet: " +
      "each owner is asked, with a clock.",
    run: owners.composes,
  },
  {
    time: "6pm",
    // H09: in a browser.
    name: "a withheld item matters to a visitor, so the deputy warns them",
    told:
      "Agata is away; Stephen decides for the police. The knife by the door was told in " +
      "confidence and is to stay in the hub. The page asks whether somebody who visits could " +
      "be harmed by not knowing. He says yes, and then it may not be withheld without a word: " +
      "he chooses the line that tells the reader to phone first.",
    run: owners.deputyWarnsTheVisitor,
  },
  {
    time: "6pm",
    name: "health lets a summary leave",
    told:
      "Rosalind Keane, the named nurse, lets what is known of Noah leave word for word. Of " +
      "the mother's treatment only a summary leaves, in words of health's own.",
    run: owners.healthReleases,
  },
  {
    time: "6pm",
    name: "the manager checks the exact words and sends them",
    told:
      "Nasima sees what leaves and what stays, and reads the exact words before she sends " +
      "them. The warning of the police is among them.",
    run: owners.issues,
  },
  {
    time: "6pm",
    name: "the team outside reads “phone before visiting”",
    told:
      "Before anything else Paul reads that he is to phone the police before the visit; then " +
      "what is asked, by when, and where the children are. Neither the knife nor the " +
      "mother's treatment nor Edith's name is on his page. He accepts: from now on his team " +
      "is responsible.",
    run: owners.teamIsWarned,
  },
  {
    time: "6:50pm",
    // D05: in a browser.
    name: "an item is corrected, and the product that rests on it is recalled",
    told:
      "Leon finds that two of the four call-outs were to another flat, and corrects his item. " +
      "What left with it is taken back in the same act: Paul can no longer read it, his page " +
      "says why and whom to phone, and the hub learns that he has seen this.",
    run: owners.productIsRecalled,
  },
  {
    time: "6:50pm",
    name: "the corrected version goes out at once",
    told:
      "Stephen releases the corrected item. The case says to Nasima what was taken back and " +
      "leads her to write it anew. What the owners said of the very same words stands, so " +
      "nobody is asked a second time, and it goes at once.",
    run: owners.newVersion,
  },
  {
    time: "8:40pm",
    // H15: in a browser.
    name: "at the end of the shift the case goes to somebody who is here",
    told:
      "Nathan's shift ends at nine. He hands the case to Amina and says what is to be done at " +
      "ten. The answer of education is overdue by now, and the page says that too. Amina " +
      "reads it and has the case.",
    run: owners.handover,
  },
  {
    time: "8:40pm",
    name: "who looked is on the record",
    told:
      "Before she leaves, Nasima opens the record of the evening: each look and each act, " +
      "with name and time. Her own look at it will stand there too.",
    run: owners.whoLooked,
  },
];

export function day(world) {
  seats(world, tale.staff);
  return steps.map((step) => ({ ...step, run: () => step.run(world) }));
}

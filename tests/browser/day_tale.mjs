// SPDX-License-Identifier: MIT
// What is told in the day: times, invented families, and what each agency knows of one of them.
import { roles as rolesOfTheTale, staff as staffOfTheTale } from "./tale.mjs";

// Friday, 4 December 2026.
export const times = {
  night: "2026-12-04T04:50:00+00:00",
  morning: "2026-12-04T08:45:00+00:00",
  closed: "2026-12-04T17:05:00+00:00",
  evening: "2026-12-04T18:00:00+00:00",
  corrected: "2026-12-04T18:50:00+00:00",
  late: "2026-12-04T20:40:00+00:00",
};

export const staff = {
  ...staffOfTheTale,
  nightDuty: "Amina Jama",
  eveningDuty: "Nathan Brooks",
  administrator: "Sandra Whitlock",
  policeDeputy: "Stephen Oduya",
};
export const neighbour = "Edith Marlow";
export const teacher = "Catherine Nuttall";

export const roles = {
  ...rolesOfTheTale,
  [staff.nightDuty]: "emergency duty social worker",
  [staff.eveningDuty]: "emergency duty social worker",
  [staff.administrator]: "administrator of the hub",
  [staff.policeDeputy]: "who stands in for the police supervisor",
  [teacher]: "safeguarding lead of a school, outside the hub",
};

// A call at night, from a hospital.
export const call = {
  child: { given: "Kofi", surname: "Ansah", about: "4" },
  name: "Fiona Stanton",
  phone: "020 7946 0162",
  words:
    "Kofi was brought in at four with a burnt hand. His grandmother says that he reached for the " +
    "kettle. She could not say where his mother is.",
  where: "On the children's ward until the morning round. His grandmother is with him.",
  note: "The ward keeps Kofi until noon. Ring the ward sister before ten: 020 7946 0162.",
};
export const callInLists = "Kofi A.";

// A child whom a school and the police tell of on the same morning.
export const pupil = {
  given: "Ruby",
  surname: "Larkin",
  born: [14, 3, 2018],
  school: "Quillgate Primary School",
  address: "8 Ropewalk Court",
  postcode: "BQ2 4RT",
  phone: "020 7946 0174",
  words:
    "Ruby came in without breakfast for the third day. She told her teacher that she had waited " +
    "for the bus alone in the dark last night because nobody was at home.",
  why: "Her mother has not answered the telephone since yesterday morning.",
};
export const pupilName = `${pupil.given} ${pupil.surname}`;

const batchColumns = {
  notifications:
    "source_reference,received_at,incident_at,channel,referral_source,referrer_name," +
    "referrer_role,referrer_agency,referrer_email,referrer_phone,referrer_wants_anonymity," +
    "immediate_danger,concern_types,family_informed,narrative",
  people:
    "source_reference,person_role,given_name,surname,other_names,dob,expected_dob,sex,nhs_number," +
    "upn,address_line,postcode,school,relationship_to_child,notes",
};
const officer = "PC Dana Whitcombe,Response officer,Barnfield Borough Police,,020 7946 0119";
const told = (reference, at, words) =>
  `${reference},${at},,police_feed,6,${officer},no,no,neglect,yes,${words}`;
const person = (reference, given, surname, born, sex, address) =>
  `${reference},child,${given},${surname},,${born},,${sex},,,${address},,subject,`;

// What the police send in the morning. In the first file one line has lost its time.
const mended = "2026-12-04T07:42:00+00:00";
const batchOf = (at) => ({
  notifications: [
    batchColumns.notifications,
    told("POL/26/5001", "2026-12-04T07:40:00+00:00",
      "Officers found Ruby (8) alone at a bus stop at 21:40 and took her home. Nobody was there."),
    told("POL/26/5002", "2026-12-04T07:41:00+00:00",
      "Tyler (15) was reported missing at 22:00 and came back at midnight."),
    told("POL/26/5003", at, "A boy of about 10 was with adults who bought drugs in the market."),
  ].join("\n"),
  people: [
    batchColumns.people,
    person("POL/26/5001", "Ruby", "Larkin", "2018-03-14", "F", "8 Ropewalk Court,BQ2 4RT"),
    person("POL/26/5002", "Tyler", "Marsh", "2011-05-30", "M", "41 Sailmakers Way,BQ3 2LP"),
    person("POL/26/5003", "Aaron", "Pryce", "", "M", "19 Sailmakers Way,BQ3 2LP"),
  ].join("\n"),
});
export const batch = { faulty: batchOf(""), mended: batchOf(mended), lost: "POL/26/5003" };

// The Red of the evening: the family of the tale.
export const red = {
  worry:
    "They are shouting again and something was thrown. Olivia screamed and then it went quiet. I " +
    "have called 999. The man who stays there is very drunk.",
  where: "In the flat, with them.",
  others: "Her mother Chelsea Brown. The man is called Dean; I do not know his surname.",
};
export const home = "172 Keel Street";
export const sibling = { given: "Noah", surname: "Brown", born: [12, 2, 2026] };
export const siblingName = `${sibling.given} ${sibling.surname}`;

export const man = { given: "Dean" };

export const police = {
  callOuts: "Four call-outs to the address since September 2026, each for shouting between adults.",
  corrected: "Two call-outs to the address since September 2026, each for shouting between adults.",
  informant: "Somebody told officers in confidence that Dean keeps a knife by the front door.",
  baby: "A baby brother, Noah Brown, born on 12 February 2026, lives at the address.",
  telephone: "020 7946 0532",
};
export const health = {
  reviews: "Two appointments of Olivia with the school nurse were missed in October 2026.",
  treatment:
    "Chelsea Brown has been in treatment for depression at the Willow Clinic since July 2026.",
  treatmentGist: "The mother is getting help with her health and keeps her appointments.",
  baby: "Noah was not brought to his last two appointments with the health visitor.",
};
// Words of what stays inside. They may be nowhere outside the hub.
export const withheld = ["knife", "in confidence", "depression", "Willow Clinic"];

export const product = {
  team: "Barnfield Assessment Team",
  asked: "See Olivia and Noah at home tonight, together with the police.",
  byWhen: "Tonight",
  why: "A neighbour heard Olivia scream and then nothing more. A man who drinks is in the flat.",
  warning: `Barnfield Borough Police holds more. Phone before visiting: ${police.telephone}.`,
};

export const handedOver =
  "The team and two officers are on their way to Keel Street. Ring Paul Stanforth at ten.";

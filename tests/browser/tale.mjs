// SPDX-License-Identifier: MIT
// What is told in the journey: an invented family, and what each agency knows of it. The sample
// notifications tell of this family once before, with the child's surname misspelt: "Brewn".
export const staff = {
  screening: "Marion Pettifer", // screening officer
  manager: "Nasima Khatun", // MASH manager, qualified to decide
  policeResearcher: "Leon Bailey",
  policeSupervisor: "Agata Nowak",
  healthNavigator: "Priya Selvarajah",
  namedNurse: "Rosalind Keane",
  education: "Tunde Adeyemi",
  recipient: "Paul Stanforth", // assessment team, outside the hub
};

// Who they are, for the pages of the tour.
export const roles = {
  "Edith Marlow": "a neighbour, outside the hub",
  [staff.screening]: "screening officer in the hub",
  [staff.manager]: "MASH manager, qualified in social work",
  [staff.policeResearcher]: "police researcher in the hub",
  [staff.policeSupervisor]: "police supervisor, who releases for the police",
  [staff.healthNavigator]: "health navigator in the hub",
  [staff.namedNurse]: "named nurse, who releases for health",
  [staff.education]: "education navigator in the hub",
  [staff.recipient]: "manager of the assessment team, outside the hub",
};

export const child = { given: "Olivia", surname: "Brown", born: [6, 6, 2017] };
export const mother = { given: "Chelsea", surname: "Brown", born: [23, 2, 1997] };
export const childName = `${child.given} ${child.surname}`;
export const childInLists = `${child.given} ${child.surname[0]}.`; // as the queue says it
export const motherName = `${mother.given} ${mother.surname}`;

export const neighbour = {
  name: "Edith Marlow",
  phone: "020 7946 0988",
  worry:
    "I live next door. Since September there is shouting at night, three or four times a week. " +
    "On Sunday I heard something break and Olivia crying for a long time. On Monday she came to " +
    "my door without a coat and said she did not want to go home yet.",
  others: "Her mother Chelsea Brown. A man who stays there often; I do not know his name.",
};

export const police = {
  callOuts: "Four call-outs to the address since September 2026, each for shouting between adults.",
  informant: "A cousin told officers in confidence that the rent is months behind.",
  managerOnly: "The address is part of an operation that is still running.",
};
export const health = {
  reviews: "Two appointments with the school nurse were missed in October 2026.",
  treatment:
    "Chelsea Brown has been in treatment for depression at the Willow Clinic since July 2026.",
  disagrees: "Her treatment is going well, and her sister is there at weekends.",
  treatmentGist: "The mother is getting help with her health and keeps her appointments.",
};
// Words of what stays inside. They may be nowhere outside the hub.
export const withheld = ["cousin", "rent is months", "operation", "depression", "Willow Clinic"];

export const product = {
  team: "Barnfield Assessment Team",
  asked: "Assess under section 17. See Olivia at home and speak with her alone.",
  byWhen: "5pm on the next working day",
  why: "A neighbour hears shouting at night and has seen Olivia afraid to go home.",
  unknown: "Who the man is who stays there.",
};

// SPDX-License-Identifier: MIT
// The day as a tour: pictures at two widths and a page that tells the story with them.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { day } from "./day_story.mjs";
import { roles, times } from "./day_tale.mjs";
import { Pictures } from "./pictures.mjs";
import { wrapped } from "./tour_words.mjs";
import { openWorld } from "./world.mjs";

const folder = fileURLToPath(new URL("../../docs/tour/", import.meta.url));
const capital = (text) => text[0].toUpperCase() + text.slice(1);

const pictureOf = ({ person, words, name }) => `${words} *${person}, ${roles[person]}*

![${words}](${name}-w1280.png)

[At 375 pixels](${name}-w375.png)
`;

function page(steps, moments) {
  let time = "";
  const parts = steps.map((step) => {
    const pictures = moments.filter((m) => m.step === step.name).map(pictureOf);
    const hour = step.time === time ? "" : `## ${step.time}\n\n`;
    time = step.time;
    const heading = `${hour}### ${capital(step.name)}\n\n${wrapped(step.told)}\n`;
    return [heading, ...pictures].join("\n");
  });
  return `# A day in Barnfield

A Friday, 4 December 2026, in an invented borough. A night is given back, a school and the police
tell of the same child, and five minutes after the office has closed a neighbour tells of a child in
danger. Everybody and everything is invented. Each step is a test
(\`tests/browser/day.mjs\`) that fails if the hub stops doing what is told here;
\`tests/browser/run --tour\` takes the pictures from the real program, with its clock set to that
Friday.

What to look for:

* Nothing is chosen beforehand where a person must decide, and software decides nothing.
* What an agency tells the hub stays the agency's own. Each item says what its owner decided.
* What the police keep and what health puts into other words is nowhere on the page of the team
  outside, and yet nobody walks unwarned into what an owner knows.
* A child in danger waits for nobody: not for the office, an owner on leave or a missing answer.
* Each clock says how much time is left, and each page who will know that it was opened.

[What an analyst finds](analyst.md) is a tour of its own, and [four boroughs](../four-boroughs.md)
goes through seventeen contacts of one child and what the hub shows at each.

${parts.join("\n")}`;
}

await mkdir(folder, { recursive: true });
for (const file of await readdir(folder)) {
  if (/^\d.*\.png$/.test(file)) await rm(path.join(folder, file));
}
const pictures = new Pictures(folder);
const options = { javaScriptEnabled: true };
const world = await openWorld([pictures], { options, clock: times.night });
try {
  const steps = day(world);
  for (const step of steps) {
    console.log(step.name);
    pictures.step = step.name;
    await step.run();
  }
  await writeFile(path.join(folder, "README.md"), page(steps, pictures.moments));
} finally {
  await world.close();
}

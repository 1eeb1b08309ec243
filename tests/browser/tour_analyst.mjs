// SPDX-License-Identifier: MIT
// The journey of an analyst as a tour: pictures at one width and a page that tells it with them.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { journeyOfAnAnalyst, roles } from "./analyst_story.mjs";
import { Pictures } from "./pictures.mjs";
import { wrapped } from "./tour_words.mjs";
import { openWorld } from "./world.mjs";

const folder = fileURLToPath(new URL("../../docs/tour/", import.meta.url));
const begins = "analyst-";

const pictureOf = ({ person, words, name }) => `${words} *${person}, ${roles[person]}*

![${words}](${name}-w1280.png)
`;

function page(steps, moments) {
  const parts = steps.map((step) => {
    const pictures = moments.filter((m) => m.step === step.name).map(pictureOf);
    const name = step.name[0].toUpperCase() + step.name.slice(1);
    const heading = `## ${name}\n\n${wrapped(step.told)}\n`;
    return [heading, ...pictures].join("\n");
  });
  return `# What an analyst finds

A demonstration begins with two years of an invented borough in which five patterns are true
([data/sample](../../data/sample/README.md)). Each step is a test (\`tests/browser/analyst.mjs\`);
\`tests/browser/run --tour\` takes the pictures. [A day in Barnfield](README.md) is the other tour.

${parts.join("\n")}`;
}

await mkdir(folder, { recursive: true });
for (const file of await readdir(folder)) {
  if (file.startsWith(begins) && file.endsWith(".png")) await rm(path.join(folder, file));
}
const pictures = new Pictures(folder, { widths: [1280], begins });
const world = await openWorld([pictures], { options: { javaScriptEnabled: true } });
try {
  const steps = journeyOfAnAnalyst(world);
  for (const step of steps) {
    console.log(step.name);
    pictures.step = step.name;
    await step.run();
  }
  await writeFile(path.join(folder, "analyst.md"), page(steps, pictures.moments));
} finally {
  await world.close();
}

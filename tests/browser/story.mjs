// SPDX-License-Identifier: MIT
// The journey of a worry: from the public form to the acknowledged product and the answer to the
// neighbour. Each step is what one person does and must see. Who reads it knows what OpenMASH does.
import * as tale from "./tale.mjs";
import * as answers from "./story_answers.mjs";
import * as gate from "./story_gate.mjs";
import * as manager from "./story_manager.mjs";
import * as screening from "./story_screening.mjs";
import { seats } from "./world.mjs";

// `world`: browser, installation, options of a browser context, watchers. Steps share it.
export function story(world) {
  seats(world, tale.staff);
  const steps = [
    ["a neighbour tells us, and gets a receipt", gate.neighbourTells],
    ["the screening officer takes it from the queue", screening.takes],
    ["she says who the child and the mother are", screening.identifies],
    ["she screens it", screening.screens],
    ["the manager rates it", manager.rates],
    ["she records why agencies may be asked, and asks three", manager.asks],
    ["police write down what they know", answers.policeAnswers],
    ["health keeps one item on its desk first, then brings both in", answers.healthAnswers],
    // C07: in a browser
    ["education knows nothing, and says where it looked", answers.educationAnswers],
    ["each reads no more than they may", answers.eachReadsTheirs],
    // E01: in a browser
    ["the screening officer assesses the child, and rules propose a level", screening.assesses],
    // C10: in a browser
    ["health disagrees with the rating", answers.healthDisagrees],
    ["the manager decides for the child", manager.decides],
    ["she writes to the assessment team and asks the owners", manager.composes],
    ["police let one item leave and keep one", answers.policeReleases],
    ["health lets one leave word for word and one as a summary", answers.healthReleases],
    ["the manager checks what leaves and sends it", manager.issues],
    // D11: with a watermark on each sheet that they print
    ["the assessment team reads it and accepts", gate.recipientAccepts],
    ["the manager sees that it was accepted and answers the neighbour", manager.tellsReferrer],
    ["the neighbour reads the answer", gate.neighbourReads],
    ["the manager sees who looked", manager.seesWhoLooked],
  ];
  return steps.map(([name, run]) => ({ name, run: () => run(world) }));
}

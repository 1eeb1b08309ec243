// SPDX-License-Identifier: MIT
// A real hub and gate of the real program on free ports, in a folder that is deleted afterwards.
import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import https from "node:https";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import readline from "node:readline";

const longestStart = 180_000;

async function freePorts(count) {
  const servers = Array.from({ length: count }, () => net.createServer());
  await Promise.all(servers.map((s) => new Promise((done) => s.listen(0, "127.0.0.1", done))));
  const ports = servers.map((s) => s.address().port);
  await Promise.all(servers.map((s) => new Promise((done) => s.close(done))));
  return ports;
}

export class Installation {
  // Answers when hub and gate have said that they are ready. `clock`: the instant (ISO 8601) at
  // which their clock starts; without it they go by the machine's. `more`: makes further words of
  // the command, once folder and addresses are known.
  static async start({ clock = "", more = () => [] } = {}) {
    const installation = new Installation();
    await installation.#make();
    installation.words.push(...(await more(installation)));
    await installation.#start(clock);
    return installation;
  }

  // Hub and gate end and start again over the same data, at another time.
  async startAgain(clock) {
    await this.#end();
    await this.#start(clock);
  }

  async #make() {
    if (!process.env.MASH_BINARY) throw new Error("MASH_BINARY must name the program");
    this.folder = await mkdtemp(path.join(tmpdir(), "mash-browser-"));
    const [hubPort, gatePort, doorPort] = await freePorts(3);
    this.hub = `https://hub.localhost:${hubPort}`;
    this.gate = `https://gate.localhost:${gatePort}`;
    const ports = ["--hub-port", hubPort, "--gate-port", gatePort, "--door-port", doorPort];
    this.words = ["up", "--demo", "--data", path.join(this.folder, "data"), ...ports].map(String);
  }

  async #start(clock) {
    const words = clock ? [...this.words, "--demo-clock", clock] : this.words;
    this.process = spawn(process.env.MASH_BINARY, words, { stdio: ["ignore", "pipe", "pipe"] });
    this.process.stderr.pipe(createWriteStream(path.join(this.folder, "log"), { flags: "a" }));
    this.ended = new Promise((done) => this.process.once("exit", done));
    await this.#ready();
  }

  async #ready() {
    const waiting = new Set(["Hub ", "Gate"]);
    const lines = readline.createInterface({ input: this.process.stdout });
    const ready = new Promise((done) =>
      lines.on("line", (line) => {
        waiting.delete(line.slice(0, 4));
        if (waiting.size === 0) done(true);
      }),
    );
    let timer;
    const late = new Promise((done) => (timer = setTimeout(done, longestStart, false)));
    const started = await Promise.race([ready, late, this.ended.then(() => false)]);
    clearTimeout(timer);
    if (started) return;
    const log = await readFile(path.join(this.folder, "log"), "utf8");
    await this.stop();
    throw new Error(`hub or gate did not become ready:\n${log.slice(-2000)}`);
  }

  async #end() {
    this.process.kill("SIGTERM");
    await this.ended;
  }

  async stop() {
    await this.#end();
    await rm(this.folder, { recursive: true, force: true });
  }

  // What a browser with these cookies gets from this address, without following it elsewhere.
  fetch(address, cookies) {
    const url = new URL(address);
    const cookie = cookies.map((c) => `${c.name}=${c.value}`).join("; ");
    const options = {
      host: "127.0.0.1",
      port: url.port,
      path: url.pathname + url.search,
      headers: { host: url.host, accept: "text/html", cookie },
      rejectUnauthorized: false, // each installation makes its own certificates
    };
    return new Promise((done, failed) => {
      const request = https.get(options, (answer) => {
        const chunks = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("end", () => done({ status: answer.statusCode, body: Buffer.concat(chunks) }));
      });
      request.on("error", failed);
    });
  }
}

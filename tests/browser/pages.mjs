// SPDX-License-Identifier: MIT
// What holds for every page, whoever reads it: small, strict, whole, and no link into nothing.
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";

const mostHtml = 15_000;
const mostScript = 25_000;

// Refused forms (422) and pages that somebody else changed meanwhile (409) are pages too.
const answers = new Set([200, 409, 422]);

export class PageRules {
  constructor(world) {
    this.world = world;
    this.scripts = new Map(); // address: its size, packed
    this.followed = new Set();
  }

  async arrived(person, response) {
    const where = `${person.name} at ${new URL(response.url()).pathname}`;
    assert.ok(answers.has(response.status()), `${where}: ${response.status()}`);
    const headers = await response.allHeaders();
    checkHeaders(headers, where);
    const html = await response.text();
    checkText(html, where);
    await this.#checkScripts(person, html, where);
    await this.#checkLinks(person, where);
  }

  async #checkScripts(person, html, where) {
    let size = 0;
    for (const [, source] of html.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)) {
      const address = new URL(source, person.site).href;
      if (!this.scripts.has(address)) {
        const { status, body } = await this.world.installation.fetch(address, []);
        assert.equal(status, 200, `${where}: ${source}`);
        this.scripts.set(address, gzipSync(body).length);
      }
      size += this.scripts.get(address);
    }
    assert.ok(size <= mostScript, `${where}: ${size} bytes of script`);
  }

  // Each address once for each person: what leads nowhere for them should not be offered.
  async #checkLinks(person, where) {
    const links = await person.page
      .locator("a[href]:not([rel~=nofollow]):not([href^='tel:'])")
      .evaluateAll((all) => all.map((a) => [a.href.replace(/#.*/, ""), a.hash]));
    const cookies = await person.page.context().cookies(person.site);
    for (const [address, hash] of links) {
      assert.ok(address.startsWith(person.site), `${where}: a link leads away to ${address}`);
      if (address === person.page.url().replace(/#.*/, "")) {
        const target = person.page.locator(`[id="${hash.slice(1)}"]`);
        assert.ok(hash.length < 2 || (await target.count()) > 0, `${where}: nothing is at ${hash}`);
        continue;
      }
      const key = `${person.name} ${address}`;
      if (this.followed.has(key)) continue;
      this.followed.add(key);
      const { status } = await this.world.installation.fetch(address, cookies);
      assert.ok(status < 400, `${where}: the link to ${address} answers ${status}`);
    }
  }
}

function checkHeaders(headers, where) {
  const policy = headers["content-security-policy"] ?? "";
  assert.match(policy, /default-src 'none'|default-src 'self'/, `${where}: no strict policy`);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval/, where);
  assert.match(headers["cache-control"] ?? "", /no-store/, `${where}: may be kept by a browser`);
}

function checkText(html, where) {
  assert.ok(!html.includes("{{") && !html.includes("}}"), `${where}: a template shows`);
  assert.doesNotMatch(html, /\sstyle="|<style|\son[a-z]+="|javascript:/, `${where}: inline`);
  assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)/, `${where}: inline script`);
  const size = gzipSync(html).length;
  assert.ok(size <= mostHtml, `${where}: ${size} bytes of HTML, packed`);
}

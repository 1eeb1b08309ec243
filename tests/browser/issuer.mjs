// SPDX-License-Identifier: MIT
// An agency's identity provider on this machine: the npm package oidc-provider, as others run it,
// with a page to sign in that asks for a name and for a second factor.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import http from "node:http";
import https from "node:https";
import { Provider } from "oidc-provider";

const page = (title, body) =>
  `<!DOCTYPE html><html lang="en"><title>${title}</title><h1>${title}</h1>${body}</html>`;

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

function signingKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid: randomBytes(8).toString("hex") };
}

// A call to the hub, whose certificate is its own and whose name no resolver knows.
function callHub(address, { method, headers, body }) {
  const url = new URL(address);
  const options = {
    host: "127.0.0.1",
    port: url.port,
    path: url.pathname,
    method,
    headers: { ...Object.fromEntries(new Headers(headers)), host: url.host },
    rejectUnauthorized: false,
  };
  return new Promise((done, failed) => {
    const request = https.request(options, (answer) => {
      answer.resume();
      answer.on("end", () => done(new Response(null, { status: answer.statusCode })));
    });
    request.on("error", failed);
    request.end(String(body));
  });
}

export class Issuer {
  static async open(name) {
    const issuer = new Issuer();
    issuer.name = name;
    issuer.told = []; // what the hub answered when it was told of an end
    issuer.server = http.createServer((request, response) => issuer.#answer(request, response));
    await new Promise((done) => issuer.server.listen(0, "127.0.0.1", done));
    issuer.address = `http://127.0.0.1:${issuer.server.address().port}`;
    return issuer;
  }

  // `client`: how it knows the hub, in the words of OpenID Connect Registration.
  knows(client) {
    this.provider = new Provider(this.address, {
      clients: [{ client_id: "openmash", grant_types: ["authorization_code"], ...client }],
      jwks: { keys: [signingKey()] },
      cookies: { keys: [randomBytes(16).toString("hex")] },
      acrValues: ["strong"],
      enabledJWA: { idTokenSigningAlgValues: ["RS256", "PS256"] },
      features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
      interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
      loadExistingGrant: async (ctx) => {
        const { client, session, provider } = ctx.oidc;
        const grant = new provider.Grant({
          clientId: client.clientId,
          accountId: session.accountId,
        });
        grant.addOIDCScope("openid");
        await grant.save();
        return grant;
      },
      fetch: async (address, options) => {
        const answer = await callHub(address, options);
        this.told.push(answer.status);
        return answer;
      },
    });
    this.callback = this.provider.callback();
  }

  async #answer(request, response) {
    if (!request.url.startsWith("/interaction/")) return this.callback(request, response);
    if (request.method === "POST") {
      const said = await bodyOf(request);
      const strong = said.get("second") === "yes";
      const login = { accountId: said.get("name"), acr: strong ? "strong" : undefined };
      return this.provider.interactionFinished(request, response, { login });
    }
    response.setHeader("content-type", "text/html");
    const body = `<form method="post"><label>Name <input name="name"></label>
      <label><input type="checkbox" name="second" value="yes"> Second factor</label>
      <button>Sign in</button></form>`;
    response.end(page(this.name, body));
    return undefined;
  }

  close() {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(done));
  }
}

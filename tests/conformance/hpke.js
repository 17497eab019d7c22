// A second implementation of the claim and the re-claim: the same HPKE (RFC 9180) from other hands.
//
// Reads a JSON array of tasks, answers with a JSON array of results; bytes are lower-case hex. See
// docs/protocol.md#the-claim and docs/protocol.md#re-claim.

import { text } from "node:stream/consumers";

import { Chacha20Poly1305 } from "@hpke/chacha20poly1305";
import { CipherSuite, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";

const SUITE = new Uint8Array([0x64, 0x7a]);
const ENCAPSULATION_BYTES = 1120;
const PROOF_BYTES = 16;
const ANSWER_BYTES = 1152;

const kem = new XWing();
const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Chacha20Poly1305() });

const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
const hex = (buffer) => Buffer.from(buffer).toString("hex");
const label = (words) => new TextEncoder().encode(words);
const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

const claimInfo = (task) => join(label("porchlight/1 claim\0"), bytes(task.feed), bytes(task.tag));
const claimPsk = (task) => ({ id: bytes(task.tag), key: bytes(task.root_before) });
const rootAfter = async (context) => hex(await context.export(label("porchlight/1 device root"), 32));

async function takeIn(task) {
  const answer = bytes(task.answer);
  const enc = answer.slice(2, 2 + ENCAPSULATION_BYTES);
  const proof = answer.slice(2 + ENCAPSULATION_BYTES, 2 + ENCAPSULATION_BYTES + PROOF_BYTES);
  const zeros = answer.slice(2 + ENCAPSULATION_BYTES + PROOF_BYTES);
  if (hex(answer.slice(0, 2)) !== hex(SUITE) || zeros.some((byte) => byte !== 0)) {
    throw new Error("another suite, or padding that is not zero");
  }
  const recipientKey = await kem.importKey("raw", bytes(task.kem_seed), false);
  const context = await suite.createRecipientContext({ recipientKey, enc, info: claimInfo(task), psk: claimPsk(task) });
  await context.open(proof, SUITE);
  return { root_after: await rootAfter(context) };
}

async function claim(task) {
  const recipientPublicKey = await kem.importKey("raw", bytes(task.kem_key), true);
  const context = await suite.createSenderContext({ recipientPublicKey, info: claimInfo(task), psk: claimPsk(task) });
  const proof = new Uint8Array(await context.seal(new Uint8Array(), SUITE));
  const said = join(SUITE, new Uint8Array(context.enc), proof);
  const answer = join(said, new Uint8Array(ANSWER_BYTES - said.length));
  return { answer: hex(answer), root_after: await rootAfter(context) };
}

const renewal = async (context) => hex(await context.export(label("porchlight/1 re-claim"), 32));

const renewalInfo = (task) => {
  const generation = new DataView(new ArrayBuffer(4));
  generation.setUint32(0, task.generation);
  return join(label("porchlight/1 re-claim\0"), bytes(task.feed), new Uint8Array(generation.buffer));
};

async function takeUp(task) {
  const recipientKey = await kem.importKey("raw", bytes(task.kem_seed), false);
  const enc = bytes(task.encapsulation);
  const context = await suite.createRecipientContext({ recipientKey, enc, info: renewalInfo(task) });
  return { renewal: await renewal(context) };
}

async function reclaim(task) {
  const recipientPublicKey = await kem.importKey("raw", bytes(task.kem_key), true);
  const context = await suite.createSenderContext({ recipientPublicKey, info: renewalInfo(task) });
  return { encapsulation: hex(context.enc), renewal: await renewal(context) };
}

async function publicKey(task) {
  const { publicKey } = await kem.generateKeyPairDerand(bytes(task.kem_seed));
  return { kem_key: hex(await kem.serializePublicKey(publicKey)) };
}

const TASKS = { "take in": takeIn, claim, "take up": takeUp, "re-claim": reclaim, "public key": publicKey };

const results = [];
for (const task of JSON.parse(await text(process.stdin))) {
  try {
    results.push(await TASKS[task.do](task));
  } catch (error) {
    results.push({ error: String(error) });
  }
}
process.stdout.write(JSON.stringify(results));

// Checks every file of vectors with the wasm beside this page, and says of each how it went.

import init, { check, count, names } from "./porchlight_vectors.js";

const program = await WebAssembly.compileStreaming(fetch("porchlight_vectors_bg.wasm"));
await init({ module_or_path: program });

const went = [];
for (const name of names()) {
  const text = await (await fetch(`${name}.json`)).text();
  const cases = count(text);
  let failed = "";
  for (let index = 0; index < cases && !failed; index += 1) {
    try {
      check(name, text, index);
    } catch (error) {
      failed = `case ${index}: ${error}`;
    }
  }
  went.push({ name, cases, failed });
  // A module that has failed is not used again.
  if (failed) break;
}
window.went = went;

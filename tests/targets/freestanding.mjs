// Runs the WebAssembly module that is named, and checks what `run` returns.
import { readFile } from "node:fs/promises";

const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]), {});
const [got, wanted] = [instance.exports.run(), 55055];
if (got !== wanted) {
  console.log(`run() returns ${got}, not ${wanted}`);
  process.exit(1);
}

/** Imports a file as its text in tests, as the bundler does (tools/build.mjs, loader "text"). */
export default {
  process: (text) => ({ code: `export default ${JSON.stringify(text)};` }),
};

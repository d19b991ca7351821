export { startScriptedModel } from './start-scripted-model';
export type { RunningScriptedModel, ScriptedModelServerOptions } from './start-scripted-model';
export { readScript } from './read-script';
export { embeddingOf } from './embeddings';
export type { RecordedRequest } from './recorder';

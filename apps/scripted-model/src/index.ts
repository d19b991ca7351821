export { startScriptedModel } from './start-scripted-model';
export type { RunningScriptedModel, ScriptedModelServerOptions } from './start-scripted-model';
export type { RecordedRequest } from './recorder';

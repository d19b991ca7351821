export { scriptedModel } from './scripted-model';
export type { ScriptedModel, ScriptedModelOptions } from './scripted-model';

export type { Act, Rule, Script, When } from './script';
export { Script as ScriptSchema } from './script';
export { parseScript } from './parse-script';
export type { ParsedScript } from './parse-script';
export { createScriptPlayer } from './script-player';
export type { Asked, Played, ScriptPlayer } from './script-player';
export { piecesOf, spokenOf } from './spoken';
export type { Spoken, SpokenCall } from './spoken';

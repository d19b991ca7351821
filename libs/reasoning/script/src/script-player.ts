import { compilePattern } from './pattern';
import type { Act, Rule, Script, When } from './script';

/** A request as rules see it, whatever protocol brought it. */
export interface Asked {
  readonly model: string;
  /** Default `chat`. */
  readonly endpoint?: 'chat' | 'embeddings';
  readonly system: string;
  /** The last user message; empty: there is none. */
  readonly user: string;
  /** The tool result that is the last message; `null`: the last message is none. */
  readonly tool: { readonly name: string; readonly output: string } | null;
  /** Names of the tools on offer. */
  readonly offers: readonly string[];
  /** Name of the schema of the object that is asked for. */
  readonly output: string | null;
  /** Characters of everything that was sent. */
  readonly characters: number;
}

export interface Played {
  /** From 1. */
  readonly request: number;
  /** Which rule it was, from 0; `null`: none holds, and `act` is `null`. */
  readonly rule: number | null;
  readonly act: Act | null;
}

export interface ScriptPlayer {
  play(asked: Asked): Played;
}

/** Plays a script; remembers only how many requests there were and how often each rule counted. */
export const createScriptPlayer = ({ rules }: Script): ScriptPlayer => {
  const counted = rules.map(() => 0);
  let request = 0;
  return {
    play: (asked) => {
      request += 1;
      const index = rules.findIndex(
        (rule, at) => (counted[at] ?? 0) < (rule.times ?? Infinity) && holds(rule, asked, request),
      );
      const rule = rules[index];
      if (rule === undefined) return { request, rule: null, act: null };
      counted[index] = (counted[index] ?? 0) + 1;
      return { request, rule: index, act: filledIn(rule.then, asked) };
    },
  };
};

const holds = ({ when = {} }: Rule, asked: Asked, request: number): boolean =>
  [
    holdsOfMessages(when, asked),
    holdsOfRequest(when, asked),
    when.request === undefined || when.request === request,
  ].every(Boolean);

const holdsOfMessages = (when: When, asked: Asked): boolean =>
  [
    when.user === undefined || (speaksNow(when, asked) && found(when.user, asked.user)),
    when.system === undefined || found(when.system, asked.system),
    when.after === undefined || when.after === asked.tool?.name,
    when.toolOutput === undefined ||
      (asked.tool !== null && found(when.toolOutput, asked.tool.output)),
  ].every(Boolean);

/** With `after`, the user message before the tool result is meant. */
const speaksNow = ({ after, toolOutput }: When, { tool }: Asked): boolean =>
  tool === null || after !== undefined || toolOutput !== undefined;

const holdsOfRequest = (when: When, asked: Asked): boolean =>
  [
    when.offers === undefined || asked.offers.includes(when.offers),
    when.output === undefined || when.output === (asked.output ?? false),
    when.model === undefined || when.model === asked.model,
    (when.endpoint ?? 'chat') === (asked.endpoint ?? 'chat'),
  ].every(Boolean);

const found = (pattern: string, text: string): boolean => compilePattern(pattern)?.(text) ?? false;

const filledIn = (act: Act, { user, tool }: Asked): Act =>
  act.text === undefined
    ? act
    : {
        ...act,
        text: act.text.replace(/\{(user|toolOutput)\}/g, (_, name) =>
          name === 'user' ? user : (tool?.output ?? ''),
        ),
      };

import type { Asked } from './script-player';
import type { Act } from './script';

export interface SpokenCall {
  readonly id: string;
  readonly name: string;
  /** As it goes over the wire. */
  readonly arguments: string;
}

/** An act as every protocol needs it. */
export interface Spoken {
  /** Free text, the words of a refusal, or the object asked for as JSON. */
  readonly text: string;
  readonly calls: readonly SpokenCall[];
  readonly stop: 'end' | 'tool-calls' | 'length' | 'refused';
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
}

/** Ids of calls say which request and which call it was: `call_3_1`. */
export const spokenOf = (act: Act, asked: Asked, request: number): Spoken => {
  const text = textOf(act);
  const calls = (act.toolCalls ?? []).map((call, index) => ({
    id: `call_${request}_${index + 1}`,
    name: call.name,
    arguments: wire(call.arguments ?? {}),
  }));
  const written = text + calls.map((call) => call.arguments).join('');
  const usage = act.usage ?? {
    inputTokens: tokens(asked.characters),
    outputTokens: tokens(written.length),
  };
  return { text, calls, stop: stopOf(act), usage };
};

/** Text in pieces of so many code points. */
export const piecesOf = (text: string, length = 8): readonly string[] => {
  const characters = Array.from(text);
  return Array.from({ length: Math.ceil(characters.length / length) }, (_, index) =>
    characters.slice(index * length, (index + 1) * length).join(''),
  );
};

const textOf = ({ text, output, refusal }: Act): string => {
  if (refusal !== undefined) return refusal;
  return output === undefined ? (text ?? '') : wire(output);
};

const stopOf = ({ refusal, truncated, toolCalls }: Act): Spoken['stop'] => {
  if (refusal !== undefined) return 'refused';
  if (truncated === true) return 'length';
  return toolCalls === undefined ? 'end' : 'tool-calls';
};

const wire = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

const tokens = (characters: number): number => Math.ceil(characters / 4);

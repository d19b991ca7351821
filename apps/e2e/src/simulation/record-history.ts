import { simulate } from './simulate';

/** One conversation of a simulated history as a golden history: one event a line, bytes kept. */
export const recordHistory = async (seed: number, conversation: string): Promise<string> => {
  const { observed } = await simulate({ seed, redrives: false });
  return observed.events
    .filter(({ key }) => key.endsWith(`/${conversation}`))
    .map(({ key, headers, value }) =>
      JSON.stringify({ key, headers, value: decoder.decode(value ?? new Uint8Array()) }),
    )
    .map((line) => `${line}\n`)
    .join('');
};

const decoder = new TextDecoder();

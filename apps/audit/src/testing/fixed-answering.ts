import type { AnswererChoice, Answering } from '../what-if/answering';

/** Gives one answer to everything; remembers how it was opened, and that it was closed. */
export const fixedAnswering = (text: string) => {
  const choices: AnswererChoice[] = [];
  let open = 0;
  const answering: Answering = {
    open: (choice) => {
      choices.push(choice);
      open += 1;
      return Promise.resolve({
        name: `fixed for ${choice.model}`,
        costOf: choice.model === 'paid' ? ({ inputTokens }) => inputTokens : null,
        answer: () =>
          Promise.resolve({
            result: { kind: 'answer', text, confidence: 1, sources: [] },
            answerer: 'fixed',
            tookMs: 5,
          }),
        close: () => {
          open -= 1;
          return Promise.resolve();
        },
      });
    },
  };
  return { answering, choices, stillOpen: () => open };
};
